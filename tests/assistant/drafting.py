"""A question with two passages, a good reply about them and what must be read in it."""

from __future__ import annotations

import json

from langchain_core.language_models import BaseChatModel

from assistant.drafting.generate import draft
from assistant.types import Draft, DraftStatement
from tests.assistant.builders import a_question, some_evidence

EVIDENCE = some_evidence(
    "Vladimir Putin ordered the withdrawal of 17,600 troops from Rostov on October 12, his spokesman said.",
    "NATO said on Tuesday that it had seen no withdrawal.",
)
JSON_REPLY = json.dumps(
    {
        "answered": True,
        "statements": [
            {"text": "Putin ordered the withdrawal, his spokesman said.", "passages": [1]},
            {"text": "NATO says it saw no withdrawal.", "passages": [2]},
        ],
    }
)
EXPECTED = (
    DraftStatement("Putin ordered the withdrawal, his spokesman said.", (1,)),
    DraftStatement("NATO says it saw no withdrawal.", (2,)),
)


def drafted(model: BaseChatModel, timeout: float = 30.0, most: int = 5) -> Draft:
    return draft(a_question(), EVIDENCE, model, max_statements=most, timeout=timeout)
