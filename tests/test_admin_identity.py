"""Judging pairs, splitting, reading the history and undoing: in the admin, as a curator does it."""

import pytest
from django.urls import reverse

from directory.models import Act, Pair, Person, PersonName
from news import identity
from news.models import Claim
from tests.factories import MemberFactory, PersonFactory, PostFactory
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
    assert f'value="{claim.pk}"' in page(admin_client, "directory_person_split", person.pk)

    refused = press(admin_client, "directory_person_split", person.pk)
    press(admin_client, "directory_person_split", person.pk, claim=[claim.pk], reason="тёзка")

    assert 'class="error"' in refused
    assert person_of(other, "Иван Орлов") != person


def test_act_that_others_stand_on_says_so(admin_client, admin_user):
    one, other = PersonFactory(), PersonFactory()
    done = identity.merge(one, other, by=admin_user)
    MemberFactory(person=one)

    press(admin_client, "directory_act_undo", done.pk)

    other.refresh_from_db()
    assert not other.is_withdrawn
