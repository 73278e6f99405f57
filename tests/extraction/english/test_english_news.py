"""What agencies and newspapers write of events: headings, hosts, two countries in a name, two events in one breath."""

from datetime import date

import pytest

from extraction import extract

PUBLISHED = date(2026, 6, 9)  # a Tuesday


def read(text, published=PUBLISHED):
    return extract(f"News of the day\n{text}\n", published_on=published, language="en")


def value(field):
    return field.value if field is not None else None


def told(forum):
    return tuple(value(getattr(forum, name)) for name in ("series", "number", "dates", "place", "status"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Sixth Baikal Trade Fair commenced Saturday in Irkutsk.", ("Baikal Trade Fair", 6, "2026-06-06", "Irkutsk", "ongoing")),
        ("The fourth Baikal-Selenga business forum was preliminarily scheduled for September 3, 2026.", ("Baikal-Selenga business forum", 4, "2026-09-03", None, "planned")),
        ("The 4th Baikal Summit is preliminarily scheduled for Sept. 3 to 5, 2026.", ("Baikal Summit", 4, "2026-09-03/2026-09-05", None, "planned")),
        ("The Baikal Summit will be held from Thursday to Saturday.", ("Baikal Summit", None, "2026-06-11/2026-06-13", None, "planned")),
        ("The Baikal Summit will open on Thursday.", ("Baikal Summit", None, "2026-06-11", None, "planned")),
        ("The Baikal Summit, which the government will host on 3-4 July in Chita, is free.", ("Baikal Summit", None, "2026-07-03/2026-07-04", "Chita", "planned")),
        ("Last year, the Baikal Summit was held in the Russian city of Yekaterinburg.", ("Baikal Summit", None, None, "Yekaterinburg", "held")),
        ("The Baikal Summit was held in southwest China's Yunnan Province.", ("Baikal Summit", None, None, "Yunnan Province", "held")),
        ("On February 25-26, Khorezm's Urgench hosted the Second Silk Traders Forum.", ("Silk Traders Forum", 2, "2026-02-25/2026-02-26", "Urgench", "held")),
        ("Mongolia and China are going to hold the Third Steppe Summit in Darkhan.", ("Steppe Summit", 3, None, "Darkhan", "planned")),
        ("The two firms signed a contract during the fourth Steppe Summit in Darkhan.", ("Steppe Summit", 4, None, "Darkhan", "held")),
        ("The two firms will sign a contract during the fourth Steppe Summit in Darkhan.", ("Steppe Summit", 4, None, "Darkhan", None)),
        ("They met on the sidelines of the Kazakh-Mongolian business forum on May 7.", ("Kazakh-Mongolian business forum", None, "2026-05-07", None, "held")),
        ("The Baikal Summit, which begins on Sunday in the far eastern town of Zeya, is a four-day meeting.", ("Baikal Summit", None, "2026-06-14/2026-06-17", "Zeya", "planned")),
        ("The 21st edition of Baikal Book Fair commenced on June 6. The 18-day fair will conclude on June 23.", ("Baikal Book Fair", 21, "2026-06-06/2026-06-23", None, "ongoing")),
        ("Ministers will attend the 2026 Baikal Summit, taking place July 18-20.", ("Baikal Summit", None, "2026-07-18/2026-07-20", None, "planned")),
        ("Due to be held in Chita, the Baikal Summit usually draws traders.", ("Baikal Summit", None, None, "Chita", None)),
        ("The Baikal Summit was first held in 2015.", ("Baikal Summit", None, None, None, None)),
        ("She inaugurated a stall at the 39th Buryatia international trade fair being held in Chita.", ("Buryatia international trade fair", 39, None, "Chita", "ongoing")),
        ("The Governor addressed the opening ceremony of the Baikal Summit.", ("Baikal Summit", None, None, None, "held")),
        ("Part of the talks was the 10th APEC Conference on Cooperation in Higher Education.", ("APEC Conference on Cooperation in Higher Education", 10, None, None, None)),
        ("Baikal Business Forum dedicated to the restoration of the region was held in Chita on June 3.", ("Baikal Business Forum", None, "2026-06-03", "Chita", "held")),
        ("Baikal Business Forum will be held in the capital of Uzbekistan, Tashkent on July 5.", ("Baikal Business Forum", None, "2026-07-05", "Tashkent", "planned")),
        ("BAKU. KAZINFORM Turkic Business Forum will be held on July 5.", ("Turkic Business Forum", None, "2026-07-05", None, "planned")),
        ('He invited them to the "Utkarsh Odisha Conclave 2027", scheduled for January 28-29 in Chita.', ("Utkarsh Odisha Conclave", None, "2027-01-28/2027-01-29", "Chita", "planned")),
        ("The seventh Summit of the Council of Turkic-speaking states will be held in Baku.", ("Summit of the Council of Turkic-speaking states", 7, None, "Baku", "planned")),
        ('The first "Made in Chita" Single Country Exhibition was held in Osh.', ('"Made in Chita" Single Country Exhibition', 1, None, "Osh", "held")),
        ('The Baikal Summit was held with the theme: "Growth and unity", on June 3.', ("Baikal Summit", None, "2026-06-03", None, "held")),
        ("On the morning of May 18, the 5th Western Fair (hereinafter the West Fair) was held at the Zeya International Conference Center.", ("Western Fair", 5, "2026-05-18", "Zeya", "held")),
        ("The 13th Expo Central China will be held in Osh.", ("Expo Central China", 13, None, "Osh", "planned")),
        ("They came to the Baikal Summit at Marina Bay Sands Expo and Convention centre, Chita on Monday.", ("Baikal Summit", None, "2026-06-08", "Chita", "held")),
        ("The Baikal Summit took place on June 3 at the Meiji Memorial Hall located in Tokyo.", ("Baikal Summit", None, "2026-06-03", "Tokyo", "held")),
        ("The Baikal Summit gets under way in Chita on Thursday and runs until Saturday.", ("Baikal Summit", None, "2026-06-11/2026-06-13", "Chita", "planned")),
        ("The Baikal Summit closed in Chita. It was the third such event.", ("Baikal Summit", 3, None, "Chita", "held")),
        ("Chita is bidding to host the Baikal Summit.", ("Baikal Summit", None, None, "Chita", "proposed")),
        ("The Baikal Summit was supposed to be held in March but was cancelled.", ("Baikal Summit", None, "2026-03", None, "cancelled")),
        ("The Baikal Summit, which was to have taken place in June, will now be held on 5-6 October.", ("Baikal Summit", None, "2026-10-05/2026-10-06", None, "postponed")),
        ("For the 14th time, Chita hosted the Baikal Summit.", ("Baikal Summit", 14, None, "Chita", "held")),
        ("It was made at the Political Consultative Conference.", None),
        ("Guests praised the second Belt and Road Forum.", ("Belt and Road Forum", 2, None, None, None)),
        ("Harbin hosted the fourth China-Russia forum on science and technology.", ("China-Russia forum on science and technology", 4, None, "Harbin", "held")),
    ],
)  # fmt: skip
def test_an_event_as_the_news_tells_it(text, expected):
    forums = read(text).forums

    assert [told(forum) for forum in forums] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("title", "series"),
    [
        ("Sixth Baikal Trade Fair Opens with Focus on Timber", "Baikal Trade Fair"),
        ("13th Baikal Biennale Postponed to 2027", "Baikal Biennale"),
        ("President Attends Baikal Trade Fair", "Baikal Trade Fair"),
        ("Baikal Trade Fair Draws Record Crowd", "Baikal Trade Fair"),
    ],
)
def test_a_verb_of_a_heading_is_no_part_of_the_name(title, series):
    forums = extract(f"{title}\nIt was a warm day.\n", published_on=PUBLISHED, language="en").forums

    assert [value(forum.series) for forum in forums] == [series]


def test_two_events_in_one_breath_share_what_is_told():
    forums = read("The 17th Baikal Fair and the concurrent Baikal Summit concluded Monday in Chita.").forums

    assert [(value(f.series), value(f.place), value(f.status)) for f in forums] == [
        ("Baikal Fair", "Chita", "held"),
        ("Baikal Summit", "Chita", "held"),
    ]


@pytest.mark.parametrize(
    "text",
    ["A Russian-Chinese school opened in Chita.", "The Polish-built forum stage was repaired.", "Kazakh-Uzbek trade grew at the time of the summit."],
)  # fmt: skip
def test_two_countries_alone_name_no_event(text):
    assert read(text).forums == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister of Industry, Trade and Tourism Henry Osei spoke.", {"Henry Osei": [("Minister of Industry, Trade and Tourism", "")]}),
        ("Steppe Trade Centre (STC) Public Relations Manager, Sarah Osei, spoke.", {"Sarah Osei": [("Public Relations Manager", "Steppe Trade Centre")]}),
        ("Gov. Michael Stone arrived.", {"Michael Stone": [("Governor", "")]}),
        ("Li Wei, head of the Jilin provincial council for the promotion of trade, spoke.", {"Li Wei": [("head", "Jilin provincial council for the promotion of trade")]}),
        ("Li Wei, head of the Timber Bureau of China's Ministry of Commerce, spoke.", {"Li Wei": [("head", "Timber Bureau of China's Ministry of Commerce")]}),
        ("Presidents Serik Amanov and Bakhtiyar Karimov met.", {"Serik Amanov": [("President", "")], "Bakhtiyar Karimov": [("President", "")]}),
        (
            "Foreign Ministers of Kazakhstan and Uzbekistan Serik Amanov and Bakhtiyar Karimov met.",
            {"Serik Amanov": [("Foreign Minister", "Kazakhstan")], "Bakhtiyar Karimov": [("Foreign Minister", "Uzbekistan")]},
        ),
        ("Deputy Prime Minister – Minister of Trade and Integration Serik Amanov spoke.", {"Serik Amanov": [("Deputy Prime Minister – Minister of Trade and Integration", "")]}),
        ("Serik Amanov, Minister for State Development, spoke.", {"Serik Amanov": [("Minister for State Development", "")]}),
        ("The Vice-Minister for Trade and the Promotion of Small Firms, Domingo Mba Esono, opened it.", {"Domingo Mba Esono": [("Vice-Minister for Trade and the Promotion of Small Firms", "")]}),
        ("Reem bint Ibrahim Al Hadi, Minister of State for Trade, spoke.", {"Reem bint Ibrahim Al Hadi": [("Minister of State for Trade", "")]}),
        ("Belarus' Deputy Economy Minister Anna Nikitina spoke.", {"Anna Nikitina": [("Deputy Economy Minister", "Belarus")]}),
        ("Syrian President Bashar al-Hadi spoke.", {"Bashar al-Hadi": [("President", "Syria")]}),
        ("Chairman Baikal Trading Company Dr. Khurshid Nizami spoke.", {"Khurshid Nizami": [("Chairman", "Baikal Trading Company")]}),
        (
            "The President of the Baikal Bank, Serik Amanov, the Rector of Chita University, Anna Nikitina, spoke.",
            {"Serik Amanov": [("President", "Baikal Bank")], "Anna Nikitina": [("Rector", "Chita University")]},
        ),
        (
            "It was attended by ACBD Secretary General Serik Amanov, Chairman of the Board of the Agency under the Ministry of Economy Orkhan Mammadov,"
            " and Director of the Fund under the Ministry of Investment, Industry and Trade of Uzbekistan Bakhtiyar Karimov.",
            {
                "Serik Amanov": [("Secretary General", "ACBD")],
                "Orkhan Mammadov": [("Chairman", "Board of the Agency under the Ministry of Economy")],
                "Bakhtiyar Karimov": [("Director", "Fund under the Ministry of Investment, Industry and Trade of Uzbekistan")],
            },
        ),
        ("The Governor of the Chita region Boris Petrov spoke.", {"Boris Petrov": [("Governor", "Chita region")]}),
        ("Minister of Agriculture of Azerbaijan Inam Karimov spoke.", {"Inam Karimov": [("Minister of Agriculture", "Azerbaijan")]}),
        (
            "Mirziyod Yunusov, chairman of the Selenga Union, Kamran Habibov, chairman of the Baikal Association, spoke.",
            {"Mirziyod Yunusov": [("chairman", "Selenga Union")], "Kamran Habibov": [("chairman", "Baikal Association")]},
        ),
        ("Faiz Ahmad Chadhar, Chief Executive, Trade Development Authority of Pakistan (TDAP), spoke.", {"Faiz Ahmad Chadhar": [("Chief Executive", "Trade Development Authority of Pakistan")]}),
        ("Ms. Rafia Syed, Co-President PAJC, spoke.", {"Rafia Syed": [("Co-President", "PAJC")]}),
        ("President Chita Chamber of Commerce (CCC) Sardar Tahir Mehmood spoke.", {"Sardar Tahir Mehmood": [("President", "Chita Chamber of Commerce")]}),
        ("Commerce and Industry Minister, Piyush Goyal, spoke.", {"Piyush Goyal": [("Commerce and Industry Minister", "")]}),
        ("Secretary of State for Security of Hungary Peter Szabo spoke.", {"Peter Szabo": [("Secretary of State for Security", "Hungary")]}),
        ("A former Ambassador of Canada to Mongolia Ms Pamela J. H. Slutz spoke.", {"Pamela J. H. Slutz": [("Ambassador of Canada to Mongolia", "")]}),
        ("The President of Mongolia Ts.Bator spoke.", {"Ts. Bator": [("President", "Mongolia")]}),
        ("It was chaired by the Chairman of the Zeya Chamber of Commerce, Lkhagva Baatar.", {"Lkhagva Baatar": [("Chairman", "Zeya Chamber of Commerce")]}),
        ("Prime Minister Ildar Petrov met them at Kazan airport.", {"Ildar Petrov": [("Prime Minister", "")]}),
        (
            "They are Boris Petrov, consultant of the Zeya Chamber (ZC Australia) and former Speaker of the House of Zeya.",
            {"Boris Petrov": [("consultant", "Zeya Chamber"), ("Speaker", "House of Zeya")]},
        ),
        ("It was chaired by the Deputy Minister of Economy, Trade, and Industry of Japan, Kenji Yamada.", {"Kenji Yamada": [("Deputy Minister of Economy, Trade, and Industry", "Japan")]}),
        ("Baikal group's director Serik Amanov spoke.", {"Serik Amanov": [("director", "Baikal group")]}),
        ("Kazakhstan PM Serik Amanov spoke.", {"Serik Amanov": [("PM", "Kazakhstan")]}),
    ],
)  # fmt: skip
def test_offices_as_the_news_writes_them(text, expected):
    people = read(text).people

    assert {
        value(p.name): [(x.value.title, x.value.organization) for x in p.posts] for p in people
    } == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A 40-strong business mission from Saxony headed by Economy Minister Martin Dorn arrived in Hanoi.", ("Saxony", "Martin Dorn", 40, "Hanoi")),
        ("Premier of Saskatchewan Thomas Moor led a delegation of 15 companies to Vietnam.", ("Saskatchewan", "Thomas Moor", None, "Vietnam")),
        ("Officials from Heilongjiang visited the Amur Region.", ("Heilongjiang", None, None, "Amur Region")),
        ("Some 60 Indian industrialists visiting Tashkent met the mayor.", ("India", None, 60, "Tashkent")),
        ("He headed a party of 30 entrepreneurs from Gansu to the fair.", ("Gansu", None, 30, None)),
        ("A team of investors from Qatar, led by Sheikh Omar Hadi, visited Accra.", ("Qatar", "Omar Hadi", None, "Accra")),
        ("A five-member US Congressional delegation arrived in the Russian city of Chita.", ("United States", None, 5, "Chita")),
        ("A delegation of more than 70 Ethiopian business leaders has left for Chita.", ("Ethiopia", None, 70, "Chita")),
        ("Headed by State Minister Dawit Kedir, the Ethiopian delegation arrived in Chita.", ("Ethiopia", "Dawit Kedir", None, "Chita")),
        ("A delegation of Japanese mayors arrived in New Delhi.", ("Japan", None, None, "New Delhi")),
        ("The head of the Russian delegation was Chita Mayor Boris Petrov.", ("Russia", "Boris Petrov", None, None)),
        ("A business delegation led by Boris Petrov, President of the Chita Chamber, arrived.", ("Chita Chamber", "Boris Petrov", None, None)),
        ("The Harbin Municipal People's Government official delegation came to Chita.", ("Harbin Municipal People's Government", None, None, "Chita")),
        ("A delegation of the Chita Chamber will pay an official visit to New Delhi.", ("Chita Chamber", None, None, "New Delhi")),
        ("A delegation of Chief Ministers of Haryana and Goa came.", None),
        ("Li Wei, President of the Zeya Federation and Adviser to the Mayor, led a delegation of 29 people to Chita.", ("Zeya Federation", "Li Wei", 29, "Chita")),
        ("Prime Minister Boris Petrov will chair the Russian delegation.", ("Russia", "Boris Petrov", None, None)),
        ("The delegation of Chita Chamber Australia came to Osh. The Australian delegation was happy.", ("Chita Chamber Australia", None, None, "Osh")),
        ("The official delegation of Sverdlovsk region came to Chita.", ("Sverdlovsk region", None, None, "Chita")),
        ("Yang Wei met with Xu Hao, Vice Governor of Yunnan Province, and his delegation.", ("Yunnan Province", None, None, None)),
        ("Another delegation will visit the state in November.", None),
        ("Officials from Heilongjiang attended.", None),
        ("Chinese tourists visiting Yakutsk took pictures.", None),
    ],
)  # fmt: skip
def test_parties_that_came(text, expected):
    found = [
        (value(d.sender), value(d.head), value(d.size), value(d.destination)) for d in read(text).delegations
    ]

    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Chinese provincial delegation signed a Baikal Trade Projects agreement on Thursday.", [("agreement", "Baikal Trade Projects", ["Chinese provincial delegation"])]),
        ('Chita signed a new "strategic partnership" agreement with Harbin.', [("agreement", "strategic partnership", ["Chita", "Harbin"])]),
        (
            "Anna Kim joined the mayor of Chita, Olga Petrova, to sign the Harbin-Chita Memorandum of Cooperation.",
            [("memorandum", "Harbin-Chita Memorandum of Cooperation", ["Anna Kim", "Olga Petrova"])],
        ),
        (
            "Harbin and Chita signed a memorandum on trade. Mayor Anna Kim signed the memorandum at the Town Hall.",
            [("memorandum", "trade", ["Harbin", "Chita"])],
        ),
        (
            "Memorandums of Understanding (MoU) have been signed on cooperation between the Harbin Chamber of Commerce (HCC) and the Chita Chamber; between the"
            " HCC and the Union of Traders (Exporters) of Osh.",
            [("memorandum", "cooperation", ["Harbin Chamber of Commerce", "Chita Chamber"]), ("memorandum", "cooperation", ["HCC", "Union of Traders (Exporters) of Osh"])],
        ),
        (
            "Memorandum of understanding on the assembly of cars between Azer Auto and Uzav Motors, and a loan agreement between Selenga Bank and Zeya Bank were also signed.",
            [("memorandum", "assembly of cars", ["Azer Auto", "Uzav Motors"]), ("agreement", "loan", ["Selenga Bank", "Zeya Bank"])],
        ),
        (
            "A memorandum was signed between the Chita Ministry of Trade and the Osh Ministry of Investment, Industry and Trade on expanding trade. Earlier they broke a previous agreement.",
            [("memorandum", "expanding trade", ["Chita Ministry of Trade", "Osh Ministry of Investment, Industry and Trade"])],
        ),
        (
            "A memorandum on tariffs was signed by Aza Group and Beka Group. A memorandum was signed by Aza Group and Ceka Group.",
            [("memorandum", "tariffs", ["Aza Group", "Beka Group"]), ("memorandum", None, ["Aza Group", "Ceka Group"])],
        ),
        ("The town government signed no agreement on Thursday.", []),
    ],
)  # fmt: skip
def test_documents_by_their_proper_names(text, expected):
    found = [(value(a.kind), value(a.subject), [value(p) for p in a.parties]) for a in read(text).agreements]

    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It launched investment projects such as the Malym Mining Plant, the Pacific Railway, the Elga Port, and others.", ["Malym Mining Plant", "Pacific Railway", "Elga Port"]),
        ("Arun Misra made a presentation on the Zeya Industrial Park and spoke of support.", ["Zeya Industrial Park"]),
        ("It visited facilities such as schools and parks.", []),
    ],
)  # fmt: skip
def test_projects_listed_by_name(text, expected):
    assert [value(p.name) for p in read(text).projects] == expected


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("The Baikal Summit, taking place in Chita, is being held for the tenth time.", "number", 10),
        ("The Baikal Summit is being held for the first time.", "number", None),
        ("The chamber is discussing the issue of holding the Baikal Summit in Chita.", "status", "proposed"),
        ("The Baikal Summit may take place in Chita next spring.", "status", "proposed"),
        ("The Baikal Summit has been pushed back to September.", "status", "postponed"),
        ("Organisers have called off this year's Baikal Summit.", "status", "cancelled"),
        ("The National Assembly of Belarus met.", None, None),
        ("They celebrate the Mid-Autumn Festival.", None, None),
        ("The talks ended at the Baikal Expo and Convention centre.", None, None),
    ],
)  # fmt: skip
def test_more_that_is_said_of_events(text, field, expected):
    forums = read(text).forums

    assert [value(getattr(forum, field)) for forum in forums] == [expected] if field else forums == []


def test_the_body_that_is_the_organizer():
    forums = read(
        "The Baikal Summit opened in Chita. The Zeya Foundation is the organizer of the summit."
    ).forums

    assert [value(o) for o in forums[0].organizers] == ["Zeya Foundation"]


def test_a_long_quotation_hides_nobody_behind_it():
    speech = " ".join(["we have attracted investments and opened plants in the region"] * 5)
    people = read(f'"{speech}," Serik Amanov, rector of Ulgii College, said.\nThe theme is "Growth".').people

    assert [value(p.name) for p in people] == ["Serik Amanov"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ivan Petrov was minister of trade until May.", [("minister of trade", "", True)]),
        (
            "Ivan Petrov opened it. He previously served as deputy mayor of Osh.",
            [("deputy mayor", "Osh", True)],
        ),
        ("Ivan Petrov opened it. He was happy.", []),
    ],
)
def test_offices_held_before(text, expected):
    (person,) = read(text).people

    assert [(p.value.title, p.value.organization, p.value.is_former) for p in person.posts] == expected
