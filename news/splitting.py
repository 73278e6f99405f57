"""One record that was two: what some reports say goes to a new one, with everything that follows from it.

What is chosen is evidence: claims of reports, and rows that people entered. The records follow as they do after every
decision, so that the next reading of an old report leaves them as they are. A split is an act in the history.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.models import Delegation
from directory import history, merging
from directory.addresses import free_slug, keep_former_address
from directory.models import Act, Organization, OrganizationName, Pair, Person, PersonName, Place, PlaceName
from directory.prose import Paragraph, paragraphs
from directory.records import Language, Name, Record
from events.models import Forum, ForumSeries, SeriesName
from extraction.keys import person_key, phrase_key
from investments.models import Project
from news.actions import DecisionError, apply_claims, one_at_a_time
from news.identity import judge, project_all, refresh_queue
from news.matching import Directory
from news.models import Claim
from news.projecting import forum_slug

MOST_CLAIMS = 300  # offered on the page of a split, the newest reports first
MOST_ROWS = 100
LONGEST_NAME = 200
# The fields in which claims name organizations and territories.
BODIES = {
    Claim.Kind.FORUM: ("place", "organizers"),
    Claim.Kind.PERSON: ("posts",),
    Claim.Kind.DELEGATION: ("from", "destination", "invited_by"),
    Claim.Kind.PROJECT: ("place",),
    Claim.Kind.AGREEMENT: ("parties",),
    Claim.Kind.INITIATIVE: ("by", "to", "supported_by"),
}
# The records that refer to an organization or a territory, by the kind of the claims that made them do so.
NAMING: dict[type[Record], dict[str, tuple[str, ...]]] = {
    Organization: {
        "person": ("posts__organization",),
        "forum": ("organizers__organization",),
        "delegation": ("sending_organization", "invited_by"),
        "agreement": ("parties__organization",),
        "initiative": ("parties__organization",),
    },
    Place: {
        "person": ("posts__place",),
        "forum": ("place", "organizers__place"),
        "delegation": ("sending_place", "destination"),
        "project": ("place",),
        "agreement": ("parties__place",),
        "initiative": ("parties__place",),
    },
}


# What there is to choose from


def claims_about(record: Record) -> models.QuerySet[Claim]:
    """The claims that tell of a record, the newest reports first: its own, those of its editions, those that name it."""
    told = models.Q(pk__in=[])
    if isinstance(record, ForumSeries):
        told = models.Q(forum__series=record)
    elif type(record) in NAMING:
        for kind, ways in NAMING[type(record)].items():
            for way in ways:
                told |= models.Q(kind=kind, **{f"{kind}__{way}": record})
    else:
        told = models.Q(**{record._meta.model_name: record})
    ids = Claim.objects.standing().filter(told).order_by().values("pk").distinct()
    found = Claim.objects.filter(pk__in=ids).select_related("item__source").defer("item__raw", "item__text")
    return found.order_by(models.F("item__published_on").desc(nulls_last=True), "-pk")


def offered(record: Record) -> list[Claim]:
    """The claims to choose from: of those about records that refer to an organization or a territory, those that name it."""
    kinds = [str(kind) for kind in Claim.Kind.values]
    found = list(claims_about(record).select_related("item__source", "forum__series", *kinds)[:MOST_CLAIMS])
    if type(record) not in NAMING:
        return found
    directory = Directory(record.language)
    return [claim for claim in found if renamed_in(claim, record, "", directory)]


def rows_by_hand(record: Record) -> list[Record]:
    """The rows that refer to a record because a person said so: no report would bring them along."""
    found: list[Record] = []
    for key in merging.references(type(record)):
        if issubclass(key.model, Record) and len(found) < MOST_ROWS:
            rows = key.model._default_manager.filter(**{key.name: record}, withdrawn_at=None)
            rows = rows.exclude(checked_at=None)
            if any(f.name == "claims" for f in key.model._meta.related_objects):
                rows = rows.filter(claims=None)
            found += list(rows.order_by("pk")[: MOST_ROWS - len(found)])
    return found


def key_of(row: Record) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


# Splitting


@transaction.atomic
def split(
    record: Record,
    claims: Sequence[Claim],
    rows: Sequence[Record] = (),
    *,
    by: AbstractBaseUser,
    name: str = "",
    reason: str = "",
) -> Record:
    """Say that some of what was read is about another record; return the new one.

    Raise DecisionError when nothing is chosen or everything, when the new record needs a name of its own, or when the two
    would contradict each other.
    """
    one_at_a_time()
    if type(record) not in WAYS:
        raise DecisionError(_("Records of this kind are not split."))
    if not (claims or rows):
        raise DecisionError(_("Choose some of what is told of it, not none and not all of it."))
    there, rows_there = {claim.pk for claim in offered(record)}, rows_by_hand(record)
    if not {claim.pk for claim in claims} <= there or any(row not in rows_there for row in rows):
        raise DecisionError(_("Some of what you chose is no longer told of this record. Look at it again."))
    if len(there) == len(claims) and len(rows_there) == len(rows):
        raise DecisionError(_("Choose some of what is told of it, not none and not all of it."))
    try:
        with history.act(Act.Kind.SPLIT, by=by, subject=record, reason=reason):
            new = WAYS[type(record)](record, list(claims), name.strip()[:LONGEST_NAME])
            _move_rows(record, new, rows)
            judge(record, new, Pair.Verdict.DIFFERENT, by=by, reason=reason)
            project_all([record, new, *_records_of(claims)])
            refresh_queue(claims)
    except IntegrityError as error:
        raise DecisionError(
            _("The two would contradict each other: %(error)s") % {"error": str(error).splitlines()[0]}
        ) from error
    return new


def preview(
    record: Record, claims: Sequence[Claim], rows: Sequence[Record], *, by: AbstractBaseUser, name: str
) -> list[Paragraph]:
    """What a split would write, row by row: it is done, read and taken back."""
    with transaction.atomic():
        split(record, claims, rows, by=by, name=name)
        done = Act.objects.filter(kind=Act.Kind.SPLIT, by=by).latest("pk")
        told = paragraphs(done.changes.exclude(table=Pair._meta.db_table).order_by("pk"))
        transaction.set_rollback(True)
    return told


def _move_rows(record: Record, new: Record, rows: Iterable[Record]) -> None:
    for row in rows:
        for key in merging.references(type(record)):
            if key.model is type(row) and getattr(row, key.attname) == record.pk:
                setattr(row, key.name, new)
        if isinstance(row, Forum) and isinstance(new, ForumSeries):
            _move_edition(row, new)
        row.save()


def _records_of(claims: Iterable[Claim]) -> list[Record]:
    """The records of the items of these claims: who spoke, came or presented there may be somebody else now."""
    items = {claim.item_id for claim in claims}
    kinds = [str(kind) for kind in Claim.Kind.values]
    told = Claim.objects.standing().filter(item__in=items).select_related("forum__series", *kinds)
    return [claim.record for claim in told if claim.record]


# Each kind in its way


def _split_person(person: Person, claims: list[Claim], name: str) -> Person:
    name, language = name or _first(claims, "name", person.name), _language(claims, person)
    new = Person.objects.create(
        name=name, language=language, slug=free_slug(Person.objects.all(), name), checked_at=timezone.now()
    )
    PersonName.objects.create(
        person=new, text=name, language=language, kind=Name.Kind.MAIN, key=person_key(name)
    )
    _hand_over(claims, person=new)
    return new


def _split_project(project: Project, claims: list[Claim], name: str) -> Project:
    name = name or _first(claims, "name", project.name)
    new = Project.objects.create(
        name=name,
        language=_language(claims, project),
        name_key=phrase_key(name),
        slug=free_slug(Project.objects.all(), name),
        checked_at=timezone.now(),
    )
    _hand_over(claims, project=new)
    return new


def _split_forum(forum: Forum, claims: list[Claim], name: str, series: ForumSeries | None = None) -> Forum:
    """Another edition, of the same series unless another one is said."""
    series = series or forum.series
    first = claims[0].stated if claims else {}
    new = Forum(series=series, year=first.get("year"), checked_at=timezone.now())
    new.slug = free_slug(series.forums.all(), forum_slug(new))
    new.save()
    _hand_over(claims, forum=new)
    items = {claim.item_id for claim in claims}
    # What belongs to an edition goes with the reports that alone tell of it.
    for belonging in (forum.sessions, forum.delegations, forum.agreements, forum.initiatives):
        elsewhere = Claim.objects.standing().exclude(item__in=items)
        kind = belonging.model._meta.model_name
        rows = belonging.filter(claims__item__in=items).exclude(
            pk__in=elsewhere.filter(**{f"{kind}__forum": forum}).values(kind)
        )
        belonging.model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
            forum=new
        )
    # The first edition lets go of what only these reports said before the new one takes it: a number stands once in a series.
    project_all([forum])
    return new


def _split_series(series: ForumSeries, claims: list[Claim], name: str) -> ForumSeries:
    name, language = name or _first(claims, "series", series.name), _language(claims, series)
    new = ForumSeries.objects.create(
        name=name,
        language=language,
        slug=free_slug(ForumSeries.objects.all(), name),
        checked_at=timezone.now(),
    )
    SeriesName.objects.create(
        series=new, text=name, language=language, kind=Name.Kind.MAIN, key=phrase_key(name)
    )
    chosen = {claim.pk for claim in claims}
    rest = claims_about(series).exclude(pk__in=chosen)
    own = {text for claim in rest for text in _series_names(claim)} | {series.name}
    taken = {text for claim in claims for text in _series_names(claim)} - own - {name}
    series.names.filter(text__in=taken).update(series=new)
    # The name of the new one is a name of the old one only where somebody calls it so still.
    if name not in own:
        series.names.filter(text=name).delete()
    for forum in dict.fromkeys(claim.forum for claim in claims):
        of_forum = [claim for claim in claims if claim.forum_id == forum.pk]
        if Claim.objects.standing().filter(forum=forum).exclude(pk__in=chosen).exists():
            _split_forum(forum, of_forum, "", series=new)
        else:
            forum.series = new
            _move_edition(forum, new)
            forum.save(update_fields=["series", "slug", "updated_at"])
    return new


def _move_edition(forum: Forum, series: ForumSeries) -> None:
    """An edition of another series now has another address; the former one leads there."""
    old = Forum.objects.select_related("series").get(pk=forum.pk).get_absolute_url()
    forum.slug = free_slug(series.forums.exclude(pk=forum.pk), forum.slug)
    keep_former_address(old=old, new=forum.get_absolute_url())


def _series_names(claim: Claim) -> list[str]:
    return [claim.stated["series"], *(claim.stated.get("aliases") or [])]


def _split_body(record: Organization | Place, claims: list[Claim], name: str) -> Record:
    """An organization or a territory of another name: the chosen claims mean that one by the words that they use."""
    names = PlaceName if isinstance(record, Place) else OrganizationName
    if not name:
        raise DecisionError(_("Type the name of the new record: by it the reports tell the two apart."))
    if names.objects.filter(key=phrase_key(name)).exists():
        raise DecisionError(_("“%(name)s” is known already. Type a name of its own.") % {"name": name})
    model = type(record)
    facts: dict[str, Any] = {"language": record.language, "checked_at": timezone.now()}
    facts |= (
        {"kind": record.kind, "country": record.country, "part_of": record.part_of}
        if isinstance(record, Place)
        else {"place": record.place}
    )
    new = model.objects.create(name=name, slug=free_slug(model.objects.all(), name), **facts)
    owner = model._meta.model_name
    names.objects.create(
        **{owner: new}, text=name, language=record.language, kind=Name.Kind.MAIN, key=phrase_key(name)
    )
    directory = Directory(record.language)
    parted = []
    for claim in claims:
        renamed = renamed_in(claim, record, name, directory)
        Claim.objects.filter(pk=claim.pk).update(corrections=claim.corrections | renamed)
        if claim.kind == Claim.Kind.DELEGATION and "from" in renamed and claim.delegation:
            parted += _part_delegation(claim, new, {one.pk for one in claims})
    for item in {claim.item_id: claim.item for claim in parted}.values():
        apply_claims(item)
    return new


def _part_delegation(claim: Claim, sender: Record, chosen: set[int]) -> list[Claim]:
    """A delegation of which only chosen claims tell was sent by `sender`; else those claims tell of another delegation."""
    delegation = claim.delegation
    if not Claim.objects.standing().filter(delegation=delegation).exclude(pk__in=chosen).exists():
        column = "sending_place" if isinstance(sender, Place) else "sending_organization"
        Delegation.objects.filter(pk=delegation.pk).update(**{column: sender})
        return []
    Claim.objects.filter(pk=claim.pk).update(delegation=None)
    return [claim]


def renamed_in(claim: Claim, record: Organization | Place, name: str, directory: Directory) -> dict[str, Any]:
    """The fields of a claim that mean `record`, with `name` in its place."""
    stated = {field: claim.stated.get(field) for field in BODIES.get(claim.kind, ())}
    renamed = {field: _renamed(value, record, name, directory) for field, value in stated.items()}
    return {field: value for field, value in renamed.items() if value != stated[field]}


def _renamed(value: Any, record: Record, name: str, directory: Directory) -> Any:
    """The value with `name` in every place where it means `record`."""
    if isinstance(value, list):
        return [_renamed(one, record, name, directory) for one in value]
    if isinstance(value, dict):
        return value | {"organization": _renamed(value.get("organization"), record, name, directory)}
    if not isinstance(value, str) or not value:
        return value
    known = directory.place(value) if isinstance(record, Place) else _organization(value)
    return name if known == record else value


def _organization(name: str) -> Organization | None:
    row = OrganizationName.objects.filter(key=phrase_key(name)).select_related("organization").order_by("pk")
    known = row.first()
    return known.organization if known else None


def _hand_over(claims: Iterable[Claim], **record: Record) -> None:
    Claim.objects.filter(pk__in=[claim.pk for claim in claims]).update(**record)


def _first(claims: Sequence[Claim], field: str, otherwise: str) -> str:
    return str(claims[0].stated.get(field) or otherwise) if claims else otherwise


def _language(claims: Sequence[Claim], record: Any) -> str:
    return (claims[0].item.language if claims else "") or record.language or Language.RUSSIAN


WAYS: dict[type[Record], Callable[[Any, list[Claim], str], Record]] = {
    Person: _split_person,
    Project: _split_project,
    Forum: _split_forum,
    ForumSeries: _split_series,
    Organization: _split_body,
    Place: _split_body,
}
