"""A parser of commands that names a misspelt option, and does not complain of what was then missing."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, NoReturn


class CommandParser(argparse.ArgumentParser):
    """`--archve DIR` is told as what it is. argparse itself says that --archive is required, which was just given."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[argparse.Namespace, list[str]]:
        self._given = list(args) if args is not None else None
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        if message.startswith("the following arguments are required") and (wrong := self._unknown()):
            known = [name for name in self._option_string_actions if name.startswith("--")]
            near = get_close_matches(wrong, known, n=1)
            message = f"there is no option {wrong}" + (f"; did you mean {near[0]}?" if near else "")
        super().error(message)

    def _unknown(self) -> str | None:
        """The first option given that is none, nor the beginning of one."""
        known = tuple(self._option_string_actions)
        for given in self._given or ():
            if given == "--":
                return None
            name = given.split("=", 1)[0]
            if given.startswith("--") and not any(option.startswith(name) for option in known):
                return name
        return None


def at_least_one(written: str) -> int:
    """A whole number from 1 on, as the type of an option."""
    if not written.isdecimal() or not int(written):
        raise argparse.ArgumentTypeError(f"{written!r} is not a whole number from 1 on")
    return int(written)
