"""The search: what is found, in which order, and why."""

import pytest
from django.db import connection
from django.utils.translation import gettext as _
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.queries import fold
from search.finding import find, suggest
from search.models import Entry, Word
from tests.factories import (
    AgreementPartyFactory,
    DelegationFactory,
    ForumFactory,
    ForumSeriesFactory,
    InitiativeFactory,
    InitiativePartyFactory,
    ItemFactory,
    OrganizationFactory,
    OrganizationNameFactory,
    PersonFactory,
    PersonNameFactory,
    PlaceFactory,
    PlaceNameFactory,
    ProjectFactory,
    SeriesNameFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


def found(text):
    """Each record that is found, and why."""
    return [(hit.record, hit.reason) for group in find(text).groups for hit in group.hits]


def records(text):
    return [record for record, _reason in found(text)]


# Names


def test_part_of_a_name_is_found():
    person = PersonNameFactory(person__name="Сергей Абрамов").person

    assert found("абрам") == [(person, "")]


def test_name_without_a_row_of_names_is_found():
    person = PersonFactory(name="Сергей Абрамов")

    assert records("Абрамов") == [person]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Сиань", "в Сиане"),
        ("Шэньян", "из Шэньяна"),
        ("Хабаровск", "Хабаровском"),
        ("Далянь", "Даляню"),
        ("Хабаровский край", "Хабаровского края"),
        ("Приморье", "Приморья"),
        ("Орёл", "орел"),
        ("Орел", "в Орле"),
        ("Благовещенск", "БЛАГОВЕЩЕНСКЕ"),
    ],
)
def test_place_is_found_in_every_case(name, typed):
    place = PlaceNameFactory(place__name=name).place
    PlaceNameFactory(place__name="Владивосток")

    assert records(typed) == [place]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Борис Титов", "Борисом Титовым"),
        ("Борис Титов", "титова"),
        ("Галина Костюченко", "Костюченко Галиной"),
        ("Артём Фёдоров", "артем федоров"),
        ("Ли Хунчжун", "Ли Хунчжуном"),
    ],
)
def test_person_is_found_in_every_case(name, typed):
    person = PersonNameFactory(person__name=name).person
    PersonNameFactory(person__name="Пётр Кузьмин")

    assert records(typed) == [person]


@pytest.mark.parametrize("typed", ["西安", "安", "Xi'an", "xian", "Сиань", "сиан"])
def test_name_is_found_in_every_script(typed):
    place = PlaceNameFactory(place__name="Сиань").place
    PlaceNameFactory(place=place, text="西安", language="zh")
    PlaceNameFactory(place=place, text="Xi’an", language="en")
    PlaceNameFactory(place__name="北京", text="北京", language="zh")

    assert records(typed) == [place]


def test_chinese_signs_stand_together():
    PersonNameFactory(person__name="李忠鸿", text="李忠鸿", language="zh")
    wanted = PersonNameFactory(person__name="李鸿忠", text="李鸿忠", language="zh").person

    assert records("鸿忠") == [wanted]


# Why


def test_hit_says_why_it_matched():
    project = ProjectFactory(name="зерновой терминал", place=None)
    organization = OrganizationNameFactory(text="ТПП").organization
    series = SeriesNameFactory(series__name="Форум портов", text="ФП-25", kind="abbreviation").series
    place = PlaceNameFactory(place__name="Сиань").place
    forum = ForumFactory(place=place, series=series)

    assert found("зернового терминала") == [(project, "другая форма слова")]
    assert found("тпп") == [(organization, "другое имя: «ТПП»")]
    assert (series, "другое имя: «ФП-25»") in found("ФП-25")
    assert (forum, _("by the place: %(place)s") % {"place": "Сиань"}) in found("в Сиане")


def test_misspelt_name_is_found_and_the_correction_is_said(client):
    person = PersonNameFactory(person__name="Сергей Абрамов").person

    response = client.get("/search/", {"q": "Сергей Абрамав"})

    answer = response.context["answer"]
    assert [hit.record for group in answer.groups for hit in group.hits] == [person]
    assert answer.chance.text == "сергей абрамов"
    assert "сергей абрамов" in response.text


@pytest.mark.parametrize(
    ("typed", "name"), [("[f,fhjdcr", "Хабаровск"), ("Ktybyf", "Ленина"), ("щкщт", "oron")]
)
def test_wrong_keyboard_layout_is_a_second_chance(client, typed, name):
    place = PlaceNameFactory(place__name=name).place

    response = client.get("/search/", {"q": typed})

    answer = response.context["answer"]
    assert [hit.record for group in answer.groups for hit in group.hits] == [place]
    assert fold(answer.chance.text) == fold(name)
    assert answer.chance.text in response.text


def test_no_second_chance_where_something_has_the_words():
    PersonNameFactory(person__name="Сергей Абрамов")
    PersonNameFactory(person__name="Сергей Абрамав")

    assert find("Абрамав").chance is None


def test_proposal_found_by_who_made_it_says_so():
    initiative = InitiativePartyFactory(
        person=None, name_as_printed="Сергей Абрамов", initiative__text="построить причал"
    ).initiative

    assert found("Абрамовым") == [(initiative, _("by one of its parties"))]


# Order


def test_what_is_called_so_comes_first_and_forums_before_the_rest():
    begins = PlaceFactory(name="Сианьская область")
    exact = PlaceFactory(name="Сиань")
    forum = ForumFactory(series__name="Сиань и мир", place=None)
    organization = OrganizationFactory(name="Палата города Сиань")

    assert records("Сиань") == [forum.series, exact, begins, forum, organization]


def test_newest_edition_comes_first():
    series = ForumSeriesFactory(name="Форум портов")
    older = ForumFactory(series=series, number=5, year=2024, place=None)
    newer = ForumFactory(series=series, number=6, year=2025, place=None)

    assert records("форуму портов") == [series, newer, older]


def test_edition_is_found_by_number_place_and_year():
    series = ForumSeriesFactory(name="Форум портов")
    ForumFactory(series=series, number=5, year=2024)
    forum = ForumFactory(
        series=series, number=6, year=2025, place=PlaceNameFactory(place__name="Сиань").place
    )

    assert records("VI форум портов") == [forum]
    assert records("форум портов в Сиане 2025") == [forum]
    assert records("6 форум портов") == [forum]


def test_place_leads_to_its_forums_and_delegations():
    place = PlaceNameFactory(place__name="Хабаровский край").place
    forum = ForumFactory(place=place)
    delegation = DelegationFactory(sending_place=place, forum__place=None)

    assert set(records("Хабаровского края")) == {place, forum, delegation}


def test_everything_else_is_found_by_its_title():
    session = SessionFactory(title="Порты и таможня")
    agreement = AgreementPartyFactory(agreement__subject="перевалка зерна").agreement
    initiative = InitiativeFactory(text="построить причал в Находке")

    assert records("таможне") == [session]
    assert records("перевалку зерна") == [agreement]
    assert records("причала") == [initiative]


# Texts


def test_words_of_a_report_are_found_with_the_place_that_has_them(client):
    item = ItemFactory(text="Пролог. Говорили о перевалке зерна & угля в порту.")
    ItemFactory(text="О другом.")

    response = client.get("/search/?q=перевалку зерном")

    (report,) = response.context["reports"]
    assert report.item == item
    assert "<mark>перевалке</mark>" in report.fragment
    assert "зерна</mark> &amp; угля" in report.fragment


def test_newest_report_comes_first_also_where_the_newest_ones_have_other_words(client, monkeypatch):
    monkeypatch.setattr("search.reports.NEWEST", 1)
    older = ItemFactory(text="Говорили о зерне.", published_on="2024-01-01")
    newer = ItemFactory(text="Снова о зерне.", published_on="2025-01-01")
    ItemFactory(text="О другом.", published_on="2026-01-01")

    response = client.get("/search/?q=зерно")

    assert [report.item for report in response.context["reports"]] == [newer, older]


def test_chinese_report_is_found(client):
    item = ItemFactory(text="论坛在西安举行。", language="zh")

    assert [report.item for report in client.get("/search/?q=西安").context["reports"]] == [item]


def test_text_that_is_being_read_again_is_not_found(client):
    item = ItemFactory(text="Говорили о зерне.")

    item.state = "queued"
    item.save()

    assert client.get("/search/?q=зерно").context["reports"] == []


# The box


def test_suggestions_begin_with_what_is_typed(client):
    person = PersonNameFactory(person__name="Сергей Абрамов").person
    PersonNameFactory(person__name="Борис Титов")

    response = client.get("/search/suggestions/?q=серг")

    assert [hit.record for hit in response.context["hits"]] == [person]
    assert f'href="{person.get_absolute_url()}"' in response.text


def test_suggestion_is_corrected_where_nothing_begins_so():
    person = PersonNameFactory(person__name="Сергей Абрамов").person

    assert [hit.record for hit in suggest("Абрамав")] == [person]


HOSTILE = [
    "",
    " ",
    "\0",
    "ы" * 10_000,
    "%",
    "_",
    "\\",
    "'",
    "((",
    "<script>",
    "習",
    "a:* & !b",
    "и",
    "!!!",
    "№" * 200,
    "☃",
    "a" * 200,
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("path", ["/search/", "/search/suggestions/", "/news/"])
def test_hostile_query_gets_a_page(client, path, text):
    PersonNameFactory(person__name="Сергей Абрамов")

    assert client.get(path, {"q": text, "text": text}).status_code == 200


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80))
def test_any_query_gets_a_page(client, text):
    query = {"q": text.encode("utf-8", "replace")}

    assert client.get("/search/", query).status_code == 200
    assert client.get("/search/suggestions/", query).status_code == 200


# Of other scripts the two have different tables.
LETTERS = st.characters(min_codepoint=32, max_codepoint=0x24F) | st.characters(
    min_codepoint=0x400, max_codepoint=0x4FF
)


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet=LETTERS))
def test_database_folds_as_python_does(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT directory_fold(%s)", [text])
        (folded,) = cursor.fetchone()

    assert folded == fold(text)


@pytest.mark.parametrize(
    "text", ["Орёл", "Йошкар-Ола", "«Порт»", "Xi’an", "Éclair", "ĐẶNG", "西安", "ＡＢＣ", "Ⅵ форум"]
)
def test_letters_of_names_are_folded_alike(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT directory_fold(%s)", [text])

        assert cursor.fetchone() == (fold(text),)


@pytest.mark.parametrize("count", [1, 3])
def test_search_asks_the_same_of_one_record_and_of_three(client, django_assert_num_queries, count):
    for number in range(count):
        PersonNameFactory(person__name="Сергей Абрамов")
        ForumFactory(series__name="Абрамов и порты", place=None)
        ItemFactory(text=f"Выступил Абрамов {number}.")

    with django_assert_num_queries(8):
        client.get("/search/?q=Абрамов")


# The entries follow the records


def entries():
    columns = ("kind", "record_id", "text", "language", "is_main", "year", "folded", "document")
    return sorted(Entry.objects.values_list(*columns))


def rebuilt():
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_rebuild()")
    return entries()


def test_entries_follow_every_change_of_the_records():
    place = PlaceNameFactory(place__name="Сиань").place
    series = SeriesNameFactory(series__name="Форум портов").series
    forum = ForumFactory(series=series, place=place, year=2025)
    session = SessionFactory(forum=forum, title="Порты")
    delegation = DelegationFactory(forum=forum, sending_place=place)
    ProjectFactory(place=place)
    party = AgreementPartyFactory()
    InitiativeFactory()
    person = PersonNameFactory(person__name="Сергей Абрамов").person
    assert entries() == rebuilt()

    place.names.create(text="西安", language="zh", key="西安")
    place.name = "Сианьск"
    place.save()
    series.names.update(text="Форум гаваней", key="форум гаван")
    forum.year = 2026
    forum.save(update_fields=["year"])
    party.name_as_printed = "Порт"
    party.save()
    person.names.all().delete()
    assert entries() == rebuilt()

    forum.withdrawn_at = "2025-11-25T00:00Z"
    forum.save(update_fields=["withdrawn_at"])
    assert not Entry.objects.filter(kind="forum", record_id=forum.pk).exists()
    assert not Entry.objects.filter(kind="session", record_id=session.pk).exists()
    delegation.delete()
    assert entries() == rebuilt()


def test_saving_without_a_change_writes_no_entry():
    person = PersonNameFactory(person__name="Сергей Абрамов").person
    before = set(Entry.objects.values_list("pk", flat=True))

    person.save()

    assert set(Entry.objects.values_list("pk", flat=True)) == before


def test_each_word_is_kept_for_comparing_once():
    PersonNameFactory(person__name="Сергей Абрамов")
    PersonNameFactory(person__name="Сергей Титов")

    assert sorted(Word.objects.values_list("text", flat=True)) == ["абрамов", "сергей", "титов"]
