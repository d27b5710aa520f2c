"""Puts an article into its story: which stored articles carry the same report. Called inside the article's transaction.

Candidates come from the bands in the store (`corpus/duplicates.py`), so nothing is kept in memory and a copy that comes
a year later is found. What makes two pages one report is decided here:

- Another outlet's page is a copy when 60 % of the shorter text stands in the other, a page whose outlet is not known
  when 70 % does.
- An outlet's own pages share background without being copies: a follow-up repeats most of yesterday's page. They are
  one report when 90 % of the shorter one is in the other on the same day, and of the longer one as well when the days
  differ or the address is the same (a live page and its next state).
- A few figures may have changed: the text of an agency with a newer toll in it is no second source. So the pages are
  one story, the reason says how many differ, and passages with different figures are still shown side by side
  (`assistant/retrieval/copies.py` never folds them). Where more than a quarter of the figures was exchanged, and that
  touches a twentieth of the text, the words around them are a form that is filled in every day (weather, lottery,
  markets) or a brief whose news is the figure, and the pages are different reports.
- Notices stand under any headline ("subscribe to go on reading"), so a text under 30 runs, or under 150 from one
  outlet, is the same report only under the same headline.

Measured with `python benchmarks/duplicates.py --pairs 170` on `realtimeqa`, of 170 made copies of each kind: at another
outlet all of those cut to 60 %, with a new headline, an added paragraph, an agency line, or 2 % of the words changed,
and .94 of those with all together (recall .99 in all); at the same outlet on the same day .72 of the edited and .01 of
those with all together, the price of telling follow-ups apart. Of 421 pairs that are none none was joined, and 3 when
their outlets were hidden. The thresholds were chosen on the same articles.

Articles under 30 runs take part only as exact copies. An exact copy has no bands of its own: its twin's stand for it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from corpus import bands

if TYPE_CHECKING:
    from corpus.duplicates import Overlap, Runs

COPIED_ELSEWHERE = 0.6
"""Among the 5,900 articles of `realtimeqa` two of different outlets share 0.32 at most (a list of nominees)."""
COPIED = 0.7
"""The same share as between passages (`assistant/retrieval/copies.py`). Of the pairs of `realtimeqa` above it, judged
by headline and day, those that were no copies were one outlet's follow-ups and filled-in forms."""
COPIED_BY_ITSELF = 0.9
FIGURES_CHANGED = 0.25
TEXT_TOUCHED = 0.05
"""Runs with a changed figure among all; a dateline of another day touches five runs and is no other report."""
SHORTEST = 30
NOTICE = 150
MOST_CHECKED = 4
"""Texts compared at most for one article: a page of a form that thousands share must not cost thousands of checks.
The likeliest come first; the 5,900 articles of `realtimeqa` have 306 pairs to compare in all."""

_PAGE = "SELECT id, text_hash, title, outlet_key, url, published_day, copy_of FROM articles WHERE number = ?"
_TEXT = "SELECT text FROM articles WHERE number = ?"

Page: TypeAlias = sqlite3.Row | Mapping[str, Any]
"""What `_PAGE` selects of an article, by name."""


class _Match(NamedTuple):
    number: int
    story: int
    """The story's label; of an article that is in none, its own number. (A label is always a member's number.)"""
    similarity: float
    reason: str


def keys_of(text: str) -> list[int]:
    """The bands under which a text is found again; none for one that takes part only as an exact copy."""
    from corpus.duplicates import bands_of  # with numpy, which takes longer to load than all else of an ingest

    runs = _runs_of(text)
    return bands_of(runs) if len(runs) >= SHORTEST else []


def place(
    db: sqlite3.Connection, number: int, keys: Sequence[int] | None = None, page: Mapping[str, Any] | None = None
) -> None:
    """Find the story of a stored article. One that links two stories makes them one.

    `keys` are the `keys_of` its text, when they are known already: another process can make them meanwhile. `page` is
    its row, when that was written just now.
    """
    page = page or db.execute(_PAGE, (number,)).fetchone()
    if page["copy_of"] is not None:
        matches = list(_twin(db, number, page))
    elif keys := keys_of(_text(db, number)) if keys is None else keys:
        bands.add(db, number, keys)
        matches = list(_near(db, number, page, keys))
    else:
        matches = []
    if matches:
        _join(db, number, matches)
    if number % bands.MOVED_EVERY == 0:
        bands.move(db)


def withdraw(db: sqlite3.Connection, numbers: Iterable[int]) -> list[int]:
    """Take articles that will be deleted out of their stories; gives the others of these, to be placed anew.

    They may have hung together by the withdrawn one alone, so they are placed as if it had never been there.
    """
    gone = set(numbers)
    left: set[int] = set()
    for number in gone:
        left.update(
            row["article"]
            for row in db.execute(
                "SELECT article FROM story_members WHERE story = (SELECT story FROM story_members WHERE article = ?)",
                (number,),
            )
        )
        if db.execute("SELECT 1 FROM articles WHERE number = ?", (number,)).fetchone():
            bands.remove(db, number, keys_of(_text(db, number)))
    db.executemany("DELETE FROM story_members WHERE article = ?", [(number,) for number in left])
    return sorted(left - gone)


def regroup(db: sqlite3.Connection) -> None:
    """Make all stories anew from the articles, in the order in which they were stored."""
    db.execute("DELETE FROM story_members")
    bands.clear(db)
    number = 0
    while row := db.execute("SELECT min(number) FROM articles WHERE number > ?", (number,)).fetchone():
        if row[0] is None:
            break
        number = row[0]
        place(db, number)


def _twin(db: sqlite3.Connection, number: int, page: Page) -> Iterator[_Match]:
    """An article with exactly this text, unless the text is a notice."""
    rows = db.execute(
        "SELECT number, id, title, outlet_key, coalesce(story, number) AS story FROM"
        " (SELECT * FROM articles WHERE text_hash = ? AND number < ? ORDER BY number LIMIT 100)"
        " LEFT JOIN story_members ON article = number ORDER BY title IS ? DESC, outlet_key = ?, number LIMIT 1",
        (page["text_hash"], number, page["title"], page["outlet_key"]),
    )
    for other in rows:
        if not _may_be_a_notice(len(_runs_of(_text(db, number))), page, other):
            yield _Match(other["number"], other["story"], 1.0, f"the same text as {other['id']}")


def _near(db: sqlite3.Connection, number: int, page: Page, keys: Sequence[int]) -> Iterator[_Match]:
    """The articles that hold the same report, one of each story: a check less for each further copy."""
    sharing = bands.sharing(db, number, keys)
    if not sharing:  # as nearly always
        return
    own = db.execute("SELECT story FROM story_members WHERE article = ?", (number,)).fetchone()
    found = {own["story"]} if own else set()
    checked = 0
    runs = None
    for candidate, story in sharing:
        if story in found:
            continue
        if (checked := checked + 1) > MOST_CHECKED:
            return
        other = db.execute(_PAGE, (candidate,)).fetchone()
        from corpus.duplicates import overlap, share  # as above

        runs = runs or _runs_of(_text(db, number))
        others = _runs_of(_text(db, candidate))
        if share(runs, others) < COPIED_ELSEWHERE:  # the least of the shares that make a copy
            continue
        shared = overlap(runs, others)
        if _one_report(page, other, shared) and not _may_be_a_notice(shared.shorter, page, other):
            found.add(story)
            yield _Match(candidate, story, shared.of_shorter, _reason(other["id"], shared))


def _runs_of(text: str) -> Runs:
    from corpus.duplicates import Runs  # as above

    return Runs(text)


def _text(db: sqlite3.Connection, number: int) -> str:
    text: str = db.execute(_TEXT, (number,)).fetchone()["text"]
    return text


def _one_report(page: Page, other: Page, shared: Overlap) -> bool:
    if shared.figures_changed > max(FIGURES_CHANGED * shared.figures, TEXT_TOUCHED * shared.shorter):
        return False
    if not page["outlet_key"] or not other["outlet_key"]:
        return shared.of_shorter >= COPIED
    if page["outlet_key"] != other["outlet_key"]:
        return shared.of_shorter >= COPIED_ELSEWHERE
    continued = page["published_day"] != other["published_day"] or (page["url"] and page["url"] == other["url"])
    return (shared.of_longer if continued else shared.of_shorter) >= COPIED_BY_ITSELF


def _may_be_a_notice(runs: int, page: Page, other: Page) -> bool:
    if (page["title"] or "").casefold() == (other["title"] or "").casefold():
        return False
    return runs < SHORTEST or (runs < NOTICE and page["outlet_key"] == other["outlet_key"])


def _reason(other: str, shared: Overlap) -> str:
    reason = f"shares {shared.of_shorter:.0%} of the shorter text with {other}"
    if shared.figures_changed:
        reason += f"; {shared.figures_changed / shared.figures:.1%} of its figures differ"
    return reason


def _join(db: sqlite3.Connection, number: int, matches: list[_Match]) -> None:
    story = min(match.story for match in matches)
    for match in matches:
        # An article that was in no story founds one.
        db.execute(
            "INSERT OR IGNORE INTO story_members (article, story, similarity, reason) VALUES (?, ?, 1, ?)",
            (match.number, match.story, "stored first"),
        )
    best = max(matches, key=lambda match: match.similarity)
    reasons = dict.fromkeys([best.reason, *(match.reason for match in matches)])
    db.execute(
        "INSERT OR IGNORE INTO story_members (article, story, similarity, reason) VALUES (?, ?, ?, ?)",
        (number, story, best.similarity, "; ".join(reasons)),
    )
    own = db.execute("SELECT story FROM story_members WHERE article = ?", (number,)).fetchone()["story"]
    labels = {own, *(match.story for match in matches)}
    db.executemany(
        "UPDATE story_members SET story = ? WHERE story = ?", [(min(labels), label) for label in labels - {min(labels)}]
    )
