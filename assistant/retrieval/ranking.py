"""What speaks for a passage as evidence, as named signals in [0, 1], and the one score that they make together.

    lexical   its BM25 score over the best one
    dense     its cosine similarity to the question, spread over the range of the candidates
    time      exp(-days / 14) with the days between its publication and the day asked about (or on), either way; 1
              on each day of a stretch of days that is asked about
    coverage  share of the question's words, weighted by rarity, in its headline and itself
    article   the same for all that was found of its article together: one good sentence may be luck, several are not
    headline  share of the headline's words that the question names
    phrase    share of the phrases in quotation marks that it holds word for word, where anything found holds one
    lead      how near the beginning of its article it stands: a report puts first what it is about

A phrase outweighs all the rest, since whoever puts it in quotation marks wants those words: its weight is not fitted.

score = sum(weight * signal) / sum(weight), over the signals that say something for this question. The weights are data
(`ranking.json`), with the sets they were fitted to; `python -m assistant.evaluation fit-ranking` makes such a file.
The shape of `time` is not fitted: `docs/architecture.md` has what other shapes gave, which was no better.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from datetime import date
from functools import cache, partial
from operator import mul
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.language.periods import Period
from assistant.retrieval.passage_words import word_signals
from assistant.types import Evidence
from corpus import Passage
from corpus.lexical import Hit

SHIPPED = Path(__file__).with_name("ranking.json")
TIME_SCALE_DAYS = 14.0
NEAR_ENOUGH = 0.05
"""Where even the nearest article is six weeks from the day asked about, time says nothing and is left out."""
TIME_BESIDE_DENSE = 1.45
"""Vectors know nothing of days: where they speak too, time keeps its part by weighing so much more. `realtimeqa` with
its days, first / within five right, at 1, 1.25, 1.45 and 1.7: .794 / .933, .803 / .937, .816 / .937, .821 / .942;
averitec .757 / .901, .749 / .893, .749 / .893, .737 / .893. The sets without days do not change."""
_LEAD_CHARACTERS = 500
"""A passage this far into its article has half the lead of the first one."""

_QUICK_DENSE, _QUICK_TIME = 0.5, 0.6
"""Weights beside a lexical 1 for choosing the shortlist: the middle of a plateau on `realtimeqa`."""

Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Ranking(BaseModel):
    """The weight of each signal, with where the weights come from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    weights: dict[Literal["lexical", "dense", "time", "coverage", "article", "headline", "lead", "phrase"], Weight]
    fitted: dict[str, Any] = {}
    """For people: what the weights were fitted to, and how they did on the half that was kept aside."""


@cache
def shipped() -> Ranking:
    return Ranking.model_validate_json(SHIPPED.read_text(encoding="utf-8"))


def rank(
    passages: Sequence[Passage],
    lexical: Mapping[int, float],
    dense: Mapping[int, float],
    centre: date | Period,
    rarity: Mapping[str, float],
    phrases: Sequence[str] = (),
    ranking: Ranking | None = None,
) -> list[Evidence]:
    """Passages with their score and its signals, best first.

    `lexical` and `dense` are raw scores by passage id, `rarity` the question's words (as `content_bases` gives them)
    with what each is worth; `centre` is the day, or the stretch of days, about which articles are looked for.
    """
    signals = {
        "lexical": _of_best(passages, lexical),
        **word_signals(passages, rarity, phrases),
        "lead": [_LEAD_CHARACTERS / (_LEAD_CHARACTERS + passage.start) for passage in passages],
    }
    nearness_of = cache(partial(nearness, centre=centre))
    near = [nearness_of(passage.source.published) for passage in passages]
    if max(near, default=0.0) >= NEAR_ENOUGH:
        signals["time"] = near
    if dense:
        signals["dense"] = _spread(passages, dense)
    weights = _weights(signals, ranking or shipped())
    total = sum(weights.values()) or 1.0
    evidence = []
    for passage, *own in zip(passages, *(signals[name] for name in weights), strict=True):
        score = min(1.0, sum(map(mul, weights.values(), own)) / total)
        evidence.append(Evidence(passage=passage, score=score, signals=dict(zip(weights, own, strict=True))))
    evidence.sort(key=lambda item: (-item.score, item.passage.id))
    return evidence


def owed_to_time(item: Evidence) -> float:
    """What of a passage's score its day makes."""
    weights = _weights(item.signals, shipped())
    return weights.get("time", 0.0) * item.signals.get("time", 0.0) / (sum(weights.values()) or 1.0)


def _weights(signals: Container[str], ranking: Ranking) -> dict[str, float]:
    """The weights of the signals that there are."""
    return {name: weight * beside_others(name, signals) for name, weight in ranking.weights.items() if name in signals}


def beside_others(name: str, signals: Container[str]) -> float:
    """By how much a signal's weight is multiplied, given which signals there are."""
    return TIME_BESIDE_DENSE if name == "time" and "dense" in signals else 1.0


def nearness(published: date | None, centre: date | Period) -> float:
    """How near in time an article is to the days asked about, from 1 (one of them) down to 0 (far, or not known)."""
    if not published:
        return 0.0
    days = centre.days_from(published) if isinstance(centre, Period) else abs((published - centre).days)
    return math.exp(-days / TIME_SCALE_DAYS)


def shortlist(lexical: Sequence[Hit], dense: Mapping[int, float], centre: date | Period, limit: int) -> list[int]:
    """The ids of the candidates worth reading, at most `limit`: by what the indexes alone say of them."""
    scores: defaultdict[int, float] = defaultdict(float)
    best = max((hit.score for hit in lexical), default=0.0) or 1.0
    of_day = {hit.published_day: hit for hit in lexical}
    near = {day: _QUICK_TIME * nearness(hit.published, centre) for day, hit in of_day.items()}
    for hit in lexical:
        scores[hit.passage_id] += hit.score / best + near[hit.published_day]
    low, high = min(dense.values(), default=0.0), max(dense.values(), default=0.0)
    for passage_id, score in dense.items():
        scores[passage_id] += _QUICK_DENSE * (score - low) / ((high - low) or 1.0)
    return sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))[:limit]


def _of_best(passages: Sequence[Passage], scores: Mapping[int, float]) -> list[float]:
    best = max(scores.values(), default=0.0) or 1.0
    return [scores.get(passage.id, 0.0) / best for passage in passages]


def _spread(passages: Sequence[Passage], scores: Mapping[int, float]) -> list[float]:
    low, high = min(scores.values()), max(scores.values())
    return [(scores.get(passage.id, low) - low) / ((high - low) or 1.0) for passage in passages]
