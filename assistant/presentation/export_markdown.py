"""Blocks as Markdown (CommonMark) in which nothing of the archive is alive: no link, no image, no markup. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.presentation.export_blocks import Block

_ACTIVE = re.compile(r"([\\`*_{}\[\]<>()#+!|~&$^=-])")
_NUMBERED = re.compile(r"^(\d+)([.)])")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|www)(:|\.)|@")


def markdown(blocks: Sequence[Block]) -> str:
    """The blocks as one document, ending in a line break."""
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def escaped(text: str) -> str:
    """One line of text in which no character means anything to Markdown, and no address becomes a link.

    Many renderers make links of bare addresses; a word joiner (U+2060) keeps an address readable and dead.
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    line = _ADDRESS.sub(lambda found: found[0] + "\u2060" if found[0] == "@" else f"{found[1]}\u2060{found[2]}", line)
    return _NUMBERED.sub(r"\1\\\2", _ACTIVE.sub(r"\\\1", line))


def _block(block: Block) -> str:
    text = escaped(block.text)
    match block.kind:
        case "title":
            return f"# {text}"
        case "heading":
            return f"## {text}"
        case "sentence":
            return f"---\n\n{text}"
        case "mark":
            return f"**{text}**"
        case "quote":
            where = escaped(block.where)
            return f"> {text}\n>\n> {where}" if where else f"> {text}"
        case _:
            return text
