"""A claim is judged on what it asserts, however it was pasted."""

from __future__ import annotations

import re

import pytest

from assistant.claims.pasted import asserted

SAID = "The mayor of Port Osk resigned on Monday."


@pytest.mark.parametrize(
    "pasted",
    [
        f"ROSTOV, Oct. 12 - {SAID}",
        f"WASHINGTON (Reuters) - {SAID}",
        f"LONDON — {SAID}",
        f"(CNN) — {SAID}",
        f"BREAKING: {SAID}",
        f"🚨 JUST IN: {SAID}",
        f"Fact check: {SAID}",
        f"Claim: {SAID}",
        f"True or false: {SAID}",
        f"Is this true? {SAID}",
        f"{SAID} Is that true?",
        "Is it true that the mayor of Port Osk resigned on Monday?",
        "Can you check whether the mayor of Port Osk resigned on Monday?",
        "I read that the mayor of Port Osk resigned on Monday.",
        "According to Reuters, the mayor of Port Osk resigned on Monday.",
        "The New York Times reported that the mayor of Port Osk resigned on Monday.",
        "The mayor of Port Osk resigned on Monday, Reuters reported.",
        "The mayor of Port Osk resigned on Monday, according to the BBC.",
        f"{SAID} (Reuters)",
        f"{SAID} - BBC News",
        f"{SAID} via @CNN https://t.co/abc123",
        f'"{SAID}"',
        f"“{SAID}”",
        f"«{SAID}»",
        "The mayor of Port Osk resigned on Monday!!!",
        f"- {SAID}",
        f"1. {SAID}",
        "🚨 BREAKING: OSK, Oct. 12 - “The mayor of Port Osk resigned on Monday”, Reuters reported",
    ],
)
def test_what_a_claim_is_wrapped_in_is_taken_off(pasted: str) -> None:
    assert asserted(pasted).text.rstrip(".") == SAID.rstrip(".")


@pytest.mark.parametrize(
    "claim",
    [
        SAID,
        "NATO said the mayor resigned.",
        "The mayor resigned on Monday, NATO said.",
        "The mayor won the cup, the BBC said.",
        "The mayor resigned, according to the White House Press Secretary.",
        "“I resign today,” said Mayor Vane.",
        '"We won" and "we lost", said Vane.',
        "1. FC Köln won the cup in Berlin.",
        "-5 degrees were measured in Osk on Monday.",
        "Trump: The mayor of Port Osk resigned.",
        "Check Point Software bought Vane Ltd.",
        "News Corp bought the Osk Courier.",
        "True Detective won two Emmys.",
        "UPDATE: Reuters reported",
    ],
)
def test_what_is_part_of_a_claim_stays(claim: str) -> None:
    assert asserted(claim) == (claim, None, None)


def test_a_hostile_text_is_read_in_no_time() -> None:
    for text in ("A " * 2_000, "Reuters, " * 400, '"' * 4_000, "BREAKING: " * 400, "The A of " * 400):
        assert len(re.findall(r"\w", asserted(text).text)) <= len(text)


def test_the_dateline_is_kept() -> None:
    assert asserted(f"BREAKING: ROSTOV, Oct. 12 - {SAID}") == (SAID, "Rostov, 12 October", None)
    assert asserted(f"(CNN) — {SAID}").filed is None


@pytest.mark.parametrize(
    ("pasted", "told_by"),
    [
        ("The mayor of Port Osk resigned on Monday, the Guardian reported.", "Guardian"),
        ("According to Reuters, the mayor of Port Osk resigned on Monday.", "Reuters"),
        ("The mayor of Port Osk resigned on Monday, Vane reported.", None),
    ],
)
def test_who_is_said_to_report_it_is_kept(pasted: str, told_by: str | None) -> None:
    assert asserted(pasted).told_by == told_by
