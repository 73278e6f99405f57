"""How documents are told of: their kinds, the verbs that sign them, what they are about."""

from __future__ import annotations

import re

# (kind, words); the first that fits counts
DOCUMENTS: tuple[tuple[str, str], ...] = (
    ("intent", r"(?:letters?|agreement|memorandum|declaration|protocol) of intent|framework of intent"),
    (
        "memorandum",
        r"memorandum of (?:\w+ )?(?:understanding|cooperation|co-operation|collaboration|intent|agreement)|memorandum|mou",
    ),
    ("roadmap", r"road ?map"),
    ("plan", r"(?:action|work|cooperation|joint) plan|plan of (?:action|cooperation)|cooperation programme"),
    ("protocol", r"protocol"),
    ("statement", r"(?:joint )?(?:statement|declaration|communiqu[eé])"),
    ("contract", r"contract"),
    ("agreement", r"agreement|deal|accord|partnership agreement"),
)
DOCUMENT = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind}>(?i:{words}))" for kind, words in DOCUMENTS) + r")\b(?!s)"
)
SIGNS = re.compile(
    r"\b(?:[Ss]igned|signs|sign|signing|concluded|conclude|concludes|inked|ink|initialled|initialed|exchanged|finalised|finalized|sealed|struck|penned|clinched|extended|renewed|prolonged|entered into|reached|(?:announced|reported|confirmed|celebrated|completed) the (?:signature|signing|conclusion) of|agreed(?= (?:on )?(?:an?|the) (?:letter|memorandum|contract|protocol|road ?map|framework))|put their signatures to|put their names to)\b"
)
PASSIVE = re.compile(
    r"\b(?:(?:was|were|is|will be|has been|are to be|is to be|have been|is expected to be|is due to be|is being|are being)\s(?:also\s|then\s)?|(?=signed (?:by|between|with)\b|concluded (?:by|between|with)\b|reached (?:by|between|with)\b))(?:signed|drafted|prepared|reached|drawn up|formalised|approved|concluded|inked|initialled|sealed|struck|agreed)\b(?P<by>\s(?:between|by|with)\b)?"
)
ANNOUNCES = re.compile(
    r"\b(?:announced|said|reported|reports|says|confirmed)(?: today| on \w+| (?:late |early )?\w+day)? (?:that )?(?:it|they)\b"
)
TOLD_BETWEEN = re.compile(r"\s(?:[^.;,]{0,60}?\s)?between\s")
DEALS_TOLD = re.compile(
    r"\b(?:[Dd]ocuments|expected|deals|signed|agreements|contracts|documents|memorandums|memoranda|Among them|signing)\b"
)
EXISTS = re.compile(
    r"\b(?:is|was) (?:worth|valued|for)\b|\bcovers\b|\bprovides for\b|\bruns (?:until|to|for)\b"
)
A_SECOND = re.compile(
    r",? and (?:a|another|the) (?:second|third|separate|similar|further) (?:one|agreement|contract|deal)"
)
SAME_SIDES = re.compile(
    r"\b(?:[Tt]he |[Bb]oth )?(?:two |three |same )?(?:companies|firms|sides|parties|organi[sz]ations|universities|partners|cities|ports|chambers)\b"
)
SIDES_REACH = 5  # sentences
UNDER = re.compile(
    r"\bUnder (?:an?|the) (?:[\w-]+ ){0,3}(?P<kind>contract|agreement|deal|memorandum)(?: signed| concluded| reached| agreed)?(?: on [\w ]{3,20}| at the \w+| in \w+| yesterday| today)?, "
)
ONE_OF_THEM = re.compile(
    r"(?:The|Its|Their|One|Another) ?(?:largest|biggest|first|second|third|other|latest|most valuable|next|main)?(?: one| deal| of (?:them|these|the deals))?,? (?:is|was) (?:an?|the) (?:[\w-]+ ){0,2}?(?P<kind>contract|agreement|deal|memorandum) (?:for|on|to supply|covering) (?:the (?:supply|sale|delivery) of )?(?P<what>[^.;,(]{3,80})[.,;(]"
)
PAYS = re.compile(
    r"\b(?:will|is to|would|are to|has agreed to) (?:pay|supply|deliver|provide|sell|ship|export|buy|purchase|lease|transfer|order)\b"
)
SUPPLIES = re.compile(
    r"\b(?:will|is to|would|are to) (?:supply|deliver|provide|sell|build|ship|export|buy|purchase|lease|install)\b"
)
COUNTED = re.compile(
    r"\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]everal|\d+) (?:\w+ )?(?P<what>MoUs|memorandums|memoranda|agreements|contracts|protocols|documents|deals|letters of intent) (?:were|was|have been|are to be) (?:also )?(?:signed|concluded|inked)\s?:"
)
SEVERAL = re.compile(
    r"\b(?P<what>[Mm]emorand(?:ums|a)(?: of [Uu]nderstanding| of [Cc]ooperation)?|M[oO]Us|[Aa]greements|[Cc]ontracts|[Pp]rotocols)\b(?: \(MoUs?\))?(?: on [^.;]{3,60}?)? (?:have been|has been|were|are to be|will be) (?:also )?(?:signed|concluded|inked)(?=[^.]{0,80}?\bbetween\b)"
)
PREVIOUS = re.compile(r"\b(?:previous|earlier|existing|former|old|scrapped|expired)\s(?:\w+\s)?$")
ONE_BETWEEN = re.compile(
    r"\b(?P<what>[Mm]emoranda|[Mm]emorandums|MoUs|[Aa]greements|[Cc]ontracts|[Pp]rotocols|[Dd]eals)\b[^.;]{0,80}?\b(?:including|among them|one of them)(?: is| was)? (?:the )?(?:one )?between\s"
)
ITEM_MARK = re.compile(r"(?:[-•*–—·]|\d{1,2}[.)])\s?")
ITEM = re.compile(
    r"(?:[-•*–—·]|\d{1,2}[.)])?\s?(?P<parties>(?:the )?[A-Z][^:;]{4,120}?)(?::|\s[–—]\s(?=[a-z]))\s?(?P<what>\S[^;]{3,160})"
)
JOINED = re.compile(r"\bjoined\b(?=[^.;]{4,90}?\s(?:to|in)\s$|[^.;]{4,90}?\s(?:to|in)\s(?:sign|signing)\b)")
DELEGATION_SIGNS = re.compile(
    r"\b(?:[Aa]n?|[Tt]he)\s(?P<who>(?:[A-Z]\w+\s|[\w-]+\s){0,4}?(?:delegation|trade mission|business mission))(?:\s(?:also|has|have|had|then|will))*\s$"
)
LIST_OF_DEALS = re.compile(
    r"\b(?:[Dd]eals|[Ss]igned|[Cc]ontracts|[Aa]greements|[Dd]ocuments|MoUs|[Mm]emorand\w+)\b"
)
LONGEST_LIST = 20
DEALS_REACH = 160  # characters before the sentence
FOLLOWS_UP = re.compile(
    r"^It (?:is|was) (?:worth|valued)|\b(?:the|this) (?:deal|agreement|contract|memorandum|document|accord)\b",
    re.IGNORECASE,
)
NEGATED = re.compile(
    r"\b(?:no|not|never|neither|without|nor|refused to|failed to)\s(?:\w+\s){0,5}$", re.IGNORECASE
)
SUBJECT = re.compile(
    r"(?:,\s)?(?:on|in the (?:field|area|sphere) of|for|to|covering|concerning|regarding|about|governing)\s(?:the\s|a\s|an\s|further\s)?(?P<what>\S.*)",
    re.DOTALL,
)
SUBJECT_END = re.compile(
    r"(?:,(?![^.;]{0,80}?\b(?:spheres?|fields?|areas?|sectors?|cooperation)\b)|;|\.\s|\.$|\s\(|\sworth\b|\svalued\b|\swith\s(?:the\s)?(?:[A-Z]|\w+\s(?:firm|company))|\sbetween\b|\sduring\b|\sat the (?:forum|expo|fair|summit|conference|congress|exhibition|event)|\sat a\b|\sin the presence\b"
    r"|\son the sidelines\b|\ssigned\b|\stook place\b|\sto the tune of\b|\shas been\b|\swere\b|\s(?:is|are) (?:to be|being|expected)\b|\swas signed\b|\swere signed\b|\swill be signed\b|\swas concluded\b|\sand (?:a|an|the)\s[\w $.]{0,40}?(?:contract|agreement|memorandum|protocol|letter)|\sfor (?:a total|US\$|\$|€|EUR|USD)|\sby (?:[A-Z]|the)|\sof the (?:forum|expo)|$)"
)
GENERIC = frozenset(
    ["a", "an", "the", "new", "joint", "first", "second", "one", "two", "another", "framework", "bilateral",
    "trilateral", "multilateral", "long-term", "five-year", "three-year", "ten-year", "separate",
    "additional", "preliminary", "corresponding", "relevant", "similar", "general"]
)  # fmt: skip
PAIR = re.compile(r"[A-Z]\w+[-–][A-Z]\w+$")
SCALES = frozenset({"million", "billion", "thousand"})
VERBISH = frozenset(
    ["signed", "sign", "signs", "signing", "concluded", "conclude", "plans", "to", "will", "also", "then",
    "and"]
)  # fmt: skip
