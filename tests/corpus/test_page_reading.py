"""Reading a page step by step: the text that trafilatura gives when asked for the whole."""

from __future__ import annotations

from copy import copy
from pathlib import Path

import pytest
from trafilatura import bare_extraction

from corpus.extraction.main_text import parsed
from corpus.extraction.page_reading import compared, is_forum, own_reading, written

SAMPLES = sorted((Path(__file__).parents[2] / "corpus" / "samples").glob("*.html"))
TOLD = "The council met in the old town hall. " * 20
MENU = "<p><a href='/'>Start</a></p>" * 3
PAGES = {
    **{path.stem: path.read_text("utf-8", "replace") for path in SAMPLES},
    "short": f"<html><body>{MENU}<div><p>The harbour is closed.</p></div></body></html>",
    "hidden in a form": f"<html><body>{MENU}<form><p>{TOLD}</p></form></body></html>",
    "empty": "<html><body><div></div></body></html>",
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("fast", [True, False])
def test_the_steps_give_the_text_of_the_whole(name: str, fast: bool) -> None:
    tree = parsed(PAGES[name])
    if tree is None:
        pytest.skip("no markup")
    asked = bare_extraction(copy(tree), fast=fast, include_comments=False, include_images=False, favor_precision=True)
    reading = own_reading(copy(tree), None, forum=is_forum(tree))
    assert written(reading if fast else compared(reading, tree)) == (asked.text if asked else None)
