"""Places that stand alone in a dateline, and words that only look like one.

Without an agency or a day, "PARIS —" and "BREAKING —" have the same shape; these tables tell them apart. They are the
cities that news style guides print without a country or state, the world's capitals, and large cities that are often
reported from.
"""

from __future__ import annotations

PARTICLES = frozenset("de del do da dos la le les el al of the and am an der den au aux sur en und upon on in".split())

NO_PLACES = frozenset(
    """
    breaking update updated exclusive analysis opinion watch video photos photo live editorial review news
    correction corrections factbox explainer commentary column letter letters sport sports weather obituary recap
    preview interview profile spoiler read listen note editor related more advertisement first second third q a
    today tomorrow monday tuesday wednesday thursday friday saturday sunday on in by at the it this that since
    from until after before file pool credit source image picture getty
    """.split()
)

PLACES = frozenset(
    name.strip()
    for name in """
    atlanta, baltimore, boston, chicago, cincinnati, cleveland, dallas, denver, detroit, honolulu, houston,
    indianapolis, las vegas, los angeles, miami, milwaukee, minneapolis, new orleans, new york, oklahoma city,
    philadelphia, phoenix, pittsburgh, st. louis, st louis, salt lake city, san antonio, san diego, san francisco,
    seattle, washington, albany, anchorage, austin, baton rouge, boise, buffalo, charlotte, columbus, el paso,
    fort worth, hartford, jacksonville, kansas city, louisville, memphis, montgomery, nashville, oakland, omaha,
    orlando, raleigh, richmond, sacramento, san jose, tallahassee, tampa, topeka, trenton, tucson, tulsa, juneau,
    santa fe, united nations, the hague, hollywood, silicon valley, west palm beach, palm beach, fort lauderdale,
    abidjan, abu dhabi, abuja, accra, addis ababa, aden, aleppo, algiers, almaty, amman, amsterdam, ankara,
    antananarivo, asmara, astana, asuncion, athens, auckland, baghdad, baku, bali, bamako, bangalore, bangkok,
    bangui, banjul, barcelona, basra, beijing, beirut, belfast, belgrade, bengaluru, berlin, bern, birmingham,
    bishkek, bogota, bogotá, bonn, brasilia, brasília, bratislava, brazzaville, brisbane, brussels, bucharest,
    budapest, buenos aires, bujumbura, cairo, canberra, cape town, caracas, cardiff, chennai, chisinau, colombo,
    conakry, copenhagen, dakar, damascus, dar es salaam, davos, delhi, dhaka, djibouti, doha, donetsk, dubai,
    dublin, dushanbe, edinburgh, frankfurt, freetown, gaborone, gaza, gaza city, geneva, glasgow, guatemala city,
    hamburg, hanoi, harare, havana, helsinki, ho chi minh city, hong kong, hyderabad, islamabad, istanbul,
    jakarta, jerusalem, johannesburg, juba, kabul, kampala, karachi, kathmandu, kharkiv, kharkov, kherson,
    khartoum, kiev, kigali, kingston, kinshasa, kolkata, kuala lumpur, kuwait city, kyiv, lagos, lahore, la paz,
    libreville, lilongwe, lima, lisbon, liverpool, ljubljana, lome, london, luanda, luhansk, lusaka, luxembourg,
    lviv, lyon, macau, madrid, managua, manama, manchester, manila, maputo, mariupol, marseille, mecca, melbourne,
    mexico city, milan, minsk, mogadishu, monaco, monrovia, monterrey, montevideo, montreal, moscow, mosul,
    mumbai, munich, muscat, nairobi, naples, n'djamena, new delhi, niamey, nicosia, nouakchott, odesa, odessa,
    oslo, ottawa, ouagadougou, panama city, paris, perth, phnom penh, port-au-prince, port moresby, prague,
    pretoria, pristina, pyongyang, quebec city, quito, rabat, ramallah, rangoon, reykjavik, riga, rio de janeiro,
    riyadh, rome, rostov-on-don, san jose, san juan, san salvador, sanaa, santiago, santo domingo, sao paulo, são
    paulo, sarajevo, sevastopol, seoul, shanghai, simferopol, singapore, skopje, slovyansk, sochi, sofia,
    srinagar, stockholm, st. petersburg, strasbourg, suva, sydney, taipei, tallinn, tashkent, tbilisi,
    tegucigalpa, tehran, tel aviv, tirana, tokyo, toronto, tripoli, tunis, turin, ulaanbaatar, valletta,
    vancouver, vatican city, venice, vienna, vientiane, vilnius, vladivostok, warsaw, wellington, windhoek,
    yangon, yaounde, yekaterinburg, yerevan, zagreb, zaporizhzhia, zurich
    """.split(",")
)
