"""The words that alterations put for each other. Not shared with the checks that are to find them."""

from __future__ import annotations

import re

MONTHS = "January February March April May June July August September October November December".split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
COUNTS = "two three four five six seven eight nine ten eleven twelve".split()
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
PLACES = frozenset(
    """Australia Austria Bangladesh Belgium Brazil Britain Canada Chile China Cuba Egypt England Ethiopia Finland
    France Germany Greece Haiti Hungary India Indonesia Iran Iraq Ireland Israel Italy Japan Kenya Lebanon Libya Mexico
    Morocco Nepal Netherlands Nigeria Norway Pakistan Peru Philippines Poland Portugal Qatar Romania Russia Scotland
    Serbia Spain Sudan Sweden Switzerland Syria Taiwan Thailand Turkey Uganda Ukraine Venezuela Vietnam Wales Yemen
    Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois
    Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana
    Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming
    London Paris Berlin Madrid Rome Moscow Kyiv Kiev Beijing Tokyo Delhi Mumbai Boston Chicago Dallas Denver Detroit
    Houston Miami Philadelphia Phoenix Seattle Atlanta Washington Toronto Sydney Melbourne Cairo Istanbul Ankara Tehran
    Jerusalem Brussels Geneva Vienna Warsaw Dublin Rostov Donetsk Luhansk Crimea Slovyansk""".split()
)
PAIRS = """rose fell|rise fall|rising falling|increased decreased|increase decrease|increasing decreasing|up down
    |higher lower|highest lowest|more fewer|gained lost|won lost|before after|above below|north south|east west
    |northern southern|eastern western|opened closed|began ended|started stopped|supported opposed|support oppose
    |approved rejected|accepted refused|allowed banned|allow ban|largest smallest|larger smaller|older younger
    |oldest youngest|best worst|better worse|faster slower|strongest weakest|stronger weaker|early late|earlier later
    |buy sell|bought sold|joined left|arrived departed|guilty innocent|legal illegal|success failure|friend enemy
    |import export|raised lowered|longest shortest|majority minority|first last|public private|for against
    |arrested released|hired fired|inside outside|upper lower|left right|hot cold|male female|men women"""
OPPOSITE = {
    one: other
    for pair in " ".join(PAIRS.split()).split("|")
    for one, other in (pair.split(), pair.split()[::-1])
    if one != other
}
UNITS = {
    "million": "billion",
    "billion": "million",
    "percent": "percentage points",
    "%": " percentage points",
    "miles": "kilometers",
    "kilometers": "miles",
    "feet": "meters",
    "meters": "feet",
    "hours": "days",
    "days": "weeks",
    "weeks": "months",
    "months": "years",
    "years": "months",
    "minutes": "hours",
    "pounds": "kilograms",
}
ADDED = (
    "for the first time in a decade",
    "without any warning",
    "despite strong protests",
    "at the expense of taxpayers",
    "even when nobody asked for it",
    "under a secret agreement",
)
BEFORE_A_VERB = ("illegally", "secretly", "only reluctantly", "far less than before", "no longer")
QUANTITIES = {
    "some": "all",
    "many": "few",
    "most": "few",
    "several": "all",
    "all": "none",
    "every": "no",
    "few": "many",
}
BOUNDS = {
    "more than": "less than",
    "less than": "more than",
    "fewer than": "more than",
    "at least": "at most",
    "at most": "at least",
    "over": "under",
    "up to": "at least",
    "nearly": "more than",
}


NO_PERSON = re.compile(
    r"\b(?:The|Both|When|New|United|North|South|East|West|University|School|College|House|Court|Street|City|County|State|States"
    r"|Center|Department|Union|League|Cup|Day|Church|Park|News|Times|Bank|Party|Association|Council|Committee|Museum"
    r"|Award|Awards|Act|River|Lake|Island|Group|Company|Press|Hospital|Institute|World|National|International|American"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|President|Minister|January|February|March|April|May"
    r"|June|July|August|September|October|November|December|War|Games|Series|Club|Airport|Station|Office|Agency)\b"
)
