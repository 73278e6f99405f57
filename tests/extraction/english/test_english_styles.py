"""House styles of English reports: programmes, lists, releases, corrections, asides."""

from datetime import date

import pytest

from extraction import extract

PUBLISHED = date(2026, 6, 11)
SETTING = "Steppe Trade Forum opens\nThe fifth Steppe Trade Forum opened in Astana on 10 June 2026.\n"


def read(text, setting=SETTING):
    return extract(setting + text, published_on=PUBLISHED, language="en")


def value(field):
    return field.value if field is not None else None


def values(fields):
    return [field.value for field in fields]


@pytest.mark.parametrize(
    ("text", "name", "posts"),
    [
        ("Bat Erdene (deputy minister of mining, Mongolia) spoke.", "Bat Erdene", [("deputy minister of mining", "Mongolia", False)]),
        ("Mongolia's Deputy Minister of Mining, Bat Erdene, spoke.", "Bat Erdene", [("Deputy Minister of Mining", "Mongolia", False)]),
        ("Then-minister Serik Amanov opened it.", "Serik Amanov", [("minister", "", True)]),
        ("Serik Amanov, who took over as rector of Ulgii College in May, spoke.", "Serik Amanov", [("rector", "Ulgii College", False)]),
        ("Serik Amanov, now an adviser to the president of KazAgro, spoke.", "Serik Amanov", [("adviser to the president", "KazAgro", False)]),
        ("Professor Serik Amanov of Ulgii College spoke.", "Serik Amanov", [("Professor", "Ulgii College", False)]),
        ("Serik Amanov is director general of the Ulgii Fair Company.", "Serik Amanov", [("director general", "Ulgii Fair Company", False)]),
        ("Serik Amanov, CEO, Okeanrybflot; Olga Kim, rector.", "Serik Amanov", [("CEO", "Okeanrybflot", False)]),
        (
            "Serik Amanov, President and CEO of KazAgro, spoke.", "Serik Amanov",
            [("President", "KazAgro", False), ("CEO", "KazAgro", False)],
        ),
        (
            "Deputy Prime Minister and Minister of Finance Serik Amanov spoke.", "Serik Amanov",
            [("Deputy Prime Minister", "", False), ("Minister of Finance", "", False)],
        ),
        (
            "Chairman of the Trade Development Authority of Pakistan (TDAP) Faiz Ahmad spoke.", "Faiz Ahmad",
            [("Chairman", "Trade Development Authority of Pakistan", False)],
        ),
    ],
)  # fmt: skip
def test_posts_around_names(text, name, posts):
    person = next(p for p in read(text).people if value(p.name) == name)

    assert [(p.value.title, p.value.organization, p.value.is_former) for p in person.posts] == posts


@pytest.mark.parametrize(
    "text",
    [
        "The owner of Srisuk Cold Chain spoke.",
        "The session was attended by Masdar, Boeing, Franklin Templeton and Meta.",
        "Vice President, Kazakhstan Railfreight.",
    ],
)
def test_companies_are_no_people(text):
    assert read(text).people == []


@pytest.mark.parametrize(
    ("text", "series", "year", "dates", "place", "status"),
    [
        ("Baku will be the venue of the fifth Caspian Trade Week, 3-5 June 2027.", "Caspian Trade Week", 2027, "2027-06-03/2027-06-05", "Baku", "planned"),
        ("Tickets for the Baikal Expo, which Irkutsk hosts in September, are on sale.", "Baikal Expo", 2026, "2026-09", "Irkutsk", "planned"),
        ("The Silk Route Fair, a three-day event in Bishkek that ended on 5 June, drew 8,000 people.", "Silk Route Fair", 2026, None, "Bishkek", "held"),
        ("There will be no Pamir Business Forum this year.", "Pamir Business Forum", 2026, None, None, "cancelled"),
        ("Osh has postponed the Silk Route Fair, due to be held on 5-6 July, until 3-4 September.", "Silk Route Fair", 2026, "2026-09-03/2026-09-04", None, "postponed"),
        ("12-14 October. 9th Samarkand Fruit Expo, Samarkand.", "Samarkand Fruit Expo", 2026, "2026-10-12/2026-10-14", "Samarkand", "planned"),
        ("15 April 2027. Fourth Ural Water Conference, Atyrau. Cancelled: floods.", "Ural Water Conference", 2027, "2027-04-15", "Atyrau", "cancelled"),
    ],
)  # fmt: skip
def test_what_is_said_of_an_event(text, series, year, dates, place, status):
    forum = next(f for f in read(text).forums if value(f.series) == series)

    assert (value(forum.place), value(forum.status)) == (place, status)
    assert (value(forum.year), value(forum.dates) if dates else None) == (year, dates)


def test_a_month_to_come_is_the_next_one():
    text = "Registration opens\nThe third Lake Forum will be held in Uppsala in November."

    forum = extract(text, published_on=date(2026, 2, 12), language="en").forums[0]

    assert value(forum.dates) == "2026-11"


def test_halls_and_organisers_are_no_events():
    text = "They met at the Busan Exhibition & Convention Center. The organiser Baltic Expo is content."

    assert len(read(text).forums) == 1


@pytest.mark.parametrize(
    ("text", "name", "place", "amount", "by"),
    [
        ("The firm will invest 45 million euros in a dairy plant outside Ufa.", "dairy plant", "Ufa", "45 million euros", []),
        ("The flagship project is a logistics hub in Khorgos. It will cost 1.2 billion yuan.", "logistics hub", "Khorgos", "1.2 billion yuan", []),
        ("Among the projects was a fish complex in Magadan (2.1 billion roubles), presented by Pavel Orlov, head of Magadan Fish.", "fish complex", "Magadan", "2.1 billion roubles", ["Pavel Orlov"]),
        ("According to Olga Kim, director of Pomor Foods, a freezing plant worth 900 million roubles will be built.", "freezing plant", None, "900 million roubles", ["Olga Kim"]),
        ("Olga Kim, director of Pomor Foods, presented the company's $50 million Lena logistics park.", "Lena logistics park", None, "$50 million", ["Olga Kim"]),
    ],
)  # fmt: skip
def test_projects_by_the_noun(text, name, place, amount, by):
    (project,) = read(text).projects

    assert (value(project.name), value(project.place), value(project.amount)) == (name, place, amount)
    assert values(project.presented_by) == by


@pytest.mark.parametrize(
    "text",
    [
        "The guests visited a dairy plant in Ufa.",
        "The port authority told its plant managers to wait.",
        "The forum was held in the Great Stone industrial park.",
        "They signed a contract for a dairy plant in Ufa.",
    ],
)
def test_places_that_are_only_visited_are_no_projects(text):
    assert read(text).projects == []


@pytest.mark.parametrize(
    ("text", "kind", "parties", "amount"),
    [
        ("Under a contract signed with Harbin Foods, Agro Siberia will supply harvesters for 40 million dollars.", "contract", ["Harbin Foods", "Agro Siberia"], "40 million dollars"),
        ("Olga Kim for Pomor Foods and Liu Yang for Harbin Foods put their names to a roadmap on tourism.", "roadmap", ["Pomor Foods", "Harbin Foods"], None),
        ("Pomor Foods (Russia) and Harbin Foods (China) signed a contract on frozen berries.", "contract", ["Pomor Foods", "Harbin Foods"], None),
        ("Kazakhstan Temir Zholy sealed a 200-million-dollar deal with Alstom for 50 locomotives.", "agreement", ["Kazakhstan Temir Zholy", "Alstom"], "200-million-dollar"),
        ("The deals:\n- Klaipeda Stevedoring and Hamburg Feeder Lines: berth lease, EUR 41 million;", "contract", ["Klaipeda Stevedoring", "Hamburg Feeder Lines"], "EUR 41 million"),
        ("Pomor Foods announced the signature of a supply contract with Harbin Machinery Co., Ltd. for berries.", "contract", ["Pomor Foods", "Harbin Machinery Co., Ltd."], None),
    ],
)  # fmt: skip
def test_agreements_however_they_are_told(text, kind, parties, amount):
    (agreement,) = read(text).agreements

    assert (value(agreement.kind), values(agreement.parties)) == (kind, parties)
    assert value(agreement.amount) == amount


@pytest.mark.parametrize(
    ("text", "by", "said", "supported_by"),
    [
        ("Olga Kim's suggestion that the forum become annual met with the approval of Nurlan Abenov.", ["Olga Kim"], "the forum become annual", ["Nurlan Abenov"]),
        ("A proposal to set up a trading house was made by Olga Kim.", ["Olga Kim"], "set up a trading house", []),
        ('"We propose that the next forum be held in Osh," Olga Kim said.', ["Olga Kim"], "the next forum be held in Osh", []),
        ("Kyrgyzstan offered to host the sixth forum in Osh, an offer welcomed by Kazakhstan.", ["Kyrgyzstan"], "host the sixth forum in Osh", ["Kazakhstan"]),
        ("Olga Kim said it was time to create a commodity exchange.", ["Olga Kim"], "create a commodity exchange", []),
    ],
)  # fmt: skip
def test_proposals_however_they_are_told(text, by, said, supported_by):
    (proposal,) = read(text).proposals

    assert (values(proposal.by), value(proposal.text)) == (by, said)
    assert values(proposal.supported_by) == supported_by


@pytest.mark.parametrize(
    ("text", "sender", "head", "size"),
    [
        ("Heading the Chinese delegation of 45 is Vice Minister of Commerce Li Fei.", "China", "Li Fei", 45),
        ("Olga Kim, director of Pomor Foods, heads a 20-strong group from Perm.", "Perm", "Olga Kim", 20),
        (
            "Iran is sending about 70 people under Transport Minister Farzaneh Sadegh.",
            "Iran",
            "Farzaneh Sadegh",
            70,
        ),
        (
            "The head of the Kyrgyz delegation, Bakyt Sydykov, thanked the hosts.",
            "Kyrgyzstan",
            "Bakyt Sydykov",
            None,
        ),
        ("Governor of Hunan Mao Weiming arrived with a 55-person delegation.", "Hunan", None, 55),
        ("A delegation from China's Shandong Province came.", "Shandong Province", None, None),
    ],
)
def test_delegations_by_any_word(text, sender, head, size):
    (delegation,) = read(text).delegations

    assert (value(delegation.sender), value(delegation.head), value(delegation.size)) == (sender, head, size)


def test_delegations_that_nobody_sends():
    assert read("No delegation from Japan is expected.").delegations == []


def test_delegations_in_brackets_have_their_own_heads():
    text = "Delegations from Heilongjiang (60 people, head: Vice Governor Wang Yixin), Turkey (40) and Jilin came."

    found = [(value(d.sender), value(d.head), value(d.size)) for d in read(text).delegations]

    assert found == [("Heilongjiang", "Wang Yixin", 60), ("Turkey", None, 40), ("Jilin", None, None)]


@pytest.mark.parametrize(
    ("text", "title", "speakers"),
    [
        ('Panel 2, "Rail or Road?": moderator Olga Kim, panellists Liu Yang and Dana Abisheva.', "Rail or Road?", ["Olga Kim", "Liu Yang", "Dana Abisheva"]),
        ('A round table, "Rail or Road?", heard from Olga Kim.', "Rail or Road?", ["Olga Kim"]),
        ("15:00-16:15. Investment pitch: Primorye. Olga Kim will present a plan.", "Investment pitch: Primorye", ["Olga Kim"]),
        ('11:00 "Rail or Road?" begins. Olga Kim is in the chair.', "Rail or Road?", ["Olga Kim"]),
    ],
)  # fmt: skip
def test_sessions_of_programmes(text, title, speakers):
    session = next(s for s in read(text).sessions if value(s.title) == title)

    assert sorted(values(session.speakers)) == sorted(speakers)
