"""Judging pairs, splitting, reading the history and undoing: in the admin, as a curator does it."""

import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse

from directory.models import Act, Pair, Person, PersonName, RowChange
from news import identity
from news.decisions import confirm, confirm_together
from news.models import Claim
from news.undoing import undo_decision, undo_last_step
from tests.factories import MemberFactory, PersonFactory, PersonNameFactory, PostFactory
from tests.news.test_identity import person_of, read

pytestmark = pytest.mark.django_db
QUERIES = 5  # session, user, pairs, the people of all of them, whether there are more


def page(client, view, /, *args, **data):
    return client.get(reverse(f"admin:{view}", args=args), data, follow=True).content.decode()


def press(client, view, /, *args, **data):
    return client.post(reverse(f"admin:{view}", args=args), data, follow=True).content.decode()


@pytest.fixture
def pair():
    one, other = PersonFactory(name="Ли Хунчжун"), PersonFactory(name="李鸿忠", language="zh")
    PostFactory(person=other, title="副委员长")
    return Pair.objects.create(
        kind="person", one=one.pk, other=other.pk, score=0.8, reasons=["other_script", "same_body"]
    )


def test_pairs_are_listed_the_likeliest_first(admin_client, pair):
    other = [PersonFactory(name="Иван Орлов"), PersonFactory(name="Иван Орел")]
    Pair.objects.create(
        kind="person", one=other[0].pk, other=other[1].pk, score=0.5, reasons=["similar_name"]
    )

    listed = page(admin_client, "directory_pair_changelist")

    assert listed.index("Ли Хунчжун · 李鸿忠") < listed.index("Иван Орлов · Иван Орел")


def test_list_of_pairs_costs_the_same_with_one_and_three(admin_client, pair, django_assert_num_queries):
    with django_assert_num_queries(QUERIES):
        page(admin_client, "directory_pair_changelist")
    for _n in range(2):
        one, other = PersonFactory(), PersonFactory()
        Pair.objects.create(kind="person", one=one.pk, other=other.pk, score=0.5)

    with django_assert_num_queries(QUERIES):
        page(admin_client, "directory_pair_changelist")


def test_pair_is_merged_and_the_merge_undone_from_its_page(admin_client, pair):
    shown = page(admin_client, "directory_pair_change", pair.pk)
    assert "副委员长" in shown

    press(admin_client, "directory_pair_judge", pair.pk, verdict=f"keep-{pair.one}", reason="одно лицо")

    gone = Person.objects.get(pk=pair.other)
    assert gone.is_withdrawn
    merged = Act.objects.get(kind=Act.Kind.MERGE)
    assert merged.reason == "одно лицо"
    assert reverse("admin:directory_act_change", args=[merged.pk]) in page(
        admin_client, "directory_pair_change", pair.pk
    )

    press(admin_client, "directory_act_undo", merged.pk, reason="ошибка")

    gone.refresh_from_db(), pair.refresh_from_db()
    assert (gone.is_withdrawn, pair.verdict) == (False, Pair.Verdict.OPEN)


@pytest.mark.parametrize("verdict", [Pair.Verdict.DIFFERENT, Pair.Verdict.LATER])
def test_verdict_is_kept_and_taken_back(admin_client, admin_user, pair, verdict):
    press(admin_client, "directory_pair_judge", pair.pk, verdict=verdict, reason="тёзка")
    pair.refresh_from_db()
    assert (pair.verdict, pair.judged_by, pair.reason) == (verdict, admin_user, "тёзка")

    press(admin_client, "directory_pair_judge", pair.pk, verdict="open")

    pair.refresh_from_db()
    assert (pair.verdict, pair.judged_by) == (Pair.Verdict.OPEN, None)


def test_second_curator_is_told_that_the_pair_was_merged(admin_client, pair):
    press(admin_client, "directory_pair_judge", pair.pk, verdict=f"keep-{pair.one}")

    told = press(admin_client, "directory_pair_judge", pair.pk, verdict=f"keep-{pair.other}")

    assert 'class="error"' in told
    assert Act.objects.filter(kind=Act.Kind.MERGE).count() == 1


def test_two_chosen_people_are_compared(admin_client):
    people = [PersonFactory(), PersonFactory()]
    listed = reverse("admin:directory_person_changelist")
    chosen = {"action": "compare_two", "_selected_action": [person.pk for person in people]}

    response = admin_client.post(listed, chosen)

    pair = Pair.objects.get()
    assert {pair.one, pair.other} == {person.pk for person in people}
    assert response["Location"] == reverse("admin:directory_pair_change", args=[pair.pk])


def test_edit_is_told_as_prose_and_put_back(admin_client, admin_user):
    person = PersonFactory(name="Иван Орлов")
    PersonName.objects.create(person=person, text="Иван Орлов", language="ru", kind="main", key="иван орл")
    form = {
        "name": "Иван Соколов", "language": "ru", "slug": person.slug,
        **{f"{prefix}-{key}": 0 for prefix in ("names", "posts") for key in ("TOTAL_FORMS", "INITIAL_FORMS")},
    }  # fmt: skip
    press(admin_client, "directory_person_change", person.pk, **form)
    assert Act.objects.get().subject == "Иван Соколов"

    told = page(admin_client, "directory_person_history", person.pk)
    assert "<del>Иван Орлов</del>" in told
    assert "<ins>Иван Соколов</ins>" in told
    assert str(admin_user) in told
    change = Act.objects.get().changes.get(table="directory_person", after__has_key="name")
    press(admin_client, "directory_person_history", person.pk, change=change.pk, column="name")

    person.refresh_from_db()
    assert person.name == "Иван Орлов"


def test_saving_nothing_leaves_no_act(admin_client):
    person = PersonFactory(name="Иван Орлов")

    press(admin_client, "directory_person_change", person.pk, name="")

    assert not Act.objects.exists()


def test_person_is_split_by_reports(admin_client):
    read(("Иван Орлов", "ректор", "Вуз"))
    other = read(("Иван Орлов", "ректор", "Вуз"), forum="Форум «Степь»")
    person = person_of(other, "Иван Орлов")
    claim = other.claims.get(kind=Claim.Kind.PERSON)
    assert f'value="{claim.pk}"' in page(admin_client, "directory_pair_split", "person", person.pk)

    refused = press(admin_client, "directory_pair_split", "person", person.pk)
    press(admin_client, "directory_pair_split", "person", person.pk, claim=[claim.pk], reason="тёзка")

    assert 'class="error"' in refused
    assert person_of(other, "Иван Орлов") != person


def test_act_that_others_stand_on_says_so(admin_client, admin_user):
    one, other = PersonFactory(), PersonFactory()
    done = identity.merge(one, other, by=admin_user)
    MemberFactory(person=one)

    press(admin_client, "directory_act_undo", done.pk)

    other.refresh_from_db()
    assert not other.is_withdrawn


def test_history_names_the_report_that_a_machines_change_came_from(admin_client):
    first = read(("Иван Орлов", "ректор", "Вуз"))
    second = read(("Иван Орлов", "ректор", "Вуз"), published_on=dt.date(2025, 12, 1))
    person = person_of(first, "Иван Орлов")
    assert person_of(second, "Иван Орлов") == person

    told = page(admin_client, "directory_person_history", person.pk)

    # The second report moved the day on which the post was last stated; the first one made the record.
    assert reverse("admin:news_review", args=[second.pk]) in told.partition("</li>")[0]
    assert reverse("admin:news_review", args=[first.pk]) in told.rpartition("<li>")[2]
    assert str(first.source) in told


def test_history_of_a_record_tells_who_decided_and_links_the_decision(admin_client, admin_user):
    item = read(("Иван Орлов", "ректор", "Вуз"))
    claim = item.claims.get(kind=Claim.Kind.PERSON)
    confirm(claim, by=admin_user)

    told = page(admin_client, "directory_person_history", claim.person_id)

    done = Act.objects.get(kind=Act.Kind.DECISION)
    assert reverse("admin:directory_act_change", args=[done.pk]) in told
    assert str(admin_user) in told
    assert reverse("admin:news_review", args=[item.pk]) in told


def test_decision_is_undone_from_the_history(admin_client, admin_user):
    item = read(("Иван Орлов", "ректор", "Вуз"))
    claim = item.claims.get(kind=Claim.Kind.PERSON)
    confirm(claim, by=admin_user)
    done = Act.objects.get(kind=Act.Kind.DECISION)

    press(admin_client, "directory_act_undo", done.pk)

    claim.refresh_from_db(), claim.person.refresh_from_db()
    assert (claim.state, claim.person.is_checked) == ("unchecked", False)
    assert not claim.decisions.filter(undone_at=None).exists()
    undone = Act.objects.get(undoes=done)
    told = press(admin_client, "directory_act_undo", done.pk)
    assert 'class="error"' in told
    assert 'class="error"' in press(admin_client, "directory_act_undo", undone.pk)


def test_decision_that_the_desk_undid_is_undone_in_the_history_too(admin_client, admin_user):
    item = read(("Иван Орлов", "ректор", "Вуз"))
    confirm_together(list(item.claims.all()), by=admin_user, seen={})
    done = Act.objects.get(kind=Act.Kind.DECISION)

    undo_decision(item.claims.first(), by=admin_user)
    assert not Act.objects.filter(undoes=done).exists()  # a part of it
    undo_last_step(by=admin_user)

    assert not item.claims.exclude(state="unchecked").exists()


def test_all_is_put_back_to_the_first_state_from_the_page(admin_client):
    person = PersonFactory(name="Иван Орлов")
    Person.objects.filter(pk=person.pk).update(name="Иван Орел")
    Person.objects.filter(pk=person.pk).update(name="Иван Сокол", language="en")
    first = RowChange.objects.order_by("pk").first()
    shown = page(admin_client, "directory_person_history", person.pk)
    assert f'name="change" value="{first.pk}"' in shown.rpartition("<li>")[2]

    press(admin_client, "directory_person_history", person.pk, change=first.pk)

    person.refresh_from_db()
    assert (person.name, person.language) == ("Иван Орлов", "ru")


@pytest.mark.parametrize("change", ["", "0", "x", "99999999", "9" * 30])
def test_change_of_nothing_is_not_found(admin_client, change):
    person = PersonFactory()

    response = admin_client.post(
        reverse("admin:directory_person_history", args=[person.pk]), {"change": change, "column": "name"}
    )

    assert response.status_code == 404


def test_removed_row_without_a_page_is_found_and_brought_back(admin_client):
    name = PersonNameFactory(text="Иван Орлов")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM directory_personname")
    removed = RowChange.objects.get(operation="DELETE")

    listed = page(admin_client, "directory_rowchange_changelist", operation__exact="DELETE")
    assert "Иван Орлов" in listed
    shown = page(admin_client, "directory_rowchange_change", removed.pk)
    assert "Иван Орлов" in shown
    press(admin_client, "directory_rowchange_change", removed.pk)

    assert PersonName.objects.get().pk == name.pk


def test_list_of_changes_costs_the_same_with_one_and_three(admin_client, django_assert_num_queries):
    people = [PersonFactory() for _ in range(3)]
    Person.objects.filter(pk=people[0].pk).update(name="a")
    with django_assert_num_queries(5):
        page(admin_client, "directory_rowchange_changelist")
    Person.objects.update(name="b")

    with django_assert_num_queries(5):
        page(admin_client, "directory_rowchange_changelist")
