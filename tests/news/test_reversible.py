"""Whatever was merged or split is put back exactly: over every relation that there is, also after later edits."""

import datetime as dt
import itertools
import uuid
from contextlib import contextmanager

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from delegations.models import Arrangements, Draft, Entry, StaffTerritory
from directory import merging
from directory.history import UndoError
from directory.models import Act, Organization, Person, Place
from directory.records import Record
from events.models import Forum, ForumOrganizer, ForumSeries
from investments.models import Project, ProjectStage
from news import identity, queueing, splitting
from news.actions import DecisionError, apply_claims, store_findings
from news.matching import Directory
from news.models import Claim
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    AppearanceFactory,
    ClaimFactory,
    DelegationFactory,
    ForumFactory,
    ForumSeriesFactory,
    ForumStatusFactory,
    InitiativeFactory,
    InitiativePartyFactory,
    ItemFactory,
    MemberFactory,
    OrganizationFactory,
    OrganizationNameFactory,
    PersonFactory,
    PersonNameFactory,
    PlaceFactory,
    PlaceNameFactory,
    PostFactory,
    PresentationFactory,
    ProjectFactory,
    SeriesNameFactory,
    SessionFactory,
)
from tests.news.test_identity import everything

pytestmark = pytest.mark.django_db
NUMBERS = itertools.count(1)
PHASES = [Phase.generate]  # a failing case is small; to look for a smaller one would take minutes


def fresh(word):
    return f"{word} {next(NUMBERS)}"


def draft(**fields):
    owner, _created = get_user_model().objects.get_or_create(username="desk")
    return Draft.objects.create(owner=owner, **fields)


def territory(place):
    user = get_user_model().objects.create(username=fresh("staff"))
    return StaffTerritory.objects.create(by=user, place=place)


def entry(forum):
    owner, _created = get_user_model().objects.get_or_create(username="desk")
    return Entry.objects.create(
        kind="forum", forum=forum, about="форум", by=owner, source_kind="letter", source_text="№ 1"
    )


def member(person):
    row = MemberFactory(person=person)
    Arrangements.objects.create(delegation=row.delegation, member=row, hotel="Азия")
    return row


def claim(kind, record, **values):
    return ClaimFactory(
        kind=kind, values={"name": fresh("имя"), **values}, evidence={"name": "VI форум"}, **{kind: record}
    )


# How a row comes to refer to a record, for every reference that there is.
ROWS = {
    "directory.PersonName.person": lambda r: PersonNameFactory(person=r, text=fresh("Иван")),
    "directory.Post.person": lambda r: PostFactory(person=r),
    "events.Appearance.person": lambda r: AppearanceFactory(person=r),
    "events.InitiativeParty.person": lambda r: InitiativePartyFactory(person=r),
    "delegations.Member.person": member,
    "investments.Presentation.presenter": lambda r: PresentationFactory(presenter=r),
    "investments.AgreementParty.person": lambda r: AgreementPartyFactory(person=r, organization=None, name_as_printed=fresh("Сторона")),
    "news.Claim.person": lambda r: claim("person", r),
    "directory.OrganizationName.organization": lambda r: OrganizationNameFactory(organization=r, text=fresh("А")),
    "directory.Post.organization": lambda r: PostFactory(organization=r),
    "events.ForumOrganizer.organization": lambda r: ForumOrganizer.objects.create(forum=ForumFactory(), organization=r),
    "events.InitiativeParty.organization": lambda r: InitiativePartyFactory(person=None, name_as_printed=fresh("Сторона"), organization=r),
    "delegations.Draft.sending_organization": lambda r: draft(sending_organization=r),
    "delegations.Delegation.sending_organization": lambda r: DelegationFactory(sending_place=None, sending_organization=r),
    "delegations.Delegation.invited_by": lambda r: DelegationFactory(invited_by=r),
    "investments.AgreementParty.organization": lambda r: AgreementPartyFactory(organization=r),
    "directory.Place.part_of": lambda r: PlaceFactory(part_of=r),
    "directory.PlaceName.place": lambda r: PlaceNameFactory(place=r, text=fresh("Город")),
    "directory.Organization.place": lambda r: OrganizationFactory(place=r),
    "directory.Post.place": lambda r: PostFactory(organization=None, place=r),
    "events.Forum.place": lambda r: ForumFactory(place=r),
    "events.ForumOrganizer.place": lambda r: ForumOrganizer.objects.create(forum=ForumFactory(), place=r),
    "events.InitiativeParty.place": lambda r: InitiativePartyFactory(person=None, name_as_printed=fresh("Сторона"), place=r),
    "delegations.Draft.sending_place": lambda r: draft(sending_place=r),
    "delegations.StaffTerritory.place": territory,
    "delegations.Delegation.sending_place": lambda r: DelegationFactory(sending_place=r),
    "delegations.Delegation.destination": lambda r: DelegationFactory(destination=r),
    "investments.Project.place": lambda r: ProjectFactory(place=r),
    "investments.AgreementParty.place": lambda r: AgreementPartyFactory(place=r, organization=None, name_as_printed=fresh("Сторона")),
    "events.SeriesName.series": lambda r: SeriesNameFactory(series=r, text=fresh("Форум")),
    "events.Forum.series": lambda r: ForumFactory(series=r, number=next(NUMBERS), slug=fresh("f").replace(" ", "-")),
    "events.Forum.replaced_by": lambda r: ForumFactory(replaced_by=r),
    "events.ForumStatus.forum": lambda r: ForumStatusFactory(forum=r),
    "events.ForumOrganizer.forum": lambda r: ForumOrganizer.objects.create(forum=r, place=PlaceFactory()),
    "events.Session.forum": lambda r: SessionFactory(forum=r),
    "events.Initiative.forum": lambda r: InitiativeFactory(forum=r),
    "delegations.Draft.forum": lambda r: draft(forum=r),
    "delegations.Entry.forum": entry,
    "delegations.Delegation.forum": lambda r: DelegationFactory(forum=r),
    "investments.Presentation.forum": lambda r: PresentationFactory(forum=r),
    "investments.Agreement.forum": lambda r: AgreementFactory(forum=r),
    "news.Claim.forum": lambda r: claim("forum", r, series="Форум"),
    "investments.ProjectStage.project": lambda r: ProjectStage.objects.create(project=r, stage="idea"),
    "investments.Project.initiator": lambda r: ProjectFactory(initiator=r),
    "investments.Presentation.project": lambda r: PresentationFactory(project=r),
    "news.Claim.project": lambda r: claim("project", r),
}  # fmt: skip
MAKERS = {
    "person": PersonFactory,
    "organization": OrganizationFactory,
    "place": PlaceFactory,
    "forumseries": ForumSeriesFactory,
    "forum": ForumFactory,
    "project": ProjectFactory,
}


@contextmanager
def forgotten():
    """One example leaves nothing to the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def label(key):
    return f"{key.model._meta.label}.{key.name}"


def references(kind):
    """Every reference to records of a kind: name → foreign key."""
    return {label(key): key for key in merging.references(identity.MERGED[kind])}


def test_every_relation_of_what_can_be_merged_is_tried():
    found = {name for kind in identity.MERGED for name in references(kind)}

    assert found == set(ROWS)
    assert set(MAKERS) == set(identity.MERGED) == {model._meta.model_name for model in splitting.WAYS}


def alike(row, key, record):
    """A row that says the same of `record`, where the table allows two of them."""
    twin = type(row)._base_manager.get(pk=row.pk)
    twin.pk = None
    twin._state.adding = True
    for name, value in (("uuid", uuid.uuid4()), ("slug", fresh("slug").replace(" ", "-"))):
        if any(field.name == name for field in twin._meta.fields):
            setattr(twin, name, value)
    setattr(twin, key.name, record)
    try:
        with transaction.atomic():
            twin.save(force_insert=True)
    except IntegrityError:
        return


SIDES = st.sampled_from(["gone", "kept", "both", "alike"])


@pytest.mark.parametrize("kind", MAKERS)
@settings(
    max_examples=6, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_undone_merge_leaves_every_table_as_it_was_also_after_later_edits(admin_user, kind, data):
    with forgotten():
        kept, gone = MAKERS[kind](), MAKERS[kind]()
        edits = [nothing, rename_both, rewrite_rows]
        for name, key in references(kind).items():
            side = data.draw(SIDES, label=name)
            if side != "gone":
                ROWS[name](kept)
            if side != "kept":
                row = ROWS[name](gone)
                if side == "alike":
                    alike(row, key, kept)
            if side == "alike" and name in REWRITTEN:
                edits = [
                    nothing,
                    rename_both,
                ]  # of two alike the merge leaves one: nobody can edit the other then
        queueing.refresh_all(today=timezone.localdate())
        edit = data.draw(st.sampled_from(edits), label="later edit")
        with transaction.atomic():
            edit(kept, gone, kind)
            wanted = everything()
            transaction.set_rollback(True)

        done = identity.merge(kept, gone, by=admin_user)
        assert merging.counts(gone) == []
        edit(kept, gone, kind)
        identity.undo(done, by=admin_user)

        assert everything() == wanted


def nothing(kept, gone, kind):
    pass


def rename_both(kept, gone, kind):
    for record in (kept, gone):
        column = "note" if kind == "forum" else "name"
        type(record).objects.filter(pk=record.pk).update(**{column: "потом"})


REWRITTEN = {"directory.Post.person": "is_former", "events.Session.forum": "title"}


def rewrite_rows(kept, gone, kind):
    """Whatever rows belong to either are edited after the merge, in a column that the merge did not touch."""
    for name, column in REWRITTEN.items():
        if name in references(kind):
            key = references(kind)[name]
            value = True if column == "is_former" else "потом"
            key.model.objects.filter(**{f"{key.name}__in": [kept.pk, gone.pk]}).update(**{column: value})


# Splitting


def report(
    *, forum="Форум «Тайга»", year=2025, body="Палата", place="Сиань", person="Иван Орлов", project="порт"
):
    """A report that names all six kinds."""
    text = f"{fresh('Сообщение')}: {forum}, {year}, {body}, {place}, {person}, {project}"

    def said(**words):
        return [
            {"field": field, "start": text.index(str(word)), "end": text.index(str(word)) + len(str(word))}
            for field, word in words.items()
        ]

    item = ItemFactory(text=text, language="ru", published_on=dt.date(2025, 11, 25))
    findings = {
        "forums": [
            {
                "id": "f", "series": forum, "aliases": [], "number": None, "year": year, "dates": None, "place": place,
                "country": None, "status": "held", "organizers": [body], "evidence": said(series=forum),
            }
        ],
        "people": [
            {
                "id": "p", "name": person, "posts": [{"title": "директор", "organization": body}],
                "evidence": said(name=person),
            }
        ],
        "sessions": [
            {"id": "s", "forum": "f", "kind": "plenary", "title": None, "speakers": [person], "evidence": said(kind=person)}
        ],
        "delegations": [
            {
                "id": "d", "from": body, "forum": "f", "destination": place, "head": person, "members": [], "size": None,
                "invited_by": None, "evidence": said(head=person),
            }
        ],
        "projects": [
            {
                "id": "j", "name": project, "place": place, "amount": None, "presented_by": [person], "session": "s",
                "forum": "f", "evidence": said(name=project),
            }
        ],
        "agreements": [
            {
                "id": "a", "kind": "agreement", "subject": None, "parties": [body], "amount": None, "forum": "f",
                "evidence": said(parties=body),
            }
        ],
    }  # fmt: skip
    store_findings(item, findings, version="1")
    apply_claims(item)
    return item


def record_of(kind, item):
    """What the report means: the record of its claim, or the one that its words name."""
    stated = item.claims.get(kind="forum").stated
    match kind:
        case "forumseries":
            return item.claims.get(kind="forum").forum.series
        case "place":
            return Directory("ru").place(stated["place"])
        case "organization":
            return Directory("ru").body(stated["organizers"][0])
    return item.claims.get(kind=kind).record


NAMED = {"organization": "Палата Омска", "place": "Новый Сиань"}


def split_of(kind, record, items, by, **fields):
    chosen = [one for one in splitting.offered(record) if one.item_id in {item.pk for item in items}]
    return splitting.split(record, chosen, by=by, name=NAMED.get(kind, ""), **fields)


@pytest.mark.parametrize("kind", MAKERS)
def test_record_is_split_by_its_reports(admin_user, kind):
    years = (2024, 2025) if kind == "forumseries" else (2025, 2025)
    first, second = report(year=years[0]), report(year=years[1])
    record = record_of(kind, first)
    assert record_of(kind, second) == record

    new = split_of(kind, record, [second], admin_user)

    assert type(new) is type(record)
    assert (record_of(kind, first), record_of(kind, second)) == (record, new)
    apply_claims(first)
    apply_claims(second)
    assert (record_of(kind, first), record_of(kind, second)) == (record, new)


@pytest.mark.parametrize("kind", MAKERS)
def test_next_report_of_the_new_name_is_about_the_new_record(admin_user, kind):
    first, second = report(), report()
    record = record_of(kind, first)
    words = {
        "person": {"person": "Пётр Зайцев"}, "project": {"project": "мост"}, "forumseries": {"forum": "Форум «Степь»"},
        "organization": {"body": "Палата Омска"}, "place": {"place": "Новый Сиань"},
    }.get(kind)  # fmt: skip
    if words is None:
        pytest.skip("editions have no names")
    chosen = [one for one in splitting.offered(record) if one.item_id == second.pk]
    new = splitting.split(record, chosen, by=admin_user, name=next(iter(words.values())))

    assert record_of(kind, report(**words)) == new


@pytest.mark.parametrize("kind", MAKERS)
@settings(
    max_examples=5, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_undone_split_leaves_every_table_as_it_was(admin_user, kind, data):
    with forgotten():
        years = (2024, 2025) if kind == "forumseries" else (2025, 2025)
        items = [report(year=year) for year in years]
        record = record_of(kind, items[0])
        by_hand = data.draw(
            st.sets(st.sampled_from(sorted(references(kind))), max_size=4), label="entered by a person"
        )
        for name in sorted(by_hand):
            row = ROWS[name](record)
            if isinstance(row, Record):
                type(row).objects.filter(pk=row.pk).update(checked_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        chosen_items = data.draw(st.lists(st.sampled_from(items[1:]), max_size=1), label="reports")
        offered = [
            one for one in splitting.offered(record) if one.item_id in {item.pk for item in chosen_items}
        ]
        rows = splitting.rows_by_hand(record)
        chosen_rows = (
            data.draw(st.lists(st.sampled_from(rows), unique_by=splitting.key_of), label="rows")
            if rows
            else []
        )
        queueing.refresh_all(today=timezone.localdate())
        before = everything()

        try:
            splitting.split(record, offered, chosen_rows, by=admin_user, name=NAMED.get(kind, ""))
        except DecisionError:
            assert everything() == before
        else:
            assert everything() != before
            identity.undo(Act.objects.filter(kind=Act.Kind.SPLIT).latest("pk"), by=admin_user)
            assert everything() == before


@pytest.mark.parametrize("kind", MAKERS)
def test_preview_of_a_split_tells_what_it_writes_and_writes_nothing(admin_user, kind):
    first, second = report(), report()
    record = record_of(kind, first)
    chosen = [one for one in splitting.offered(record) if one.item_id == second.pk]
    before = everything()

    told = splitting.preview(record, chosen, [], by=admin_user, name=NAMED.get(kind, ""))

    assert everything() == before
    assert not Act.objects.exists()
    new = splitting.split(record, chosen, by=admin_user, name=NAMED.get(kind, ""))
    done = Act.objects.get(kind=Act.Kind.SPLIT)
    written = set(done.changes.exclude(table="directory_pair").values_list("table", "operation"))
    assert {(one.change.table, one.change.operation) for one in told} <= written
    assert new._meta.db_table in {one.change.table for one in told}


def test_row_that_a_person_entered_goes_along_when_it_is_chosen(admin_user):
    person = record_of("person", report())
    row = MemberFactory(person=person, checked_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    other = MemberFactory(person=person, checked_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert splitting.rows_by_hand(person) == [row, other]

    new = splitting.split(person, [], [row], by=admin_user, name="Иван Орлов (Омск)")

    row.refresh_from_db(), other.refresh_from_db()
    assert (row.person, other.person) == (new, person)


def test_editions_that_have_one_number_in_both_are_told(admin_user):
    first, second = report(), report()
    forum = record_of("forum", first)
    Forum.objects.filter(pk=forum.pk).update(number=6)
    for item in (first, second):
        one = item.claims.get(kind="forum")
        Claim.objects.filter(pk=one.pk).update(values=one.values | {"number": 6})

    with pytest.raises(DecisionError):
        split_of("forum", forum, [second], admin_user)

    assert Forum.objects.count() == 1


@pytest.mark.parametrize("name", ["", "Палата", "палата"])
def test_new_organization_needs_a_name_of_its_own(admin_user, name):
    first, second = report(), report()
    record = record_of("organization", first)
    chosen = [one for one in splitting.offered(record) if one.item_id == second.pk]

    with pytest.raises(DecisionError):
        splitting.split(record, chosen, by=admin_user, name=name)


def test_series_keeps_the_editions_that_were_not_chosen_and_its_old_address(admin_user, client):
    first, second = report(year=2024), report(year=2025)
    series, moved = record_of("forumseries", first), record_of("forum", second)
    old = moved.get_absolute_url()

    new = split_of("forumseries", series, [second], admin_user)

    moved.refresh_from_db()
    assert moved.series == new
    assert list(series.forums.standing()) == [record_of("forum", first)]
    assert client.get(old)["Location"] == moved.get_absolute_url()


def test_queue_follows_a_merge_of_series_and_its_undoing(admin_user):
    first, second = report(forum="Форум «Тайга»"), report(forum="Форум «Степь»")
    kept, gone = record_of("forumseries", first), record_of("forumseries", second)
    assert second.waiting.series == [gone.pk]

    done = identity.merge(kept, gone, by=admin_user)
    second.waiting.refresh_from_db()
    assert second.waiting.series == [kept.pk]
    identity.undo(done, by=admin_user)

    second.waiting.refresh_from_db()
    assert second.waiting.series == [gone.pk]


def test_split_that_others_stand_on_is_not_undone(admin_user):
    first, second = report(), report()
    person = record_of("person", first)
    new = split_of("person", person, [second], admin_user)
    MemberFactory(person=new)

    with pytest.raises(UndoError):
        identity.undo(Act.objects.get(kind=Act.Kind.SPLIT), by=admin_user)

    assert Person.objects.filter(pk=new.pk).exists()


KINDS_OF_SPLIT = (Person, Organization, Place, ForumSeries, Forum, Project)


def test_every_kind_that_is_merged_can_be_split():
    assert set(splitting.WAYS) == set(identity.MERGED.values()) == set(KINDS_OF_SPLIT)
