"""A text as words: tokens with their places, sentences, quotations; every offset counts in the text as given."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from extraction.findings import Span
from extraction.folding import fold
from extraction.mentions import Sentence

TOKEN = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof)\.(?=[A-Z][a-z])|(?:Ts|Ch|Sh|Kh|Yu|Ya|Zh|Dz)\.(?=[A-Z][a-z])|(?:Mr|Mrs|Ms|Dr|Prof|Hon|Lt|Gen|Col|Amb|Rep|Eng|Engr|Capt|Rev|Messrs|Dep|Co|Ltd|Inc|Corp|St|No|Jr|Sr|Gov|Sen|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|vs)\.(?![A-Za-z])"
    r"|(?:[A-Z]\.){2,5}|[A-Z]\.(?=\s?[A-Z])"
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)\b|\d+(?:-[a-z]+)+|\d+(?:[.,:]\d+)*"
    r"|['’]s\b"
    r"|[A-Za-zÀ-ɏЀ-ӿ]+(?:['’](?!s\b)[A-Za-zÀ-ɏ]+)*(?:[-/][A-Za-z0-9À-ɏ]+(?:['’](?!s\b)[A-Za-zÀ-ɏ]+)*)*(?:\d+)?"
    r"|[^\s]"
)
SHORT = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Prof|Hon|Lt|Gen|Col|Amb|Rep|Eng|Engr|Capt|Rev|Messrs|Dep|St|No|Gov|Sen|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|vs)\.$|[A-Z]\.$"
)
OPENING, CLOSING = "“«„‘", {"“": "”", "«": "»", "„": "“", "‘": "’", '"': '"'}
LONGEST_QUOTATION = 30  # tokens
FULL_LINE, WIDEST_WRAPPED, FEWEST_WRAPPED = 55, 110, 3  # characters, characters, lines
TERMINAL = '.!?:;"'
LONGEST_TITLE = 220  # characters
LONGEST_SENTENCE = 240  # tokens: what is longer is no prose, and is cut so that the time stays linear
BACKGROUND = re.compile(
    r"(?:Earlier(?:,| it was| this (?:year|month|week))|Previously,|It was (?:earlier |previously )?reported (?:earlier|that earlier)|As (?:was )?(?:previously )?reported"
    r"|Recall(?: that)?\b|Background\b|Last (?:year|month|week),)"
)


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    lower: str
    start: int
    end: int
    sentence: int

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_word(self) -> bool:
        return self.text[0].isalpha()


@dataclass(slots=True)
class Tokens:
    """The text, its tokens, and where sentences and quotations begin and end (in tokens)."""

    text: str
    words: list[Token] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    bounds: list[tuple[int, int]] = field(default_factory=list)  # first and last + 1 token of each sentence
    quotations: dict[int, int] = field(default_factory=dict)  # opening token → closing token
    quoted_at: dict[int, int] = field(default_factory=dict)  # token → opening token of its quotation

    def lower(self, index: int) -> str:
        return self.words[index].lower if 0 <= index < len(self.words) else ""

    def span(self, first: int, last: int) -> Span:
        """Of tokens [first, last)."""
        return Span(self.words[first].start, self.words[last - 1].end)

    def string(self, first: int, last: int) -> str:
        """The words [first, last) with single spaces, as the text spaces them."""
        if first >= last:
            return ""
        return " ".join(self.text[self.words[first].start : self.words[last - 1].end].split())

    def end_of(self, index: int) -> int:
        """Where the sentence of this token ends."""
        return self.bounds[self.words[index].sentence][1]

    def start_of(self, index: int) -> int:
        return self.bounds[self.words[index].sentence][0]

    def is_first(self, index: int) -> bool:
        return index == self.start_of(index)

    def matches(self, index: int, phrase: str) -> int:
        """The token after the phrase when it stands at the index, else 0."""
        for word in phrase.split():
            if self.lower(index) != word:
                return 0
            index += 1
        return index


def tokenize(text: str) -> Tokens:
    folded = _unwrapped(fold(text))
    tokens = Tokens(folded)
    paragraph = -1
    offset = 0
    for line in folded.split("\n"):
        if line.strip():
            paragraph += 1
            _add_paragraph(tokens, folded, offset, offset + len(line), paragraph)
        offset += len(line) + 1
    _mark_title(tokens)
    _mark_background(tokens)
    _mark_quotations(tokens)
    return tokens


def _unwrapped(text: str) -> str:
    """The text with the line ends of hard-wrapped lines as spaces, one character for one."""
    lines = text.split("\n")
    open_ended = [line for line in lines if len(line) >= FULL_LINE and line.rstrip()[-1:] not in TERMINAL]
    is_wrapped = len(open_ended) >= FEWEST_WRAPPED and max(map(len, lines)) <= WIDEST_WRAPPED
    joined = [lines[0]]
    for line, following in itertools.pairwise(lines):
        goes_on = following[:1].islower() and line.strip() and line.rstrip()[-1:] not in TERMINAL
        is_cut = (
            is_wrapped and len(line) >= FULL_LINE and following.strip() and line.rstrip()[-1:] not in ":;"
        )
        joined += [" " if goes_on or is_cut else "\n", following]
    return "".join(joined)


def _add_paragraph(tokens: Tokens, text: str, start: int, end: int, paragraph: int) -> None:
    found = list(TOKEN.finditer(text, start, end))
    first = 0
    for index, match in enumerate(found):
        is_last = index == len(found) - 1
        if is_last or index - first >= LONGEST_SENTENCE or _ends_sentence(text, found, index):
            last = index + 1
            number = len(tokens.sentences)
            span = Span(found[first].start(), match.end())
            tokens.sentences.append(Sentence(span, paragraph))
            begin = len(tokens.words)
            for one in found[first:last]:
                tokens.words.append(Token(one[0], one[0].lower(), one.start(), one.end(), number))
            tokens.bounds.append((begin, len(tokens.words)))
            first = last


def _ends_sentence(text: str, found: list[re.Match[str]], index: int) -> bool:
    word, following = found[index][0], found[index + 1]
    next_word = following[0]
    if word in '"”»)' and index and found[index - 1][0] in (".", "!", "?"):
        return word != '"' or text[following.start() - 1].isspace()
    if word in (".", "!", "?"):
        if next_word in '"”»)' and text[following.start() - 1] == word:
            return False
        return next_word[0].isupper() or next_word[0].isdigit() or next_word[0] in '"“«(–—-•'
    if word.endswith(".") and len(word) > 1 and not SHORT.search(word):
        return next_word in (
            "The",
            "A",
            "An",
            "It",
            "In",
            "On",
            "At",
            "He",
            "She",
            "They",
            "This",
            "His",
            "Her",
        )
    return False


def _mark_title(tokens: Tokens) -> None:
    """The first line is the title where it is short and ends without a full stop."""
    if not tokens.sentences:
        return
    first = [s for s in tokens.sentences if s.paragraph == tokens.sentences[0].paragraph]
    length = first[-1].span.end - first[0].span.start
    if len(first) < len(tokens.sentences) and length <= LONGEST_TITLE:
        last = tokens.words[tokens.bounds[len(first) - 1][1] - 1]
        if last.text != "." or len(first) == 1 and length < 120:
            for sentence in first:
                sentence.is_title = True


def _mark_background(tokens: Tokens) -> None:
    paragraph = -1
    for sentence in tokens.sentences:
        if BACKGROUND.match(tokens.text, sentence.span.start):
            paragraph = sentence.paragraph
        sentence.is_background = sentence.paragraph == paragraph


SAYS = frozenset(
    {"said", "says", "told", "added", "noted", "stressed", "explained", "suggested", "proposed", "concluded"}
)
SHORTEST_SPEECH = 9  # tokens
SPEAKER_REACH = 5


def _is_speech(tokens: Tokens, opening: int, closing: int) -> bool:
    """A whole sentence between quotation marks with who said it: its words are read as any others."""
    if closing - opening < SHORTEST_SPEECH or tokens.words[closing - 1].text not in ",.!?":
        return False
    return any(tokens.lower(i) in SAYS for i in range(closing + 1, closing + 1 + SPEAKER_REACH))


def _closes(tokens: Tokens, index: int) -> bool:
    """A straight mark right behind a word or a stop, before a space: it ends a quotation too long to be one title."""
    word = tokens.words[index]
    before, behind = tokens.text[word.start - 1 : word.start], tokens.text[word.end : word.end + 1]
    return (
        bool(before)
        and not before.isspace()
        and before not in "([–—-"
        and (not behind or not behind.isalnum())
    )


def _mark_quotations(tokens: Tokens) -> None:
    index = 0
    words = tokens.words
    while index < len(words):
        mark = words[index].text
        if mark in CLOSING and not (mark == '"' and _closes(tokens, index)):
            closing = CLOSING[mark]
            limit = min(index + LONGEST_QUOTATION, len(words))
            for other in range(index + 1, limit):
                if words[other].text == closing:
                    if _is_speech(tokens, index, other):
                        index = other
                        break
                    tokens.quotations[index] = other
                    for inside in range(index, other + 1):
                        tokens.quoted_at[inside] = index
                    index = other
                    break
        index += 1
