"""The database itself refuses what cannot be true, each rule under its own name."""

import datetime as dt

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone

from delegations.models import Arrangements, Completeness, Delegation, Entry, Presence, StaffTerritory
from directory.models import Act, FormerAddress, Pair, Post
from events.models import Appearance, Forum, ForumOrganizer, ForumStatus
from investments.models import Presentation
from news.models import (
    BatchConfirmation,
    Claim,
    Decision,
    Evidence,
    Item,
    Rereading,
    RereadItem,
    Review,
    TaughtTerm,
    WaitingItem,
    hash_of,
)
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    AppearanceFactory,
    ClaimFactory,
    ConflictFactory,
    DelegationFactory,
    ForumFactory,
    ForumSeriesFactory,
    ForumStatusFactory,
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
    SourceFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db

APPS = ["directory", "events", "delegations", "investments", "news"]
EARLY, LATE = dt.date(2025, 6, 8), dt.date(2025, 6, 9)


def part_of_itself():
    place = PlaceFactory()
    place.part_of = place
    place.save()


def an_entry(**facts):
    given = {"kind": "list", "about": "x", "by": StaffFactory(), "source_kind": "call", "source_text": "y"}
    Entry.objects.create(**given | facts)


def confirmed_by_oneself():
    staff = StaffFactory()
    Completeness.objects.create(
        delegation=DelegationFactory(),
        content_hash="x",
        said_by=staff,
        confirmed_by=staff,
        confirmed_at=timezone.now(),
    )


def twice(factory, **shared):
    """Two rows that have `shared` in common."""
    factory(**shared)
    factory(**shared)


def turned_around(factory):
    """A record whose last day is before its first one: only a bare UPDATE can say so."""
    row = factory(dates="2025-06-08/2025-06-09")
    type(row).objects.filter(pk=row.pk).update(dates_first=LATE, dates_last=EARLY)


def two_unnamed_speakers():
    twice(AppearanceFactory, session=SessionFactory(), person=None, name_as_printed="представители бизнеса")


def organizer(forum, **body):
    return ForumOrganizer.objects.create(forum=forum, **body)


def one_organizer_twice():
    forum, body = ForumFactory(), OrganizationFactory()
    organizer(forum, organization=body)
    organizer(forum, organization=body)


def claim_about_another_kind():
    ClaimFactory(kind=Claim.Kind.PERSON, forum=ForumFactory())


def one_number_twice():
    series = ForumSeriesFactory()
    ForumFactory(series=series, number=6, slug="6")
    ForumFactory(series=series, number=6, slug="6-2")


def replaces_itself():
    forum = ForumFactory()
    forum.replaced_by = forum
    forum.save(update_fields=["replaced_by"])


def repeats_itself():
    item = ItemFactory()
    item.repeats = item
    item.save(update_fields=["repeats"])


def somebody(name="x"):
    return get_user_model().objects.get_or_create(username=name)[0]


def pair(**facts):
    return Pair.objects.create(**{"kind": "person", "one": 1, "other": 2} | facts)


def term(**facts):
    given = {"kind": "series", "language": "ru", "written": "Слёт", "name": "Слёт", "added_by": somebody()}
    return TaughtTerm.objects.create(**given | facts)


def reread_twice():
    rereading, item = Rereading.objects.create(cause="x", version="1", asked_by=somebody()), ItemFactory()
    for _n in range(2):
        RereadItem.objects.create(rereading=rereading, item=item, report={}, changes=[])


def review(**facts):
    now = timezone.now()
    return Review.objects.create(**{"item": ItemFactory(), "by": somebody(), "opened_at": now} | facts)


NOW = timezone.now()
HOUR = dt.timedelta(hours=1)

VIOLATIONS = {
    "only_an_undo_undoes": lambda: Act.objects.create(kind="undo", by=somebody()),
    "pair_is_kept_once": lambda: (pair(), pair()),
    "pair_has_the_lower_key_first": lambda: pair(one=3),
    "score_of_a_pair_is_a_share": lambda: pair(score=1.1),
    "judged_pair_says_when": lambda: pair(verdict="same"),
    "upcoming_item_says_until_when": lambda: WaitingItem.objects.create(
        item=ItemFactory(),
        source=SourceFactory(),
        language="ru",
        rank=0,
        claim_count=1,
        lowest_confidence=0.5,
    ),
    "review_is_opened_before_it_decides": lambda: review(opened_at=NOW, decided_at=NOW - HOUR),
    "finished_review_has_decided": lambda: review(finished_at=NOW),
    "undone_decision_says_by_whom": lambda: Decision.objects.create(
        claim=ClaimFactory(), verdict="confirm", by=somebody(), undone_at=NOW
    ),
    "least_confidence_is_a_share": lambda: BatchConfirmation.objects.create(
        kind="forum", rule="r", least_confidence=1.1, asked_by=somebody()
    ),
    "term_is_taught_once": lambda: (term(), term(written="слёт")),
    "term_means_something": lambda: term(name=""),
    "decided_rereading_says_when": lambda: Rereading.objects.create(
        cause="x", version="1", asked_by=somebody(), state="applied"
    ),
    "item_is_reread_once": reread_twice,
    "place_has_both_coordinates_on_earth_or_none": lambda: PlaceFactory(latitude="91", longitude="135"),
    "country_is_iso_3166": lambda: PlaceFactory(country="ru"),
    "place_is_not_part_of_itself": part_of_itself,
    "place_has_each_name_once": lambda: twice(PlaceNameFactory, place=PlaceFactory(), text="Сиань"),
    "organization_has_each_name_once": lambda: twice(
        OrganizationNameFactory, organization=OrganizationFactory(), text="Палата"
    ),
    "person_has_each_name_once": lambda: twice(PersonNameFactory, person=PersonFactory(), text="Иван Титов"),
    "post_is_in_an_organization_or_a_territory_not_both": lambda: PostFactory(
        organization=OrganizationFactory(), place=PlaceFactory()
    ),
    "post_starts_before_it_ends": lambda: turned_around(PostFactory),
    "post_is_first_stated_before_it_is_last_stated": lambda: PostFactory(
        first_stated_on=LATE, last_stated_on=EARLY
    ),
    "person_has_each_post_once": lambda: twice(
        PostFactory, person=PersonFactory(), title="министр", organization=None
    ),
    "address_does_not_redirect_to_itself": lambda: FormerAddress.objects.create(path="/a/", current="/a/"),
    "series_has_each_name_once": lambda: twice(SeriesNameFactory, series=ForumSeriesFactory(), text="Форум"),
    "forum_address_is_unique_in_its_series": lambda: twice(
        ForumFactory, series=ForumSeriesFactory(), number=None, slug="2025"
    ),
    "series_has_each_number_once": one_number_twice,
    "forum_number_starts_at_one": lambda: ForumFactory(number=0, slug="0"),
    "forum_year_is_plausible": lambda: ForumFactory(year=1799),
    "forum_does_not_replace_itself": replaces_itself,
    "forum_starts_before_it_ends": lambda: turned_around(ForumFactory),
    "source_states_each_status_once_a_day": lambda: twice(
        ForumStatusFactory, forum=ForumFactory(), stated_on=None, said_by=""
    ),
    "organizer_is_an_organization_or_a_territory": lambda: organizer(ForumFactory()),
    "forum_has_each_organizer_once": one_organizer_twice,
    "session_position_is_unique_in_its_forum": lambda: twice(
        SessionFactory, forum=ForumFactory(), position=1
    ),
    "person_appears_once_in_a_session": lambda: twice(
        AppearanceFactory, session=SessionFactory(), person=PersonFactory()
    ),
    "unnamed_speaker_appears_once_in_a_session": two_unnamed_speakers,
    "party_has_each_role_once_in_an_initiative": lambda: twice(
        InitiativePartyFactory, initiative=InitiativePartyFactory().initiative, person=PersonFactory()
    ),
    "initiative_party_is_one_of_person_organization_place": lambda: InitiativePartyFactory(
        organization=OrganizationFactory()
    ),
    "session_begins_before_it_ends": lambda: SessionFactory(begins=dt.time(12), ends=dt.time(11)),
    "delegation_is_sent_by_a_territory_or_an_organization": lambda: DelegationFactory(
        sending_organization=OrganizationFactory()
    ),
    "delegation_has_at_least_one_member": lambda: DelegationFactory(stated_size=0),
    "person_is_once_in_a_delegation": lambda: twice(
        MemberFactory, delegation=DelegationFactory(), person=PersonFactory()
    ),
    "delegation_has_one_head": lambda: twice(MemberFactory, delegation=DelegationFactory(), role="head"),
    "project_sum_has_a_currency": lambda: ProjectFactory(amount="5", currency=""),
    "agreement_sum_has_a_currency": lambda: AgreementFactory(amount="5", currency="руб"),
    "project_has_each_presentation_once": lambda: twice(
        PresentationFactory, project=ProjectFactory(), forum=None, presenter=PersonFactory()
    ),
    "presentation_in_a_session_names_its_forum": lambda: PresentationFactory(
        forum=None, session=SessionFactory()
    ),
    "presentation_says_where_or_by_whom": lambda: PresentationFactory(forum=None, presenter=None),
    "agreement_has_each_party_once": lambda: twice(
        AgreementPartyFactory, agreement=AgreementFactory(), organization=OrganizationFactory()
    ),
    "agreement_party_is_one_of_person_organization_place": lambda: AgreementPartyFactory(
        person=PersonFactory()
    ),
    "feed_belongs_to_one_source": lambda: twice(SourceFactory, feed_url="https://example.org/feed"),
    "feed_is_fetched_at_most_every_five_minutes": lambda: SourceFactory(fetch_every=dt.timedelta(minutes=4)),
    "address_belongs_to_one_item": lambda: twice(ItemFactory, url="https://example.org/1"),
    "text_is_kept_once": lambda: twice(ItemFactory, text="VI форум портов"),
    "text_has_its_hash": lambda: ItemFactory(text_hash=""),
    "unread_item_says_why": lambda: ItemFactory(state=Item.State.FAILED, reason=""),
    "read_item_has_a_text": lambda: ItemFactory(text="", text_hash=""),
    "item_does_not_repeat_itself": repeats_itself,
    "item_makes_each_claim_once": lambda: twice(ClaimFactory, item=ItemFactory(), fingerprint="f" * 64),
    "confidence_is_a_share": lambda: ClaimFactory(confidence=1.01),
    "decided_claim_says_when": lambda: ClaimFactory(state=Claim.State.CONFIRMED),
    "claim_is_about_a_record_of_its_kind": claim_about_another_kind,
    "quote_is_not_empty": lambda: Evidence.objects.create(
        claim=ClaimFactory(), field="place", start=3, end=3, quote=""
    ),
    "claim_conflicts_once_in_a_field": lambda: twice(ConflictFactory, claim=ClaimFactory(), field="year"),
    "decided_conflict_says_when": lambda: ConflictFactory(decided_at=timezone.now()),
    "entry_has_a_source": lambda: an_entry(source_text=""),
    "arrangements_are_made_once_for_each": lambda: twice(
        Arrangements.objects.create, delegation=DelegationFactory()
    ),
    "delegation_arrives_before_it_departs": lambda: Arrangements.objects.create(
        delegation=DelegationFactory(),
        arrival=timezone.now(),
        departure=timezone.now() - dt.timedelta(hours=1),
    ),
    "content_is_said_to_be_complete_once": lambda: twice(
        Completeness.objects.create, delegation=DelegationFactory(), content_hash="x", said_by=StaffFactory()
    ),
    "completeness_is_confirmed_by_a_second_person": confirmed_by_oneself,
    "somebody_is_present_once": lambda: twice(
        Presence.objects.create, delegation=DelegationFactory(), by=StaffFactory(), seen_at=timezone.now()
    ),
    "staff_has_each_territory_once": lambda: twice(
        StaffTerritory.objects.create, by=StaffFactory(), place=PlaceFactory()
    ),
}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_constraint_refuses_what_cannot_be(name):
    with pytest.raises(IntegrityError, match=name):
        VIOLATIONS[name]()


@pytest.mark.parametrize(
    ("name", "half"),
    [
        (
            "place_has_both_coordinates_on_earth_or_none",
            lambda: PlaceFactory(latitude="48.5", longitude=None),
        ),
        ("project_sum_has_a_currency", lambda: ProjectFactory(amount=None, currency="RUB")),
        ("agreement_sum_has_a_currency", lambda: AgreementFactory(amount=None, currency="RUB")),
    ],
)
def test_half_of_a_pair_is_refused(name, half):
    with pytest.raises(IntegrityError, match=name):
        half()


def test_every_named_constraint_is_tried():
    named = {
        constraint.name
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    }

    assert named == VIOLATIONS.keys()


def test_neighbours_of_the_forbidden_are_allowed():
    series = ForumSeriesFactory()
    ForumFactory(series=series, number=6, slug="6", withdrawn_at=timezone.now())
    ForumFactory(series=series, number=6, slug="6-2")
    delegation = DelegationFactory()
    MemberFactory(delegation=delegation, role="head", withdrawn_at=timezone.now())
    MemberFactory(delegation=delegation, role="head")
    session = SessionFactory()
    AppearanceFactory(session=session, person=None, name_as_printed="представители бизнеса")
    AppearanceFactory(session=session, person=None, name_as_printed="представители науки")
    ForumFactory(dates="2025-06-08/..", number=None, year=None, slug="undated")
    PostFactory(organization=None, place=None)
    forum_session = SessionFactory()
    PresentationFactory(forum=forum_session.forum, session=forum_session, presenter=None)
    ProjectFactory(amount="0", currency="CNY")
    ClaimFactory(state=Claim.State.WITHDRAWN)

    counts = [model.objects.count() for model in (Forum, Delegation, Appearance, Post, Presentation)]
    assert counts == [6, 1, 2, 1, 1]
    assert not ForumStatus.objects.exists()


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [
        (0, 2, "VI "),  # longer than its span
        (1, 3, "VI"),  # one character off
        (0, 2, "vi"),  # another case
        (27, 33, "Сиань"),  # a tidied-up word
        (900, 902, "VI"),  # behind the end of the text
    ],
)
def test_quote_is_the_text_at_its_offsets(start, end, quote):
    claim = ClaimFactory(item=ItemFactory(text="VI форум портов прошёл в Сиане."))

    with pytest.raises(IntegrityError, match="quote_is_the_text_at_its_offsets"):
        Evidence.objects.create(claim=claim, field="number", start=start, end=end, quote=quote)


def test_quote_counts_characters_not_bytes():
    claim = ClaimFactory(item=ItemFactory(text="第七届论坛 𠀋 VI форум"))

    row = Evidence.objects.create(claim=claim, field="number", start=8, end=10, quote="VI")

    assert row.claim.item.text[row.start : row.end] == "VI"


def test_quote_cannot_drift_afterwards():
    claim = ClaimFactory(item=ItemFactory(text="VI форум портов"), evidence={"number": "VI"})

    with pytest.raises(IntegrityError, match="quote_is_the_text_at_its_offsets"):
        claim.evidence.update(start=1)


def test_text_never_changes():
    item = ItemFactory(text="VI форум портов")

    with pytest.raises(IntegrityError, match="text_never_changes"), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(text="VII форум портов")
    item.refresh_from_db()
    assert item.text == "VI форум портов"


def test_text_that_was_not_there_yet_can_come():
    item = ItemFactory(text="", text_hash="", state=Item.State.QUEUED)

    Item.objects.filter(pk=item.pk).update(text="VI форум", text_hash=hash_of("VI форум"))

    item.refresh_from_db()
    assert item.text == "VI форум"


def test_claim_stays_with_its_item():
    claim = ClaimFactory()

    with pytest.raises(IntegrityError, match="claim_stays_with_its_item"):
        Claim.objects.filter(pk=claim.pk).update(item=ItemFactory())
