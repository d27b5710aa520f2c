"""Writes corpus/samples/web-captures-2014-2016.warc.gz, byte for byte the same on every run.

The pages are our own writing from public facts. Besides the four articles the file holds what every crawl holds and
an archive must skip with a reason: a page that was not found, a redirect and an image.

    python scripts/make_sample_warc.py [TARGET]
"""

from __future__ import annotations

import base64
import html
import sys
import uuid
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

NOTE = "This text was written for the factcheck-assistant sample archive from public facts."
TARGET = Path(__file__).resolve().parent.parent / "corpus" / "samples" / "web-captures-2014-2016.warc.gz"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True)
class Page:
    url: str
    captured: str
    outlet: str
    headline: str
    byline: str
    published: str
    paragraphs: tuple[str, ...]


PAGES = (
    Page(
        url="https://boulevard-observer.example/2014/09/22/peace-march",
        captured="2014-09-23T04:12:09Z",
        outlet="Boulevard Observer",
        headline="Nearly 50,000 Marched for Peace in Moscow, Opposition Leader Says",
        byline="Irina Danilova",
        published="2014-09-22",
        paragraphs=(
            "MOSCOW, September 22 — Nearly 50,000 people took part in Sunday's march in central Moscow against the war "
            "in eastern Ukraine, according to Sergei Mitrokhin, leader of the liberal Yabloko party, one of the groups "
            "behind it.",
            "City police gave a figure ten times smaller. Volunteers who stood at the metal detectors and counted the "
            "marchers as they passed arrived at about 26,000, a number that several news organisations preferred to "
            "both.",
            "The Peace March set out from Pushkin Square and ended on Academician Sakharov Avenue. Marchers carried "
            'Russian and Ukrainian flags and chanted "No to war!" Boris Nemtsov and Mikhail Kasyanov, both former '
            "members of the government, walked in the column.",
            "The city had permitted the march. Several dozen people with flags of the self-declared Donetsk and "
            "Luhansk people's republics waited behind police barriers near Trubnaya metro station and shouted at the "
            "marchers. Police kept the two sides apart, and no serious incidents were reported.",
            "A similar march on March 15, on the eve of the referendum in Crimea, also drew tens of thousands of "
            "people by the organisers' count.",
        ),
    ),
    Page(
        url="https://continental-courier.example/world/2014/10/17/milan-talks-no-breakthrough",
        captured="2014-10-18T22:40:51Z",
        outlet="Continental Courier",
        headline="Milan Talks on Ukraine End without a Breakthrough",
        byline="Luc Verhaegen",
        published="2014-10-17",
        paragraphs=(
            "MILAN, October 17 — Russian President Vladimir Putin and his Ukrainian counterpart Petro Poroshenko met "
            "in Milan on Friday with the leaders of Germany, France, Britain and Italy, but the talks ended without a "
            "breakthrough on the conflict in eastern Ukraine.",
            "German Chancellor Angela Merkel said she could see no breakthrough so far. Kremlin spokesman Dmitry "
            "Peskov said the breakfast meeting had been difficult and full of misunderstandings and disagreements, "
            "while the host, Italian Prime Minister Matteo Renzi, sounded more hopeful.",
            "There was some movement on gas. Poroshenko spoke of limited progress and said the main parameters of a "
            "contract had been agreed, but after meeting Putin again later in the day he said that there was no "
            "practical result yet. Talks mediated by the European Commission are to continue in Brussels on October "
            "21. Russia stopped deliveries to Ukraine in June in a dispute over prices and unpaid bills.",
            "The meeting took place on the margins of the Asia-Europe summit, known as ASEM. Five days earlier the "
            "Kremlin had announced that 17,600 servicemen would leave the training ranges of Rostov Region, which "
            "borders Ukraine.",
            "The leaders also discussed how the ceasefire agreed in Minsk on September 5 should be monitored. No "
            "document was signed in Milan.",
        ),
    ),
    Page(
        url="https://signal-and-orbit.example/2014/11/philae-landed-twice",
        captured="2014-11-13T09:05:30Z",
        outlet="Signal & Orbit",
        headline="Philae Reaches Its Comet, and May Have Landed Twice",
        byline="Jonas Ekdahl",
        published="2014-11-12",
        paragraphs=(
            "DARMSTADT, November 12 — A European probe called Philae touched down on a comet on Wednesday, the first "
            "soft landing on such a body, but the harpoons that were to anchor it did not fire.",
            "The signal confirming the touchdown on comet 67P/Churyumov-Gerasimenko reached the control centre of the "
            "European Space Agency (ESA) in Darmstadt, Germany, shortly after 16:00 GMT. Philae had separated from the "
            "Rosetta spacecraft about seven hours earlier.",
            '"We cannot be happier than we are now," said Andrea Accomazzo, the flight operations director of the '
            "mission.",
            "Some hours later the news was mixed. Stephan Ulamec, the lander manager, told reporters that data "
            "suggested the probe had lifted off again before it settled. \"Maybe today we didn't just land once, we "
            'landed twice," he said.',
            "The lander, which weighs about 100 kilograms on Earth, carries ten instruments, among them a drill. A "
            "small thruster that should have pressed it to the ground at touchdown did not work either.",
            "Rosetta was launched on March 2, 2004, and reached the comet on August 6 this year. The comet is now more "
            "than 500 million kilometres from Earth, and a radio signal takes about 28 minutes to arrive.",
        ),
    ),
    Page(
        url="https://harbour-chronicle.example/2016/04/04/kremlin-panama-papers",
        captured="2016-04-05T07:30:00Z",
        outlet="Harbour Chronicle",
        headline="Kremlin Dismisses Panama Papers as Aimed at Putin",
        byline="Helen Marsh",
        published="2016-04-04",
        paragraphs=(
            "MOSCOW, April 4 — The Kremlin on Monday dismissed reports about the offshore dealings of people close to "
            "President Vladimir Putin, saying that they contained nothing new and that Putin himself was their target.",
            'Kremlin spokesman Dmitry Peskov spoke of "Putinophobia" and said the reports were meant to unsettle '
            "Russia before the parliamentary election in September. He denied that his wife, the former ice dancer "
            "Tatiana Navka, had ever owned an offshore company.",
            "The reports rest on some 11.5 million documents of the Panamanian law firm Mossack Fonseca. They were "
            "leaked to the German newspaper Sueddeutsche Zeitung and examined with the International Consortium of "
            "Investigative Journalists, which published its findings on Sunday.",
            "Putin's name does not appear in the documents. According to the consortium, they show that associates of "
            "his, among them the cellist Sergei Roldugin, moved as much as $2 billion through banks and offshore "
            "companies.",
            "Mossack Fonseca denied any wrongdoing. In Iceland, Prime Minister Sigmundur David Gunnlaugsson, whose "
            "wife owns an offshore company named in the files, said on Monday that he would not resign.",
        ),
    ),
)


def as_html(page: Page) -> bytes:
    body = "\n".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in page.paragraphs)
    headline, outlet = html.escape(page.headline), html.escape(page.outlet)
    return f"""<!DOCTYPE html>
<!-- {NOTE} -->
<html lang="en"><head><meta charset="utf-8"><title>{headline} - {outlet}</title>
<meta property="og:site_name" content="{outlet}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{page.published}"><meta name="author" content="{page.byline}">
<link rel="canonical" href="{page.url}"></head>
<body><nav><a href="/">{outlet}</a> <a href="/world">World</a> <a href="/about">About</a></nav>
<article><h1>{headline}</h1><p class="meta">By {page.byline}, {page.published}</p>
<div class="story">
{body}
</div></article>
<div class="share"><a href="#">Share</a> <a href="#">Print</a></div>
<footer><p>{outlet}</p><p>{NOTE}</p></footer></body></html>
""".encode()


def record_id(name: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>"


def write_response(
    writer: WARCWriter, url: str, date: str, status: str, mime: str, payload: bytes, *more: tuple[str, str]
) -> None:
    headers = StatusAndHeaders(
        status, [("Content-Type", mime), ("Content-Length", str(len(payload))), *more], protocol="HTTP/1.1"
    )
    ids = {"WARC-Record-ID": record_id(url), "WARC-Date": date}
    writer.write_record(
        writer.create_warc_record(url, "response", BytesIO(payload), http_headers=headers, warc_headers_dict=ids)
    )


def build() -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    fields = ("software: warcio", "format: WARC File Format 1.0", f"description: {NOTE}", "license: Apache-2.0")
    info = "".join(f"{field}\r\n" for field in fields).encode()
    ids = {
        "WARC-Record-ID": record_id(TARGET.name),
        "WARC-Date": "2016-04-05T08:00:00Z",
        "WARC-Filename": TARGET.name,
        "Content-Type": "application/warc-fields",
    }
    writer.write_record(writer.create_warc_record("", "warcinfo", BytesIO(info), warc_headers_dict=ids))
    for page in PAGES:
        write_response(writer, page.url, page.captured, "200 OK", "text/html; charset=utf-8", as_html(page))
    missing = f"<html><head><title>Page not found</title></head><body><h1>404</h1><p>{NOTE}</p></body></html>".encode()
    write_response(
        writer,
        "https://boulevard-observer.example/2014/09/22/photo-gallery",
        "2014-09-23T04:12:40Z",
        "404 Not Found",
        "text/html; charset=utf-8",
        missing,
    )
    write_response(
        writer,
        "http://continental-courier.example/world/2014/10/17/milan-talks-no-breakthrough",
        "2014-10-18T22:40:50Z",
        "301 Moved Permanently",
        "text/html",
        b"",
        ("Location", "https://continental-courier.example/world/2014/10/17/milan-talks-no-breakthrough"),
    )
    write_response(
        writer,
        "https://signal-and-orbit.example/static/pixel.png",
        "2014-11-13T09:05:31Z",
        "200 OK",
        "image/png",
        PIXEL,
    )
    return out.getvalue()


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_bytes(build())
