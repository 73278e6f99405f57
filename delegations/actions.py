"""What the desk writes: a list becomes records in one transaction, and is taken back as one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.bodies import Body
from delegations.desk import UNDO_DAYS
from delegations.drafting import rows_of
from delegations.journal import Journal, UndoError, take_back
from delegations.models import Delegation, Draft, Entry, Member
from delegations.planning import Plan, PlannedPost, Step, body_columns, plan_of
from directory.addresses import free_slug, free_slugs
from directory.history import act
from directory.models import Act, Organization, OrganizationName, Person, PersonName, Place, PlaceName, Post
from directory.records import Name, Record, take_responsibility
from extraction.keys import person_key, phrase_key
from extraction.language import detect
from extraction.places import find_place

ENTERING = 5_118_001  # the number of a lock: two lists at once must not make one person twice
PLACE_KINDS = {"country": Place.Kind.COUNTRY, "region": Place.Kind.TERRITORY, "city": Place.Kind.CITY}


class EntryError(Exception):
    """The entry cannot be saved as it is. The message is for the person at the desk."""


class PreviewOutdatedError(Exception):
    """The records changed since the preview was shown: it has to be looked at again. Nothing was written."""


def one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ENTERING])


@transaction.atomic
def enter_list(draft: Draft, *, by: AbstractBaseUser, digest: str) -> Entry:
    """Write the draft as its preview said. Rows that are unclear or wrong stay in the draft.

    PreviewOutdatedError when the plan is no longer that of `digest`; EntryError when there is nothing to write.
    """
    one_at_a_time()
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    plan = plan_of(draft)
    if plan.delegation:
        Delegation.objects.select_for_update(of=("self",)).get(pk=plan.delegation.pk)
    if plan.digest != digest:
        raise PreviewOutdatedError
    if not plan.can_be_saved:
        raise EntryError(
            plan.obstacles[0] if plan.obstacles else _("There is nothing to write in this list.")
        )
    with act(Act.Kind.EDIT, by=by, subject=draft, reason=draft.source):
        return _write(draft, plan, by=by)


def _write(draft: Draft, plan: Plan, *, by: AbstractBaseUser) -> Entry:
    journal, counts = Journal(), plan.counts | {"new_people": plan.new_people}
    delegation = plan.delegation or _make_delegation(draft, journal)
    if plan.delegation:
        _set_stated_size(delegation, draft, journal)
    steps = plan.written
    _keep_other_names([step for step in steps if step.person], journal)
    _make_people(steps, journal)
    _make_bodies(steps, journal)
    _make_posts(steps, draft.source_on, journal)
    _make_members(steps, delegation, journal)
    entry = Entry.objects.create(
        kind=Entry.Kind.LIST,
        delegation=delegation,
        about=str(delegation)[:500],
        draft=draft,
        document=draft.document,
        by=by,
        changes=journal.changes(),
        counts=counts,
        dismissals=_dismissals(plan),
        source_kind=draft.source_kind,
        source_text=draft.source_text,
        source_on=draft.source_on,
    )
    _keep_the_rest(draft, delegation, plan)
    return entry


def _dismissals(plan: Plan) -> list[dict[str, Any]]:
    return [
        {"row": step.row.id, "warning": notice.text, "reason": notice.reason}
        for step in plan.steps
        for notice in step.notices
        if notice.is_dismissed
    ]


def _keep_the_rest(draft: Draft, delegation: Delegation, plan: Plan) -> None:
    """What was written leaves the draft's open rows; the draft closes when none is left."""
    done = {step.row.id for step in plan.steps if step.outcome in ("new", "updated", "unchanged", "left_out")}
    draft.delegation = delegation
    if all(row.id in done for row in rows_of(draft)):
        draft.closed_at = timezone.now()
    draft.version += 1
    draft.save(update_fields=["delegation", "closed_at", "version", "changed_at"])


def responsible(record: Record, *fields: str) -> Record:
    """The record, checked by a person who set these fields."""
    take_responsibility(record, fields)
    return record


def _make_delegation(draft: Draft, journal: Journal) -> Delegation:
    sender, forum = draft.sender or _make_sender(draft, journal), draft.forum
    delegation = Delegation(
        slug=free_slug(Delegation.objects.all(), f"{sender} {forum or ''}"),
        forum=forum,
        stated_size=draft.stated_size,
        **body_columns(sender, place="sending_place", organization="sending_organization"),
    )
    stated = ["stated_size"] if draft.stated_size else []
    responsible(delegation, "forum", "sending_place", "sending_organization", *stated)
    delegation.save()
    journal.made([delegation])
    return delegation


def _make_sender(draft: Draft, journal: Journal) -> Body:
    """The sender whom nobody knew, of the kind that somebody said; the draft goes on with it."""
    name = " ".join(draft.sender_typed.split())
    if draft.sender_kind == Draft.SenderKind.TERRITORY:
        sender: Body = make_place(name, journal)
    else:
        sender = make_organizations({phrase_key(name): name}, journal)[phrase_key(name)]
    columns = body_columns(sender, place="sending_place", organization="sending_organization")
    for name, value in columns.items():
        setattr(draft, name, value)
    draft.save(update_fields=[*columns, "changed_at"])
    return sender


def _set_stated_size(delegation: Delegation, draft: Draft, journal: Journal) -> None:
    if draft.stated_size and delegation.stated_size != draft.stated_size:
        journal.changing([delegation])
        delegation.stated_size = draft.stated_size
        responsible(delegation, "stated_size")
        delegation.save(update_fields=["stated_size", "locked_fields", "checked_at", "updated_at"])


def script_language(text: str) -> str:
    """The language of a name, by its script; also of one that is too short for any other sign."""
    return detect(text) or ("zh" if any("\u4e00" <= c <= "\u9fff" for c in text) else "ru")


def _make_people(steps: Iterable[Step], journal: Journal) -> None:
    new = [step for step in steps if step.person is None]
    names = [" ".join(step.row.name.split()) for step in new]
    slugs = free_slugs(Person.objects.all(), names)
    people = [
        responsible(Person(name=name, language=script_language(name), slug=slug), "name", "language")
        for name, slug in zip(names, slugs, strict=True)
    ]
    Person.objects.bulk_create(people)
    rows = PersonName.objects.bulk_create(
        PersonName(
            person=person,
            text=person.name,
            language=person.language,
            kind=Name.Kind.MAIN,
            key=person_key(person.name),
        )
        for person in people
    )
    for step, person in zip(new, people, strict=True):
        step.person = person
        step.member = None
    journal.made(people)
    journal.made(rows)


def _keep_other_names(steps: Iterable[Step], journal: Journal) -> None:
    """A known person in another script or a fuller form is found under that name, too, from now on."""
    rows = []
    for step in steps:
        name = " ".join(step.row.name.split())
        if name.casefold() in {row.text.casefold() for row in step.person.known_names}:
            continue
        rows.append(
            PersonName(
                person=step.person,
                text=name,
                language=script_language(name),
                kind=Name.Kind.ALIAS,
                key=person_key(name),
            )
        )
    journal.made(PersonName.objects.bulk_create(rows))


def _make_bodies(steps: Iterable[Step], journal: Journal) -> None:
    """Organizations and territories that the list names and nobody knew."""
    wanted: dict[str, str] = {}
    missing: list[PlannedPost] = []
    for step in steps:
        for planned in step.posts:
            if planned.organization and planned.body is None:
                missing.append(planned)
                wanted.setdefault(phrase_key(planned.organization), " ".join(planned.organization.split()))
    made: dict[str, Body] = {}
    for key, name in list(wanted.items()):
        if find_place(name):
            made[key] = make_place(name, journal)
            del wanted[key]
    made |= make_organizations(wanted, journal)
    for planned in missing:
        planned.body = made[phrase_key(planned.organization)]


def make_organizations(names: dict[str, str], journal: Journal) -> dict[str, Organization]:
    """Add organizations under their main names: key → record."""
    slugs = free_slugs(Organization.objects.all(), list(names.values()))
    made = [
        responsible(Organization(name=name, language=script_language(name), slug=slug), "name", "language")
        for name, slug in zip(names.values(), slugs, strict=True)
    ]
    Organization.objects.bulk_create(made)
    rows = OrganizationName.objects.bulk_create(
        OrganizationName(
            organization=organization,
            text=organization.name,
            language=organization.language,
            kind=Name.Kind.MAIN,
            key=key,
        )
        for key, organization in zip(names, made, strict=True)
    )
    journal.made(made)
    journal.made(rows)
    return dict(zip(names, made, strict=True))


def make_place(name: str, journal: Journal) -> Place:
    """Add a territory: with the names and the coordinates of the gazetteer where that has it."""
    listed = find_place(name)
    names = {"ru": listed.name_ru, "zh": listed.name_zh, "en": listed.name_en} if listed else {}
    own = names.get("ru") or name
    language = "ru" if names.get("ru") else script_language(name)
    place = Place(
        name=own,
        language=language,
        slug=free_slug(Place.objects.all(), (listed.name_en if listed else "") or name),
        kind=PLACE_KINDS.get(listed.kind, Place.Kind.OTHER) if listed else Place.Kind.TERRITORY,
        country=listed.country if listed else "",
        latitude=listed.lat if listed else None,
        longitude=listed.lon if listed else None,
    )
    responsible(place, "name", "language").save()
    texts = {code: text for code, text in names.items() if text} or {language: own}
    rows = [
        PlaceName(place=place, text=text, language=code, kind=Name.Kind.MAIN, key=phrase_key(text))
        for code, text in texts.items()
    ]
    if phrase_key(name) not in {row.key for row in rows}:
        rows.append(
            PlaceName(
                place=place,
                text=name,
                language=script_language(name),
                kind=Name.Kind.ALIAS,
                key=phrase_key(name),
            )
        )
    PlaceName.objects.bulk_create(rows)
    journal.made([place, *rows])
    return place


def _make_posts(steps: Iterable[Step], stated_on: dt.date | None, journal: Journal) -> None:
    """Posts that people are not known to hold; known ones are stated once more, on the day of the source."""
    new: dict[tuple[int, str, str, int], Post] = {}
    known: dict[int, Post] = {}
    for step in steps:
        for planned in step.posts:
            if planned.post is not None:
                known[planned.post.pk] = planned.post
                continue
            title = " ".join(planned.title.split())
            columns = body_columns(planned.body, place="place", organization="organization")
            key = (step.person.pk, title, type(planned.body).__name__, planned.body.pk if planned.body else 0)
            if key not in new:
                new[key] = Post(
                    person=step.person,
                    title=title,
                    first_stated_on=stated_on,
                    last_stated_on=stated_on,
                    **columns,
                )
                responsible(new[key], "title", "organization", "place")
            planned.post = new[key]
    Post.objects.bulk_create(new.values())
    journal.made(new.values())
    later = [
        post
        for post in known.values()
        if stated_on and (post.last_stated_on is None or post.last_stated_on < stated_on)
    ]
    journal.changing(later)
    for post in later:
        post.first_stated_on = post.first_stated_on or stated_on
        post.last_stated_on = stated_on
        post.updated_at = timezone.now()
    Post.objects.bulk_update(later, ["first_stated_on", "last_stated_on", "updated_at"])


MEMBER_FIELDS = ("role", "position", "post_as_printed")


def _make_members(steps: Iterable[Step], delegation: Delegation, journal: Journal) -> None:
    steps = list(steps)
    changed = [step.member for step in steps if step.member]
    journal.changing(changed)
    _step_back([step for step in steps if step.member])
    new: list[Member] = []
    for step in steps:
        member = step.member or Member(delegation=delegation, person=step.person)
        member.role, member.position = step.row.role, step.position
        member.post_as_printed = step.row.post_as_printed or member.post_as_printed
        member.withdrawn_at = None
        responsible(member, "person", *MEMBER_FIELDS)
        member.updated_at = timezone.now()
        if step.member is None:
            new.append(member)
        step.member = member
    Member.objects.bulk_create(new)
    Member.objects.bulk_update(
        changed, [*MEMBER_FIELDS, "withdrawn_at", "locked_fields", "checked_at", "updated_at"]
    )
    journal.made(new)
    _set_posts([step for step in steps if step.posts])


def _step_back(steps: list[Step]) -> None:
    """A head of yesterday steps back before the head of today steps forward: there is never a second one."""
    former = [step.member.pk for step in steps if step.member.role == Member.Role.HEAD]
    Member.objects.filter(pk__in=former).update(role=Member.Role.MEMBER)


def _set_posts(steps: list[Step]) -> None:
    through = Member.posts.through
    wanted = {(step.member.pk, planned.post.pk) for step in steps for planned in step.posts}
    present = set(
        through.objects.filter(member__in=[step.member.pk for step in steps]).values_list(
            "member_id", "post_id"
        )
    )
    for member, post in present - wanted:
        through.objects.filter(member=member, post=post).delete()
    through.objects.bulk_create(through(member_id=member, post_id=post) for member, post in wanted - present)


# Undoing


@transaction.atomic
def undo(entry: Entry, *, by: AbstractBaseUser, now: dt.datetime) -> Entry:
    """Take an entry back as one step, exactly; UndoError when it is too old, undone already, or built on."""
    one_at_a_time()
    taken = Entry.objects.select_for_update().undoable(now).filter(pk=entry.pk).first()
    if taken is None:
        raise UndoError(
            _("This entry was undone already, or is older than %(days)s days.") % {"days": UNDO_DAYS}
        )
    with act(Act.Kind.EDIT, by=by, subject=taken.about, reason=_("entry undone")):
        take_back(taken)
    taken.undone_at, taken.undone_by = now, by
    Entry.objects.filter(pk=taken.pk).update(undone_at=now, undone_by=by)
    if taken.draft_id:
        Draft.objects.filter(pk=taken.draft_id).update(closed_at=None)
    return taken
