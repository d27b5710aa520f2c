"""Irregular word forms of news English, so that "froze" is found by "freeze". Pure data.

The stemmer handles regular endings only. The lemmatizer tried (simplemma) leaves "won", "men" and "wives" as they are
and takes 0.3 s to load its dictionary, which is most of a cold answer's time; hence this table of common forms.
"""

from __future__ import annotations

_FAMILIES = """
defence defense|labour labor|organisation organization|programme program|centre center
arise arose arisen|beat beaten|become became|begin began begun|bend bent|bind bound|bite bit bitten|blow blew blown
break broke broken|bring brought|build built|burn burnt|buy bought|catch caught|choose chose chosen choice|come came
deal dealt|die death dead|dig dug|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|elect election
fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled|fly flew flown flight|forbid forbade forbidden
forget forgot forgotten|freeze froze frozen|get got gotten|give gave given|go went gone|grow grew grown growth|hang hung
hear heard|hide hid hidden|hold held|keep kept|know knew known|lay laid|lead led|leave left|lend lent|lose lost loss
make made|mean meant|meet met meeting|overthrow overthrew overthrown|pay paid payment|ride rode ridden|rise rose risen
run ran|see saw seen|seek sought|sell sold sale|send sent|shake shook shaken|shoot shot|show shown|shrink shrank shrunk
sing sang sung|sink sank sunk|sit sat|sleep slept|speak spoke spoken|spend spent|stand stood|steal stole stolen
strike struck stricken|swear swore sworn|swim swam swum|take took taken|teach taught|tear tore torn|think thought
throw threw thrown|undergo underwent undergone|understand understood|wake woke woken|wear wore worn|win won|wind wound
withdraw withdrew withdrawn withdrawal|write wrote written|man men|woman women|child children|person people|foot feet
life lives|wife wives|arrive arrival|refuse refusal|destroy destruction|decide decision|explode explosion
invade invasion|expand expansion|conclude conclusion|succeed success|born birth
"""

FAMILIES: tuple[tuple[str, ...], ...] = tuple(
    tuple(family.split()) for family in _FAMILIES.replace("\n", "|").split("|") if family
)
"""Forms of one word, the base form first. Lower case."""
