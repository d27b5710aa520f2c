"""The skeleton and look of a report, and the one way text gets into it: a page without script that loads nothing.

Everything a report shows (articles, questions, ids, what a model wrote, even the names in a summary) is untrusted.
`Html` is a type of its own, so that mypy refuses text that nobody escaped; only `shown` makes one of foreign text.
Functions that compose strings do this well enough that a template engine would only add a dependency: Jinja is here
through Streamlit alone.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape
from typing import NewType

from assistant.evaluation.charts import plain
from assistant.evaluation.plots import Plot

Html = NewType("Html", str)
"""Markup that may stand in the page as it is."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1f23; --quiet: #5b6169; --line: #d9d5cc; --soft: #f6f4ef; --page: #fff;
  --accent: #1d5a82; --warn: #8a3b08; --warn-soft: #fdf1e6; --hit: #e4f1ea; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e6e9; --quiet: #a3a9b1; --line: #383f48; --soft: #1c2127;
  --page: #14171b; --accent: #86bce0; --warn: #f0b27a; --warn-soft: #2c2117; --hit: #1b2f25; } }
* { box-sizing: border-box; }
body { max-width: 74rem; margin: 0 auto; padding: 2.2rem 1.2rem 4rem; background: var(--page); color: var(--ink);
  font: .95rem/1.55 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
h1 { margin: 0 0 .2rem; font-size: 1.75rem; line-height: 1.2; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { margin: 2.8rem 0 .8rem; padding-top: .7rem; border-top: 2px solid var(--ink); font-size: 1.25rem; }
h3 { margin: 1.8rem 0 .5rem; font-size: 1.02rem; }
h4 { margin: 1rem 0 .25rem; font-size: .78rem; letter-spacing: .05em; text-transform: uppercase; color: var(--quiet); }
p { margin: 0 0 .7rem; max-width: 46rem; overflow-wrap: anywhere; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin: 1.2rem 0 0; padding: 0; list-style: none; }
.lead, .quiet, small, figcaption { color: var(--quiet); }
small, figcaption { font-size: .82rem; line-height: 1.45; }
.callout { max-width: none; margin: 1rem 0; padding: .6rem .9rem; border-left: 4px solid var(--warn);
  background: var(--warn-soft); }
.facts { columns: 3 17rem; column-gap: 2rem; margin: 1.2rem 0; }
.facts div { display: flex; gap: .8rem; padding: .28rem 0; border-bottom: 1px solid var(--line); break-inside: avoid; }
.facts dt { flex: 0 0 6.5rem; color: var(--quiet); }
.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
pre { margin: .3rem 0 1rem; padding: .6rem .8rem; border: 1px solid var(--line); background: var(--soft);
  font: .84rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.t { unicode-bidi: isolate; white-space: pre-wrap; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: 0 0 1.6rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .88rem; }
caption { padding: 0 0 .35rem; text-align: left; color: var(--quiet); font-size: .84rem; }
th, td { padding: .32rem .9rem .32rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 1.5px solid var(--ink); }
th { font-weight: 600; }
tbody th { font-weight: 500; }
th .t { overflow-wrap: normal; }
.scores td, .times td { white-space: nowrap; }
.failures td { min-width: 11rem; }
.beside { display: flex; flex-wrap: wrap; gap: 0 3rem; }
.beside > * { min-width: 0; max-width: 100%; flex: 0 1 auto; }
.beside > .plots { flex: 1 1 22rem; }
tr.group th { padding-top: .9rem; font-weight: 700; }
td.n, th.n { text-align: right; padding: .32rem .9rem; white-space: nowrap; }
td small { display: block; white-space: nowrap; }
.scores { min-width: 40rem; width: 100%; }
.agree, .hit { background: var(--hit); font-weight: 600; }
.clear { font-weight: 700; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 1.4rem 1.6rem; }
figure { margin: 0; min-width: 0; break-inside: avoid; }
figure h3 { margin: 0 0 .3rem; }
figure svg { display: block; max-width: 100%; height: auto; overflow: visible; }
details { margin: 0 0 .5rem; border: 1px solid var(--line); background: var(--soft); }
details > div { padding: .2rem .9rem .9rem; background: var(--page); border-top: 1px solid var(--line); }
summary { padding: .5rem .9rem; cursor: pointer; overflow-wrap: anywhere; }
summary .tag { color: var(--quiet); font-size: .84rem; }
summary:hover { background: var(--page); }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 2rem; }
.sides > div { min-width: 0; }
blockquote { margin: .3rem 0 .6rem; padding: .05rem 0 .05rem .8rem; border-left: 3px solid var(--line); }
blockquote footer { color: var(--quiet); font-size: .8rem; overflow-wrap: anywhere; }
.warn { color: var(--warn); font-weight: 600; }
ul.plain { margin: 0 0 .6rem; padding-left: 1.1rem; }
@media print {
  :root { color-scheme: light; --ink: #000; --quiet: #444; --line: #bbb; --soft: #fff; --page: #fff; --accent: #000;
    --warn: #000; --warn-soft: #fff; --hit: #eee; }
  body { max-width: none; padding: 0; font-size: 9.5pt; } nav { display: none; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  .scroll { overflow: visible; } tr, blockquote { break-inside: avoid; } h2, h3, h4 { break-after: avoid; }
}
"""


def document(title: str, body: Iterable[Html]) -> str:
    """A whole page. It needs no network and runs nothing."""
    content = "\n".join(body)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(plain(title))}</title>
<style>{_STYLE}</style>
</head>
<body>
{content}
</body>
</html>
"""


def shown(text: object, most: int | None = None) -> Html:
    """Foreign text as its characters, cut after `most` of them.

    Control characters and those that turn the direction of writing are written out as their code points: they could
    hide words of an archived page from the reader of the report, or show them in another order. The text is isolated,
    so that right-to-left words leave what stands beside them in place.
    """
    whole = str(text)
    cut = whole if most is None or len(whole) <= most else whole[:most].rstrip() + " …"
    return Html(f'<span class="t" dir="auto">{escape("".join(_visible(c) for c in plain(cut)))}</span>')


def words(text: str) -> Html:
    """Words of our own, which are part of the sentence around them."""
    return Html(escape(plain(text)))


def number(value: float | None, digits: int = 3, *, sign: bool = False) -> Html:
    """A figure as people read it; `value` keeps all its digits for whoever checks them. Not applicable is "n/a"."""
    if value is None or not math.isfinite(value):
        return Html("n/a")
    plus = "+" if sign and value else ""
    text = f"{value:{plus}.{digits}f}" if abs(value) < 10_000 else f"{value:{plus},.0f}"
    return Html(f'<data value="{value!r}">{text}</data>')


def section(anchor: str, heading: str, *body: Html) -> Html:
    content = "\n".join(body)
    return Html(f'<section id="{anchor}">\n<h2>{words(heading)}</h2>\n{content}\n</section>')


def paragraph(text: Html, kind: str = "") -> Html:
    return Html(f'<p class="{kind}">{text}</p>' if kind else f"<p>{text}</p>")


def table(
    caption: str, heads: Sequence[Html], rows: Iterable[Sequence[Html]], *, counts: bool = False, kind: str = ""
) -> Html:
    """A table whose first column names its rows. A row of one cell heads a group; `counts` puts figures right."""
    numeric = ' class="n"' if counts else ""
    top = "".join(f'<th scope="col"{numeric if at else ""}>{head}</th>' for at, head in enumerate(heads))
    body = []
    for first, *rest in rows:
        if not rest and len(heads) > 1:
            body.append(f'<tr class="group"><th scope="colgroup" colspan="{len(heads)}">{first}</th></tr>')
        else:
            body.append(
                f'<tr><th scope="row">{first}</th>' + "".join(f"<td{numeric}>{cell}</td>" for cell in rest) + "</tr>"
            )
    label = escape(plain(caption))
    return Html(
        f'<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table class="{kind}">'
        f"<caption>{label}</caption><thead><tr>{top}</tr></thead><tbody>\n"
        + "\n".join(body)
        + "\n</tbody></table></div>"
    )


def facts(pairs: Iterable[tuple[str, Html]]) -> Html:
    """Names with what they are; nothing for what is not known."""
    return Html(
        '<dl class="facts">' + "".join(f"<div><dt>{words(k)}</dt><dd>{v}</dd></div>" for k, v in pairs if v) + "</dl>"
    )


def figures(plots: Iterable[Plot]) -> Html:
    return Html('<div class="plots">\n' + "\n".join(_figure(plot) for plot in plots) + "\n</div>")


def beside(*parts: Html) -> Html:
    """Parts next to each other where the page is wide enough."""
    return Html('<div class="beside">\n' + "\n".join(parts) + "\n</div>")


def items(entries: Iterable[Html]) -> Html:
    return Html('<ul class="plain">' + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>")


def join(*parts: Html, by: str = "") -> Html:
    return Html(by.join(parts))


def _figure(plot: Plot) -> Html:
    title, caption = words(plot.title), words(plot.caption)
    picture = f'<div role="img" aria-label="{title}. {caption}">{plot.svg}</div>' if plot.svg else ""
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return Html(f"<figure><h3>{title}</h3>{picture}{below}</figure>")


def _visible(character: str) -> str:
    hidden = unicodedata.category(character) == "Cc" or unicodedata.bidirectional(character) in _TURNS
    return f"⟨U+{ord(character):04X}⟩" if hidden and character not in "\t\n" else character


_TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
