"""The fields of a dataset's lines, checked with pydantic, and the cases they become.

Fields nobody here knows are fine: datasets carry notes. A blank answer or quote is not: every text holds it, so it
would make any answer right.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StrictBool, model_validator

from assistant.evaluation.cases import ClaimCase, Gold, PageCase, QuestionCase
from corpus.storable import unstorable


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("is blank")
    if bad := unstorable(text):
        raise ValueError(f"holds {bad}")
    return text


def _day(value: Any) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"{str(value)[:40]!r} is not a date: write it as YYYY-MM-DD, or null") from None


def _identity(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _list(value: Any) -> Any:
    return () if value is None else value


Said = Annotated[str, AfterValidator(_said)]
Id = Annotated[str, BeforeValidator(_identity), AfterValidator(_said)]
"""A whole number will do; the archive, too, keeps it as text."""
Day = Annotated[date | None, BeforeValidator(_day)]
Texts = Annotated[tuple[Said, ...], BeforeValidator(_list)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_list)]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class GoldFields(_Fields):
    article_id: Id | None = None
    quotes: Texts = ()

    @model_validator(mode="after")
    def _names_something(self) -> GoldFields:
        if self.article_id is None and not self.quotes:
            raise ValueError("names neither an article nor a quote")
        return self

    def gold(self) -> Gold:
        return Gold(article_id=self.article_id, quotes=self.quotes)


class QuestionFields(_Fields):
    """A line of `questions.jsonl`."""

    id: Id
    question: Said
    answerable: StrictBool
    answers: Texts = ()
    asked_on: Day = None
    gold: Annotated[tuple[GoldFields, ...], BeforeValidator(_list)] = ()
    gold_article_ids: Ids = ()
    unjudged_article_ids: Ids = ()

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> QuestionFields:
        gold = bool(self.gold or self.gold_article_ids)
        if self.answerable and not (self.answers or gold):
            raise ValueError("`answerable` is true, but there is neither an answer nor gold")
        if not self.answerable and (self.answers or gold):
            raise ValueError(f"`answerable` is false, but there {'are answers' if self.answers else 'is gold'}")
        return self

    def case(self) -> QuestionCase:
        named = {gold.article_id for gold in self.gold}
        more = (Gold(article_id=one) for one in dict.fromkeys(self.gold_article_ids) if one not in named)
        return QuestionCase(
            id=self.id,
            question=self.question,
            answerable=self.answerable,
            answers=self.answers,
            asked_on=self.asked_on,
            gold=(*(gold.gold() for gold in self.gold), *more),
            unjudged=self.unjudged_article_ids,
        )


class ClaimFields(_Fields):
    """A line of `claims.jsonl`."""

    id: Id
    claim: Said
    label: Said
    claim_date: Day = None
    gold: Annotated[tuple[GoldFields, ...], BeforeValidator(_list)] = ()
    sentence_sets: Annotated[tuple[Texts, ...], BeforeValidator(_list)] = ()
    cited_article_ids: Ids = ()

    def case(self) -> ClaimCase:
        """An empty sentence set stands for evidence that is no sentence (a title, a date); nothing can be found of it,
        so it is left out."""
        return ClaimCase(
            id=self.id,
            claim=self.claim,
            label=self.label,
            claim_date=self.claim_date,
            gold=tuple(gold.gold() for gold in self.gold),
            sentence_sets=tuple(sentences for sentences in self.sentence_sets if sentences),
            cited_articles=self.cited_article_ids,
        )


class PageFields(_Fields):
    """An entry of `truth.json`, whose key is the page's id."""

    file: Said
    text: Said
    url: str | None = None
    published_in_url: Day = None

    @model_validator(mode="after")
    def _stays_inside(self) -> PageFields:
        if self.file.startswith("/") or ".." in self.file.split("/"):
            raise ValueError(f"`file` leads out of the dataset's folder: {self.file}")
        return self

    def case(self, name: str) -> PageCase:
        return PageCase(id=name, file=self.file, text=self.text, url=self.url, published=self.published_in_url)


class ArticleFields(_Fields):
    """A line of `articles.jsonl`, as far as the archive insists on it; dates are for the archive to understand."""

    id: Id
    text: str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | list[str] | None = None

    def unusable(self) -> str | None:
        """Why the archive will not take this article, or None."""
        if not self.text.strip():
            return "no text"
        texts = (self.text, self.url, self.title, self.outlet)
        bad = next((bad for text in texts if text and (bad := unstorable(text))), None)
        return f"holding {bad.rsplit(' at ', 1)[0]}" if bad else None


class DatasetFields(_Fields):
    """`dataset.json`: what cannot be told from the folder itself."""

    name: Said | None = None
    sources: Texts = ()
