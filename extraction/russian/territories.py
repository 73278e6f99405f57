"""What a bare «региона», «края», «компании» stands for in a text."""

from __future__ import annotations

from extraction import lexicon, morphology
from extraction.places import find_place
from extraction.russian.context import PostContext
from extraction.russian.offices import is_organization
from extraction.russian.phrases import nominative, phrase_start, recase


def territory_meant(context: PostContext, index: int) -> str:
    """The territory that a bare «региона», «края», «страны» stands for: the one of that kind named last before it."""
    word = context.tagged.words[index]
    kind = lexicon.mapping("territories_ru").get(word.lemma)
    if kind is None or index in context.locality_at:
        return ""
    before = [place for place in context.localities if place.last <= index and place.kind == kind]
    if word.lemma in ("край", "область", "республика", "округ", "провинция"):
        stem = word.lemma[:5]
        before = [
            place
            for place in before
            if stem in place.name.casefold()
            or word.lemma == "провинция"
            or (
                word.lemma == "республика" and place.place is not None and "Республика" in place.place.name_ru
            )
        ]
    if kind == "country":
        before = [place for place in before if place.country != "RU"] or before
    if not before and kind == "region":
        # nobody said which before: the only region that the text names at all
        adjectives = [
            find_place(f"{w.lower} {word.lemma}")
            for w in context.tagged.words
            if w.is_adjective and w.is_capitalized
        ]
        named = next((p for p in adjectives if p is not None and p.kind == "region"), None)
        if named is not None and word.lemma in ("область", "край"):
            return named.name_ru  # «область» in a bulletin of the «Ростовская ТПП»
        names = {
            p.name
            for p in context.localities
            if p.kind == kind
            and (word.lemma in ("регион", "территория") or word.lemma[:5] in p.name.casefold())
        }
        return next(iter(names)) if len(names) == 1 else ""
    return before[-1].name if before else ""


COMPANY_NOUNS = frozenset({"компания", "предприятие", "холдинг", "корпорация", "завод", "банк", "группа", "фирма", "университет", "институт", "фонд", "объединение", "ассоциация",
                           "союз", "агрохолдинг", "концерн", "комбинат"})  # fmt: skip


def company_meant(context: PostContext, index: int) -> str:
    """The company that a bare «компании» stands for: the last one named before with a name in quotation marks."""
    tagged = context.tagged
    if tagged.words[index].lemma not in COMPANY_NOUNS:
        return ""
    for opening in sorted((o for o in tagged.quotations if o < index), reverse=True):
        word = tagged.words[opening - 1] if opening else None
        if word is not None and (is_organization(word) or word.text.isupper() and len(word.text) > 1):
            first = phrase_start(tagged, opening - 1, tagged.bounds[word.sentence][0])
            return nominative(tagged, first, tagged.quotations[opening].last + 1, opening - 1)
    return ""


def genitive_name(name: str) -> str:
    """A territory in the genitive: «Амурская область» → Амурской области."""
    from_words = []
    for word in name.split():
        parse = next((p for p in morphology.parses(word.lower()) if str(p.tag.case) == "nomn"), None)
        form = parse.inflect({"gent"}) if parse is not None else None
        from_words.append(recase(word, str(form.word)) if form is not None else word)
    return " ".join(from_words)
