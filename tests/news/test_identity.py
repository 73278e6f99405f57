"""Merging and splitting: nothing is lost, and undoing puts every table back exactly."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.models import Act, FormerAddress, Organization, Pair, Person, PersonName, Post
from events.models import Appearance, Forum, Session
from news import identity, splitting
from news.actions import DecisionError, apply_claims, store_findings
from news.identity import undo
from news.models import Claim
from tests.factories import (
    AppearanceFactory,
    ForumFactory,
    ForumSeriesFactory,
    ItemFactory,
    MemberFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    ProjectFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
NO_PART_OF_IT = {"directory_act", "directory_rowchange", "publishing_change"}


@pytest.fixture
def curator(admin_user):
    return admin_user


def everything():
    """Every row of every table, but for the logs and for the entries of the search, which triggers make anew.

    The revision of a forum counts changes, and an undo is one.
    """
    tables = {
        model._meta.db_table
        for app in ("directory", "events", "delegations", "investments", "news", "publishing")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables - NO_PART_OF_IT):
            cursor.execute(f"SELECT (to_jsonb(t) - 'revision')::text FROM {table} t ORDER BY 1")
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


def read(*people, forum="Форум «Тайга»", published_on=dt.date(2025, 11, 25)):
    """An item that names people with posts, all of them speakers of one session."""
    findings = [
        {
            "id": f"p{n}", "name": name, "posts": [{"title": title, "organization": body}], "rule": "r", "confidence": 0.9,
            "evidence": [{"field": "name", "start": 0, "end": 1}],
        }
        for n, (name, title, body) in enumerate(people)
    ]  # fmt: skip
    report = {
        "forums": [
            {
                "id": "f", "series": forum, "aliases": [], "number": None, "year": 2025, "dates": None, "place": None,
                "country": None, "status": "held", "organizers": [], "evidence": [{"field": "series", "start": 0, "end": 1}],
            }
        ],
        "sessions": [
            {
                "id": "s", "forum": "f", "kind": "plenary", "title": None, "speakers": [name for name, _, _ in people],
                "evidence": [{"field": "kind", "start": 0, "end": 1}],
            }
        ],
        "people": findings,
    }  # fmt: skip
    item = ItemFactory(language="ru", published_on=published_on)
    store_findings(item, report, version="1")
    apply_claims(item)
    return item


def person_of(item, name):
    return item.claims.get(kind=Claim.Kind.PERSON, values__name=name).person


def test_merged_person_has_all_that_was_said_of_both(curator):
    kept, gone = PersonFactory(name="Ли Хунчжун"), PersonFactory(name="李鸿忠", language="zh")
    name = PersonName.objects.create(person=gone, text="李鸿忠", language="zh", kind="main", key="李鸿忠")
    member, post = MemberFactory(person=gone), PostFactory(person=gone)

    identity.merge(kept, gone, by=curator)

    member.refresh_from_db(), post.refresh_from_db(), name.refresh_from_db(), gone.refresh_from_db()
    assert (member.person, post.person, name.person, name.kind) == (kept, kept, kept, "alias")
    assert gone.is_withdrawn


def test_address_of_the_merged_person_leads_to_the_kept_one(curator, client):
    kept, gone = PersonFactory(), PersonFactory()

    identity.merge(kept, gone, by=curator)

    response = client.get(gone.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, kept.get_absolute_url())


def test_chain_of_merges_redirects_in_one_step(curator, client):
    first, second, third = PersonFactory(), PersonFactory(), PersonFactory()

    identity.merge(second, first, by=curator)
    identity.merge(third, second, by=curator)

    assert client.get(first.get_absolute_url())["Location"] == third.get_absolute_url()
    assert FormerAddress.objects.count() == 2


def test_speaker_who_stands_twice_in_a_session_stands_there_once(curator):
    kept, gone, session = PersonFactory(), PersonFactory(), SessionFactory()
    AppearanceFactory(session=session, person=kept)
    AppearanceFactory(session=session, person=gone)

    identity.merge(kept, gone, by=curator)

    assert [a.person for a in Appearance.objects.filter(session=session)] == [kept]


def test_next_report_about_the_merged_name_is_about_the_kept_person(curator):
    item = read(("Ли Хунчжун", "заместитель председателя", "Комитет"), ("Пётр Зайцев", "ректор", "Вуз"))
    kept, gone = person_of(item, "Пётр Зайцев"), person_of(item, "Ли Хунчжун")
    identity.merge(kept, gone, by=curator)

    other = read(("Ли Хунчжун", "заместитель председателя", "Комитет"))

    assert person_of(other, "Ли Хунчжун") == kept


@pytest.mark.parametrize("relation", ["self", "kind", "withdrawn", "different"])
def test_impossible_merge_is_refused(curator, relation):
    kept, gone = PersonFactory(), PersonFactory()
    match relation:
        case "self":
            gone = kept
        case "kind":
            gone = OrganizationFactory()
        case "withdrawn":
            identity.merge(PersonFactory(), gone, by=curator)
        case "different":
            identity.judge(kept, gone, Pair.Verdict.DIFFERENT, by=curator)
    before = everything()

    with pytest.raises(DecisionError):
        identity.merge(kept, gone, by=curator)

    assert everything() == before


def test_circle_of_merges_is_refused(curator):
    one, other = PersonFactory(), PersonFactory()
    identity.merge(one, other, by=curator)

    with pytest.raises(DecisionError):
        identity.merge(other, one, by=curator)


def test_not_the_same_holds_for_those_who_were_merged_since(curator):
    kept, gone, third = PersonFactory(), PersonFactory(), PersonFactory()
    identity.judge(gone, third, Pair.Verdict.DIFFERENT, by=curator)
    identity.merge(kept, gone, by=curator)

    with pytest.raises(DecisionError, match=str(identity.pair_of(kept, third).get_verdict_display()) + "|не"):
        identity.merge(kept, third, by=curator)


def test_editions_of_merged_series_with_one_number_become_one(curator):
    kept, gone = ForumSeriesFactory(name="Форум МСП"), ForumSeriesFactory(name="Форум малого бизнеса")
    sixth, twin = ForumFactory(series=kept, number=6, slug="6"), ForumFactory(series=gone, number=6, slug="6")
    seventh = ForumFactory(series=gone, number=7, slug="7")
    sessions = [SessionFactory(forum=sixth, position=1), SessionFactory(forum=twin, position=1)]

    identity.merge(kept, gone, by=curator)

    assert set(Forum.objects.filter(series=kept)) == {sixth, seventh}
    assert sorted(s.position for s in sixth.sessions.all()) == [1, 2]
    assert {session.forum_id for session in Session.objects.filter(pk__in=[s.pk for s in sessions])} == {
        sixth.pk
    }


MERGES = st.sampled_from(["person", "organization", "series", "project"])
EDITS = st.lists(st.sampled_from(["rename kept", "rename gone", "other post"]), max_size=2, unique=True)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=MERGES, collide=st.booleans(), twice=st.booleans())
def test_undone_merge_leaves_every_table_as_it_was(curator, kind, collide, twice):
    kept, gone = pair(kind, collide)
    before = everything()

    first = identity.merge(kept, gone, by=curator)
    if twice:
        undo(undo(undo(first, by=curator), by=curator), by=curator)
    else:
        undo(first, by=curator)

    assert everything() == before


def pair(kind, collide):
    """Two records of a kind with rows in many tables, some of them alike."""
    item = read(("Иван Орлов", "ректор", "Вуз"), ("Ivan Orlov", "ректор", "Вуз" if collide else "Иной вуз"))
    kept, gone = person_of(item, "Иван Орлов"), person_of(item, "Ivan Orlov")
    session = SessionFactory()
    AppearanceFactory(session=session, person=kept)
    AppearanceFactory(session=session if collide else SessionFactory(), person=gone)
    member = MemberFactory(person=kept)
    MemberFactory(person=gone, **({"delegation": member.delegation} if collide else {}))
    if kind == "person":
        return kept, gone
    if kind == "organization":
        one, other = OrganizationFactory(), OrganizationFactory()
        for person in (kept, gone):
            PostFactory(person=person, organization=one, title="директор")
        PostFactory(person=kept, organization=other, title="директор" if collide else "советник")
        return one, other
    if kind == "series":
        one, other = ForumSeriesFactory(), ForumSeriesFactory()
        ForumFactory(series=one, number=3, slug="3")
        SessionFactory(forum=ForumFactory(series=other, number=3 if collide else 4, slug="3"), position=1)
        return one, other
    return ProjectFactory(), ProjectFactory()


def test_later_edits_stay_when_a_merge_is_undone(curator):
    kept, gone = PersonFactory(name="Иван Орлов"), PersonFactory(name="Иван Орёл")
    post = PostFactory(person=gone, title="ректор")
    done = identity.merge(kept, gone, by=curator)
    type(post).objects.filter(pk=post.pk).update(title="президент")
    Person.objects.filter(pk=kept.pk).update(name="И. Орлов")
    newer = PostFactory(person=kept, title="советник")

    undo(done, by=curator)

    post.refresh_from_db(), kept.refresh_from_db(), gone.refresh_from_db()
    assert (post.person, post.title) == (gone, "президент")
    assert (kept.name, gone.is_withdrawn) == ("И. Орлов", False)
    assert list(kept.posts.all()) == [newer]


def test_what_was_said_of_two_namesakes_is_split(curator):
    item = read(("Иван Орлов", "ректор", "Вуз"))
    other = read(("Иван Орлов", "ректор", "Вуз"), forum="Форум «Степь»")
    person = person_of(item, "Иван Орлов")
    assert person_of(other, "Иван Орлов") == person
    claim = other.claims.get(kind=Claim.Kind.PERSON)
    before = everything()

    new = splitting.split(person, [claim], by=curator)

    assert person_of(other, "Иван Орлов") == new
    assert {a.person_id for a in Appearance.objects.standing().filter(session__claims__item=other)} == {
        new.pk
    }
    assert {a.person_id for a in Appearance.objects.standing().filter(session__claims__item=item)} == {
        person.pk
    }
    assert identity.pair_of(person, new).verdict == Pair.Verdict.DIFFERENT
    undo(Act.objects.get(kind=Act.Kind.SPLIT), by=curator)
    assert everything() == before


def test_split_of_nothing_or_of_all_is_refused(curator):
    item = read(("Иван Орлов", "ректор", "Вуз"))
    person = person_of(item, "Иван Орлов")

    for claims in ([], list(item.claims.filter(kind=Claim.Kind.PERSON))):
        with pytest.raises(DecisionError):
            splitting.split(person, claims, by=curator)


def test_it_is_told_what_would_move(curator):
    gone = OrganizationFactory()
    PostFactory(organization=gone), PostFactory(organization=gone)

    moving = dict(identity.what_moves(gone))

    assert moving[str(Post._meta.verbose_name_plural)] == 2
    assert Organization.objects.filter(pk=gone.pk).exists()
