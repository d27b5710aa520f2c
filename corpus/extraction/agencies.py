"""News agencies and the names they are credited under.

Independent sources are counted by these names, so "Associated Press" and "AP" must be one, and an outlet that prints
its own report ("reuters.com" with "(Reuters)") must not count as two.
"""

from __future__ import annotations

import re

_VARIANTS: dict[str, tuple[str, ...]] = {
    "Reuters": ("thomson reuters", "reuters news", "reuters staff"),
    "AP": ("associated press", "the associated press", "apnews", "ap news"),
    "AFP": ("agence france-presse", "agence france presse", "afp news"),
    "RIA Novosti": ("ria", "ria news", "rian", "ria-novosti"),
    "Interfax": ("interfax-ukraine", "interfax news agency"),
    "TASS": ("itar-tass", "itar tass", "tass news agency"),
    "Xinhua": ("xinhua news agency", "xinhuanet"),
    "dpa": ("deutsche presse-agentur", "dpa international", "dpa-afx"),
    "UPI": ("united press international",),
    "Bloomberg": ("bloomberg news", "bloomberg l.p."),
    "ANSA": ("agenzia ansa",),
    "EFE": ("agencia efe", "efe news"),
    "Kyodo": ("kyodo news",),
    "PA Media": ("pa", "press association", "the press association", "pa news agency"),
    "CNN": ("cnn wire", "cnnwire"),
    "IANS": ("indo-asian news service",),
    "PTI": ("press trust of india",),
    "ANI": ("asian news international",),
    "AAP": ("australian associated press",),
    "CP": ("the canadian press", "canadian press"),
    "Anadolu": ("anadolu agency", "aa"),
    "Yonhap": ("yonhap news agency",),
    "IRNA": ("islamic republic news agency",),
    "Ukrinform": (),
    "UNIAN": (),
    "BelTA": (),
    "PAP": ("polish press agency",),
    "APA": ("austria press agency",),
    "KNA": (),
    "MTI": (),
    "Sputnik": ("sputnik international", "sputnik news", "sputniknews"),
}
_BY_KEY = {name.casefold(): known for known, names in _VARIANTS.items() for name in (known, *names)}


def agency_named(credit: str) -> str | None:
    """The agency a credit names, in its usual spelling, or None when it is not a known one.

    "Reuters/AP" gives the first.
    """
    for part in (credit, *re.split(r"[/,;&]| and ", credit)):
        key = " ".join(part.casefold().split()).strip(" .–—-")
        if key in _BY_KEY:
            return _BY_KEY[key]
    return None


def same_organisation(outlet: str | None, agency: str | None) -> bool:
    """Whether an outlet's name or domain and an agency's name are the same publisher."""
    if not outlet or not agency:
        return False
    return _organisation(outlet) == _organisation(agency)


def _organisation(name: str) -> str:
    name = " ".join(name.casefold().split())
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name):
        name = re.sub(r"(?:\.(?:co|com|org|net|gov|ac))?\.[a-z]{2,6}$", "", name.removeprefix("www."))
    return re.sub(r"\W", "", _BY_KEY.get(name, name).casefold())
