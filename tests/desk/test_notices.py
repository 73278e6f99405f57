"""What does not go together in a list of delegates: said at the row, with what to do; soft warnings take a reason."""

import datetime as dt

import pytest
from django.utils.translation import override

from delegations import actions
from delegations.delegates import DELEGATES
from delegations.planning import plan_of
from tests.desk.test_entering import known_person
from tests.factories import DelegationFactory, DraftFactory, ForumFactory, MemberFactory, PostFactory

pytestmark = pytest.mark.django_db

# list → (number of the row, code, whether it is an error, words that say what to do)
SAID = {
    "1. Иванов Пётр": (0, "no_post", False, "Type it"),
    "ФИО\tДолжность\tОрганизация\nИванов Пётр\t\tООО «Причал»": (0, "no_title", False, "Type it"),
    "1. Иванов Пётр – мэр, глава делегации\n2. Орлов Павел – министр, глава делегации": (1, "two_heads", True, "another role"),
    "1. Иванов Пётр – мэр\n2. Пётр Иванов – депутат": (1, "same_name", False, "why these are two people"),
    "ФИО\tДолжность\nРРІР°РЅРѕРІ РџС‘С‚СЂ\tмэр": (0, "mojibake", True, "UTF-8"),
    "ФИО\tДолжность\n\tмэр\nОрлов Павел\tдиректор": (0, "no_name", True, "leave the row out"),
    "ФИО\tДолжность\n***\tмэр\nОрлов Павел\tдиректор": (0, "no_letters", True, "as it is written"),
    "1. Иванов Пётр, 2031 г.р., мэр": (0, "birth", True, "Correct it"),
    "ФИО\tДата рождения\tДолжность\nИванов Пётр\tдавно\tмэр": (0, "birth_words", False, "Type"),
}  # fmt: skip


def notices(step):
    return {notice.code: notice for notice in step.notices}


@pytest.mark.parametrize("text", SAID)
def test_what_is_odd_is_said_at_its_row(text):
    row, code, is_error, words = SAID[text]

    with override("en"):
        step = plan_of(DraftFactory(text=text)).steps[row]

    notice = notices(step)[code]
    assert notice.is_error == is_error
    assert (step.outcome == "error") == is_error
    assert words in notice.text


def test_date_of_birth_after_a_known_post_is_an_error():
    person = known_person("Пётр Иванов", title="мэр")
    PostFactory(
        person=person,
        title="министр",
        first_stated_on=dt.date(1990, 5, 1),
        last_stated_on=dt.date(1990, 5, 1),
    )
    draft = DraftFactory(text="1. Иванов Пётр, 12.03.1995 г.р., мэр")

    step = plan_of(draft).steps[0]

    assert step.person == person
    assert step.outcome == "error"
    assert "12.03.1995" in notices(step)["birth"].text


def test_date_of_birth_goes_into_no_record():
    draft = DraftFactory(text="1. Иванов Пётр – мэр, 1975 г.р.")

    entry = actions.enter(DELEGATES, draft, by=draft.owner, digest=plan_of(draft).digest)

    member = entry.delegation.members.get()
    assert member.post_as_printed == "мэр"
    assert member.posts.get().title == "мэр"


def test_person_in_two_delegations_on_one_day_is_told():
    person = known_person("Пётр Иванов", title="мэр")
    other = ForumFactory(year=2025, dates="2025-11-25/2025-11-26")
    MemberFactory(person=person, delegation=DelegationFactory(forum=other))
    draft = DraftFactory(
        text="1. Иванов Пётр – мэр", forum=ForumFactory(year=2025, dates="2025-11-26/2025-11-27")
    )

    step = plan_of(draft).steps[0]

    assert notices(step)["elsewhere"].is_error is False
    assert (
        plan_of(DraftFactory(text=draft.text, forum=ForumFactory(year=2025, dates="2025-12-01")))
        .steps[0]
        .notices
        == []
    )


def test_soft_warning_is_dismissed_with_a_reason_that_is_kept():
    draft = DraftFactory(text="1. Иванов Пётр")
    draft.rows[0]["reasons"] = {"no_post": "пенсионер"}
    draft.save()

    entry = actions.enter(DELEGATES, draft, by=draft.owner, digest=plan_of(draft).digest)

    assert [(row["row"], row["reason"]) for row in entry.dismissals] == [(1, "пенсионер")]


def test_error_cannot_be_dismissed():
    draft = DraftFactory(text="1. Иванов Пётр, 2031 г.р., мэр")
    draft.rows[0]["reasons"] = {"birth": "так написано"}

    step = plan_of(draft).steps[0]

    assert step.outcome == "error"
    assert not notices(step)["birth"].is_dismissed
