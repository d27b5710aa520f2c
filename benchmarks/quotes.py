"""How often quotations from real articles are recognised, and how often others wrongly are.

    python benchmarks/quotes.py ARCHIVE [--number 200] [--seed 1]

Takes sentences between quotation marks out of random articles of an archive (8 to 40 words, with a speaker that the
article names beside it), checks each as it is, with one word changed, half of it joined to half of another one, and
under the name of another article's speaker; and, with its own article filtered away by date, as something that the
archive does not hold. The true speaker is the one that `assistant.quotations.spoken` reads from the
article, so a wrong reading shows in neither rate: what is measured is the comparison of names.

Prints a line a kind: right, of how many, and what the wrong ones were taken for; and the processor time of a check.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from assistant import Assistant, QuoteOutcome
from assistant.quotations.quote_words import words_of
from assistant.quotations.spoken import spoken_at
from corpus import Archive, Article, Span

WRONG_WORDS = ("never", "seven", "Berlin", "enemy", "always", "million", "closed", "older", "river", "against")


class Said(NamedTuple):
    article: Article
    quote: str
    speaker: str


def quotations(archive: Path, chance: random.Random) -> Iterator[Said]:
    """One quotation of each article in random order, with the speaker named in the sentence around it."""
    opened = Archive.open(archive)
    ids = sorted(opened.store.article_ids())
    chance.shuffle(ids)
    for article_id in ids:
        article = opened.store.article(article_id)
        words = words_of(article.text)
        held = [q for q in words.quoted if 8 <= len(article.text[q.start : q.end].split()) <= 40]
        for quotation in chance.sample(held, len(held)):
            place = Span(quotation.start + 1, quotation.end - 1)
            spoken = spoken_at(words, place)
            if spoken.speaker and spoken.sure and " " in spoken.speaker and "[" not in place.of(article.text):
                yield Said(article, " ".join(place.of(article.text).split()), spoken.speaker)
                break
    opened.close()


def one_word_changed(quote: str, chance: random.Random) -> str:
    words = quote.split()
    place = chance.randrange(1, len(words) - 1)
    words[place] = chance.choice([word for word in WRONG_WORDS if word.casefold() != words[place].casefold()])
    return " ".join(words)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wrong", action="store_true", help="print what was judged wrongly")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    source = quotations(options.archive, chance)
    said = [item for item, _ in zip(source, range(options.number), strict=False)]
    judged: dict[str, Counter[str]] = {}
    right: Counter[str] = Counter()
    seconds: list[float] = []
    with Assistant.open(archive=options.archive, mode="quotes") as assistant:

        def judge(kind: str, wanted: QuoteOutcome, quote: str, speaker: str | None, **filters: object) -> None:
            started = time.process_time()
            check = assistant.check_quote(quote, speaker, **filters)
            seconds.append(time.process_time() - started)
            judged.setdefault(kind, Counter())[check.outcome.value] += 1
            right[kind] += check.outcome is wanted
            if options.wrong and check.outcome is not wanted:
                print(f"{kind} {check.outcome} | {speaker} | {quote}\n    {check.explanation} {check.notes}")

        for item, other in zip(said, [*said[1:], said[0]], strict=True):
            judge("as it is", QuoteOutcome.EXACT, item.quote, item.speaker)
            judge("one word changed", QuoteOutcome.ALTERED, one_word_changed(item.quote, chance), item.speaker)
            mine, others = item.quote.split(), other.quote.split()
            joined = " ".join([*mine[: max(5, len(mine) // 2)], *others[-max(5, len(others) // 2) :]])
            judge("two halves joined", QuoteOutcome.SPLICED, joined, None)
            judge("another speaker", QuoteOutcome.MISATTRIBUTED, item.quote, other.speaker)
            if first := item.article.source.known_by:
                before = (first - timedelta(days=1)).isoformat()
                judge("not in the archive", QuoteOutcome.NOT_FOUND, item.quote, None, as_of=before)
    for kind, outcomes in judged.items():
        total = outcomes.total()
        taken_for = ", ".join(f"{n} {name}" for name, n in outcomes.most_common())
        print(f"{kind:20} right {right[kind]}/{total} = {right[kind] / total:.1%}   ({taken_for})")
    seconds.sort()
    print(f"processor time a check: median {seconds[len(seconds) // 2]:.3f} s, longest {seconds[-1]:.3f} s")


if __name__ == "__main__":
    main()
