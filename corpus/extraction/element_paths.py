"""XPath expressions that choose elements by their name and attributes, done without libxml2's XPath.

trafilatura looks for the parts of a page with a dozen expressions such as `.//*[self::div or self::p][re:test(@class,
'share|menu')]`. libxml2 makes a set of nodes for each `self::` and each `@` of them at each element, which took more
than a quarter of a page's processor time. Here lxml goes through the elements of those names, and each value of an
attribute is judged once: an outlet's pages share theirs.

What is understood is `.//NAME[TEST]...` and `//NAME[TEST]...`, `|` between names, `(PATH)[1]`, and in tests `or`,
attributes, `=`, `contains`, `starts-with`, `translate`, `re:test`; in tests that follow another one also `not`,
`self::NAME` and `.//NAME`. All else is left to lxml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

Search: TypeAlias = "Callable[[HtmlElement], list[HtmlElement]]"
Test: TypeAlias = "Callable[[HtmlElement], bool]"

_TOKEN = re.compile(r"\s*('[^']*'|\"[^\"]*\"|\.//|//|::|[\w-]+:[\w-]+\(|[\w-]+\(|[\w-]+|[@*()\[\]|,=])")
_MOST_REMEMBERED = 4096
_LONGEST_REMEMBERED = 200
"""Values of one attribute that are remembered for one expression, and characters of one of these."""


class NotUnderstood(ValueError):
    """The expression holds something that is left to lxml."""


def compiled(expression: str) -> Search:
    """A function that gives the elements below one (for `//`: in its whole document) that the expression chooses, in
    their order. Raises `NotUnderstood`."""
    reader = _Reader(expression)
    first_only = reader.took("(")
    path = reader.path()
    while reader.took("|"):
        path = path.joined(reader.path())
    if first_only:
        for token in (")", "[", "1", "]"):
            reader.expect(token)
    reader.expect("")
    return (lambda tree: list(islice(path.found(tree), 1))) if first_only else (lambda tree: list(path.found(tree)))


class _Chosen(dict[str, bool]):
    """What values are chosen, of one attribute or of two of which the one that is written first stands for both."""

    def __init__(self) -> None:
        super().__init__()
        self.conditions: list[Callable[[str], bool]] = []

    def __missing__(self, value: str) -> bool:
        chosen = any(condition(value) for condition in self.conditions)
        if len(value) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[value] = chosen
        return chosen


class _AnyOf:
    """Conditions on attributes of which one must hold. Called for each element, so it calls little itself."""

    def __init__(self) -> None:
        self._chosen: dict[tuple[str, str | None], _Chosen] = {}
        self._of_one: list[tuple[str, _Chosen]] = []
        self._of_two: list[tuple[str, str, _Chosen]] = []

    def add(self, attributes: tuple[str, str | None], condition: Callable[[str], bool]) -> None:
        if attributes not in self._chosen:
            self._chosen[attributes] = chosen = _Chosen()
            first, second = attributes
            if second:
                self._of_two.append((first, second, chosen))
            else:
                self._of_one.append((first, chosen))
        self._chosen[attributes].conditions.append(condition)

    def __call__(self, element: HtmlElement) -> bool:
        get = element.get
        for attribute, chosen in self._of_one:
            value = get(attribute)
            if value is not None and chosen[value]:
                return True
        for first, second, chosen in self._of_two:
            one, other = get(first), get(second)
            if one is None or other is None:
                value = other if one is None else one
                if value is not None and chosen[value]:
                    return True
            elif chosen[one] == chosen[other]:  # to ask for their order is dear
                if chosen[one]:
                    return True
            else:
                names = element.keys()
                if chosen[one if names.index(first) < names.index(second) else other]:
                    return True
        return False


@dataclass(slots=True)
class _Path:
    whole: bool
    """Whether the whole document is searched (`//`), and not what is below an element (`.//`)."""
    names: frozenset[str]
    """Of the elements it can choose; empty for all."""
    tests: list[Test] = field(default_factory=list)
    one_a_parent: bool = False
    """Only the first child of each parent (`[1]` at the end)."""

    def joined(self, other: _Path) -> _Path:
        if any(path.tests or path.one_a_parent or not path.names for path in (self, other)):
            raise NotUnderstood("| between more than names")
        if self.whole != other.whole:
            raise NotUnderstood("| between // and .//")
        return _Path(self.whole, self.names | other.names)

    def found(self, tree: HtmlElement) -> Iterator[HtmlElement]:
        wanted = sorted(self.names) or ["*"]
        elements = tree.getroottree().getroot().iter(*wanted) if self.whole else tree.iterdescendants(*wanted)
        for test in self.tests:
            elements = filter(test, elements)
        return self._first_of_each_parent(elements) if self.one_a_parent else elements

    @staticmethod
    def _first_of_each_parent(elements: Iterator[HtmlElement]) -> Iterator[HtmlElement]:
        parents = set()
        for element in elements:
            if (parent := element.getparent()) not in parents:
                parents.add(parent)
                yield element


class _Reader:
    """An expression read from left to right."""

    def __init__(self, expression: str) -> None:
        self._tokens: list[str] = []
        at, expression = 0, expression.strip()
        while at < len(expression):
            token = _TOKEN.match(expression, at)
            if not token:
                raise NotUnderstood(expression[at:])
            self._tokens.append(token[1])
            at = token.end()
        self._tokens.append("")
        self._at = 0

    def took(self, token: str) -> bool:
        if self._tokens[self._at] == token:
            self._at += 1
            return True
        return False

    def expect(self, token: str) -> None:
        if not self.took(token):
            raise NotUnderstood(f"{self._tokens[self._at]!r} where {token!r} should be")

    def path(self) -> _Path:
        whole = self._next(r"\.?//") == "//"
        path = _Path(whole, frozenset() if self.took("*") else frozenset([self._name()]))
        while not path.one_a_parent and self.took("["):
            if self.took("1"):
                path.one_a_parent = True
            elif not (path.names or path.tests) and (names := self._only_names()):
                path.names = names
            else:
                path.tests.append(self._test())
            self.expect("]")
        return path

    def _only_names(self) -> frozenset[str]:
        """The names of a test that is nothing but `self::NAME or self::NAME`; empty, with nothing read, for others."""
        before, names = self._at, []
        while self.took("self"):
            self.expect("::")
            names.append(self._name())
            if self._tokens[self._at] == "]":
                return frozenset(names)
            if not self.took("or"):
                break
        self._at = before
        return frozenset()

    def _test(self) -> Test:
        """Conditions with `or` between them."""
        attributes = _AnyOf()
        others: list[Test] = []
        while True:
            if (other := self._about_the_element()) is not None:
                others.append(other)
            else:
                self._condition(attributes)
            if not self.took("or"):
                break
        if not others:
            return attributes
        return lambda element: attributes(element) or any(other(element) for other in others)

    def _about_the_element(self) -> Test | None:
        if self.took("not("):
            inner = self._test()
            self.expect(")")
            return lambda element: not inner(element)
        if self.took("self"):
            self.expect("::")
            own = self._name()
            return lambda element: bool(element.tag == own)
        if self.took(".//"):
            below = self._name()
            return lambda element: next(element.iterdescendants(below), None) is not None
        return None

    def _condition(self, conditions: _AnyOf) -> None:
        if self.took("@"):
            name = self._next(r"[\w-]+")
            if self.took("="):
                conditions.add((name, None), self._literal().__eq__)
            else:
                conditions.add((name, None), lambda value: True)
            return
        function = self._next(r"re:test\(|contains\(|starts-with\(")
        attributes, table = self._attributes()
        self.expect(",")
        wanted = self._literal()
        if function == "re:test(":
            ignoring_case = self.took(",") and "i" in self._literal()
            search = re.compile(wanted, re.IGNORECASE if ignoring_case else 0).search
        self.expect(")")

        def holds(value: str) -> bool:
            value = value.translate(table)
            if function == "re:test(":
                return search(value) is not None
            return wanted in value if function == "contains(" else value.startswith(wanted)

        if holds(""):
            raise NotUnderstood("a condition that holds where there is no such attribute")
        conditions.add(attributes, holds)

    def _attributes(self) -> tuple[tuple[str, str | None], dict[int, int]]:
        """One attribute or two, and which of its characters are others for the condition."""
        if not self.took("translate("):
            self.expect("@")
            first = self._next(r"[\w-]+")
            if not self.took("|"):
                return (first, None), {}
            self.expect("@")
            return (first, self._next(r"[\w-]+")), {}
        attributes, _ = self._attributes()
        self.expect(",")
        old = self._literal()
        self.expect(",")
        new = self._literal()
        self.expect(")")
        if len(old) != len(new):
            raise NotUnderstood("translate that leaves out characters")
        return attributes, str.maketrans(old, new)

    def _name(self) -> str:
        return self._next("[a-z][a-z0-9]*")

    def _literal(self) -> str:
        return self._next("(?s)'[^']*'|\"[^\"]*\"")[1:-1]

    def _next(self, pattern: str) -> str:
        token = self._tokens[self._at]
        if not re.fullmatch(pattern, token):
            raise NotUnderstood(f"{token!r}")
        self._at += 1
        return token
