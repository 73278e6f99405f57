"""Constructions of chambers' newsletters, ministries' statements and corrections."""

from datetime import date

import pytest

from extraction.english import read

PUBLISHED = date(2026, 9, 20)


def said(text):
    return read(text, PUBLISHED)


def value(given):
    return given.value if given is not None else None


def values(given):
    return [one.value for one in given]


@pytest.mark.parametrize(
    ("text", "sender", "head", "size"),
    [
        ("A 12-strong mission of Pomor Foods, under president Olga Kim, toured Jilin.", "Pomor Foods", "Olga Kim", 12),
        ("A twelve-member mission of Pomor Foods, under deputy chairman Olga Kim, visited Jilin.", "Pomor Foods", "Olga Kim", 12),
        ("The change was sought by the Korean side, whose delegation was delayed. The delegation, about 40 strong, is to be headed by Mr. Bae Dong-hyun, Mayor of Ulsan.", "Korean side", "Bae Dong-hyun", 40),
    ],
)  # fmt: skip
def test_missions(text, sender, head, size):
    (delegation,) = said(text).delegations

    assert (value(delegation.sender), value(delegation.head), value(delegation.size)) == (sender, head, size)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ('Parallel sessions "Cold Chains" and "Green Ports" will follow.', ["Cold Chains", "Green Ports"]),
        ('Two panels, "Cold Chains" and "Green Ports", are planned.', ["Cold Chains", "Green Ports"]),
        ('The round tables "Cold Chains", "Green Ports" and "Timber" drew crowds.', ["Cold Chains", "Green Ports", "Timber"]),
        ('Olga Kim praised the films "Cold Chains" and "Green Ports".', []),
    ],
)  # fmt: skip
def test_titles_of_several_sessions(text, titles):
    assert [value(s.title) for s in said(text).sessions] == titles


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Olga Kim called on growers to pool their trucks, an idea that Liu Yang said he would study.", "pool their trucks"),
        ("Olga Kim proposed to pool the trucks, a move which the growers opposed.", "pool the trucks"),
        ("Olga Kim raised the idea of a joint fleet of trucks.", "a joint fleet of trucks"),
    ],
)  # fmt: skip
def test_a_proposal_ends_where_others_judge_it(text, what):
    (proposal,) = said(text).proposals

    assert value(proposal.text) == what


def test_yes_is_support():
    (proposal,) = said("Olga Kim asked Liu Yang to open a depot in Perm; Mr Liu said yes at once.").proposals

    assert values(proposal.supported_by) == ["Liu"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tan Wei Ling and Olga Kim came.", "Tan Wei Ling"),
        ("The chairman, Lim Boon Kiat, spoke.", "Lim Boon Kiat"),
        ("Governor Liu Yang spoke.", "Liu Yang"),
    ],
)
def test_names_in_three_parts(text, name):
    assert said(text).people[0].name == name


def test_a_body_called_forum_is_no_event():
    assert said("Olga Kim is vice-president of the Dhaka Garment Exporters Forum.").forums == []


@pytest.mark.parametrize(
    "text",
    [
        "The inaugural Amur Timber Forum, hosted in Harbin by the Longjiang Timber Association, drew crowds.",
        "The second Amur Timber Forum was held in Harbin by the Longjiang Timber Association.",
        "The Amur Timber Forum will be hosted in Harbin by the Longjiang Timber Association.",
    ],
)
def test_hosted_in_a_town_by_a_body(text):
    (forum,) = said(text).forums

    assert (value(forum.place), values(forum.organizers)) == ("Harbin", ["Longjiang Timber Association"])


def test_a_brand_is_known_without_its_head():
    text = "The 11th AmurTimberTex exhibition closed on Friday. The next AmurTimberTex will be held in Perm."

    first, second = said(text).forums

    assert (value(first.name), value(second.name), second.order, value(second.place)) == (
        "AmurTimberTex",
        "AmurTimberTex",
        "next",
        "Perm",
    )


def test_capitals_of_a_heading_give_way():
    text = "MINISTRY STATEMENT\nRESCHEDULING OF THE SECOND AMUR TIMBER SUMMIT\nThe Second Amur Timber Summit has been put off."

    assert {value(f.name) for f in said(text).forums} == {"Amur Timber Summit"}


@pytest.mark.parametrize(
    ("text", "name", "dates", "place", "status"),
    [
        ("- 21-22 October, Perm: Sixth Kama Business Summit.", "Kama Business Summit", "2026-10-21/2026-10-22", "Perm", "planned"),
        ("• Perm, 21-22 October - Sixth Kama Business Summit.", "Kama Business Summit", "2026-10-21/2026-10-22", "Perm", "planned"),
        ("3 November: Kama Business Summit.", "Kama Business Summit", "2026-11-03", None, "planned"),
        ("Olga Kim flew to Perm for the Kama Business Summit (2-5 September).", "Kama Business Summit", "2026-09-02/2026-09-05", "Perm", None),
        ("She travelled to Perm for the sixth Kama Business Summit.", "Kama Business Summit", None, "Perm", None),
        ("The Kama Business Summit was put off. New dates of 14 and 15 October have been agreed.", "Kama Business Summit", "2026-10-14/2026-10-15", None, "postponed"),
        ("The Kama Business Summit, due on 1 October, was postponed. The new dates are 14-15 October.", "Kama Business Summit", "2026-10-14/2026-10-15", None, "postponed"),
        ("The Kama Business Summit closed on 4 September after three days.", "Kama Business Summit", "2026-09-02/2026-09-04", None, "held"),
        ('Olga Kim raised the idea of a "Kama Business Summit" in Perm.', "Kama Business Summit", None, "Perm", "proposed"),
    ],
)  # fmt: skip
def test_when_and_where(text, name, dates, place, status):
    (forum,) = said(text).forums

    assert (value(forum.name), value(forum.dates), value(forum.place), value(forum.status)) == (
        name,
        dates,
        place,
        status,
    )


@pytest.mark.parametrize(
    ("text", "organizers"),
    [
        ("The Kama Summit closed. So said Olga Kim of the Tex association, which runs the show with Germany's Ural Fairs.", ["Tex", "Ural Fairs"]),
        ("The Kama Business Summit closed. Olga Kim of Kama Fairs, which organises the summit, was glad.", ["Kama Fairs"]),
        ("The Kama Business Summit closed. The co-organiser, the Perm Chamber of Commerce, was glad.", ["Perm Chamber of Commerce"]),
    ],
)  # fmt: skip
def test_who_runs_it(text, organizers):
    forum = said(text).forums[0]

    assert values(forum.organizers) == organizers


@pytest.mark.parametrize(
    ("text", "name", "amount"),
    [
        ("Olga Kim unveiled plans for the Kama Blue Harbour, a deep-water fish port with a price tag of 34 billion roubles.", "Kama Blue Harbour", "34 billion roubles"),
        ("The council seeks partners for the Kama Rice Mill Complex (USD 410 million).", "Kama Rice Mill Complex", "USD 410 million"),
        ("Olga Kim presented the Amur Green Valley, an agricultural park near Perm.", "Amur Green Valley", None),
        ("The firm is planning a service and training centre in Perm at a cost of $7.5 million.", "service and training centre", "$7.5 million"),
    ],
)  # fmt: skip
def test_projects_with_names_of_their_own(text, name, amount):
    (project,) = said(text).projects

    assert (value(project.name), value(project.amount)) == (name, amount)


@pytest.mark.parametrize(
    "text",
    ["Olga Kim visited the Kama Rice Mill Complex.", "Olga Kim presented the Kama Trade Chamber, a partner."],
)
def test_no_projects(text):
    assert said(text).projects == []


@pytest.mark.parametrize(
    ("text", "subject", "parties", "amount"),
    [
        ("The largest is a contract for looms. Pomor Mills will pay 19.6 million euros to Jilin Weaving.", "looms", ["Pomor Mills", "Jilin Weaving"], "19.6 million euros"),
        ("Another is a contract for frozen fish. Pomor Foods is to supply 400 tonnes to Jilin Foods.", "frozen fish", ["Pomor Foods", "Jilin Foods"], None),
        ("The biggest deal was a contract for the supply of tractors. Pomor Foods will buy them from Jilin Motors for $2 million.", "tractors", ["Pomor Foods", "Jilin Motors"], "$2 million"),
    ],
)  # fmt: skip
def test_contracts_told_in_two_sentences(text, subject, parties, amount):
    (agreement,) = said(text).agreements

    assert (value(agreement.subject), values(agreement.parties), value(agreement.amount)) == (
        subject,
        parties,
        amount,
    )


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The Kama Business Summit, planned for 5 May, has been rescheduled. It will now take place on 12 October.", "2026-10-12"),
        ("The Kama Business Summit has been put off. The summit will now be held on 12 October.", "2026-10-12"),
        ("* 4 December, online: Kama Business Summit", "2026-12-04"),
    ],
)  # fmt: skip
def test_dates_told_apart_from_the_event(text, dates):
    assert value(said(text).forums[0].dates) == dates


def test_agreed_on_the_spot():
    (proposal,) = said("Olga Kim floated the idea of a Perm depot. Liu Yang agreed on the spot.").proposals

    assert values(proposal.supported_by) == ["Liu Yang"]


@pytest.mark.parametrize(
    ("text", "title", "organization"),
    [
        ("So said Olga Kim, head of the Almaty branch of the Union of Road Carriers.", "head", "Almaty branch of the Union of Road Carriers"),
        ("Olga Kim, director of the Perm office of the Ural Bank, spoke.", "director", "Perm office of the Ural Bank"),
        ("A forum with the Ulsan Chamber of Commerce? Its chairman, Olga Kim, likes it.", "chairman", "Ulsan Chamber of Commerce"),
        ("The Ural Bank has opened. Its president Olga Kim spoke.", "president", "Ural Bank"),
        ("Perm is a town. Its mayor, Olga Kim, spoke.", "mayor", ""),
    ],
)  # fmt: skip
def test_offices_of_bodies_told_before(text, title, organization):
    (post,) = said(text).people[0].posts

    assert (post.value.title, post.value.organization) == (title, organization)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Memoranda, including the one between Pomor Foods and Jilin Foods on quality marks, will be signed in May.", "quality marks"),
        ("Five agreements were signed, among them one between Pomor Foods and Jilin Foods on frozen fish.", "frozen fish"),
        ("Contracts, including the one between Pomor Foods and Jilin Foods for berries, were signed.", "berries"),
    ],
)  # fmt: skip
def test_one_of_several_documents(text, subject):
    (agreement,) = said(text).agreements

    assert (value(agreement.subject), values(agreement.parties)) == (subject, ["Pomor Foods", "Jilin Foods"])
