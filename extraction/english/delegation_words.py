"""Words of delegations: how many came, who leads, who belongs to them, where they go."""

from __future__ import annotations

import re

from extraction.english.phrases import DEMONYMS

PEOPLE = r"(?:people|members|persons|delegates|representatives|entrepreneurs|business ?people|businessmen|officials|participants|specialists|experts|executives|managers|exporters|leaders|investors|industrialists|lawmakers|guests|professionals|scholars|farmers|traders)"
PEOPLE_WORD = re.compile(PEOPLE.replace(" ?", "") + r"|business|young|leading|senior|local")
COUNT = r"(?:\d{1,4}|[a-z]+(?:-[a-z]+)?)"
SIZE_BEFORE = re.compile(
    r"(?P<n>\d{1,4}|[a-z]+(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)-(?:member|strong|person|people|man)\b",
    re.IGNORECASE,
)
SIZE_AFTER = re.compile(
    rf"(?:,\s|\(|of\s|number(?:ing|ed|s)\s|consist(?:s|ed|ing) of\s|compris(?:es|ed|ing)\s|had\s|has\s|totall?ing\s|:\s(?:it had\s)?|made up of\s|includes?\s|included\s)(?:some\s|about\s|around\s|over\s|more than\s|nearly\s|almost\s|up to\s|a total of\s)?(?:\d+ (?:business(?:es)?|firms|companies|enterprises|organi[sz]ations) and )?(?P<n>{COUNT})(?:\s(?:[\w-]+\s){{0,3}}?{PEOPLE}\b|\sstrong\b|(?<=numbering \d\d)(?!\s?\d)|(?<=numbering \d)(?!\d)|(?<=numbering \d\d\d)(?!\d)|(?<=numbered \d\d)(?!\s?\d)|(?<=numbered \d)(?!\d)|(?<=numbered \d\d\d)(?!\d)|(?<=of \d)(?=[.,;)]| (?:led|headed|is|was|from|to|under|at|who|which))|(?<=of \d\d)(?=[.,;)]| (?:led|headed|is|was|from|to|under|at|who|which))|(?<=of \d\d\d)(?=[.,;)]| (?:led|headed|is|was|from|to|under|at|who|which)))"
)
DELEGATION = re.compile(
    r"\b(?:[Dd]elegations?|(?:(?:[Bb]usiness|[Tt]rade|[Ii]nvestment|[Ee]conomic|[Cc]ommercial|[Ee]xport) )?(?:and )?(?:[Bb]usiness|[Tt]rade|[Ii]nvestment|[Ee]conomic|[Cc]ommercial) [Mm]ission|(?:[Tt]eam|[Gg]roup|[Cc]ontingent|[Cc]aravan) of (?:(?:about|some|over|around|nearly|more than|up to) )?(?:(?P<g>\d{1,4}|[a-z]+(?:-[a-z]+)?) )?(?:\w+ ){0,2}?(?:investors|business ?people|businessmen|entrepreneurs|executives|officials|industrialists|exporters|delegates)|[Pp]arty of (?P<n>\d{1,4}|[a-z]+(?:-[a-z]+)?)|[Dd]eputation|(?:\d{1,4}|[a-z]+(?:-[a-z]+)?)-(?:strong|member|person|man) (?:group|team|party|contingent|mission)|(?<=[a-z] )party(?= (?:\(|of \d|is |was |led |headed ))|(?P<m>\d{1,4}) (?:business ?people|businessmen|executives|entrepreneurs|officials|representatives|delegates)(?= from [A-Z][\w ]{2,40},? (?:led|headed) by))\b(?! members?\b)"
)
SENDING = re.compile(
    rf"\b(?:is|are|was|were|will be)?\s?(?:sending|brings?|bringing|sends?|sent|send|fielding|dispatched|represented by)\s(?:a\s(?:record\s)?)?(?:represented by\s)?(?:a\s)?(?:some\s|about\s|around\s|more than\s|over\s|nearly\s|up to\s)?(?P<n>\d{{1,4}})(?:-strong)?\s(?:\w+\s)?(?:{PEOPLE}|team|group)\b"
)
CAME_ALONG = re.compile(
    r"\b(?:arrived|came|comes|arrives|travelled|traveled|flew in|is visiting|was visiting|is in [A-Z]\w+|visited|attended)\b[^.;]{0,60}?\s(?:with|accompanied by|at the head of)\s(?:a|an|his|her)\s(?:[\w-]+\s){0,3}$"
)
NONE_SENT = re.compile(
    r"\b(?:[Nn]o|[Ww]ithout an?|[Nn]either|not (?:as )?(?:part of|sent|send|sending|have|bring)) (?:an?\s)?(?:\w+\s){0,2}$"
)
LED_BY = re.compile(
    r"\b(?:led|headed|chaired|spearheaded|fronted|guided)(?:,? [\w ]{0,24}?)? by\b|\bhead(?:ed)?:|\bunder the leadership of\b|\bunder (?:its \w+ )?(?=[A-Z])|\bunder (?:its |the )?(?=(?:(?:deputy|first|acting|executive|managing|vice)[ -])*(?:president|chair\w*|governor|minister|mayor|director|head|premier|secretary)\b)|\bwith (?=[A-Z][\w ]+ at (?:its|the) head)"
)
LEADS = frozenset(
    ["chair", "chairs", "chaired", "led", "leads", "headed", "heads", "lead", "head", "heading", "leading"]
)
HEAD_IS = re.compile(
    r"\b[Hh]ead of the (?:[\w-]+ ){0,3}(?:delegation|mission)(?: of [\w ]{3,40}?)? (?:was|is|will be|is going to be)\s"
)
AND_HIS = re.compile(
    r",?\s(?:and|with|together with|accompanied by|along with|leading)\s(?:his|her)\s(?:[\w-]+\s){0,2}$"
)
OPENS_LED = re.compile(r"(?:Led|Headed) by\s")
MEMBERS = re.compile(
    r"\b(?:included|includes|include|including|comprised|comprises|consisted of|consists of|made up of|accompanied by|joined by|together with|also featured|numbered among (?:its|the) \w+|also (?:on|in|part of|with) (?:the|this) (?:delegation|party|mission|team|group|trip) (?:were|was|are|is|will be)|among them|among its members(?: are| were)?)\b|\b[Mm]embers(?: of the delegation)?:|\b[Mm]embers of (?:the )?(?:\w+ ){0,2}(?:delegation|mission) (?:are|were|included?|includes)\b|\b(?:[Aa]lso (?:on|in|part of|with) (?:the|this) (?:delegation|party|mission|team|group|trip) (?:were|was|are|is|will be)|[Ww]ith (?:him|her|them) (?:were|was|travell?ed|came|went)|[Aa]ccompanying (?:him|her|them|the \w+) (?:were|was|are|is|will be)|[Aa]mong its members (?:were|was|are))\b"
)
INVITED = re.compile(r"\bat the invitation of\b|\binvited by\b")
WENT = re.compile(
    r"\b(?:visited|visits|visiting|will visit|toured|will tour|is touring|arrived (?:in|at)|arrives (?:in|at)|(?:will|to) arrive (?:in|at)|will be arriving (?:in|at)|arrived(?= here)|landed in|(?:is|are) in|(?:are|is|was|were) (?:currently )?(?:visiting|touring)|came (?:to|here)(?! (?:learn|know|be))|head(?:ed|ing)? (?:off )?(?:to|for)|embark\w* on (?:\w+ )?(?:\w+ )?(?:visit|trip|tour|mission) to|(?:on|for) an? (?:[\w-]+ ){0,3}(?:visit|trip|tour|mission) (?:to|of)|tour of|travell?ed to|will travel to|went to|flew to|(?:paid|pays|will pay|is paying|to pay) (?:a|an) (?:[\w-]+ ){0,2}visit to|went from [A-Z][\w-]+ to|visit to|trip to|is in|stayed in|sent to|left for|is visiting|ended (?:its|a) visit to)\b"
)
REFERS = re.compile(
    r"(?:It|Also (?:on|in|part of|with) (?:the|this)|With (?:him|her|them)|Accompanying (?:him|her|them|the)|Among (?:its|the) members|The (?:\d+-strong |\d+-member )?team|Its members?|Members of the (?:delegation|party|mission)|The (?:delegation|party|mission|group|delegates)|The \d+-member (?:delegation|group))\b"
)
ITS = re.compile(
    r"It (?:was|is|will be|had|has|included|includes|comprise[sd]|consist(?:s|ed)|number(?:s|ed))\b"
)
BELONG_TO = re.compile(
    r"\b(?:is|are|was|were|will be) (?:also )?(?:included in|part of|members? of|in|on)\s(?:the\s)?$"
)
CAME_WITH = re.compile(
    r"\b(?:who (?:came|travell?ed|arrived|flew|is travelling) with|who (?:was|is|were) (?:also )?part of|as part of|who joined|a member of|members of)\s(?:the|its|this)\s(?:\w+\s)?$"
)
LISTED = re.compile(
    r"(?:[•*–-]\s)?(?P<who>[A-Z][\w’' .-]{2,50}?)\s?[:–—]\s(?=(?:a |an )?(?:party of|delegation of|\d{1,4} (?:\w+ )?(?:people|members|delegates|participants)|\d+-(?:member|strong)))"
)
SENDS = re.compile(
    r"\b(?:(?:was|is|were|will be) represented by|(?:is|are|was) (?:mounting|organi[sz]ing|dispatching)|mounted|sent|sends|brought|brings|fielded|will bring|will send|is sending|has sent|dispatched|reports? that|reported that|announced that|said that|said)\b"
)
ANOTHER = re.compile(r"\b(?:delegations?|mission|party|represented|sending|sends|sent|team|group)\b")
ROLES = frozenset(
    ["members", "member", "representatives", "head", "heads", "leader", "leaders", "part", "heading",
    "leading"]
)  # fmt: skip


# What stands between the sender and the word: "a Chinese high-level business delegation".
OF_WHAT_KIND = frozenset(
    {"business", "official", "government", "governmental", "trade", "large", "representative", "joint", "high-level",
     "parliamentary", "economic", "strong", "working", "small", "big", "investment", "industry", "industrial", "commercial",
     "congressional", "ministerial", "presidential", "high-powered", "high-profile", "top-level", "high-ranking", "senior",
     "multi-sector", "multisectoral", "cross-party", "visiting", "diplomatic", "technical", "cultural", "academic", "media",
     "youth", "powerful", "sizeable", "sizable", "and", "tourism", "corporate", "private", "sector", "economy", "state",
     "agricultural", "energy", "technology", "tech", "scientific", "educational", "buying", "buyers", "exploratory",
     "fact-finding", "inter-ministerial", "interagency", "expert", "municipal", "entrepreneurial", "sales", "export"}
)  # fmt: skip
NO_SENDERS = frozenset(
    {"another", "each", "every", "this", "that", "both", "some", "several", "many", "visiting", "other", "no", "such", "our", "his",
     "her", "their", "these", "those", "official", "high-level", "any", "one", "first", "second", "third", "high-powered", "governor"}
)  # fmt: skip
SENT_TO = re.compile(
    r"[\w-]+(?:\s[Mm]ission)?(?:\s(?:of|from)\s(?:[\w-]+\s){0,5}?[\w-]+)?\s(?:on a (?:visit|trip) )?to\s(?=(?:the\s)?[A-Z])"
)


# A party without the word: "officials from Heilongjiang visited", "30 Indian industrialists visiting Tashkent".
GUESTS = r"(?:officials|businessmen|business ?people|business ?persons|entrepreneurs|industrialists|executives|investors|exporters|traders|manufacturers|business leaders|business representatives|company representatives|businesses|lawmakers|leaders)"
PARTY = re.compile(
    rf"(?:\b(?P<n>\d{{1,4}}|(?i:five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty))\s)?"
    rf"(?:(?P<demonym>{'|'.join(sorted(DEMONYMS, key=len, reverse=True))})\s(?:\w+\s){{0,2}}?{GUESTS}|\b(?:(?i:business|senior|government|company)\s)?(?i:{GUESTS})\sfrom\s(?=(?:the\s)?[A-Z]))"
)
OF_PEOPLE = re.compile(
    rf"\s(?:[\w-]+\s){{0,3}}?(?:{GUESTS}|{PEOPLE}|companies|firms|enterprises|farmers|scholars|scientists|educators|buyers|producers|mayors|ministers|governors|journalists|academics|parliamentarians)\b"
)
GUESTS_CAME = re.compile(
    r"[^.;:]{0,90}?\b(?:led by|headed by|visited|visiting|are visiting|will visit|arrived|arriving|are in|toured|are touring|flew|travell?ed to|came to|paid a visit|are on a|were on a|accompanied|(?:are|is|were|will be) accompanying)\b"
)
BEFORE_PLACE = frozenset({"the", "capital", "city", "of", "northeast", "northwest", "southeast", "southwest", "north", "south", "east", "west",
                          "central", "southern", "northern", "eastern", "western", "port", "town", "state", "province", "region", "far", "neighboring", "neighbouring"})  # fmt: skip
BARE_NUMBER = re.compile(r"\(\s?(?P<n>\d{1,4})\s?\)")
HAVE_SENT = frozenset({"have", "send", "sent", "brought", "bring", "had", "dispatched", "fielded", "sending"})
LONGEST_BRACKETS = 120  # characters
STATE_OFFICES = frozenset({"minister", "premier", "president"})
TERRITORIAL = frozenset(
    ["governor", "mayor", "akim", "khokim", "hokim", "premier", "vice-governor", "vice-mayor", "minister"]
)
