"""Russian constructions: what each kind of record must be read from, and what must not give one."""

from datetime import date

import pytest

from extraction import extract

PUBLISHED = date(2025, 6, 13)
SETTING = "Восточно-Сибирский инвестиционный форум прошёл 10–12 июня 2025 года в Иркутске. "


def read(text, published_on=PUBLISHED):
    return extract(text, published_on=published_on, language="ru")


def value(field):
    return field.value if field is not None else None


def values(fields):
    return [field.value for field in fields]


@pytest.mark.parametrize(
    ("text", "name", "title", "organization"),
    [
        (
            "Выступил губернатор Амурской области Виктор Лаптев.",
            "Виктор Лаптев",
            "губернатор",
            "Амурская область",
        ),
        (
            "Его вручили первому заместителю председателя правительства Хабаровского края Марине Кузнецовой.",
            "Марина Кузнецова",
            "первый заместитель председателя",
            "правительство Хабаровского края",
        ),
        ("Встреча с мэром Хэйхэ Чжао Жуйфэном прошла вчера.", "Чжао Жуйфэн", "мэр", "Хэйхэ"),
        (
            "Анна Белоус, проректор Аграрного университета, открыла выставку.",
            "Анна Белоус",
            "проректор",
            "Аграрный университет",
        ),
        (
            "Заяц Ирина Павловна — генеральный директор АО «Завод прицепов»;",
            "Ирина Павловна Заяц",
            "генеральный директор",
            "АО «Завод прицепов»",
        ),
    ],
)
def test_posts_before_and_after_names(text, name, title, organization):
    (person,) = read(text).people

    assert person.name.value == name
    assert [(post.value.title, post.value.organization) for post in person.posts] == [(title, organization)]


def test_two_offices_at_once_are_two_posts():
    report = read(
        "Предложил спецпредставитель президента РФ по связям, сопредседатель Комитета дружбы Борис Титов."
    )

    assert [post.value.title for post in report.people[0].posts][1] == "сопредседатель"


def test_an_office_of_the_past_is_former():
    report = read("Модератор — Мона Хашем, бывший заместитель министра водных ресурсов Египта.")

    assert report.people[0].posts[0].value.is_former


def test_a_family_name_alone_is_the_person_named_before():
    report = read("Губернатор края Иван Орлов открыл форум. Орлов отметил рост. С Орловым согласились.")

    assert [value(person.name) for person in report.people] == ["Иван Орлов"]


@pytest.mark.parametrize(
    ("text", "series", "number", "status"),
    [
        (
            "VII Российско-Китайский форум МСП может пройти в Хабаровске.",
            "Российско-Китайский форум МСП",
            7,
            "proposed",
        ),
        ("34-я Харбинская ярмарка завершилась.", "Харбинская ярмарка", 34, "held"),
        (
            "Третий Форум лесной отрасли «Тайга» состоится в Чите.",
            "Форум лесной отрасли «Тайга»",
            3,
            "planned",
        ),
        ("Форум «Арктика — наш дом» перенесён на осень.", "Форум «Арктика — наш дом»", None, "postponed"),
        ("Форум «Арктика — наш дом» отменён.", "Форум «Арктика — наш дом»", None, "cancelled"),
        ("Форум «Арктика — наш дом» не состоится.", "Форум «Арктика — наш дом»", None, "cancelled"),
        ("В Казани проходит форум «Тёплый юг».", "форум «Тёплый юг»", None, "ongoing"),
    ],
)
def test_events_with_number_and_status(text, series, number, status):
    (forum,) = read(text).forums

    assert (forum.series.value, value(forum.number), value(forum.status)) == (series, number, status)


@pytest.mark.parametrize(
    "text",
    [
        "Губернатор провёл пресс-конференцию.",
        "В городе много форумов и выставок.",
        "Визит премьера завершился.",
        "На интернет-форуме спорят о погоде.",
    ],
)
def test_what_is_no_event(text):
    assert read(text).forums == []


def test_place_and_dates_of_an_event():
    (forum,) = read("Делегация вернулась из Ташкента, где 3–5 июня проходил форум «Шёлковый рынок».").forums

    assert (value(forum.place), value(forum.country), value(forum.dates)) == (
        "Ташкент",
        "UZ",
        "2025-06-03/2025-06-05",
    )


def test_a_postponed_event_carries_the_new_date():
    (forum,) = read("Форум «Тайга», намеченный на 11–13 июля в Чите, переносится на 15–17 августа.").forums

    assert (value(forum.status), value(forum.dates)) == ("postponed", "2025-08-15/2025-08-17")


def test_editions_are_told_apart():
    report = read(
        "IX форум «Два берега» прошёл 8 июня в Благовещенске. Чжао Минь предложил провести следующий, десятый форум "
        "в Хэйхэ. Предыдущий, VIII форум состоялся в минувшем сентябре в Чите."
    )

    assert [(value(f.number), value(f.status), value(f.place)) for f in report.forums] == [
        (9, "held", "Благовещенск"),
        (10, "proposed", "Хэйхэ"),
        (8, "held", "Чита"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "title", "speakers"),
    [
        ("Пленарное заседание открыл губернатор Иван Орлов.", "plenary", None, ["Иван Орлов"]),
        ("На секции «Лес» выступила Анна Белова.", "session", "Лес", ["Анна Белова"]),
        ("Круглый стол «Нефть» модерировал Пётр Ким.", "session", "Нефть", ["Пётр Ким"]),
        ("На полях форума Иван Орлов встретился с Ли Вэем.", "meeting", None, ["Иван Орлов", "Ли Вэй"]),
        ("Состоялась церемония подписания.", "signing", None, []),
        ("В рамках форума работала выставка «Сделано в Сибири».", "exhibition", "Сделано в Сибири", []),
    ],
)
def test_parts_of_a_programme(text, kind, title, speakers):
    (session,) = read(SETTING + text).sessions

    assert (session.kind.value, value(session.title), values(session.speakers)) == (kind, title, speakers)
    assert session.forum.value == "forum-1"


@pytest.mark.parametrize(
    "text",
    [
        "Участники обсудили прошедшие секции.",
        "Как отметил Иван Орлов, торговля растёт.",
        "Сессия у студентов в январе.",
    ],
)
def test_what_is_no_session(text):
    assert read(SETTING + text).sessions == []


@pytest.mark.parametrize(
    ("text", "sender", "head", "size"),
    [
        ("Делегацию Амурской области возглавил Иван Орлов.", "Амурская область", "Иван Орлов", None),
        ("Монгольскую делегацию из 15 человек возглавила Анна Ким.", "Монголия", "Анна Ким", 15),
        (
            "Приехала делегация провинции Ляонин под руководством Чжан Лилиня.",
            "провинция Ляонин",
            "Чжан Лилинь",
            None,
        ),
        (
            "Делегация Якутии численностью более 40 человек посетила стенды.",
            "Якутия",
            None,
            "более 40 человек",
        ),
    ],
)
def test_delegations(text, sender, head, size):
    (delegation,) = read(SETTING + text).delegations

    assert (delegation.sender.value, value(delegation.head), value(delegation.size)) == (sender, head, size)


@pytest.mark.parametrize("text", ["Участие приняли делегации из 12 стран.", "Он приветствовал делегатов."])
def test_what_is_no_delegation(text):
    assert read(SETTING + text).delegations == []


def test_a_list_of_delegates():
    report = read(
        "На форум «Тайга» прибыла делегация Томской области.\nСостав делегации:\n"
        "1. Рожков Андрей Петрович — заместитель губернатора, руководитель делегации;\n2. Ильин С. В. — директор завода."
    )

    (delegation,) = report.delegations
    assert (value(delegation.head), values(delegation.members)) == ("Андрей Петрович Рожков", ["Ильин С. В."])


@pytest.mark.parametrize(
    ("text", "name", "place", "amount"),
    [
        (
            "Анна Белова представила проект строительства логистического центра «Даурия» стоимостью 5 млрд рублей.",
            "логистический центр «Даурия»",
            None,
            "5 млрд рублей",
        ),
        (
            "Компания намерена построить в Белогорске завод по переработке сои, инвестиции — 12 млрд рублей.",
            "завод по переработке сои",
            "Белогорск",
            "12 млрд рублей",
        ),
    ],
)
def test_projects(text, name, place, amount):
    (project,) = read(SETTING + text).projects

    assert (project.name.value, value(project.place), value(project.amount)) == (name, place, amount)


@pytest.mark.parametrize(
    "text",
    ["Национальный проект «Демография» обсудили в зале.", "Представлен инвестиционный потенциал региона."],
)
def test_what_is_no_project(text):
    assert read(SETTING + text).projects == []


@pytest.mark.parametrize(
    ("text", "kind", "subject", "parties"),
    [
        (
            "Псковская область и компания «Вега» подписали соглашение о сотрудничестве в сфере туризма.",
            "agreement",
            "сотрудничество в сфере туризма",
            ["Псковская область", "компания «Вега»"],
        ),
        (
            "Холдинг «Заря» заключил с корпорацией «Бэйфан» контракт на поставку 60 тыс. тонн сои.",
            "contract",
            "поставка 60 тыс. тонн сои",
            ["холдинг «Заря»", "корпорация «Бэйфан»"],
        ),
    ],
)
def test_agreements(text, kind, subject, parties):
    (agreement,) = read(SETTING + text).agreements

    assert (agreement.kind.value, value(agreement.subject)) == (kind, subject)
    assert [party.casefold() for party in values(agreement.parties)] == [
        party.casefold() for party in parties
    ]


@pytest.mark.parametrize(
    "text",
    ["Подписано 12 соглашений на 30 млрд рублей.", "Соглашение не подписано.", "Стороны договорились."],
)
def test_what_is_no_agreement(text):
    assert read(SETTING + text).agreements == []


@pytest.mark.parametrize(
    ("text", "by", "proposed", "supported"),
    [
        (
            "Иван Орлов предложил создать рабочую группу. Ли Вэй поддержал инициативу.",
            ["Иван Орлов"],
            "создать рабочую группу",
            ["Ли Вэй"],
        ),
        ("Провести встречу в Даляне предложил Чжан Минь.", ["Чжан Минь"], "провести встречу в Даляне", []),
    ],
)
def test_proposals(text, by, proposed, supported):
    (proposal,) = read(SETTING + text).proposals

    assert (values(proposal.by), proposal.text.value, values(proposal.supported_by)) == (
        by,
        proposed,
        supported,
    )


def test_an_offer_of_goods_is_no_proposal():
    assert read(SETTING + "Компания предлагает клиентам выгодные условия.").proposals == []


def test_an_invitation_takes_nothing_from_another_clause():
    text = "Хабаровский край на форуме представлял Иван Орлов: его пригласил Деловой совет."

    assert read(SETTING + text).proposals == []


def test_the_next_edition_has_no_programme_of_the_one_held():
    report = read(
        "VII Российско-Китайский форум торговли пройдёт в Хабаровске в 2026 году. В Сиане завершился "
        "VI Российско-Китайский форум торговли. VII Российско-Китайский форум торговли ждут в крае.\n"
        "На сессии «Логистика» выступил Иван Орлов."
    )

    (session,) = report.sessions
    (held,) = [forum for forum in report.forums if forum.number and forum.number.value == 6]
    assert session.forum is not None
    assert session.forum.value == held.id
