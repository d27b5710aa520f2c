"""What a line of a page looks like: does it read as a sentence, how many words, in which script."""

from __future__ import annotations

import re
from collections import Counter

_FINAL = re.compile(r"""[.!?…。！？।؟][\s"'”’»)\]]*$|[.!?…][\s"'”’»)\]]*\[\d+\]$""")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")
_LONG_LINE_WORDS = 18
_FEWEST_WORDS = 5
_SCRIPTS = (
    (0x0041, 0x024F, "Latin"),
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x3040, 0x30FF, "CJK"),
    (0x3400, 0x9FFF, "CJK"),
    (0xAC00, 0xD7AF, "Hangul"),
)


def words(line: str) -> int:
    """How many words a line has; where a script has no spaces, two characters count as one."""
    unspaced = len(_UNSPACED.findall(line))
    return len(line.split()) + unspaced // 2


def has_final_stop(line: str) -> bool:
    return bool(_FINAL.search(line))


def is_sentence(line: str) -> bool:
    """Whether a line reads as prose: at least five words and a full stop, or too long to be a button or a headline."""
    count = words(line)
    return count >= _LONG_LINE_WORDS or (count >= _FEWEST_WORDS and has_final_stop(line))


def script_of(text: str) -> str | None:
    """The script most letters are in, None when there are no letters of a script known here."""
    counts: Counter[str] = Counter()
    for char, number in Counter(text[:20_000]).items():
        if not char.isalpha():
            continue
        code = ord(char)
        for low, high, name in _SCRIPTS:
            if low <= code <= high:
                counts[name] += number
                break
    return counts.most_common(1)[0][0] if counts else None
