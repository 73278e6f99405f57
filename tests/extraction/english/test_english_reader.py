"""English constructions: what each kind of record must be read from, and what must not give one."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction import extract
from extraction.english.dates import find_dates
from extraction.english.events import ordinal

PUBLISHED = date(2026, 6, 19)
SETTING = "The fifth Steppe Trade Forum was held in Astana on 10-11 June 2026. "


def read(text, published_on=PUBLISHED):
    return extract(text, published_on=published_on, language="en")


def value(field):
    return field.value if field is not None else None


def values(fields):
    return [field.value for field in fields]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on June 2-3, 2026", "2026-06-02/2026-06-03"),
        ("from 30 May to 2 June", "2026-05-30/2026-06-02"),
        ("from 14 to 16 April 2026", "2026-04-14/2026-04-16"),
        ("BAKU, Oct. 8", "2026-10-08"),
        ("in August 2025", "2025-08"),
        ("next March", "2027-03"),
        ("in spring 2027", "2027-21"),
        ("yesterday", "2026-06-18"),
        ("on Friday", "2026-06-19"),
    ],
)
def test_dates_are_as_precise_as_the_words(text, edtf):
    (when,) = find_dates(text, PUBLISHED)

    assert when.edtf == edtf


@pytest.mark.parametrize(
    "text", ["5,500 enterprises", "may join", "12 June Street Café 31 February", "2000 people"]
)
def test_numbers_and_verbs_are_no_dates(text):
    assert [w.edtf for w in find_dates(text, PUBLISHED) if w.edtf and "02-31" in w.edtf] == []


@pytest.mark.parametrize(
    ("word", "number"), [("seventh", 7), ("27th", 27), ("IX", 9), ("twenty-first", 21), ("inaugural", 1)]
)
def test_edition_numbers(word, number):
    assert ordinal(word) == number


@pytest.mark.parametrize("word", ["month", "Ivory", "27", "north"])
def test_no_edition_numbers(word):
    assert ordinal(word) is None


@pytest.mark.parametrize(
    ("text", "name", "title", "organization"),
    [
        ("Vice Governor Meng Zhaoyang spoke.", "Meng Zhaoyang", "Vice Governor", ""),
        ("Kazakhstan's vice minister of transport Gulnara Seitova spoke.", "Gulnara Seitova", "vice minister of transport", "Kazakhstan"),
        ("Ren Haibo, Director-General of the Foreign Affairs Office, spoke.", "Ren Haibo", "Director-General", "Foreign Affairs Office"),
        ("Its chairman, Guo Yunfei, spoke.", "Guo Yunfei", "chairman", ""),
        ("Dr. Saule Bekova, rector of Nazarbayev University, spoke.", "Saule Bekova", "rector", "Nazarbayev University"),
        ("Bold Tserendorj, who heads the Customs Brokers' Union, spoke.", "Bold Tserendorj", "head", "Customs Brokers' Union"),
    ],
)  # fmt: skip
def test_posts_before_and_after_names(text, name, title, organization):
    (person,) = read(text).people

    assert person.name.value == name
    assert [(post.value.title, post.value.organization) for post in person.posts] == [(title, organization)]


def test_two_posts_and_a_former_one():
    (person,) = read(
        "Wang Xin, former mayor of Harbin and now president of the Heilongjiang Chamber of Commerce, spoke."
    ).people

    assert [(p.value.title, p.value.organization, p.value.is_former) for p in person.posts] == [
        ("mayor", "Harbin", True),
        ("president", "Heilongjiang Chamber of Commerce", False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "James Cook University opened a branch.",
        "The Baku Port Operator signed nothing.",
        "Prices rose in Hong Kong, Inner Mongolia and St. Petersburg.",
        "Silk Road Food & Agri Expo",
    ],
)
def test_no_people(text):
    assert read(text).people == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The IX Amur Timber Expo will be held in Harbin on 1-3 September 2026.", ("Amur Timber Expo", 9, 2026, "Harbin", "planned")),
        ("The Amur Timber Expo, scheduled for November in Harbin, was cancelled.", ("Amur Timber Expo", None, 2026, "Harbin", "cancelled")),
        ("The 2nd Altai Summit, which was to be held in Barnaul in July, has been postponed to October 2026.", ("Altai Summit", 2, 2026, "Barnaul", "postponed")),
        ("Tashkent will host the Ninth Textile Week on 10 July.", ("Textile Week", 9, 2026, "Tashkent", "planned")),
        ("The third Steppe Congress may be held in Osh in 2028.", ("Steppe Congress", 3, 2028, "Osh", "proposed")),
        ("The Steppe Congress is taking place in Osh.", ("Steppe Congress", None, 2026, "Osh", "ongoing")),
        ("The 8th China International Import Expo (CIIE) took place in Shanghai last year.", ("China International Import Expo", 8, 2025, "Shanghai", "held")),
    ],
)  # fmt: skip
def test_editions_with_their_state(text, expected):
    (forum,) = read(text).forums

    assert (
        value(forum.series), value(forum.number), value(forum.year), value(forum.place), value(forum.status)
    ) == expected  # fmt: skip


def test_editions_of_one_series_stay_apart():
    report = read(
        SETTING + "The next forum will take place in Osh in 2027. Last year's forum was held in Bishkek."
    )

    assert [(value(f.series), value(f.year), value(f.place), value(f.status)) for f in report.forums] == [
        ("Steppe Trade Forum", 2026, "Astana", "held"),
        ("Steppe Trade Forum", 2027, "Osh", "planned"),
        ("Steppe Trade Forum", 2025, "Bishkek", "held"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The National People's Congress adopted a law.",
        "A press conference was given in Moscow.",
        "The Congress Center was rebuilt.",
        "We had a good week in a forum of friends.",
    ],
)
def test_no_forums(text):
    assert read(text).forums == []


def test_a_correction_gives_what_is_right():
    report = read(
        "We said that the fifth Steppe Trade Forum had been held in Osh. It took place in Astana on 10 June 2026."
    )

    assert [(value(f.place), value(f.number)) for f in report.forums] == [("Astana", 5)]


@pytest.mark.parametrize(
    ("text", "kind", "title", "speakers"),
    [
        ("The plenary session was moderated by Anna Belova.", "plenary", None, ["Anna Belova"]),
        ('The panel "Beyond Logs" was chaired by Anna Belova.', "session", "Beyond Logs", ["Anna Belova"]),
        ('At a round table titled "Dry Ports", Ivan Orlov presented a report.', "session", "Dry Ports", ["Ivan Orlov"]),
        ("On the sidelines of the forum, Ivan Orlov met Anna Belova.", "meeting", None, ["Ivan Orlov", "Anna Belova"]),
        ("10:00 Opening ceremony. Welcome by Ivan Orlov.", "other", None, ["Ivan Orlov"]),
        ("The signing ceremony closed the day.", "signing", None, []),
    ],
)  # fmt: skip
def test_sessions_with_speakers(text, kind, title, speakers):
    (session,) = read(SETTING + "\n" + text).sessions

    assert (value(session.kind), value(session.title), values(session.speakers)) == (kind, title, speakers)


@pytest.mark.parametrize(
    "text", ["No panels are scheduled.", "Two panels ran in parallel.", "The session will be short."]
)
def test_no_sessions(text):
    assert read(SETTING + "\n" + text).sessions == []


@pytest.mark.parametrize(
    ("text", "sender", "head", "size"),
    [
        ("A 28-member delegation of Jilin Province led by Mayor Meng Zhaoyang came.", "Jilin Province", "Meng Zhaoyang", 28),
        ("The Mongolian delegation was headed by Bair Dorzhiev.", "Mongolia", "Bair Dorzhiev", None),
        ("Italy: a party of 60 headed by Ivan Orlov.", "Italy", "Ivan Orlov", 60),
        ("Poland is sending a party of 80, headed by Ivan Orlov.", "Poland", "Ivan Orlov", 80),
        ("A delegation from Osh, 22 people in all, arrived.", "Osh", None, 22),
    ],
)  # fmt: skip
def test_delegations(text, sender, head, size):
    (delegation,) = read(SETTING + "\n" + text).delegations

    assert (value(delegation.sender), value(delegation.head), value(delegation.size)) == (sender, head, size)


def test_members_and_host_of_a_delegation():
    (delegation,) = read(
        SETTING
        + "\nA delegation from Osh travelled at the invitation of the Government of Astana. Its members"
        " included Anna Belova, rector of Osh University, and Ivan Orlov."
    ).delegations

    assert values(delegation.members) == ["Anna Belova", "Ivan Orlov"]
    assert value(delegation.invited_by) == "Government of Astana"


@pytest.mark.parametrize(
    ("text", "name", "place", "amount"),
    [
        ("Ivan Orlov presented a plan for a ferry terminal in Aktau worth $210 million.", "ferry terminal", "Aktau", "$210 million"),
        ("Ivan Orlov described a scallop farm planned in Korsakov.", "scallop farm", "Korsakov", None),
        ("Ivan Orlov presented the Darkhan copper plant (estimated investment USD 165 million).", "Darkhan copper plant", "Darkhan", "USD 165 million"),
        ("A spinning mill in Harbin was presented by Ivan Orlov.", "spinning mill", "Harbin", None),
    ],
)  # fmt: skip
def test_projects(text, name, place, amount):
    (project,) = read(SETTING + "\n" + text).projects

    assert (value(project.name), value(project.place), value(project.amount)) == (name, place, amount)
    assert values(project.presented_by) == ["Ivan Orlov"]


@pytest.mark.parametrize(
    "text", ["Ivan Orlov presented a report on tariffs.", "Guests toured the commercial port of Harbin."]
)
def test_no_projects(text):
    assert read(SETTING + "\n" + text).projects == []


@pytest.mark.parametrize(
    ("text", "kind", "subject", "parties"),
    [
        ("Erdene Copper LLC and Baikal Energo JSC signed a letter of intent on power supply.", "intent", "power supply", ["Erdene Copper LLC", "Baikal Energo JSC"]),
        ("Aktau Sea Terminal signed a $38 million contract with shipbuilder Caspian Yards for two vessels.", "contract", "two vessels", ["Aktau Sea Terminal", "Caspian Yards"]),
        ("A protocol on visas was signed between Osh University and Harbin University.", "protocol", "visas", ["Osh University", "Harbin University"]),
        ("Osh Grain Company plans to conclude a contract with the Polish firm Agrosilo for six silos.", "contract", "six silos", ["Osh Grain Company", "Agrosilo"]),
    ],
)  # fmt: skip
def test_agreements(text, kind, subject, parties):
    (agreement,) = read(SETTING + "\n" + text).agreements

    assert (value(agreement.kind), value(agreement.subject), values(agreement.parties)) == (
        kind,
        subject,
        parties,
    )


@pytest.mark.parametrize(
    "text",
    [
        "No agreement on flights was signed.",
        "In all, 260 agreements were signed.",
        "The sides agreed to cooperate.",
    ],
)
def test_no_agreements(text):
    assert read(SETTING + "\n" + text).agreements == []


@pytest.mark.parametrize(
    ("text", "by", "to", "proposed", "supported_by"),
    [
        ("Ivan Orlov suggested holding the sixth forum in Osh. Anna Belova supported the suggestion.", ["Ivan Orlov"], [], "holding the sixth forum in Osh", ["Anna Belova"]),
        ("Ivan Orlov called for a joint fund.", ["Ivan Orlov"], [], "a joint fund", []),
        ("Ivan Orlov invited Anna Belova to visit Osh, and Belova accepted.", ["Ivan Orlov"], ["Anna Belova"], "visit Osh", ["Anna Belova"]),
    ],
)  # fmt: skip
def test_proposals(text, by, to, proposed, supported_by):
    people = "Ivan Orlov and Anna Belova met on the sidelines. "
    (proposal,) = read(SETTING + people + "\n" + text).proposals

    assert values(proposal.by) == by
    assert values(proposal.to) == to
    assert value(proposal.text) == proposed
    assert values(proposal.supported_by) == supported_by


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "The",
                "forum",
                "Expo",
                "in",
                "Harbin",
                ",",
                ".",
                '"',
                "“",
                "”",
                "(",
                ")",
                "of",
                "and",
                "led",
                "by",
                "delegation",
                "28-member",
                "signed",
                "a",
                "memorandum",
                "on",
                "5",
                "June",
                "2026",
                "Mr.",
                "Orlov",
                "Ivan",
                "president",
                "'s",
                "'",
                "–",
                "proposed",
                "to",
                "hold",
                "fifth",
                "session",
                "\n",
                "\u200b",
                "é",
                "中",
                "Ж",
            ]
        ),
        max_size=60,
    )
)
def test_any_text_gives_spans_of_itself(words):
    text = " ".join(words)

    report = read(text).as_json()

    for kind in ("forums", "sessions", "people", "delegations", "projects", "agreements", "proposals"):
        for record in report[kind]:
            assert all(0 <= row["start"] < row["end"] <= len(text) for row in record["evidence"])


@pytest.mark.parametrize(
    "piece", ["Forum of Ccc and ", "signed a memorandum on ", "John Smith, ", '"Aa ', "led by the "]
)
def test_time_is_linear(piece):
    began = time.perf_counter()

    read(piece * (60_000 // len(piece)))

    assert time.perf_counter() - began < 10
