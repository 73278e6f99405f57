"""Records for tests."""

import datetime as dt

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from factory.django import DjangoModelFactory

from delegations.drafting import read_rows
from delegations.models import Delegation, Draft, Member
from delegations.programme_rows import read_rows as read_programme_rows
from directory.models import (
    Organization,
    OrganizationName,
    Person,
    PersonName,
    Place,
    PlaceName,
    Post,
)
from events.models import (
    Appearance,
    Forum,
    ForumSeries,
    ForumStatus,
    Initiative,
    InitiativeParty,
    SeriesName,
    Session,
)
from extraction.keys import person_key, phrase_key
from investments.models import Agreement, AgreementParty, Presentation, Project
from investments.project_rows import read_rows as read_project_rows
from news.models import Claim, Conflict, Evidence, Item, Source, hash_of


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = Place

    name = factory.Sequence(lambda n: f"Город {n}")
    slug = factory.Sequence(lambda n: f"gorod-{n}")
    kind = Place.Kind.CITY
    country = "RU"


class PlaceNameFactory(DjangoModelFactory):
    class Meta:
        model = PlaceName

    place = factory.SubFactory(PlaceFactory)
    text = factory.SelfAttribute("place.name")
    language = "ru"
    key = factory.LazyAttribute(lambda row: phrase_key(row.text))


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Палата {n}")
    slug = factory.Sequence(lambda n: f"palata-{n}")


class OrganizationNameFactory(DjangoModelFactory):
    class Meta:
        model = OrganizationName

    organization = factory.SubFactory(OrganizationFactory)
    text = factory.SelfAttribute("organization.name")
    language = "ru"
    key = factory.LazyAttribute(lambda row: phrase_key(row.text))


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Пётр Иванов {n}")
    slug = factory.Sequence(lambda n: f"petr-ivanov-{n}")


class PersonNameFactory(DjangoModelFactory):
    class Meta:
        model = PersonName

    person = factory.SubFactory(PersonFactory)
    text = factory.SelfAttribute("person.name")
    language = "ru"
    key = factory.LazyAttribute(lambda row: person_key(row.text))


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    person = factory.SubFactory(PersonFactory)
    title = factory.Sequence(lambda n: f"министр {n}")
    organization = factory.SubFactory(OrganizationFactory)


class ForumSeriesFactory(DjangoModelFactory):
    class Meta:
        model = ForumSeries

    name = factory.Sequence(lambda n: f"Форум портов {n}")
    slug = factory.Sequence(lambda n: f"forum-portov-{n}")


class SeriesNameFactory(DjangoModelFactory):
    class Meta:
        model = SeriesName

    series = factory.SubFactory(ForumSeriesFactory)
    text = factory.SelfAttribute("series.name")
    language = "ru"
    key = factory.LazyAttribute(lambda row: phrase_key(row.text))


class ForumFactory(DjangoModelFactory):
    class Meta:
        model = Forum

    series = factory.SubFactory(ForumSeriesFactory)
    number = factory.Sequence(lambda n: n + 1)
    slug = factory.LazyAttribute(lambda forum: str(forum.number or forum.year or "undated"))
    year = 2025
    place = factory.SubFactory(PlaceFactory)
    status = "held"


class ForumStatusFactory(DjangoModelFactory):
    class Meta:
        model = ForumStatus

    forum = factory.SubFactory(ForumFactory)
    status = "held"
    stated_on = dt.date(2025, 11, 25)
    said_by = factory.Sequence(lambda n: f"Вестник {n}")


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session

    forum = factory.SubFactory(ForumFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Порты и люди {n}")


class AppearanceFactory(DjangoModelFactory):
    class Meta:
        model = Appearance
        skip_postgeneration_save = True

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    name_as_printed = factory.SelfAttribute("person.name")

    @factory.post_generation
    def posts(self, create, extracted, **kwargs):
        self.posts.set(extracted or [])


class InitiativeFactory(DjangoModelFactory):
    class Meta:
        model = Initiative

    text = factory.Sequence(lambda n: f"построить причал {n}")
    slug = factory.Sequence(lambda n: f"postroit-prichal-{n}")
    forum = factory.SubFactory(ForumFactory)


class InitiativePartyFactory(DjangoModelFactory):
    class Meta:
        model = InitiativeParty

    initiative = factory.SubFactory(InitiativeFactory)
    role = "proposer"
    person = factory.SubFactory(PersonFactory)
    name_as_printed = factory.SelfAttribute("person.name")


class DelegationFactory(DjangoModelFactory):
    class Meta:
        model = Delegation

    sending_place = factory.SubFactory(PlaceFactory)
    slug = factory.Sequence(lambda n: f"delegaciia-{n}")
    forum = factory.SubFactory(ForumFactory)
    stated_size = 12


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member
        skip_postgeneration_save = True

    delegation = factory.SubFactory(DelegationFactory)
    person = factory.SubFactory(PersonFactory)

    @factory.post_generation
    def posts(self, create, extracted, **kwargs):
        self.posts.set(extracted or [])


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = Project

    name = factory.Sequence(lambda n: f"зерновой терминал {n}")
    name_key = factory.LazyAttribute(lambda project: phrase_key(project.name))
    slug = factory.Sequence(lambda n: f"zernovoi-terminal-{n}")
    place = factory.SubFactory(PlaceFactory)


class PresentationFactory(DjangoModelFactory):
    class Meta:
        model = Presentation

    project = factory.SubFactory(ProjectFactory)
    forum = factory.SubFactory(ForumFactory)
    presenter = factory.SubFactory(PersonFactory)


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = Agreement

    subject = factory.Sequence(lambda n: f"перевалка зерна {n}")
    subject_key = factory.LazyAttribute(lambda agreement: phrase_key(agreement.subject))
    slug = factory.Sequence(lambda n: f"perevalka-zerna-{n}")
    forum = factory.SubFactory(ForumFactory)


class AgreementPartyFactory(DjangoModelFactory):
    class Meta:
        model = AgreementParty

    agreement = factory.SubFactory(AgreementFactory)
    organization = factory.SubFactory(OrganizationFactory)
    name_as_printed = factory.SelfAttribute("organization.name")


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    name = factory.Sequence(lambda n: f"Портовый вестник {n}")


class ItemFactory(DjangoModelFactory):
    class Meta:
        model = Item

    source = factory.SubFactory(SourceFactory)
    title = factory.Sequence(lambda n: f"Прошёл форум {n}")
    text = factory.LazyAttribute(lambda item: f"{item.title}\nVI форум портов прошёл в Сиане.")
    text_hash = factory.LazyAttribute(lambda item: hash_of(item.text))
    language = "ru"
    published_on = dt.date(2025, 11, 25)
    state = Item.State.DONE


class ClaimFactory(DjangoModelFactory):
    """A claim about a forum; `evidence={"place": "Сиане"}` adds quotes, which are looked up in the text."""

    class Meta:
        model = Claim
        skip_postgeneration_save = True

    item = factory.SubFactory(ItemFactory)
    kind = Claim.Kind.FORUM
    fingerprint = factory.Sequence(lambda n: f"{n:064}")
    identity = factory.Sequence(lambda n: f"{n:064}")

    @factory.post_generation
    def evidence(self, create, extracted, **kwargs):
        for name, quote in (extracted or {}).items():
            start = self.item.text.index(quote)
            index = 0 if isinstance(self.values.get(name), list) else None
            Evidence.objects.create(
                claim=self, field=name, index=index, start=start, end=start + len(quote), quote=quote
            )


class ConflictFactory(DjangoModelFactory):
    class Meta:
        model = Conflict

    claim = factory.SubFactory(ClaimFactory)
    field = "year"
    present = "2026"
    claimed = "2027"


class StaffFactory(DjangoModelFactory):
    """Somebody who works at the entry desk."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"staff-{n}")
    is_staff = True

    @factory.post_generation
    def permissions(self, create, extracted, **kwargs):
        wanted = extracted or ("enter_delegation", "see_arrangements")
        self.user_permissions.set(Permission.objects.filter(codename__in=wanted))


class DraftFactory(DjangoModelFactory):
    """A draft with a source; `text` is read into rows."""

    class Meta:
        model = Draft

    owner = factory.SubFactory(StaffFactory)
    text = ""
    forum = factory.SubFactory(ForumFactory)
    sending_place = factory.SubFactory(PlaceFactory)
    source_kind = "letter"
    source_text = "№ 15-3/208"
    source_on = dt.date(2025, 10, 1)
    rows = factory.LazyAttribute(lambda draft: [row.as_json() for row in read_rows(draft.text)])


class ProgrammeDraftFactory(DraftFactory):
    """The draft of a programme."""

    kind = "programme"
    forum = factory.SubFactory(ForumFactory, year=2026, dates="2026-06-08/2026-06-09")
    sending_place = None
    rows = factory.LazyAttribute(lambda draft: [row.as_json() for row in read_programme_rows(draft, {})])


class ProjectsDraftFactory(DraftFactory):
    """The draft of a list of projects."""

    kind = "projects"
    sending_place = None
    rows = factory.LazyAttribute(lambda draft: [row.as_json() for row in read_project_rows(draft, {})])
