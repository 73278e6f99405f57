"""The entry desk: how many rows of a list are right at once, and how long a thousand rows take to their preview.

`python -m benchmarks.desk`. Lists of thirty people in ten styles, programmes of thirty sessions in four and lists of thirty
projects in three, written for it; all people and bodies are invented. How many keys a list of twenty takes is counted in a
real browser by `tests/browser/test_desk.py`.
"""

import contextlib
import datetime as dt
import io
import os
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from benchmarks.saving import save_section
from extraction.keys import phrase_key
from extraction.lists import ListedProject, ListedSession, ListRow, read_list, read_programme, read_projects

FAMILIES = (
    "Абросимов", "Бахтин", "Вересов", "Глухов", "Демьянов", "Ермолин", "Жилин", "Зуев", "Игнатов", "Карпов", "Лаптев",
    "Маслов", "Назаров", "Осипов", "Панин", "Рябов", "Савин", "Терехов", "Уваров", "Филин", "Хохлов", "Царёв", "Чернов",
    "Шубин", "Щукин", "Эйхман", "Юрьев", "Якушев", "Белых", "Данченко",
)  # fmt: skip
GIVEN = (
    "Андрей Петрович",
    "Борис Ильич",
    "Виктор Олегович",
    "Елена Павловна",
    "Ирина Юрьевна",
    "Мария Сергеевна",
)
POSTS = (
    ("министр экономики", "Министерство экономики Озёрского края", "Министерства экономики Озёрского края"),
    ("заместитель министра", "Министерство экономики Озёрского края", "Министерства экономики Озёрского края"),
    ("начальник управления", "Управление внешних связей", "Управления внешних связей"),
    ("президент", "Торгово-промышленная палата", "Торгово-промышленной палаты"),
    ("генеральный директор", "ООО «Северный порт»", "ООО «Северный порт»"),
    ("коммерческий директор", "АО «Маяк»", "АО «Маяк»"),
    ("ректор", "Озёрский университет", "Озёрского университета"),
    ("главный инженер", "завод «Станкомаш»", "завода «Станкомаш»"),
    ("председатель правления", "Банк «Берег»", "Банка «Берег»"),
    ("директор", "Агентство развития", "Агентства развития"),
)  # fmt: skip
CHINESE = (
    ("王建华", "市长", "青河市政府"), ("李明", "副局长", "青河市商务局"), ("张伟东", "董事长", "青河港务集团有限公司"),
    ("刘芳", "总经理", "东方木业有限公司"), ("陈志强", "会长", "青河市国际商会"), ("杨丽娟", "处长", "青河市外事办公室"),
    ("赵国栋", "院长", "青河大学经济学院"), ("黄海涛", "副总裁", "北方银行"), ("周敏", "秘书长", "青河市贸促会"),
    ("吴晓燕", "主任", "青河高新区管委会"),
)  # fmt: skip
ENGLISH = (
    ("John Harlow", "Director", "Harbour Trading Company"), ("Mary Whitfield", "Chief Executive Officer", "Northern Port Ltd"),
    ("Peter Langford", "Chairman", "Lakeland Chamber of Commerce"), ("Susan Archer", "Vice President", "Shoreline Bank"),
    ("David Kersey", "Head of Department", "Ministry of Economy"), ("Helen Marlowe", "Professor", "Lakeland University"),
    ("George Pemberton", "Managing Director", "Timber East Ltd"), ("Alice Thornton", "Deputy Minister", "Ministry of Trade"),
    ("Robert Sandys", "Adviser", "Development Agency"), ("Laura Winslow", "Secretary General", "Business Council"),
)  # fmt: skip
Person = tuple[str, str, str, str]  # name, role, title, organization
Style = tuple[str, str, list[Person]]
# Endings that make many family names of one: a directory has some namesakes, not dozens of each.
BRANCHES = tuple(
    f"{a}{b}"
    for a in ("", "ский", "енко", "чук", "ян")
    for b in ("", "-Берег", "-Лес", "-Мост", "-Поле", "-Холм")
)
RUNS = 5
KNOWN = 5_000


def russian() -> list[tuple[str, str, str, str, str]]:
    """(family name, given name and patronymic, title, organization, the same in the genitive) of thirty."""
    people = []
    for number, family in enumerate(FAMILIES):
        given = GIVEN[number % 6]
        is_woman = given.split()[1].endswith("на")
        name = family + "а" if is_woman and family.endswith(("ов", "ев", "ёв", "ин")) else family
        title, body, of_body = POSTS[number % len(POSTS)]
        people.append((name, given, title, body, of_body))
    return people


def styles() -> list[Style]:
    people = russian()
    right = [(f"{given} {family}", "member", title, body) for family, given, title, body, _of in people]
    headed = [(right[0][0], "head", *right[0][2:]), *right[1:]]
    initials = [
        (f"{given.split()[0][0]}. {given.split()[1][0]}. {family}", "member", title, body)
        for family, given, title, body, _of in people
    ]

    def lines(form: Callable[..., str]) -> str:
        return "\n".join(form(number, *person) for number, person in enumerate(people, 1))

    letter = "; ".join(f"{given} {family}, {title}, {body}" for family, given, title, body, _of in people)
    sections = f"Глава делегации:\n{lines(lambda n, f, g, t, b, o: f'{f} {g} – {t}, {b}')}"
    first, rest = sections.split("\n", 2)[1], sections.split("\n", 2)[2]
    chinese = [CHINESE[n % 10] for n in range(30)]
    chinese = [
        (name if n < 10 else name[0] + "文" * (n // 10) + name[-1], t, b)
        for n, (name, t, b) in enumerate(chinese)
    ]
    english = [ENGLISH[n % 10] for n in range(30)]
    english = [
        (name if n < 10 else f"{name}{'son' * (n // 10)}", t, b) for n, (name, t, b) in enumerate(english)
    ]
    return [
        ("numbered, dash, comma", lines(lambda n, f, g, t, b, o: f"{n}. {f} {g} – {t}, {b}"), right),
        ("capitals, genitive", lines(lambda n, f, g, t, b, o: f"{n}) {f.upper()} {g}, {t} {o}"), right),
        ("table with a heading", "№\tФИО\tДолжность\tОрганизация\n" + lines(lambda n, f, g, t, b, o: f"{n}\t{f} {g}\t{t}\t{b}"), right),
        ("table without a heading", lines(lambda n, f, g, t, b, o: f"{f} {g}\t{t}\t{b}"), right),
        ("table, organization first", "Организация\tДолжность\tФ.И.О.\n" + lines(lambda n, f, g, t, b, o: f"{b}\t{t}\t{f} {g}"), right),
        ("paragraph of a letter", f"Сообщаем, что в состав делегации войдут: {letter}.", right),
        ("initials", lines(lambda n, f, g, t, b, o: f"{g.split()[0][0]}. {g.split()[1][0]}. {f} — {t}, {b}"), initials),
        ("parts with headings", f"Глава делегации:\n{first}\nЧлены делегации:\n{rest}", headed),
        ("Chinese", "\n".join(f"{n}、{name}，{b}{t}" for n, (name, t, b) in enumerate(chinese, 1)), [(name, "member", t, b) for name, t, b in chinese]),
        ("English", "\n".join(f"{n}. {name}, {t}, {b}" for n, (name, t, b) in enumerate(english, 1)), [(name, "member", t, b) for name, t, b in english]),
    ]  # fmt: skip


def is_right(row: ListRow, person: Person) -> bool:
    name, role, title, body = person
    if row.name is None or not row.posts or row.role != role:
        return False
    post = row.posts[0].value
    return (
        row.name.value == name
        and post.title.casefold() == title.casefold()
        and phrase_key(post.organization) == phrase_key(body)
    )


def rows_right() -> None:
    total = 0
    for name, text, people in styles():
        rows = read_list(text)
        count = sum(is_right(row, person) for row, person in zip(rows, people, strict=False))
        total += count
        print(f"{name:28} {count:3} of 30 rows right, {len(rows)} read")
        wrong = next((pair for pair in zip(rows, people, strict=False) if not is_right(*pair)), None)
        if wrong:
            row, person = wrong
            said = [(post.value.title, post.value.organization) for post in row.posts]
            print(f"{'':28}   for example {row.name and row.name.value!r}, {row.role}, {said}, not {person}")
    print(f"{'rows fully right':28} {total / 300:.3f}    aim 0.95")


# Programmes and projects

FIRST_DAY = dt.date(2026, 6, 8)
Part = tuple[str, str, str, str, str]  # begins, ends, title, hall, the moderator's name


def programmes() -> list[tuple[str, str, list[Part]]]:
    """(style, text, the sessions that it says): thirty sessions on one day, two at a time."""
    times = [
        (f"{8 + n // 4:02}:{n % 4 * 15:02}", f"{8 + (n + 1) // 4:02}:{(n + 1) % 4 * 15:02}")
        for n in range(30)
    ]
    russian_parts = [
        (
            *times[n],
            f"Порты и дороги {n + 1}",
            f"Зал № {n % 5 + 1}",
            f"{given} {family}",
            f"{family} {given}",
            title,
            body,
        )
        for n, (family, given, title, body, _of) in enumerate(russian())
    ]
    right = [part[:5] for part in russian_parts]
    lines = "8 июня 2026 г.\n" + "\n".join(
        f"{begins}–{ends} Круглый стол «{name}». {hall}\nМодератор: {who} – {title}, {body}"
        for begins, ends, name, hall, _name, who, title, body in russian_parts
    )
    table = "Время\tМероприятие\tМесто\tМодератор\n8 июня 2026\n" + "\n".join(
        f"{begins}-{ends}\tСекция «{name}»\t{hall}\t{who}, {title}, {body}"
        for begins, ends, name, hall, _name, who, title, body in russian_parts
    )
    chinese = [(*times[n], f"港口与道路{n + 1}", "国际会议厅", *CHINESE[n % 10]) for n in range(30)]
    in_chinese = "6月8日\n" + "\n".join(
        f"{begins}-{ends} 圆桌会议：“{name}” 地点：{hall}\n主持人：{who}，{body}{title}"
        for begins, ends, name, hall, who, title, body in chinese
    )
    english = [
        (*times[n], f"Ports and Roads {n + 1}", f"Hall {n % 5 + 1}", *ENGLISH[n % 10]) for n in range(30)
    ]
    in_english = "8 June 2026\n" + "\n".join(
        f"{begins} – {ends} Panel discussion “{name}”, {hall}\nModerator: {who}, {title}, {body}"
        for begins, ends, name, hall, who, title, body in english
    )
    return [
        ("programme, lines", lines, right),
        ("programme, table", table, right),
        ("programme, Chinese", in_chinese, [part[:5] for part in chinese]),
        ("programme, English", in_english, [part[:5] for part in english]),
    ]


def is_session_right(session: ListedSession, part: Part) -> bool:
    names = [row.name.value for row in session.people if row.name and row.role == "moderator"]
    return (
        session.begins,
        session.ends,
        session.title,
        session.hall,
        *names,
    ) == part and session.day == "2026-06-08"


def projects() -> list[tuple[str, str, list[tuple[str, ...]]]]:
    """(style, text, (name, place, sum, initiator, stage) of the projects that it says)."""
    places = ("Приморский край", "Хабаровский край", "Амурская область", "Сахалинская область")
    stages = (("проектирование", "planned"), ("строится", "under_way"), ("завершён", "finished"))
    rows = [
        (
            f"Зерновой терминал {n + 1}",
            places[n % 4],
            f"{n + 2} млрд руб",
            f"ООО «Порт {n + 1}»",
            *stages[n % 3],
        )
        for n in range(30)
    ]
    right = [(name, place, total, initiator, stage) for name, place, total, initiator, _words, stage in rows]
    lines = "\n".join(
        f"{n}. {name} ({place}) – {total}., инициатор – {initiator}, стадия: {words}"
        for n, (name, place, total, initiator, words, _stage) in enumerate(rows, 1)
    )
    table = "№\tПроект\tТерритория\tСтоимость\tИнициатор\tСтадия\n" + "\n".join(
        f"{n}\t{name}\t{place}\t{total}\t{initiator}\t{words}"
        for n, (name, place, total, initiator, words, _stage) in enumerate(rows, 1)
    )
    cards = "\n".join(
        f"Проект: {name}\nМесто: {place}\nСумма: {total}\nИнициатор: {initiator}\nСтадия: {words}"
        for name, place, total, initiator, words, _stage in rows
    )
    return [
        ("projects, lines", lines, right),
        ("projects, table", table, right),
        ("projects, cards", cards, right),
    ]


def is_project_right(project: ListedProject, row: tuple[str, ...]) -> bool:
    said = (project.name, project.place, project.amount.rstrip("."), project.initiator, project.stage)
    return said == row


def others_right() -> None:
    """The same for programmes and lists of projects."""
    for name, text, parts in programmes():
        read = read_programme(text, first_day=FIRST_DAY)
        wrong = [pair for pair in zip(read, parts, strict=False) if not is_session_right(*pair)]
        print(f"{name:28} {len(parts) - len(wrong):3} of {len(parts)} sessions right, {len(read)} read")
        for session, part in wrong[:1]:
            print(f"{'':28}   for example {session.begins} {session.title!r} {session.hall!r}, not {part}")
    for name, text, rows in projects():
        found = read_projects(text)
        off = [pair for pair in zip(found, rows, strict=False) if not is_project_right(*pair)]
        print(f"{name:28} {len(rows) - len(off):3} of {len(rows)} projects right, {len(found)} read")
        for project, row in off[:1]:
            print(f"{'':28}   for example {project}, not {row}")


# A thousand rows


def thousand() -> bytes:
    book = Workbook()
    book.active.append(["№", "ФИО", "Должность", "Организация"])
    for number in range(1_000):
        family, given = FAMILIES[number % 30], GIVEN[number % 6]
        title, body, _of = POSTS[number % 10]
        book.active.append(
            [number + 1, f"{family}{BRANCHES[number // 30 % 10]} {given} ", title, f"{body} {number // 90}"]
        )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def preview() -> None:
    """From the uploaded file to the page with its preview, in a directory with thousands of people."""
    # Here: the settings must know the servers of the benchmarks first.
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from delegations.models import Draft  # noqa: PLC0415

    user = get_user_model().objects.get_or_create(
        username="desk", defaults={"is_staff": True, "is_superuser": True}
    )[0]
    fill()
    client = Client()
    client.force_login(user)
    content = thousand()
    times: dict[str, list[float]] = {
        "upload and read": [],
        "page with the preview": [],
        "save as one types": [],
    }
    for address in [Draft.objects.create(owner=user).get_absolute_url() for _run in range(RUNS)]:
        times["upload and read"].append(
            seconds(
                lambda address=address: client.post(
                    address, {"do": "read", "file": SimpleUploadedFile("a.xlsx", content)}
                )
            )
        )
        times["page with the preview"].append(seconds(lambda address=address: client.get(address)))
        times["save as one types"].append(
            seconds(
                lambda address=address: client.post(
                    address, {"r3-title": "советник", "base": "{}"}, headers={"X-Autosave": "1"}
                )
            )
        )
    for name, runs in times.items():
        print(f"{name:28} {statistics.median(runs):6.2f} s of CPU  1,000 rows")
    papers = [("programme", programmes()[0][1] * 4), ("projects", projects()[0][1] * 10)]
    for kind, text in papers:
        address = Draft.objects.create(owner=user, kind=kind, text=text).get_absolute_url()
        spent = seconds(lambda address=address: client.post(address, {"do": "read"}))
        spent += seconds(lambda address=address: client.get(address))
        rows = len(Draft.objects.latest("pk").rows)
        print(f"{kind + ', text to preview':28} {spent:6.2f} s of CPU  {rows} rows")
    both = statistics.median(times["upload and read"]) + statistics.median(times["page with the preview"])
    print(f"{'from file to preview':28} {both:6.2f} s of CPU  aim 2 s")


def seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    response = work()
    assert response.status_code < 400, response.status_code
    return time.process_time() - start


def fill() -> None:
    """People of whom some are in the list: once."""
    from directory.models import Organization, OrganizationName, Person, PersonName, Post  # noqa: PLC0415
    from extraction.keys import person_key  # noqa: PLC0415

    if Person.objects.count() >= KNOWN:
        return
    bodies = Organization.objects.bulk_create(
        Organization(name=f"{body} {n}", slug=f"body-{n}-{m}")
        for n in range(12)
        for m, (_t, body, _o) in enumerate(POSTS)
    )
    OrganizationName.objects.bulk_create(
        OrganizationName(organization=b, text=b.name, language="ru", kind="main", key=phrase_key(b.name))
        for b in bodies
    )
    people = Person.objects.bulk_create(
        Person(
            name=f"{GIVEN[n % 6]} {FAMILIES[n % 30]}{BRANCHES[n // 30 % len(BRANCHES)]}", slug=f"person-{n}"
        )
        for n in range(KNOWN)
    )
    PersonName.objects.bulk_create(
        PersonName(person=p, text=p.name, language="ru", kind="main", key=person_key(p.name)) for p in people
    )
    Post.objects.bulk_create(
        Post(person=p, title=POSTS[n % 10][0], organization=bodies[n % len(bodies)])
        for n, p in enumerate(people)
    )


def main(save: Path | None = None) -> None:
    """Print everything; with `save`, put it into that file as a section of its own."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        measure()
    print(said.getvalue(), end="")
    if save:
        save_section(save, [HEADING, "", *MADE_BY, "", "```", *said.getvalue().splitlines(), "```"])


HEADING = "# What the entry desk costs"
MADE_BY = (
    "Made by `make bench PART=desk SAVE=docs/benchmarks.md`: lists written for it, in ten styles; CPU time in one process with the",
    f"embedded PostgreSQL, Python {platform.python_version()}, {os.cpu_count()} cores.",
)


def measure() -> None:
    # Here: the rows of lists are measured without a database, the rest with one of its own.
    import django  # noqa: PLC0415

    from benchmarks.histories import create  # noqa: PLC0415
    from forumtracker.embedded import Embedded, home  # noqa: PLC0415

    rows_right()
    others_right()
    servers = Embedded(home("bench"))
    servers.start()
    create(servers, "desk")
    os.environ |= {
        "DATABASE_URL": servers.database_url.rpartition("/")[0] + "/desk",
        "REDIS_URL": servers.redis_url,
        "SECRET_KEY": "benchmarks only",
        "ALLOWED_HOSTS": "testserver",
        "HTTPS": "off",
        "DEBUG": "on",
        "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "forumtracker.settings",
    }
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    preview()


if __name__ == "__main__":
    main()
