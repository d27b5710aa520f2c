"""trafilatura's expressions found without XPath: the same elements as lxml finds, on real pages and on drawn ones."""

from __future__ import annotations

import importlib.util
import random
import re
from pathlib import Path

import pytest
from lxml import etree, html

from corpus.extraction.element_paths import NotUnderstood, compiled
from corpus.extraction.main_text import parsed

REGEXPS = {"re": "http://exslt.org/regular-expressions"}
SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
NAMES = "div p span section article main li ul ol list item a h1 h2 header aside time figure".split()
ATTRIBUTES = "id class role style itemprop rel data-component aria-hidden".split()


@pytest.fixture(scope="module")
def expressions() -> list[etree.XPath]:
    """trafilatura's own, of a copy of its module: in the one that it uses they are replaced."""
    spec = importlib.util.find_spec("trafilatura.xpaths")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [one for listed in vars(module).values() if isinstance(listed, list) for one in listed]


def drawn_page(rng: random.Random, words: list[str]) -> html.HtmlElement:
    """A page of nested elements whose attributes hold words of the expressions, two of them in either order."""

    def element(depth: int) -> etree._Element:
        made = etree.Element(rng.choice(NAMES))
        for name in rng.sample(ATTRIBUTES, rng.choice((0, 1, 1, 2, 3))):
            made.set(name, " ".join(rng.choices(words, k=rng.choice((0, 1, 1, 2)))))
        made.extend([element(depth + 1) for _ in range(rng.choice((0, 1, 2, 4)) if depth < 5 else 0)])
        return made

    page = etree.Element("html")
    page.extend([element(0) for _ in range(6)])
    return page


def test_the_expressions_that_every_page_goes_through_are_understood(expressions: list[etree.XPath]) -> None:
    left = []
    for expression in expressions:
        try:
            compiled(expression.path)
        except NotUnderstood:
            left.append(" ".join(expression.path.split()))
    # links below other elements, which we do not ask for, and two that few pages get to
    assert all("//a[@href]" in one or "rel='me'" in one or "starts-with(@role, 'main')" in one for one in left)
    assert len(left) < len(expressions) / 2


def test_the_same_elements_are_found_as_by_lxml(expressions: list[etree.XPath]) -> None:
    rng = random.Random(6)
    words = sorted({word for one in expressions for word in re.findall(r"[A-Za-z_-]{3,}", one.path)})
    pages = [parsed(path.read_text("utf-8", "replace")) for path in sorted(SAMPLES.glob("*.html"))]
    pages += [drawn_page(rng, words) for _ in range(40)]
    found = 0
    for expression in expressions:
        try:
            search = compiled(expression.path)
        except NotUnderstood:
            continue
        for page in pages:
            below = page.find(".//div")
            for tree in (page, page if below is None else below):
                assert search(tree) == expression(tree), expression.path
                found += len(expression(tree))
    assert found > 2_000


@pytest.mark.parametrize("written", ['<p id="menu" class="x">', '<p class="x" id="menu">', '<p id="menu">', "<p>"])
def test_of_two_attributes_the_one_written_first_stands_for_both(written: str) -> None:
    expression = ".//p[re:test(@class|@id, 'menu')]"
    tree = html.fromstring(f"<div>{written}one</p></div>")
    assert compiled(expression)(tree) == etree.XPath(expression, namespaces=REGEXPS)(tree)


@pytest.mark.parametrize(
    "expression",
    [
        "//div[@class='a']//a",
        ".//p[position() = 2]",
        ".//p[re:test(@class, '^$')]",
        ".//p[translate(@id, 'ab', 'a') = 'x']",
        ".//p[rel='me']",
        "./p",
        ".//p[@id='a' and @class='b']",
        ".//p[",
        ".//p|.//a[@href]",
    ],
)
def test_what_is_not_understood_is_left_to_lxml(expression: str) -> None:
    with pytest.raises(NotUnderstood):
        compiled(expression)


def test_values_are_judged_right_when_more_were_seen_than_are_remembered() -> None:
    search = compiled(".//p[contains(@class, 'x7')]")
    for start in [*range(0, 12_000, 1_000), 0]:
        classes = [f"x{start + n}" for n in range(1_000)]
        tree = html.fromstring("<div>" + "".join(f"<p class='{name}'>a</p>" for name in classes) + "</div>")
        assert [found.get("class") for found in search(tree)] == [name for name in classes if "x7" in name]
