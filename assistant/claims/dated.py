"""Whether the sentences cited for a claim give its day. Pure.

What an article tells without a day was published on one, and other things that it tells have theirs: neither is the day
of the event. Of 100 sentences of `realtimeqa` without a date, each put as a claim of the day of publication and of the
three days before it, 97 of the 400 were called supported before this was asked, and one is with it ("Today, ...").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers.compose import citation_of
from assistant.claims.compared import Compared
from assistant.language.dates import WrittenDate, dates, same_date
from assistant.language.names import name_in, names
from assistant.language.opening import AUXILIARY, VERB
from assistant.types import Evidence


def dating(claim: str, best: Compared, all_of_it: Sequence[Compared], evidence: Sequence[Evidence]) -> Compared | None:
    """A sentence of the same article that says by the same verb when it was, where the best one does not: "Britain has
    voted to leave ..." and "In Thursday's referendum 17,410,742 people voted to leave"."""
    days = [day for day in dates(claim) if day.day]
    verbs = {word for word in re.findall(rf"\b{VERB}\b", claim) if word not in AUXILIARY}
    if not days or not verbs or gives((best,), days, evidence):
        return None
    beside = (one for one in all_of_it if one is not best and one.quote.article_id == best.quote.article_id)
    words = (one for one in beside if verbs & set(re.findall(r"[a-z]+", one.quote.text)) and len(one.held) > 1)
    told = f"{claim}\n{best.quote.text}"
    same = (one for one in words if all(name_in(name, told) for name in names(one.quote.text)))
    return next((one for one in same if gives((one,), days, evidence)), None)


def gives(cited: Sequence[Compared], days: Sequence[WrittenDate], evidence: Sequence[Evidence]) -> bool:
    """Whether some sentences give each of some days, as written or by a day of the week."""
    resolved = [citation_of(0, one.quote, evidence[one.quote.evidence]).resolved_dates for one in cited]
    written = [day for one in cited for day in dates(one.quote.text)]
    given = [*written, *(day for one in resolved for _, date in one for day in dates(date))]
    return all(any(same_date(day, other) for other in given) for day in days)
