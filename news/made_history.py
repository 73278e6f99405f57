"""A made-up history of any size, for measuring and for trying the site: always the same one for the same seed.

Everything is invented but the places. What the sizes and shares imitate: most series are short and few are long, most people
are seen once and few everywhere, most days are known and some are not, and newer years are told of more.
"""

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from django.db import transaction
from django.db.models import Model

from delegations.models import Delegation, Member
from directory.models import Organization, OrganizationName, Person, PersonName, Place, PlaceName, Post
from events.models import (
    Appearance,
    Forum,
    ForumOrganizer,
    ForumSeries,
    ForumStatus,
    Initiative,
    InitiativeParty,
    SeriesName,
    Session,
    roman,
)
from extraction import lexicon
from extraction.keys import person_key, phrase_key
from extraction.palladius import PINYIN_TO_CYRILLIC
from investments.models import Agreement, AgreementParty, Presentation, Project, ProjectStage
from investments.sectors import Sector
from news.bulk import Copy, copy_pairs
from news.made_words import (
    BEGINNINGS,
    BODIES,
    COMPANY_ENDS,
    DEEDS,
    FAMILIES,
    FEMALE_ENDS,
    HANZI,
    MEN,
    MIDDLES,
    OBJECTS,
    SIDES,
    SPEECH,
    SURNAME_ENDS,
    THEMES,
    TITLES,
    TOPICS,
    VERBS,
    WOMEN,
)
from news.models import Claim, Evidence, Item, Source, hash_of

THIS_YEAR = 2026
NOW = dt.datetime(THIS_YEAR, 11, 1, 12, tzinfo=dt.UTC)
KINDS = {"country": Place.Kind.COUNTRY, "region": Place.Kind.TERRITORY, "city": Place.Kind.CITY}

Rows = Iterator[tuple[type[Model], int]]


@dataclass
class Sizes:
    """How much there is of everything for a number of news items."""

    items: int

    @property
    def people(self) -> int:
        return max(self.items // 5, 10)

    @property
    def forums(self) -> int:
        return max(self.items // 20, 5)

    @property
    def organizations(self) -> int:
        return max(self.items // 10, 5)

    @property
    def projects(self) -> int:
        return max(self.items // 20, 5)

    @property
    def places(self) -> int:
        return 400 + self.items // 200


@dataclass
class Made:
    """What is there already, for the rows that refer to it: ids, and the words that the news use."""

    countries: dict[str, int] = field(default_factory=dict)
    territories: list[int] = field(default_factory=list)
    cities: list[int] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    organizations: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    people_names: list[str] = field(default_factory=list)
    posts: list[list[int]] = field(default_factory=list)
    series: list[tuple[int, str]] = field(default_factory=list)
    forums: list[tuple[int, str, int, int]] = field(default_factory=list)  # id, name, year, id of the place
    sessions: list[tuple[int, int]] = field(default_factory=list)  # id, position of the forum in `forums`
    projects: list[int] = field(default_factory=list)


# How much more often the first ones of a list are taken: at 1 all alike.
SKEW = 2.5


class History:
    """The history while it is being made; `tell` hears of each step."""

    def __init__(self, items: int, *, seed: int = 1, tell: Callable[[str], None] = print) -> None:
        self.sizes = Sizes(items)
        self.dice = random.Random(seed)
        self.tell = tell
        self.made = Made()

    @transaction.atomic
    def make(self) -> None:
        for step in STEPS:
            for model, number in step(self):
                self.tell(f"{number:>9,} {model._meta.verbose_name_plural}")

    def _copy(self, model: type[Model], *columns: str, needs: Sequence[Copy] = ()) -> Copy:
        return Copy(model, *columns, now=NOW, needs=needs)

    def _few(self, rows: Sequence, most: int) -> list:
        """Some different rows, the first ones of the list much more often: few are seen everywhere."""
        found = {self._often(len(rows)) for _ in range(self.dice.randint(1, most))}
        return [rows[position] for position in sorted(found)]

    def _often(self, length: int) -> int:
        return min(int(length * self.dice.random() ** SKEW), length - 1)

    # The directory

    def _places(self) -> Rows:
        places = self._copy(
            Place,
            "name",
            "slug",
            "kind",
            "country",
            "part_of_id",
            "latitude",
            "longitude",
            "names_by_language",
        )
        names = self._copy(PlaceName, "place_id", "text", "language", "kind", "key")
        regions: dict[str, int] = {}
        rows = sorted(
            lexicon.table("places"),
            key=lambda row: (list(KINDS).index(row[0]) if row[0] in KINDS else 9, -_number(row, 8)),
        )
        for row in rows:
            kind, russian, chinese, english, country, region, latitude, longitude = row[:8]
            is_city = kind not in ("country", "region")
            if (is_city and places._count >= self.sizes.places) or not russian:
                continue
            whole = (
                None
                if kind == "country"
                else (regions.get(region) if is_city else None) or self.made.countries.get(country)
            )
            known = {code: text for code, text in (("ru", russian), ("zh", chinese), ("en", english)) if text}
            has_point = latitude not in ("", "0") and longitude not in ("", "0")
            slug = f"{_slug(english or russian)}-{places.last_id + 1}"
            pk = places.add(
                russian, slug, KINDS.get(kind, Place.Kind.CITY), country, whole,
                latitude if has_point else None, longitude if has_point else None, known,
            )  # fmt: skip
            for language, text in known.items():
                names.add(pk, text, language, "main", phrase_key(text))
            self.made.names[pk] = russian
            if kind == "country":
                self.made.countries[country] = pk
            elif kind == "region":
                regions[region] = pk
            if country in ("RU", "CN"):
                (self.made.cities if is_city else self.made.territories).append(pk)
        yield Place, places.end()
        yield PlaceName, names.end()

    def _organizations(self) -> Rows:
        copy = self._copy(Organization, "name", "slug", "place_id", "names_by_language")
        names = self._copy(OrganizationName, "organization_id", "text", "language", "kind", "key")
        for number in range(self.sizes.organizations):
            place = self.dice.choice(self.made.cities)
            body = BODIES[number % len(BODIES)]
            own = body.format(
                f"{self.dice.choice(BEGINNINGS)}{self.dice.choice(MIDDLES)}{self.dice.choice(COMPANY_ENDS)} {number}"
            )
            text = own if "«" in own else f"{own} города {self.made.names[place]} {number}"
            pk = copy.add(text, f"organization-{copy.last_id + 1}", place, {"ru": text})
            names.add(pk, text, "ru", "main", phrase_key(text))
            self.made.organizations.append(pk)
        yield Organization, copy.end()
        yield OrganizationName, names.end()

    def _people(self) -> Rows:
        people = self._copy(Person, "name", "slug", "names_by_language", "checked_at")
        names = self._copy(PersonName, "person_id", "text", "language", "kind", "key")
        posts = self._copy(
            Post,
            "person_id",
            "title",
            "organization_id",
            "place_id",
            "is_former",
            "first_stated_on",
            "last_stated_on",
        )
        for _ in range(self.sizes.people):
            known = self._chinese_name() if self.dice.random() < 0.3 else {"ru": self._russian_name()}
            checked = NOW if self.dice.random() < 0.1 else None
            pk = people.add(known["ru"], f"person-{people.last_id + 1}", known, checked)
            for language, text in known.items():
                names.add(pk, text, language, "main", person_key(text))
            self.made.people.append(pk)
            self.made.people_names.append(known["ru"])
            held = []
            for title in {self.dice.choice(TITLES) for _ in range(self.dice.choice((1, 1, 1, 2, 3)))}:
                in_place = self.dice.random() < 0.3
                first = dt.date(self.dice.randint(2010, THIS_YEAR - 1), self.dice.randint(1, 12), 1)
                held.append(
                    posts.add(
                        pk,
                        title,
                        None if in_place else self.dice.choice(self.made.organizations),
                        self.dice.choice(self.made.territories) if in_place else None,
                        self.dice.random() < 0.2,
                        first,
                        first + dt.timedelta(days=self.dice.randint(0, 300)),
                    )
                )
            self.made.posts.append(held)
        yield Person, people.end()
        yield PersonName, names.end()
        yield Post, posts.end()

    def _russian_name(self) -> str:
        stem = self.dice.choice(BEGINNINGS) + "".join(
            self.dice.choice(MIDDLES) for _ in range(self.dice.choice((0, 1, 1, 1, 2)))
        )
        end = self.dice.choice(SURNAME_ENDS)
        if self.dice.random() < 0.35:
            return f"{self.dice.choice(WOMEN)} {stem}{FEMALE_ENDS.get(end, end)}"
        return f"{self.dice.choice(MEN)} {stem}{end}"

    def _chinese_name(self) -> dict[str, str]:
        """One name in three scripts."""
        signs = list(HANZI)
        picked = [
            self._often(FAMILIES),
            *(self.dice.randrange(FAMILIES, len(signs)) for _ in range(self.dice.choice((1, 2, 2)))),
        ]
        syllables = [HANZI[signs[position]] for position in picked]
        family, *given = (PINYIN_TO_CYRILLIC[syllable] for syllable in syllables)
        return {
            "ru": f"{family.capitalize()} {''.join(given).capitalize()}",
            "zh": "".join(signs[position] for position in picked),
            "en": f"{syllables[0].capitalize()} {''.join(syllables[1:]).capitalize()}".replace("ü", "u"),
        }

    # What happened

    def _series(self) -> Rows:
        series = self._copy(ForumSeries, "name", "slug", "names_by_language", "checked_at")
        names = self._copy(SeriesName, "series_id", "text", "language", "kind", "key")
        forums = self._copy(
            Forum,
            "series_id",
            "slug",
            "number",
            "year",
            "dates",
            "dates_first",
            "dates_last",
            "place_id",
            "status",
            "checked_at",
        )
        history = self._copy(ForumStatus, "forum_id", "status", "stated_on", "said_by")
        organizers = self._copy(ForumOrganizer, "forum_id", "organization_id", "place_id")
        while len(self.made.forums) < self.sizes.forums:
            home = self.dice.choice(self.made.cities)
            name = f"{self.dice.choice(SIDES)} форум {self.dice.choice(THEMES)} «{self.made.names[home]} {series.last_id + 1}»"
            pk = series.add(name, f"series-{series.last_id + 1}", {"ru": name}, None)
            names.add(pk, name, "ru", "main", phrase_key(name))
            names.add(pk, f"ФОРУМ-{pk}", "ru", "abbreviation", phrase_key(f"ФОРУМ-{pk}"))
            self.made.series.append((pk, name))
            length = min(
                1 + int(self.dice.paretovariate(1.0) * 3), 40, self.sizes.forums - len(self.made.forums)
            )
            for number, year in enumerate(
                range(THIS_YEAR + self.dice.choice((0, 0, 0, 1)) - length + 1, THIS_YEAR + 2), 1
            ):
                if number > length:
                    break
                self._forum(forums, history, organizers, pk, name, number, year, home)
        yield ForumSeries, series.end()
        yield SeriesName, names.end()
        yield Forum, forums.end()
        yield ForumStatus, history.end()
        yield ForumOrganizer, organizers.end()

    def _forum(self, forums, history, organizers, series, name, number, year, home) -> None:
        place = home if self.dice.random() < 0.6 else self.dice.choice(self.made.cities)
        known_year = None if self.dice.random() < 0.03 else year
        dates, first, last = self._dates(year) if known_year else ("", None, None)
        ahead = year > THIS_YEAR or (year == THIS_YEAR and self.dice.random() < 0.3)
        status = (
            self.dice.choice(("proposed", "planned"))
            if ahead
            else self.dice.choices(("held", "cancelled", "postponed"), (92, 4, 4))[0]
        )
        pk = forums.add(
            series, str(number), number, known_year, dates, first, last,
            place, status, NOW if self.dice.random() < 0.2 else None,
        )  # fmt: skip
        for step, said in enumerate(("planned", status) if status != "planned" else ("planned",)):
            history.add(pk, said, dt.date(year - 1, 11 + step, 5), f"Вестник {self.dice.randint(1, 40)}")
        organizers.add(pk, self.dice.choice(self.made.organizations), None)
        self.made.forums.append((pk, f"{roman(number)} {name}", year, place))

    def _dates(self, year: int) -> tuple[str, dt.date | None, dt.date | None]:
        """EDTF and its bounds. They are known here; reading them off the text would take most of the time."""
        month, day, share = self.dice.randint(1, 12), self.dice.randint(1, 25), self.dice.random()
        if share < 0.3:
            return "", None, None
        first = dt.date(year, month, day)
        if share < 0.45:
            next_month = (first.replace(day=1) + dt.timedelta(days=31)).replace(day=1)
            return f"{first:%Y-%m}", first.replace(day=1), next_month - dt.timedelta(days=1)
        last = first.replace(day=day + self.dice.randint(1, 3))
        return f"{first}/{last}", first, last

    def _sessions(self) -> Rows:
        sessions = self._copy(Session, "forum_id", "position", "kind", "title", "forum_year")
        appearances = self._copy(Appearance, "session_id", "person_id", "name_as_printed")
        pairs = []
        kinds = [
            kind
            for kind in Session.Kind.values
            for _ in range(1 if kind in ("exhibition", "signing", "other") else 4)
        ]
        for index, (forum, _name, year, _place) in enumerate(self.made.forums):
            for position in range(1, self.dice.randint(1, 7)):
                pk = sessions.add(
                    forum,
                    position,
                    self.dice.choice(kinds),
                    f"{self.dice.choice(TOPICS)}: {self.dice.choice(THEMES)}",
                    year,
                )
                self.made.sessions.append((pk, index))
                for person in self._few(range(len(self.made.people)), 5):
                    row = appearances.add(pk, self.made.people[person], self.made.people_names[person])
                    pairs += [(row, post) for post in self.made.posts[person][:1]]
        yield Session, sessions.end()
        yield Appearance, appearances.end()
        copy_pairs(Appearance.posts.through, ("appearance_id", "post_id"), pairs)

    def _delegations(self) -> Rows:
        delegations = self._copy(
            Delegation,
            "sending_place_id",
            "sending_organization_id",
            "slug",
            "forum_id",
            "stated_size",
            "forum_year",
        )
        members = self._copy(Member, "delegation_id", "person_id", "role", "position")
        pairs = []
        for forum, _name, year, _place in self.made.forums:
            for sender in self._few(self.made.territories, 6):
                size = self.dice.randint(2, 60) if self.dice.random() < 0.7 else None
                by_place = self.dice.random() < 0.8
                pk = delegations.add(
                    sender if by_place else None, None if by_place else self.dice.choice(self.made.organizations),
                    f"delegation-{delegations.last_id + 1}", forum, size, year,
                )  # fmt: skip
                for position, person in enumerate(self._few(range(len(self.made.people)), 12)):
                    row = members.add(
                        pk, self.made.people[person], "head" if position == 0 else "member", position
                    )
                    pairs += [(row, post) for post in self.made.posts[person][:1]]
        yield Delegation, delegations.end()
        yield Member, members.end()
        copy_pairs(Member.posts.through, ("member_id", "post_id"), pairs)

    # What came of it

    def _projects(self) -> Rows:
        projects = self._copy(
            Project,
            "name",
            "name_key",
            "slug",
            "sector",
            "place_id",
            "amount",
            "currency",
            "amount_as_printed",
        )
        stages = self._copy(ProjectStage, "project_id", "stage", "dates", "dates_first", "dates_last")
        presentations = self._copy(Presentation, "project_id", "forum_id", "session_id", "presenter_id")
        for number in range(self.sizes.projects):
            place = self.dice.choice(self.made.cities)
            name = f"{self.dice.choice(OBJECTS)} «{self.made.names[place]} {number}»"
            amount = self.dice.randint(1, 900) if self.dice.random() < 0.5 else None
            pk = projects.add(
                name, phrase_key(name), f"project-{projects.last_id + 1}", self._sector(), place,
                amount * 1_000_000 if amount else None, "RUB" if amount else "", f"{amount} млн рублей" if amount else "",
            )  # fmt: skip
            self.made.projects.append(pk)
            year = self.dice.randint(2012, THIS_YEAR)
            stages.add(
                pk,
                self.dice.choice(ProjectStage.Stage.values),
                str(year),
                dt.date(year, 1, 1),
                dt.date(year, 12, 31),
            )
            for session, forum in self._few(self.made.sessions, 4):
                presentations.add(pk, self.made.forums[forum][0], session, self.dice.choice(self.made.people))
        yield Project, projects.end()
        yield ProjectStage, stages.end()
        yield Presentation, presentations.end()

    def _sector(self) -> str:
        """Some sectors have many projects, and of a tenth of the projects none is known."""
        return "" if self.dice.random() < 0.1 else Sector.values[self._often(len(Sector.values))]

    def _agreements(self) -> Rows:
        agreements = self._copy(Agreement, "kind", "subject", "subject_key", "slug", "forum_id", "forum_year")
        parties = self._copy(AgreementParty, "agreement_id", "name_as_printed", "organization_id")
        for number in range(self.sizes.projects):
            forum, _name, year, _place = self.dice.choice(self.made.forums)
            subject = f"{self.dice.choice(OBJECTS)}, очередь {number}"
            pk = agreements.add(
                self.dice.choice(Agreement.Kind.values),
                subject,
                phrase_key(subject),
                f"agreement-{agreements.last_id + 1}",
                forum,
                year,
            )
            for organization in {self.dice.choice(self.made.organizations) for _ in range(2)}:
                parties.add(pk, f"Сторона {organization}", organization)
        yield Agreement, agreements.end()
        yield AgreementParty, parties.end()

    def _initiatives(self) -> Rows:
        initiatives = self._copy(Initiative, "text", "slug", "forum_id", "outcome", "forum_year")
        parties = self._copy(InitiativeParty, "initiative_id", "role", "name_as_printed", "person_id")
        for number in range(self.sizes.projects // 2):
            forum, _name, year, _place = self.dice.choice(self.made.forums)
            text = f"{self.dice.choice(DEEDS)} {self.dice.choice(OBJECTS)} № {number}"
            pk = initiatives.add(
                text,
                f"initiative-{initiatives.last_id + 1}",
                forum,
                self.dice.choice(Initiative.Outcome.values),
                year,
            )
            for role, person in zip(
                ("proposer", "supporter"), self._few(range(len(self.made.people)), 2), strict=False
            ):
                parties.add(pk, role, self.made.people_names[person], self.made.people[person])
        yield Initiative, initiatives.end()
        yield InitiativeParty, parties.end()

    def _news(self) -> Rows:
        sources = self._copy(Source, "name")
        items = self._copy(
            Item, "source_id", "title", "text", "text_hash", "language", "published_on", "state"
        )
        claims = self._copy(
            Claim,
            "item_id",
            "kind",
            "fingerprint",
            "identity",
            "values",
            "confidence",
            "forum_id",
            "person_id",
        )
        evidence = self._copy(Evidence, "claim_id", "field", "start", "end", "quote", needs=(items, claims))
        outlets = [
            sources.add(f"Вестник {number} № {sources.last_id + 1}")
            for number in range(max(10, self.sizes.items // 5000))
        ]
        sources.end()
        years = list(range(2010, THIS_YEAR + 1))
        weights = list(accumulate(1.25**step for step in range(len(years))))
        for _ in range(self.sizes.items):
            forum, name, year, place = self.made.forums[self._often(len(self.made.forums))]
            person = self._often(len(self.made.people))
            verb = self.dice.choice(VERBS)
            title = f"{name} {verb}: {self.made.names[place]}"
            said = " ".join(self.dice.choice(SPEECH) for _ in range(self.dice.randint(2, 6)))
            text = f"{title}\n{name} {verb} в {year} году. В нём принял участие {self.made.people_names[person]}. {said}Сообщение {items.last_id + 1}."
            (published,) = self.dice.choices(years, cum_weights=weights)
            day = dt.date(
                published, self.dice.randint(1, 12 if published < THIS_YEAR else 10), self.dice.randint(1, 28)
            )
            language = self.dice.choices(("ru", "zh", "en"), (85, 10, 5))[0]
            pk = items.add(
                outlets[self._often(len(outlets))],
                title[:500],
                text,
                hash_of(text),
                language,
                None if self.dice.random() < 0.01 else day,
                "done",
            )
            about = [("forum", "series", name, forum, None)]
            if self.dice.random() < 0.5:
                about.append(
                    ("person", "name", self.made.people_names[person], None, self.made.people[person])
                )
            for kind, column, quote, forum_id, person_id in about:
                start = text.index(quote)
                identity = f"{claims.last_id + 1:064}"
                claim = claims.add(
                    pk,
                    kind,
                    identity,
                    identity,
                    {column: quote},
                    round(self.dice.random(), 2),
                    forum_id,
                    person_id,
                )
                evidence.add(claim, column, start, start + len(quote), quote)
        yield Item, items.end()
        yield Claim, claims.end()
        yield Evidence, evidence.end()


def _number(row: tuple[str, ...], column: int) -> int:
    return int(row[column]) if len(row) > column and row[column].isdigit() else 0


def _slug(text: str) -> str:
    return (
        "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text.lower()).strip(
            "-"
        )[:60]
        or "place"
    )


STEPS: tuple[Callable[[History], Rows], ...] = (
    History._places,
    History._organizations,
    History._people,
    History._series,
    History._sessions,
    History._delegations,
    History._projects,
    History._agreements,
    History._initiatives,
    History._news,
)
