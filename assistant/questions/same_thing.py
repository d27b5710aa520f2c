"""Words of the news for one thing, each group as its stems: what is "withdrawn" is "pulled out". Pure.

"The Ukrainian election" is one "in Ukraine"; only the stems differ. Countries whose words share no beginning ("France",
"French") are in `assistant.language.names.SAME_PLACE`.
"""

from __future__ import annotations

from collections.abc import Collection

from assistant.language.names import SAME_PLACE
from assistant.questions.counted import SOLDIERS
from corpus.stemming import base_stem, stems

_OF_A_COUNTRY = (
    "afghanistan afghan|africa african|albania albanian|algeria algerian|argentina argentine argentinian"
    "|armenia armenian|asia asian|australia australian|austria austrian|azerbaijan azerbaijani"
    "|bangladesh bangladeshi|belarus belarusian|belgium belgian|bolivia bolivian|bosnia bosnian|brazil brazilian"
    "|bulgaria bulgarian|burma burmese|cambodia cambodian|canada canadian|catalonia catalan|chile chilean"
    "|china chinese|colombia colombian|crimea crimean|croatia croatian|cuba cuban|czechia czech"
    "|ecuador ecuadorian|egypt egyptian|estonia estonian|ethiopia ethiopian|europe european|georgia georgian"
    "|germany german|ghana ghanaian|haiti haitian|hungary hungarian|iceland icelandic|india indian"
    "|indonesia indonesian|iran iranian|iraq iraqi|israel israeli|italy italian|jamaica jamaican|japan japanese"
    "|jordan jordanian|kenya kenyan|korea korean|kosovo kosovan|kuwait kuwaiti|latvia latvian|lebanon lebanese"
    "|libya libyan|lithuania lithuanian|malaysia malaysian|mexico mexican|moldova moldovan|morocco moroccan"
    "|nepal nepalese|nigeria nigerian|pakistan pakistani|palestine palestinian|peru peruvian|portugal portuguese"
    "|romania romanian|russia russian|rwanda rwandan|senegal senegalese|serbia serbian|singapore singaporean"
    "|slovakia slovak|slovenia slovenian|somalia somali|sudan sudanese|syria syrian|taiwan taiwanese"
    "|tanzania tanzanian|tunisia tunisian|turkey turkish|uganda ugandan|ukraine ukrainian|venezuela venezuelan"
    "|vietnam vietnamese|zambia zambian|zimbabwe zimbabwean"
)
_ONE_COUNTRY = tuple(
    frozenset(base_stem(one) for word in group.split() for one in stems(word)) for group in _OF_A_COUNTRY.split("|")
)
SAME_THING_WEIGHT = 0.8
"""What a word counts that the sentence says in another word of the news for the same."""
SAME_THING = tuple(
    frozenset(base_stem(stem) for word in words for stem in stems(word))
    for words in (
        SOLDIERS,
        ("withdraw", "withdrawal", "withdrew", "leave", "redeploy", "pullout"),
        ("freeze", "suspend", "halt"),
        ("vote", "voter"),
        ("march", "marcher"),
        ("die", "kill", "dead", "death"),
    )
)
SAID_OTHERWISE = (
    *SAME_THING,
    frozenset(map(base_stem, stems("win winner victory champion title triumph"))),
    *(frozenset(base_stem(stem) for name in names for stem in stems(name) if len(stem) > 3) for names in SAME_PLACE),
)
"""The same where sentences are compared: too loose to find passages by."""
_ASKED_OTHERWISE = (
    *SAID_OTHERWISE,
    frozenset(map(base_stem, stems("replace replacement succeed successor"))),
    *_ONE_COUNTRY,
)
OTHER_WORDS = {
    word: frozenset[str]().union(*(same for same in _ASKED_OTHERWISE if word in same))
    for word in frozenset[str]().union(*_ASKED_OTHERWISE)
}
"""Each word of a question with all by which a sentence may say the same."""


def countries_in(words: Collection[str]) -> tuple[frozenset[str], ...]:
    """The countries that are named among the stems of a text, each as all of its stems."""
    return tuple(country for country in _ONE_COUNTRY if not country.isdisjoint(words))
