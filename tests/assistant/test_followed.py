"""What of a followed link outlives signing in: a page and a thing of ours, and never the way to anywhere else."""

from __future__ import annotations

import pytest

from assistant.ui.followed import followed, open_again, remember


@pytest.mark.parametrize(
    ("url", "parameters", "kept"),
    [
        ("http://desk/?conversation=Ab-_9", {"conversation": "Ab-_9"}, "?conversation=Ab-_9"),
        ("http://desk/review?review=r1&x=2", {"review": "r1", "x": "2"}, "review?review=r1"),
        ("http://desk/archive?article=0a1b", {"article": "0a1b"}, "archive?article=0a1b"),
        ("http://desk/base/settings", {}, "settings"),
        ("http://desk/", {}, ""),
        ("http://desk/oauth2callback?code=1", {"code": "1"}, ""),
        ("http://desk//evil.example/", {}, ""),
        ("http://desk/?next=https://evil.example", {"next": "https://evil.example"}, ""),
        ("http://desk/?conversation=//evil", {"conversation": "//evil"}, ""),
        ("http://desk/?article=</script><script>", {"article": "</script><script>"}, ""),
        ("http://desk/?conversation=javascript:x", {"conversation": "javascript:x"}, ""),
        ("http://desk/?conversation=" + "a" * 65, {"conversation": "a" * 65}, ""),
    ],
)
def test_only_a_page_and_a_thing_of_ours_are_kept(url: str, parameters: dict[str, str], kept: str) -> None:
    assert followed(url, parameters) == kept
    assert kept in remember(kept) and remember(kept).count("</script>") == 1


def test_what_is_followed_again_is_checked_where_it_is_followed() -> None:
    script = open_again()
    assert "new RegExp(" in script and "conversation|review|article" in script
    assert script.count("<script>") == script.count("</script>") == 1
