"""What did not match between a claim and the archive, in words. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checks.verify import WHO_SAYS_SO
from assistant.types import Check


def difference(check: Check) -> str:
    return f"{check.wanted} in the claim, {check.found} in the archive"


def differences(checks: Sequence[Check]) -> list[str]:
    """What did not match, in words: "17,600 in the archive, 7,600 in the claim"."""
    return [difference(check) for check in checks if not check.ok and check.found and check.wanted != WHO_SAYS_SO]
