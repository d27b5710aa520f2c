"""Saved work leaves the house: exports in which nothing is alive, bundles that can be checked, what changed since."""

from __future__ import annotations

import json
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from pyld import jsonld  # type: ignore[import-untyped]

from assistant import Assistant, AssistantError, Settings
from assistant.__main__ import main
from assistant.presentation.export import html
from assistant.presentation.export_blocks import blocks_of
from assistant.presentation.export_claim_review import claim_review, claim_reviews
from assistant.presentation.export_markdown import markdown
from assistant.saved.audit import cited, read_bundle, verify, write_bundle
from corpus.archive import writing
from tests.assistant.conftest import Archived, quoting

HOSTILE = (
    "The repair of the Carlisle bridge cost 300 million crowns <script>alert(1)</script> ![x](http://evil.example/p.png)"
    " [free money](javascript:alert(1)) <http://evil.example> https://evil.example www.evil.example a@evil.example `x`."
)
ARTICLE = {"text": HOSTILE, "outlet": "Harbour [Chronicle](http://evil.example)", "published": "2016-03-01"}
CLAIM = "The repair of the Carlisle bridge cost 300 million crowns."


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


ALIVE = {"script", "img", "iframe", "link", "form", "a", "object", "base", "svg"}


def documents(assistant: Assistant) -> dict[str, dict[str, Any]]:
    return {
        "answer": assistant.ask("How much did the repair of the Carlisle bridge cost?").to_dict(),
        "verdict": assistant.check(CLAIM).to_dict(),
        "review": assistant.review(f"{HOSTILE} {CLAIM}").to_dict(),
    }


@pytest.mark.parametrize("kind", ["answer", "verdict", "review"])
def test_nothing_of_the_archive_is_alive_in_an_export(archived: Archived, kind: str) -> None:
    with quoting(archived(ARTICLE)) as assistant:
        blocks = blocks_of(kind, documents(assistant)[kind])
    page, rendered = Tags(), Tags()
    page.feed(html(blocks))
    rendered.feed(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown(blocks)))
    for seen in (page, rendered):
        assert not seen.tags & ALIVE and not seen.attributes & {"src", "href", "onerror", "style"}
        assert "<script>alert(1)</script>" in seen.text and "300 million crowns" in seen.text


def test_every_word_of_an_export_is_text_whatever_a_renderer_makes_of_addresses(archived: Archived) -> None:
    with quoting(archived(ARTICLE)) as assistant:
        written = markdown(blocks_of("verdict", documents(assistant)["verdict"]))
    assert not any(bare in written for bare in ("http:", "https:", "www.", "a@e"))


SCHEMA = "https://schema.org/"
REQUIRED = ("claimReviewed", "reviewRating", "url", "author", "datePublished", "itemReviewed")


def expanded(made: dict[str, Any]) -> list[dict[str, Any]]:
    """What a JSON-LD processor that knows nothing of us makes of it, with the vocabulary of schema.org."""
    context = {"@context": {"@vocab": SCHEMA}}
    local = {"contextUrl": None, "documentUrl": "https://schema.org", "document": context}
    found: list[dict[str, Any]] = jsonld.expand(made, {"documentLoader": lambda url, options: local})
    return found


def test_a_claim_review_is_read_by_an_independent_parser_with_all_that_is_required(archived: Archived) -> None:
    with quoting(archived(ARTICLE)) as assistant:
        verdict = assistant.check(CLAIM).to_dict()
    made = json.loads(
        json.dumps(claim_review(verdict, publisher="The Desk", url="https://desk.example/1", published="2016-03-05"))
    )
    [review] = expanded(made)
    assert review["@type"] == [f"{SCHEMA}ClaimReview"]
    for required in REQUIRED:
        assert review[f"{SCHEMA}{required}"]
    [rating] = review[f"{SCHEMA}reviewRating"]
    assert rating["@type"] == [f"{SCHEMA}Rating"]
    assert rating[f"{SCHEMA}ratingValue"] == [{"@value": 5}]
    assert rating[f"{SCHEMA}alternateName"] == [{"@value": "Supported by the archive"}]
    [citation] = review[f"{SCHEMA}citation"]
    assert citation[f"{SCHEMA}text"] == [{"@value": verdict["supporting"][0]["quote"]}]


def test_a_review_is_one_claim_review_for_each_checked_claim_with_who_signed_it(archived: Archived) -> None:
    said = "“The repair was slow, noisy and worth every bottle of wine,” Anna Lindqvist said in Carlisle."
    told = "“The repair was slow, noisy and worth every bottle of beer,” Anna Lindqvist said, and we should thank her."
    draft = f"Will it hold? {CLAIM} The repair of the Carlisle bridge cost 400 million crowns. {told}"
    with quoting(archived(ARTICLE, {"text": said, "outlet": "Two"})) as assistant:
        review = assistant.review(draft).to_dict()
    signatures = [
        {"sentence": 2, "checked_by": "M. Okafor", "comment": "paid in May", "signed_at": "2016-03-06T10:00:00"}
    ]
    made = claim_reviews(
        review, publisher="The Desk", url="https://desk.example/1#top", published="2016-03-05", signatures=signatures
    )
    supported, refuted, misquoted = expanded(json.loads(json.dumps(made)))
    for one, number in ((supported, 2), (refuted, 3), (misquoted, 4)):
        assert one["@type"] == [f"{SCHEMA}ClaimReview"]
        assert all(one[f"{SCHEMA}{required}"] for required in REQUIRED)
        assert one[f"{SCHEMA}url"] == [{"@value": f"https://desk.example/1#sentence-{number}"}]
        assert one[f"{SCHEMA}claimReviewed"] == [{"@value": review["sentences"][number - 1]["text"]}]
    ratings = [
        one[f"{SCHEMA}reviewRating"][0][f"{SCHEMA}ratingValue"][0]["@value"] for one in (supported, refuted, misquoted)
    ]
    assert ratings == [5, 1, 2]
    assert "wine" in misquoted[f"{SCHEMA}citation"][0][f"{SCHEMA}text"][0]["@value"]
    assert supported[f"{SCHEMA}editor"][0][f"{SCHEMA}name"] == [{"@value": "M. Okafor"}]
    assert supported[f"{SCHEMA}comment"][0][f"{SCHEMA}text"] == [{"@value": "paid in May"}]
    assert f"{SCHEMA}editor" not in refuted
    with pytest.raises(AssistantError):
        claim_reviews(review, publisher="", url="https://desk.example/1", published="2016-03-05")


def test_an_export_of_a_review_shows_the_nearest_sentences_the_parts_and_who_signed(archived: Archived) -> None:
    near = "The Carlisle bridge carries a great many lorries that come from the harbour."
    whole = "The repair was paid with 300 million crowns and the bridge of Oslo was painted in 1917."
    with quoting(archived(ARTICLE)) as assistant:
        document = assistant.review(f"{near} {whole}").to_dict()
    signed = [{"sentence": 1, "checked_by": "J. *Lee*", "comment": "rang them", "signed_at": "2016-03-06T10:00:00"}]
    for shown in (html(blocks_of("review", document, signed)), markdown(blocks_of("review", document, signed))):
        assert "nearest to it" in shown and "Part 1," in shown and "Part 2, ? not enough evidence" in shown
        assert "Checked by J." in shown and "rang them" in shown and "*Lee* " not in shown


def test_a_claim_review_without_publisher_or_address_is_refused_and_no_evidence_gives_no_number() -> None:
    verdict = {"claim": "x", "label": "NOT_ENOUGH_EVIDENCE", "justification": "", "supporting": [], "refuting": []}
    for publisher, url in ((" ", "https://a.example"), ("Desk", ""), ("Desk", "javascript:alert(1)")):
        with pytest.raises(AssistantError):
            claim_review(verdict, publisher=publisher, url=url, published="2016-03-05")
    made = claim_review(verdict, publisher="Desk", url="https://a.example", published="2016-03-05")
    assert "ratingValue" not in made["reviewRating"] and made["reviewRating"]["alternateName"]


@pytest.mark.parametrize("name", ["bundle", "bundle.zip"])
@pytest.mark.parametrize("kind", ["answer", "verdict", "review"])
def test_a_bundle_holds_until_one_quote_offset_or_article_differs(
    archived: Archived, tmp_path: Path, name: str, kind: str
) -> None:
    with quoting(archived(ARTICLE)) as assistant:
        document = documents(assistant)[kind]
        write_bundle(tmp_path / name, assistant, kind=kind, asked=CLAIM, options={}, document=document)
        bundle = read_bundle(tmp_path / name)
        assert verify(bundle, assistant) == [] and list(cited(bundle.document))
        with pytest.raises(AssistantError, match="already"):
            write_bundle(tmp_path / name, assistant, kind=kind, asked=CLAIM, options={}, document=document)
        for change in ({"quote": "other words"}, {"start": 1}, {"article_id": "0" * 16}):
            altered = json.loads(json.dumps(document))
            first = next(_places(altered))
            first |= change if "quote" in first or "quote" not in change else {"text": "other words"}
            wrong = type(bundle)(bundle.manifest, altered, bundle.evidence, ())
            assert verify(wrong, assistant)


def _places(value: Any) -> Any:
    """The citations and passages in a document, themselves and not copies, so that a test can alter one."""
    if isinstance(value, dict):
        if {"article_id", "start", "end"} <= value.keys():
            yield value
        for inner in value.values():
            yield from _places(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _places(inner)


def test_a_bundle_that_was_changed_afterwards_or_is_none_is_told(archived: Archived, tmp_path: Path) -> None:
    with quoting(archived(ARTICLE)) as assistant:
        verdict = assistant.check(CLAIM).to_dict()
        write_bundle(tmp_path / "b", assistant, kind="verdict", asked=CLAIM, options={}, document=verdict)
        path = tmp_path / "b" / "document.json"
        path.write_text(path.read_text().replace("SUPPORTED", "REFUTED"))
        assert verify(read_bundle(tmp_path / "b"), assistant) == [
            "document.json was changed after the bundle was written"
        ]
    (tmp_path / "c.zip").write_bytes(b"no zip")
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as packed:
        packed.writestr("manifest.json", "{}")
    for name in ("c.zip", "d.zip", "missing"):
        with pytest.raises(AssistantError) as refused:
            read_bundle(tmp_path / name)
        assert "\n" not in str(refused.value)


def test_no_secret_and_no_path_of_this_machine_is_in_a_bundle(archived: Archived, tmp_path: Path) -> None:
    settings = Settings(
        _env_file=None,
        archive=archived(ARTICLE),
        mode="quotes",
        model="gpt-x",
        api_key="sk-very-secret",
        base_url="https://user:hunter2@models.example/v1",
    )
    with Assistant.open(settings) as assistant:
        verdict = assistant.check(CLAIM).to_dict()
        write_bundle(tmp_path / "b", assistant, kind="verdict", asked=CLAIM, options={}, document=verdict)
    manifest = (tmp_path / "b" / "manifest.json").read_text()
    assert "secret" not in manifest and "hunter2" not in manifest and str(tmp_path) not in manifest
    written = json.loads(manifest)
    assert written["settings"]["endpoint_host"] == "models.example" and written["snapshot"].startswith("1-")
    assert written["versions"]["tantivy"] and written["prompts"]


def test_a_recheck_tells_which_article_changed_a_verdict(
    archived: Archived, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clean = {"text": CLAIM, "outlet": "One", "published": "2016-03-01"}
    where = ("--archive", str(archived(clean)))

    def run(*arguments: str, status: int = 0) -> str:
        assert main([*arguments, *where]) == status
        return capsys.readouterr().out

    run("check", CLAIM, "--asked-on", "2016-03-02", "--save")
    run("ask", "How much did the repair of the Carlisle bridge cost?", "--asked-on", "2016-03-02", "--save")
    assert [item["kind"] for item in json.loads(run("saved", "--json"))["saved"]] == ["verdict", "answer"]
    assert json.loads(run("recheck", "--json"))["changed"] == []
    run("audit", "write", "1", str(tmp_path / "bundle.zip"))
    assert json.loads(run("audit", "verify", str(tmp_path / "bundle.zip"), "--json"))["same_archive"]
    assert json.loads(run("audit", "rerun", str(tmp_path / "bundle.zip"), "--json"))["same"]

    archived({"text": CLAIM.replace("300", "500"), "outlet": "Two", "published": "2016-03-02"})
    rerun = json.loads(run("audit", "rerun", str(tmp_path / "bundle.zip"), "--json"))
    verified = json.loads(run("audit", "verify", str(tmp_path / "bundle.zip"), "--json"))
    assert not rerun["same"] and verified["holds"] and not verified["same_archive"]
    changed = json.loads(run("recheck", "--keep", "--json"))["changed"]
    [verdict] = [item for item in changed if item["kind"] == "verdict"]
    [change] = verdict["changes"]
    assert (change["what"], change["before"], change["now"]) == ("verdict", "SUPPORTED", "CONFLICTING")
    with quoting(Path(where[1])) as assistant:
        assert [assistant.article(id_).source.outlet for id_ in change["new_articles"]] == ["Two"]
        first = rerun["now"]["supporting"][0]["article_id"]
    assert "because of article" in run("recheck") and "nothing changed" in run("recheck")

    with writing(Path(where[1])) as store:
        store.remove(article_id=first)
    told = json.loads(run("audit", "verify", str(tmp_path / "bundle.zip"), "--json"))
    assert not told["holds"] and any(first in problem for problem in told["problems"])
    run("audit", "verify", str(tmp_path / "bundle.zip"), status=1)


def test_saved_items_are_exported_from_the_command_line(
    archived: Archived, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--archive", str(archived(ARTICLE)))
    assert main(["check", CLAIM, "--save", *where]) == 0
    out = tmp_path / "review.json"
    address = ("--publisher", "The Desk", "--url", "https://desk.example/1", "--out", str(out))
    assert main(["export", "1", "--as", "claimreview", *address, *where]) == 0
    assert json.loads(out.read_text())["@type"] == "ClaimReview"
    (tmp_path / "draft.txt").write_text(CLAIM, encoding="utf-8")
    assert main(["review", str(tmp_path / "draft.txt"), "--save", *where]) == 0
    assert main(["reviews", "sign", "2", "1", "--by", "M. Okafor", *where]) == 0
    assert main(["export", "2", "--as", "claimreview", *address, *where]) == 0
    assert json.loads(out.read_text())["@graph"][0]["editor"] == [{"@type": "Person", "name": "M. Okafor"}]
    assert main(["audit", "write", "2", str(tmp_path / "bundle.zip"), *where]) == 0
    [signed] = read_bundle(tmp_path / "bundle.zip").manifest["signatures"]
    assert (signed["sentence"], signed["checked_by"]) == (1, "M. Okafor")
    capsys.readouterr()
    assert main(["export", "2", *where]) == 0
    assert "M. Okafor" in capsys.readouterr().out
    assert main(["export", "1", "--as", "html", *where]) == 0
    assert "<h1>" in capsys.readouterr().out
    assert main(["export", "7", *where]) == 1
    assert capsys.readouterr().err.count("\n") == 1
