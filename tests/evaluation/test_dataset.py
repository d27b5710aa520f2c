"""A dataset is read as it is, or not at all: whatever would make a score wrong is an error that names the place."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.cases import ClaimCase, Gold, PageCase, QuestionCase
from assistant.evaluation.dataset import Dataset
from assistant.evaluation.errors import DatasetError
from tests.conftest import ROOT
from tests.evaluation.builders import TROOPS, a_claim, a_dataset, a_question, an_article, an_unanswerable, lines


def refusal(folder: Path, **options: Any) -> str:
    """The one line with which a dataset is refused."""
    with pytest.raises(DatasetError) as refused:
        Dataset.load(folder, **options)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_dataset_gives_its_cases_in_file_order_with_their_gold(tmp_path: Path) -> None:
    claim = a_claim(sentence_sets=[["Moscow denied it."], []], cited_article_ids=["a1", "a2"], claim_date="2014-11-05")
    asked = [an_unanswerable("q9"), a_question(unjudged_article_ids=["a2"], votes="more than we know")]
    dataset = Dataset.load(a_dataset(tmp_path / "set", questions=asked, claims=[claim]))
    unanswerable, question, found = dataset.cases
    assert isinstance(unanswerable, QuestionCase) and not unanswerable.answerable and unanswerable.gold == ()
    assert isinstance(question, QuestionCase) and question.answers == ("300",) and question.unjudged == ("a2",)
    assert question.asked_on == date(2014, 11, 5)
    quote = "NATO said on Tuesday that 300 troops had moved near Rostov."
    assert question.gold == (Gold(article_id="a1", quotes=(quote,)),)
    assert isinstance(found, ClaimCase) and found.cited_articles == ("a1", "a2")
    assert found.sentence_sets == (("Moscow denied it.",),) and found.claim_date == date(2014, 11, 5)
    assert (dataset.name, dataset.articles, dataset.problems) == ("set", 2, ())
    assert dataset.sources == (tmp_path / "set" / "articles.jsonl",)


def test_gold_article_ids_count_as_gold_where_no_quotes_are_given(tmp_path: Path) -> None:
    asked = a_question(gold=[], gold_article_ids=["a1", "a2"])
    (case,) = Dataset.load(a_dataset(tmp_path, questions=[asked])).cases
    assert isinstance(case, QuestionCase) and case.gold == (Gold(article_id="a1"), Gold(article_id="a2"))


def test_the_hash_is_that_of_the_content_and_changes_with_every_part_of_it(tmp_path: Path) -> None:
    plain = Dataset.load(a_dataset(tmp_path / "a"))
    packed = a_dataset(tmp_path / "b")
    lines(packed / "articles.jsonl.gz", [(packed / "articles.jsonl").read_text().rstrip("\n")])
    (packed / "articles.jsonl").unlink()
    assert Dataset.load(packed).hash == plain.hash
    other = Dataset.load(a_dataset(tmp_path / "c", questions=[a_question(answers=["three hundred"])]))
    assert other.hash != plain.hash and other.sources_hash == plain.sources_hash
    more = Dataset.load(a_dataset(tmp_path / "d", articles=[an_article(), an_article("a2", "Another text.")]))
    assert more.hash != plain.hash and more.sources_hash != plain.sources_hash


def test_articles_with_equal_texts_are_one_by_another_name(tmp_path: Path) -> None:
    copies = [an_article("a0", "Other."), an_article("a1"), an_article("a2"), an_article("a3")]
    assert Dataset.load(a_dataset(tmp_path, articles=copies)).aliases == {"a2": "a1", "a3": "a1"}


def test_a_sample_is_the_same_everywhere_keeps_the_order_and_is_part_of_a_larger_one(tmp_path: Path) -> None:
    asked = [an_unanswerable(f"q{number}") for number in range(200)]
    dataset = Dataset.load(a_dataset(tmp_path, questions=asked))
    small, large = dataset.sample(50, seed=7), dataset.sample(100, seed=7)
    ids = [case.id for case in small.cases]
    assert len(small.cases) == 50 and set(small.cases) < set(large.cases)
    assert ids == sorted(ids, key=lambda name: int(name[1:])) and ids != [f"q{number}" for number in range(50)]
    assert dataset.sample(50, seed=8).cases != small.cases and dataset.sample(None) is dataset
    # SHA-256 of "7:q0", "7:q1", "7:q2" begins with db9b, c214, 682b: the two least are drawn.
    three = Dataset.load(a_dataset(tmp_path / "three", questions=asked[:3]))
    assert [case.id for case in three.sample(2, seed=7).cases] == ["q1", "q2"]


def test_other_sources_stand_in_for_the_articles(tmp_path: Path) -> None:
    folder = a_dataset(tmp_path / "set", questions=[a_question(gold=[{"quotes": ["any words"]}])])
    (folder / "articles.jsonl").rename(tmp_path / "news.jsonl")
    about = folder / "dataset.json"
    about.write_text('{"name": "by hand", "sources": ["../news.jsonl"]}')
    dataset = Dataset.load(folder)
    assert (dataset.name, dataset.articles) == ("by hand", None)
    assert [source.resolve() for source in dataset.sources] == [tmp_path / "news.jsonl"]
    (tmp_path / "news.jsonl").write_text("changed")
    assert Dataset.load(folder).sources_hash != dataset.sources_hash
    about.write_text('{"sources": ["../gone.jsonl"]}')
    assert "the source" in refusal(folder) and "does not exist" in refusal(folder)
    about.write_text('{"sources": "../news.jsonl"}')
    assert refusal(folder) == f"{about}: field `sources`: Input should be a list"


def test_a_folder_without_what_is_needed_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone") == f"{tmp_path / 'gone'}: there is no such folder"
    assert "nothing to judge" in refusal(tmp_path)
    lines(tmp_path / "questions.jsonl", [an_unanswerable()])
    assert "no articles to search" in refusal(tmp_path)
    assert len(Dataset.load(tmp_path, archive_given=True).cases) == 1
    lines(tmp_path / "articles.jsonl", [])
    assert refusal(tmp_path) == f"{tmp_path / 'articles.jsonl'}: holds no article"
    lines(tmp_path / "claims.jsonl", [])
    assert refusal(tmp_path) == f"{tmp_path / 'claims.jsonl'}: holds no claims: fill it or remove it"
    lines(tmp_path / "questions.jsonl.gz", [])
    assert "holds both questions.jsonl and questions.jsonl.gz" in refusal(tmp_path)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "q2", "question": }', "not valid JSON at column 26: Expecting value"),
        ('["q2"]', "a JSON object is expected, not a list"),
        ("7", "a JSON object is expected, not a number"),
        ({"id": "q2", "answerable": False}, "no field `question`"),
        (an_unanswerable(question=5), "field `question`: Input should be a valid string"),
        (an_unanswerable(question=" "), "field `question`: is blank"),
        (an_unanswerable(question="Who\0?"), "field `question`: holds a NUL character at 4"),
        (an_unanswerable(answerable="no"), "field `answerable`: Input should be a valid boolean"),
        (an_unanswerable(asked_on="5 Nov"), "field `asked_on`: '5 Nov' is not a date: write it as YYYY-MM-DD, or null"),
        (
            an_unanswerable(asked_on=20141105),
            "field `asked_on`: '20141105' is not a date: write it as YYYY-MM-DD, or null",
        ),
        (
            an_unanswerable(asked_on="2014-02-30"),
            "field `asked_on`: '2014-02-30' is not a date: write it as YYYY-MM-DD, or null",
        ),
        (a_question("q2", answers=[""]), "field `answers[0]`: is blank"),
        (
            a_question("q2", gold=[{"article_id": "a1", "quotes": [3]}]),
            "field `gold[0].quotes[0]`: Input should be a valid string",
        ),
        (a_question("q2", gold=[{}]), "field `gold[0]`: names neither an article nor a quote"),
        (a_question("q2", answers=[], gold=[]), "`answerable` is true, but there is neither an answer nor gold"),
        (an_unanswerable(answers=["Brazil"]), "`answerable` is false, but there are answers"),
        (an_unanswerable(gold=[{"article_id": "a1"}]), "`answerable` is false, but there is gold"),
    ],
)
def test_a_line_that_is_no_question_is_named_with_what_is_wrong(tmp_path: Path, line: Any, told: str) -> None:
    folder = a_dataset(tmp_path, questions=[a_question(), line, an_unanswerable("q3")])
    assert refusal(folder) == f"{tmp_path / 'questions.jsonl'}, line 2: {told}"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "a2", "text": "cut', "not valid JSON at column 22: Unterminated string starting at"),
        ({"id": "a2"}, "no field `text`"),
        ({"text": "No id."}, "no field `id`"),
        (an_article("a2", url=["x"]), "field `url`: Input should be a valid string"),
        (an_article("a1", "Other."), "the article id a1 is already on line 1"),
    ],
)
def test_a_line_that_is_no_article_is_named_with_what_is_wrong(tmp_path: Path, line: Any, told: str) -> None:
    assert (
        refusal(a_dataset(tmp_path, articles=[an_article(), line])) == f"{tmp_path / 'articles.jsonl'}, line 2: {told}"
    )


def test_an_id_that_comes_twice_is_refused_also_across_files(tmp_path: Path) -> None:
    folder = a_dataset(tmp_path, questions=[a_question("x"), an_unanswerable("x")])
    where = tmp_path / "questions.jsonl"
    assert refusal(folder) == f"{where}, line 2: the id x is already used in {where}, line 1"
    folder = a_dataset(tmp_path, questions=[a_question("x")], claims=[a_claim("x")])
    assert "claims.jsonl, line 1: the id x is already used in" in refusal(folder)


def test_an_unknown_label_is_refused_with_its_line(tmp_path: Path) -> None:
    folder = a_dataset(tmp_path, claims=[a_claim(), a_claim("c2", label="PANTS_ON_FIRE")])
    assert refusal(folder).startswith(f"{tmp_path / 'claims.jsonl'}, line 2: label 'PANTS_ON_FIRE' is not known")
    folder = a_dataset(tmp_path, claims=[a_claim(label="REFUTED"), a_claim("c2", label="partially_supported")])
    assert "line 2: labels 'partially_supported' and 'REFUTED' do not go together" in refusal(folder)


def test_a_gzip_file_that_is_cut_off_is_refused_however_much_of_it_can_be_read(tmp_path: Path) -> None:
    folder = a_dataset(tmp_path, questions=[an_unanswerable(f"q{number}") for number in range(1000)])
    whole = gzip.compress((folder / "questions.jsonl").read_bytes())
    (folder / "questions.jsonl").unlink()
    for size in (len(whole) // 2, len(whole) - 4):
        (folder / "questions.jsonl.gz").write_bytes(whole[:size])
        assert f"questions.jsonl.gz: the gzip file is cut off at byte {size}" in refusal(folder)


def test_a_file_that_is_not_utf_8_is_refused_with_the_place(tmp_path: Path) -> None:
    folder = a_dataset(tmp_path)
    (folder / "questions.jsonl").write_bytes('{"id": "Zürich"}\n'.encode("latin-1"))
    assert refusal(folder) == f"{folder / 'questions.jsonl'}, line 1: not UTF-8 at byte 10: save the file as UTF-8"


def test_a_quote_that_is_not_in_its_article_is_told_with_the_case(tmp_path: Path) -> None:
    wrong = {"article_id": "a2", "quotes": ["NATO said on Tuesday that 300 troops had moved near Rostov."]}
    asked = [a_question(), a_question("q2", gold=[wrong]), a_question("q3", gold=[{"quotes": ["nowhere"]}])]
    dataset = Dataset.load(a_dataset(tmp_path, questions=asked))
    assert dataset.problems == ("cases with a gold quote that is not word for word in its article: 2 (q2, q3)",)


def test_less_than_was_announced_is_refused_and_never_scored(tmp_path: Path) -> None:
    counts = {"articles": 2_000_000, "questions": 1, "claims": 5}
    folder = a_dataset(tmp_path / "news", manifest={"counts": {"news": counts}})
    manifest = folder / "manifest.json"
    told = f"2,000,000 articles announced in {manifest}, 2 present; 5 claims announced in {manifest}, 0 present"
    assert refusal(folder) == f"{told}: get the whole dataset, or evaluate what is there with --allow-incomplete"
    dataset = Dataset.load(folder, allow_incomplete=True)
    assert dataset.articles_announced == 2_000_000 and "; ".join(dataset.problems) == told
    manifest.rename(tmp_path / "manifest.json")
    assert "2,000,000 articles announced" in refusal(folder)
    manifest.write_text('{"counts": {"articles": "many"}}')
    assert refusal(folder) == f"{manifest}: the number of articles is 'many': write a whole number"
    manifest.write_text('{"counts": {"articles": 1}, "files": {"questions.jsonl": {"sha256": "0"}}}')
    more, changed = Dataset.load(folder).problems
    assert "2 articles present, only 1 announced" in more and "is not the file that" in changed


def test_gold_that_is_not_there_is_refused_and_what_it_judges_left_out_on_demand(tmp_path: Path) -> None:
    gone = {"article_id": "gone", "quotes": ["x"]}
    asked = [a_question(), a_question("q2", gold=[gone]), a_question("q3", gold=[gone, *a_question()["gold"]])]
    claims = [a_claim(gold=[], cited_article_ids=["gone"]), a_claim("c2", gold=[])]
    folder = a_dataset(tmp_path, questions=asked, claims=claims)
    told = f"gold articles that {folder / 'articles.jsonl'} does not have, or not usably: 1 (gone), of 3 cases"
    assert refusal(folder).startswith(f"{told}: get the whole dataset")
    dataset = Dataset.load(folder, allow_incomplete=True)
    assert [case.id for case in dataset.cases] == ["q1", "q3", "c2"]
    question = dataset.cases[1]
    assert isinstance(question, QuestionCase) and [gold.article_id for gold in question.gold] == ["a1"]
    assert dataset.problems == (f"{told}; cases left out because they have no other gold: 2",)


def test_an_article_that_the_archive_will_not_take_is_told_and_is_no_gold(tmp_path: Path) -> None:
    articles = [an_article(), an_article("a2", "  "), an_article("a3", "a\0b")]
    folder = a_dataset(tmp_path, articles=articles)
    assert Dataset.load(folder).problems == (
        "articles left out, no text: 1 (a2)",
        "articles left out, holding a NUL character: 1 (a3)",
    )
    lines(folder / "questions.jsonl", [a_question(gold=[{"article_id": "a2"}])])
    assert "not usably: 1 (a2), of 1 cases" in refusal(folder)


def test_a_line_of_a_hundred_megabytes_is_passed_over_without_being_held(tmp_path: Path) -> None:
    folder = a_dataset(tmp_path)
    with (folder / "articles.jsonl").open("a") as articles:
        articles.write('{"id": "huge", "text": "' + "word " * 20_000_000 + '"}\n')
    code = (
        "import sys; from pathlib import Path; from assistant.evaluation.dataset import Dataset\n"
        "print(*Dataset.load(Path(sys.argv[1])).problems)\n"
        # Not `ru_maxrss`: a child begins with that of its parent, which has whole models loaded.
        "peak = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(int(peak.split()[1]) // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    problem, megabytes = done.stdout.splitlines()
    assert problem == "articles left out, longer than 50 MB: 1 (line 3)"
    assert int(megabytes) < 400


def test_saved_pages_are_cases_and_a_missing_one_is_told(tmp_path: Path) -> None:
    page = {
        "file": "html/1.html",
        "url": "https://example.org/2014/11/04/x",
        "published_in_url": "2014-11-04",
        "text": TROOPS,
    }
    truth = tmp_path / "truth.json"
    truth.write_text(json.dumps({"p1": page, "p2": {"file": "html/2.html", "text": "Body."}}))
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "1.html").write_text(f"<p>{TROOPS}")
    assert "1 of 2 pages" in refusal(tmp_path) and "html/2.html" in refusal(tmp_path)
    assert [case.id for case in Dataset.load(tmp_path, allow_incomplete=True).cases] == ["p1"]
    (tmp_path / "html" / "2.html").write_text("<p>Body.")
    first, second = Dataset.load(tmp_path).cases
    assert isinstance(first, PageCase) and (first.file, first.published) == ("html/1.html", date(2014, 11, 4))
    assert isinstance(second, PageCase) and (second.text, second.url, second.published) == ("Body.", None, None)
    truth.write_text(json.dumps({"p1": {**page, "file": "../secret.html"}}))
    assert refusal(tmp_path) == f"{truth}, page p1: `file` leads out of the dataset's folder: ../secret.html"
    truth.write_text("[]")
    assert refusal(tmp_path) == f"{truth}: a JSON object is expected, not a list"


@pytest.mark.parametrize("name", ["averitec", "clapnq", "climate-fever", "covidfact", "qags", "realtimeqa", "wice"])
def test_a_real_dataset_is_read_whole_and_without_a_problem(shared_data: Path, name: str) -> None:
    counts = json.loads((shared_data / "manifest.json").read_text())["counts"][name]
    dataset = Dataset.load(shared_data / name)
    questions = [case for case in dataset.cases if isinstance(case, QuestionCase)]
    claims = [case for case in dataset.cases if isinstance(case, ClaimCase)]
    assert dataset.problems == () and dataset.articles == dataset.articles_announced == counts["articles"]
    assert (len(questions), len(claims)) == (counts["questions"], counts["claims"])
    assert sum(case.answerable for case in questions) == counts["answerable"]
    quotes = sum(len(gold.quotes) for case in (*questions, *claims) for gold in case.gold)
    assert quotes == counts["gold_quotes"]


def test_the_real_pages_are_read(shared_data: Path) -> None:
    dataset = Dataset.load(shared_data / "extraction")
    assert len(dataset.cases) == 90 and {case.kind for case in dataset.cases} == {"page"} and dataset.problems == ()


def test_the_samples_are_a_dataset_of_at_least_forty_questions_and_thirty_claims() -> None:
    dataset = Dataset.load(ROOT / "tests" / "data" / "samples-eval")
    questions = [case for case in dataset.cases if isinstance(case, QuestionCase)]
    assert len(questions) >= 40 and sum(not case.answerable for case in questions) >= 15
    assert sum(isinstance(case, ClaimCase) for case in dataset.cases) >= 30
    assert dataset.name == "samples" and [source.resolve() for source in dataset.sources] == [
        ROOT / "corpus" / "samples"
    ]
