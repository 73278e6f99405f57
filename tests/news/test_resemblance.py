"""Pairs that may be one: in three scripts, with initials, misspelt; each with its reasons."""

import pytest

from directory.models import Organization, OrganizationName, Pair, PersonName
from events.models import SeriesName
from extraction.keys import person_key, phrase_key
from news import identity
from news.resemblance import find_pairs
from tests.factories import (
    ForumSeriesFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


def person(name, language="ru"):
    found = PersonFactory(name=name, language=language)
    PersonName.objects.create(person=found, text=name, language=language, kind="main", key=person_key(name))
    return found


def pairs():
    return [(pair.one, pair.other, pair.reasons) for pair in Pair.objects.order_by("pk")]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Иван Орлов", "Орлов Иван Петрович", "same_name"),
        ("Ли Хунчжун", "李鸿忠", "other_script"),
        ("李鸿忠", "Li Hongzhong", "other_script"),
        ("Li Hongzhong", "Ли Хунчжун", "other_script"),
    ],
)
def test_pair_of_one_name_is_found_from_either_side(one, other, reason):
    first, second = person(one), person(other)

    find_pairs([first])
    from_first = pairs()
    Pair.objects.all().delete()
    find_pairs([second])

    assert from_first == pairs() == [(first.pk, second.pk, [reason])]


def test_initials_alone_are_too_little_and_with_a_post_enough():
    first, second = person("И. Орлов"), person("Иван Орлов")

    assert find_pairs([first]) == 0

    body = OrganizationFactory()
    PostFactory(person=first, organization=body, title="ректор")
    PostFactory(person=second, organization=body, title="ректор")
    find_pairs([first])
    assert pairs() == [(first.pk, second.pk, ["initials", "same_post"])]


@pytest.mark.parametrize(
    ("one", "other"), [("Иван Орлов", "Пётр Орлов"), ("Ли Хунчжун", "王芳"), ("А. Орлов", "Иван Орлов")]
)
def test_different_people_are_no_pair(one, other):
    first, second = person(one), person(other)
    body = OrganizationFactory()
    PostFactory(person=first, organization=body, title="ректор")
    PostFactory(person=second, organization=body, title="проректор")

    assert find_pairs([first]) == 0


def test_judged_pair_is_never_asked_again(admin_user):
    first, second = person("Иван Орлов"), person("Орлов Иван")
    identity.judge(first, second, Pair.Verdict.DIFFERENT, by=admin_user)

    find_pairs([first, second])

    assert [pair.verdict for pair in Pair.objects.all()] == [Pair.Verdict.DIFFERENT]


def test_abbreviation_of_an_organization_is_found():
    full, short = (
        OrganizationFactory(name="Дальневосточный инженерный институт"),
        OrganizationFactory(name="ДИИ"),
    )
    for organization in Organization.objects.all():
        OrganizationName.objects.create(
            organization=organization, text=organization.name, language="ru", kind="main",
            key=phrase_key(organization.name),
        )  # fmt: skip

    find_pairs([full])

    assert pairs() == [(full.pk, short.pk, ["abbreviation"])]


def test_series_known_under_two_names_are_a_pair():
    rows = [ForumSeriesFactory(name="ВЭФ"), ForumSeriesFactory(name="东方经济论坛", language="zh")]
    for row in rows:
        SeriesName.objects.create(
            series=row, text=row.name, language=row.language, kind="main", key=phrase_key(row.name)
        )

    find_pairs([rows[1]])

    assert pairs() == [(rows[0].pk, rows[1].pk, ["known_series"])]


def test_similar_projects_in_one_place_are_a_pair():
    first = ProjectFactory(name="завод строительных материалов в Уссурийске")
    second = ProjectFactory(name="завод строительных материалов Уссурийск", place=first.place)
    ProjectFactory(name="мост через Амур")

    find_pairs([first])

    assert [(one, other) for one, other, _ in pairs()] == [(first.pk, second.pk)]
