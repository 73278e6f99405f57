"""A Russian text as tagged words: sentences, grammar, named entities, quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from razdel import sentenize, tokenize

from extraction import models, morphology
from extraction.findings import Span
from extraction.folding import fold, fold_case
from extraction.mentions import Sentence
from extraction.places import find_place

CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
PYMORPHY_CASES = {"nomn": "nomn", "voct": "nomn", "gent": "gent", "gen1": "gent", "gen2": "gent", "datv": "datv",
                  "accs": "accs", "acc2": "accs", "ablt": "ablt", "loct": "loct", "loc1": "loct", "loc2": "loct"}  # fmt: skip
NOMINALS = frozenset({"NOUN", "ADJF", "PRTF", "NUMR", "NPRO"})
LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
LONGEST_LINE = 4000  # characters; a longer line is cut, so that no paragraph costs more than linear time
BACKGROUND = re.compile(
    r"\W*(?:ранее(?! не)\b|напомним|напоминаем|как (?:ранее )?сообщал|как уже сообщал|для справки|справка\b|справочно)"
    r"|.{0,60}\bранее (?:(?:ИА|агентство)\s+\S+\s+)?(?:сообщал|писал)",
    re.IGNORECASE,
)
ADJECTIVE_OF_PLACE = re.compile(r"ск(?:ий|ая|ое|ого|ой|ому|им|ую)$")
ROMAN = re.compile(
    r"(?=[XVILХІ])[XХ]{0,3}(?:[IІ][XХ]|[IІ]V|V?[IІ]{0,3})(?:-?(?:й|го|му|м|ом|ый|ой|я|ая|е|ое|ую|ей))?$"
)
OPENERS = {"«": "»", "“": "”", "„": "“", '"': '"'}
MOST_WORDS = 25_000  # no report has more; what follows is not read, so that no text costs more than its share
SHORT_PARAGRAPH = 4  # words
MOST_TITLE_LINES = 3
LONGEST_TITLE = 40  # words
LONGEST_QUOTATION = 60  # words
LONGEST_OUTER = 8  # words of a name before the name inside it
LONGEST_QUOTED_SENTENCE = 600  # characters


@dataclass(slots=True)
class Word:
    """A token with its grammar as the tagger sees it in its context."""

    index: int
    start: int
    end: int
    text: str  # look-alike letters folded
    lower: str
    pos: str = ""
    case: str = ""
    number: str = ""
    gender: str = ""
    feats: str = ""
    entity: str = "O"
    sentence: int = 0
    lemma: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def is_capitalized(self) -> bool:
        return self.text[:1].isupper()

    @property
    def is_word(self) -> bool:
        return self.text[:1].isalpha()

    @property
    def is_finite(self) -> bool:
        """A verb that makes a clause; short participles ("подписан") count."""
        return self.pos in ("VERB", "AUX") and (
            "VerbForm=Fin" in self.feats or "Variant=Short" in self.feats or "VerbForm" not in self.feats
        )

    @property
    def is_participle(self) -> bool:
        return self.pos == "VERB" and "VerbForm=Part" in self.feats and "Variant=Short" not in self.feats

    @property
    def is_past(self) -> bool:
        return "Tense=Past" in self.feats

    @property
    def is_noun(self) -> bool:
        return self.pos in ("NOUN", "PROPN")

    @property
    def is_adjective(self) -> bool:
        return self.pos in ("ADJ", "DET") and "Variant=Short" not in self.feats or self.is_participle


@dataclass(slots=True)
class Quotation:
    """Words in quotation marks: first and last are the indexes of the marks."""

    first: int
    last: int


@dataclass(slots=True)
class TaggedText:
    """A text with its words, sentences and quotations."""

    text: str
    folded: str
    words: list[Word] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    bounds: list[tuple[int, int]] = field(default_factory=list)  # words of each sentence
    quotations: dict[int, Quotation] = field(default_factory=dict)  # by the index of the opening mark
    closing: dict[int, int] = field(default_factory=dict)  # closing mark → opening mark

    def quote(self, first: int, last: int) -> str:
        """The folded text of words [first, last)."""
        return self.folded[self.words[first].start : self.words[last - 1].end]

    def span(self, first: int, last: int) -> Span:
        return Span(self.words[first].start, self.words[last - 1].end)


def tag_text(text: str) -> TaggedText:
    folded = fold(text)
    tagged = TaggedText(text=text, folded=folded)
    waiting: list[Word] = []
    for paragraph, line in enumerate(_lines(folded)):
        if len(tagged.words) >= MOST_WORDS:
            break
        words = _cut_paragraph(tagged, paragraph, line)
        if len(words) >= SHORT_PARAGRAPH or len(waiting) >= models.LONGEST_SEQUENCE:
            _tag_words(waiting)
            waiting = []
        if len(words) >= SHORT_PARAGRAPH:
            _tag_words(words)
        else:
            waiting += (
                words  # tagged together: a thousand lines of one word are not a thousand runs of the models
            )
    _tag_words(waiting)
    _find_quotations(tagged)
    _correct_plurals(tagged)
    _correct_openings(tagged)
    _correct_towns(tagged)
    _mark_title(tagged)
    return tagged


def _lines(text: str) -> Iterator[Span]:
    for line in LINE.finditer(text):
        for start in range(line.start(), line.end(), LONGEST_LINE):
            yield Span(start, min(start + LONGEST_LINE, line.end()))


def _cut_paragraph(tagged: TaggedText, paragraph: int, line: Span) -> list[Word]:
    """The words of a paragraph, cut into sentences but not yet tagged."""
    content = tagged.folded[line.start : line.end]
    first_word = len(tagged.words)
    is_background = False
    for start_of_piece, text in _sentences(content):
        tokens = list(_pieces(text))
        if not tokens:
            continue
        offset = line.start + start_of_piece
        is_background = is_background or BACKGROUND.match(text) is not None
        index = len(tagged.sentences)
        begin = len(tagged.words)
        for token_start, token in tokens:
            start = offset + token_start
            tagged.words.append(
                Word(len(tagged.words), start, start + len(token), token, fold_case(token), sentence=index)
            )
        tagged.bounds.append((begin, len(tagged.words)))
        span = Span(tagged.words[begin].start, tagged.words[-1].end)
        tagged.sentences.append(Sentence(span, paragraph, is_background=is_background))
    return tagged.words[first_word:]


WORD_WITH_YEAR = re.compile(r"([^\W\d_]{3,}(?:-[^\W\d_]+)?)([-–—])((?:19|20)\d\d)")


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """(offset, token): «форум-2024» is read as the noun and its year."""
    for token in tokenize(text):
        dated = WORD_WITH_YEAR.fullmatch(token.text)
        if (
            dated is not None
            and not dated[1].isupper()
            and morphology.lemma(fold_case(dated[1])) in EVENTS_WITH_YEAR
        ):
            for group in (1, 2, 3):
                yield token.start + dated.start(group), dated[group]
        else:
            yield token.start, token.text


EVENTS_WITH_YEAR = frozenset({"форум", "ярмарка", "выставка", "саммит", "экспо", "конгресс", "конференция", "салон", "фестиваль", "неделя",
                              "съезд", "выставка-ярмарка", "бизнес-форум", "инвестфорум", "слет"})  # fmt: skip


def _tag_words(words: list[Word]) -> None:
    if not words:
        return
    entities, grammar = models.tag([word.text for word in words])
    for word, entity, features in zip(words, entities, grammar, strict=True):
        _set_grammar(word, entity, features)


def _sentences(content: str) -> Iterator[tuple[int, str]]:
    """(offset, text) of sentences; a title «Экология. Энергия» in quotation marks is not cut in two."""
    start = 0
    text = ""
    for piece in sentenize(content):
        if not text:
            start = piece.start
        text = content[start : piece.stop]
        if SHORTENED.search(text) and len(text) < LONGEST_LINE // 2:
            continue
        if text.endswith((";", " им.")) and len(text) < LONGEST_LINE // 2:
            continue  # a list goes on after a semicolon, whatever letter follows; so does «МГТУ им. Баумана»
        if (
            len(text) < LONGEST_QUOTED_SENTENCE
            and text.count("«") > text.count("»")
            and "»" in content[piece.stop : piece.stop + 200]
            and not _is_speech(content[: piece.stop])
        ):
            continue
        if text.count('"') % 2 and not text.startswith('"') and CLOSED_SOON.match(content, piece.stop):
            continue  # «выставка "Иннопром. Центральная Азия"»
        yield start, text
        text = ""
    if text:
        yield start, text


SHORTENED = re.compile(r"\b(?:пров|обл|респ|р-н|пос|адм)\.$")  # «центр пров. Хэйлунцзян»
CLOSED_SOON = re.compile(r"[^\"\n.!?]{2,90}\w[.!?]?\"")  # the end of a title, not of what somebody says


def _is_speech(said: str) -> bool:
    """The mark that is open at the end of `said` opens somebody's words: at the beginning, after a colon, or a long way back."""
    opening = said.rfind("«")
    before = said[:opening].rstrip(" –—-\u00a0")
    return not before or before[-1] in ".!?:" and said[opening - 1 : opening].isspace()


def _set_grammar(word: Word, entity: str, features: str) -> None:
    word.entity = entity
    word.pos, _, word.feats = features.partition("|")
    for feature in word.feats.split("|"):
        name, _, value = feature.partition("=")
        if name == "Case":
            word.case = CASES.get(value, "")
        elif name == "Number":
            word.number = "plur" if value == "Plur" else "sing"
        elif name == "Gender":
            word.gender = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}.get(value, "")
    if word.is_word:
        _correct(word)
    word.lemma = _lemma(word.lower, word.pos, word.gender) if word.is_word else word.lower
    if word.is_word and not word.case and word.pos in ("ADJ", "NOUN", "PROPN", "DET"):
        cases = possible_cases(word.lower)
        if len(cases) == 1:
            word.case = next(iter(cases))
    if word.pos == "NOUN" and "-" in word.lower and word.case not in (forms := possible_cases(word.lower)):
        word.case = next(iter(forms)) if len(forms) == 1 else word.case  # «провела бизнес-миссию»
    if word.pos == "NOUN" and word.entity == "O" and word.case == "gent":
        possible = possible_cases(word.lower)
        if "nomn" in possible and "gent" not in possible:
            word.case = ""  # «построить в районе рыбозавод»: no genitive looks so


def _correct(word: Word) -> None:
    """A dictionary verb that the tagger took for a noun («модерировал») is a verb."""
    if word.is_participle and not any(
        str(p.tag.POS) in ("PRTF", "PRTS", "VERB", "GRND", "INFN", "ADJF")
        for p in morphology.parses(word.lower)
    ):
        word.pos = "NOUN"  # «льнокомбинат»
        return
    readings = morphology.parses(word.lower)
    if (
        word.pos == "VERB"
        and morphology.is_known(word.lower)
        and all(str(p.tag.POS) == "NOUN" for p in readings)
    ):
        word.pos, word.case = "NOUN", PYMORPHY_CASES.get(str(readings[0].tag.case), "")  # «торгпреду»
        word.feats = ""
        return
    if (
        word.pos in ("NOUN", "X")
        and ADJECTIVE_OF_PLACE.search(word.lower)
        and all(str(p.tag.POS) == "ADJF" for p in readings)
    ):
        word.pos, word.case = (
            "ADJ",
            PYMORPHY_CASES.get(str(readings[0].tag.case), ""),
        )  # «харбинская «Лунфэн»»
        word.number, word.gender = "sing", str(readings[0].tag.gender or "")
        return
    last_part = word.lower.rpartition("-")[2]  # «выставка-форум» is not in the dictionary, its parts are
    if (
        word.pos == "ADJ"
        and morphology.is_known(last_part)
        and all(
            str(p.tag.POS) == "NOUN"
            for p in (readings if last_part == word.lower else morphology.parses(last_part))
        )
    ):
        word.pos = "NOUN"  # «поставка субстанций»
        return
    if word.pos not in ("NOUN", "PROPN", "ADJ", "X") or not morphology.is_known(word.lower):
        return
    if any(str(p.tag.POS) not in ("VERB", "INFN") for p in readings):
        return
    tag = readings[0].tag
    tense = {"past": "Tense=Past", "pres": "Tense=Pres", "futr": "Tense=Fut"}.get(str(tag.tense), "")
    form = "VerbForm=Inf" if str(tag.POS) == "INFN" else "VerbForm=Fin"
    number = "Number=Plur" if tag.number == "plur" else "Number=Sing"
    word.pos, word.case = "VERB", ""
    word.feats = "|".join(filter(None, (form, tense, number, "Voice=Act")))


PYMORPHY_POS = {
    "NOUN": ("NOUN",),
    "PROPN": ("NOUN",),
    "ADJ": ("ADJF", "PRTF", "ADJS"),
    "DET": ("ADJF",),
    "VERB": ("VERB", "INFN", "PRTF", "PRTS", "GRND"),
    "AUX": ("VERB", "INFN"),
}


NEW_WORD_ENDING = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])(?:а|у|ом|е|ы|ов|ам|ами|ах)$")


@lru_cache(maxsize=50_000)
def _lemma(lower: str, pos: str, gender: str) -> str:
    """The base form, with the part of speech and of a noun the gender that the context gives: «парки» are no «парка»."""
    wanted = PYMORPHY_POS.get(pos, ())
    readings = morphology.parses(lower)
    fitting = [p for p in readings if str(p.tag.POS) in wanted]
    if pos == "NOUN" and gender:
        agreeing = [p for p in fitting if str(p.tag.gender) == gender]
        if gender == "masc" and not morphology.is_known(lower) and NEW_WORD_ENDING.search(lower):
            return NEW_WORD_ENDING.sub("", lower).replace(
                "ё", "е"
            )  # «хаба» is a «хаб» that the dictionary does not know
        fitting = agreeing or fitting
    best = next(iter(fitting), readings[0])
    return str(best.normal_form).replace("ё", "е")


@lru_cache(maxsize=50_000)
def possible_cases(lower: str) -> frozenset[str]:
    """The cases in which the form may stand; empty for words without case or outside the dictionary."""
    cases = set()
    for parse in morphology.parses(lower):
        if str(parse.tag.POS) in NOMINALS and parse.tag.case:
            if "Fixd" in parse.tag:
                return frozenset(CASES.values())
            cases.add(PYMORPHY_CASES[str(parse.tag.case)])
    return frozenset(cases)


def _must_open(tagged: TaggedText, word: Word) -> bool:
    """A straight mark with a space before and none after opens, as in «"Событием "Экспо" станет…"»."""
    before = tagged.folded[word.start - 1 : word.start] if word.start else " "
    after = tagged.folded[word.end : word.end + 1]
    return (before.isspace() or before == "(") and bool(after) and not after.isspace()


def _find_quotations(tagged: TaggedText) -> None:
    """Pair quotation marks inside a paragraph; an outer pair wins over what it holds."""
    open_marks: list[int] = []
    paragraph = -1
    for word in tagged.words:
        if tagged.sentences[word.sentence].paragraph != paragraph:
            paragraph = tagged.sentences[word.sentence].paragraph
            _close_outer(tagged, open_marks)
            open_marks = []
        mark = word.text
        if (
            mark == '"'
            and open_marks
            and tagged.words[open_marks[-1]].text == '"'
            and _must_open(tagged, word)
        ):
            open_marks.append(word.index)
            continue
        wanted = OPENERS.get(tagged.words[open_marks[-1]].text) if open_marks else None
        if open_marks and (
            mark == wanted or wanted == "“" and mark == "”" or (mark == "»" and wanted != '"')
        ):
            first = open_marks.pop()
            if 1 < word.index - first <= LONGEST_QUOTATION:
                tagged.quotations[first] = Quotation(first, word.index)
                tagged.closing[word.index] = first
        elif mark in OPENERS and len(open_marks) < 3:
            open_marks.append(word.index)
    _close_outer(tagged, open_marks)


def _close_outer(tagged: TaggedText, open_marks: list[int]) -> None:
    """«ПАО «Нефтяная компания «Роснефть»»: printed with one closing mark for two, it ends both names."""
    for outer in open_marks:
        inner = next((i for i in range(outer + 1, outer + LONGEST_OUTER) if i in tagged.quotations), None)
        if inner is None or not outer or not tagged.words[outer - 1].is_word:
            continue  # what somebody says may go on in the next paragraph
        if not all(w.is_word for w in tagged.words[outer + 1 : inner]):
            continue
        last = tagged.quotations.pop(inner).last
        tagged.quotations[outer] = Quotation(outer, last)
        tagged.closing[last] = outer


def _correct_plurals(tagged: TaggedText) -> None:
    """«компании «А» и «Б» подписали»: a plural in the nominative, not the genitive that it looks like."""
    for first, quotation in tagged.quotations.items():
        after = quotation.last + 1
        head = tagged.words[first - 1] if first else None
        if (
            head is None
            or head.case == "nomn"
            or "nomn" not in possible_cases(head.lower)
            or not head.is_noun
        ):
            continue
        joined = (
            after + 1 < len(tagged.words)
            and tagged.words[after].lower in ("и", ",")
            and after + 1 in tagged.quotations
        )
        if not joined:
            continue
        end = tagged.quotations[after + 1].last + 1
        following = tagged.words[end : end + 3]
        opens = head.index == 0 or tagged.words[head.index - 1].pos in ("PUNCT", "NOUN", "PROPN", "X", "")
        if opens and any(w.is_finite and "Number=Plur" in w.feats for w in following):
            head.case, head.number = "nomn", "plur"


def _correct_openings(tagged: TaggedText) -> None:
    """«Делегации Перми и Тулы посетят форум»: a sentence opens with its subject in the plural, not with a genitive."""
    for floor, ceiling in tagged.bounds:
        word = tagged.words[floor]
        if (
            word.pos not in ("NOUN", "PROPN")
            or word.case not in ("gent", "datv", "loct")
            or word.number == "plur"
        ):
            continue
        if not any(
            p.tag.number == "plur" and str(p.tag.case) == "nomn" for p in morphology.parses(word.lower)
        ):
            continue
        rest = tagged.words[floor + 1 : ceiling]
        verb = next((w for w in rest if w.is_finite), None)
        if verb is None or "Number=Plur" not in verb.feats:
            continue
        before = tagged.words[floor + 1 : verb.index]
        if not any(
            w.is_noun and w.case == "nomn" and w.number == "plur" or w.lower in ("они", "мы") for w in before
        ):
            word.case, word.number = "nomn", "plur"


def _correct_towns(tagged: TaggedText) -> None:
    """«бизнеса Уханя», «мэр Муданьцзяна Пань Лифэнь», «дом Муданьцзяна»: a town that the tagger takes for a person."""
    words = tagged.words
    for word in words[1:]:
        before = words[word.index - 1]
        if word.entity != "B-PER" or before.sentence != word.sentence:
            continue
        last = word.index + 1
        while last < len(words) and words[last].entity == "I-PER":
            last += 1
        is_alone = last == word.index + 1
        is_before_name = last - word.index > 2 and before.is_noun
        is_governed = before.is_noun and word.case == "gent" or before.lower in ("в", "во", "из", "до")
        if not (is_before_name or is_alone and (is_governed or before.entity[2:] == "ORG")):
            continue
        place = find_place(word.text)
        if place is None or place.kind not in ("city", "region", "country"):
            continue
        word.entity = "B-LOC"
        if is_before_name:
            words[word.index + 1].entity = "B-PER"


def _mark_title(tagged: TaggedText) -> None:
    """The first lines are titles when more follows and they do not end as a sentence does."""
    if len(tagged.sentences) < 2 or tagged.sentences[-1].paragraph == 0:
        return
    paragraphs = sorted({s.paragraph for s in tagged.sentences})
    for paragraph in paragraphs[: min(MOST_TITLE_LINES, len(paragraphs) - 1)]:
        line = [i for i, s in enumerate(tagged.sentences) if s.paragraph == paragraph]
        words = tagged.bounds[line[-1]][1] - tagged.bounds[line[0]][0]
        if (
            len(line) > 2
            or words > LONGEST_TITLE
            or tagged.words[tagged.bounds[line[-1]][1] - 1].text in (".", "!", "…", ":", ";")
        ):
            return
        for index in line:
            tagged.sentences[index].is_title = True
