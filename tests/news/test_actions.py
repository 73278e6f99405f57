"""Claims are stored with their quotes, become records, and a person's decision about them is never overwritten."""

import datetime as dt
import itertools
import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from delegations.models import Delegation, Member
from directory.models import Person
from events.models import Appearance, Forum, ForumSeries, Initiative, Session, Status
from investments.models import Agreement, Presentation, Project
from news.actions import DecisionError, apply_claims, store_findings
from news.conflicts import keep_present, take_claimed
from news.decisions import confirm, correct, reject
from news.models import Claim, Conflict, Evidence, Item, Source, hash_of
from news.undoing import undo_decision

pytestmark = pytest.mark.django_db

SERIES = "Форум приграничной торговли"


def quoted(text, words):
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def an_item(text, *, published_on=dt.date(2025, 11, 25), source="Вестник"):
    source, _ = Source.objects.get_or_create(name=source)
    return Item.objects.create(
        source=source,
        text=text,
        text_hash=hash_of(text),
        language="ru",
        published_on=published_on,
        state=Item.State.DONE,
    )


def a_forum(text, *, key="forum-1", quote=SERIES, **values):
    return {
        "id": key,
        "series": SERIES,
        "aliases": [],
        "number": 6,
        "year": None,
        "dates": None,
        "place": None,
        "country": None,
        "status": None,
        "organizers": [],
        "evidence": [{"field": "series", **quoted(text, quote)}],
    } | values


def a_person(text, name, *posts, key="person-1"):
    return {
        "id": key,
        "name": name,
        "posts": [{"title": title, "organization": body} for title, body in posts],
        "evidence": [{"field": "name", **quoted(text, name)}],
    }


def read(item, *, version="1", **findings):
    """What one reading of an item does: its findings are stored and applied."""
    store_findings(item, findings, version=version)
    apply_claims(item)


def read_forum(text, *, published_on=dt.date(2025, 11, 25), source="Вестник", **values):
    item = an_item(text, published_on=published_on, source=source)
    read(item, forums=[a_forum(text, **values)])
    return item


def writes(queries):
    return [q["sql"] for q in queries if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]


@pytest.fixture
def curator(django_user_model):
    return django_user_model.objects.create_user("curator")


def test_finding_is_stored_with_its_quote():
    text = f"VI {SERIES} прошёл в Сиане"

    item = read_forum(text)

    assert list(item.claims.values_list("kind", "state")) == [("forum", "unchecked")]
    assert Evidence.objects.get().quote == SERIES


def test_reading_again_writes_nothing():
    text = f"VI {SERIES} прошёл в Сиане. Открыл его Иван Ли."
    item = an_item(text)
    findings = {
        "forums": [a_forum(text, status="held", place="Сиань")],
        "people": [a_person(text, "Иван Ли", ("мэр", "Сиань"))],
        "sessions": [
            {
                "id": "session-1",
                "forum": "forum-1",
                "kind": "plenary",
                "title": None,
                "speakers": ["Иван Ли"],
                "evidence": [{"field": "speakers", "index": 0, **quoted(text, "Иван Ли")}],
            }
        ],
    }
    read(item, **findings)

    with CaptureQueriesContext(connection) as queries:
        read(item, **findings)

    assert writes(queries) == []


def test_findings_become_records_that_refer_to_one_another():
    text = f"Делегация Хабаровского края во главе с Анной Ли прибыла на VI {SERIES}. Анна Ли представила завод «Луч»."
    item = an_item(text)
    span = quoted(text, "завод «Луч»")

    read(
        item,
        forums=[a_forum(text, year=2025, place="Сиань", status="held")],
        people=[
            a_person(text, "Анна Ли", ("министр", "Хабаровский край"), ("сопредседатель", "Деловой совет"))
        ],
        sessions=[
            {
                "id": "s",
                "forum": "forum-1",
                "kind": "session",
                "title": "Стройка",
                "speakers": ["Анна Ли"],
                "evidence": [],
            }
        ],
        delegations=[
            {
                "id": "d",
                "from": "Хабаровский край",
                "forum": "forum-1",
                "destination": "Сиань",
                "head": "Анна Ли",
                "members": [],
                "size": "более 40 человек",
                "invited_by": "Деловой совет",
                "evidence": [],
            }
        ],
        projects=[
            {
                "id": "p",
                "name": "завод «Луч»",
                "place": None,
                "amount": "4,8 млрд рублей",
                "presented_by": ["Анна Ли"],
                "session": "s",
                "evidence": [{"field": "name", **span}],
            }
        ],
        agreements=[
            {
                "id": "a",
                "kind": "contract",
                "subject": "поставка сои",
                "parties": ["Деловой совет", "Сиань"],
                "amount": "210 млн юаней",
                "forum": "forum-1",
                "evidence": [],
            }
        ],
        proposals=[
            {
                "id": "i",
                "by": ["Анна Ли"],
                "to": [],
                "text": "провести следующий форум в Хабаровске",
                "forum": None,
                "supported_by": ["китайская сторона"],
                "evidence": [],
            }
        ],
    )

    person = Person.objects.get()
    assert {str(post) for post in person.posts.all()} == {
        "министр, Хабаровский край",
        "сопредседатель, Деловой совет",
    }
    appearance = Appearance.objects.get()
    assert (appearance.person, appearance.posts.count()) == (person, 2)
    delegation = Delegation.objects.get()
    assert (delegation.stated_size, str(delegation.invited_by)) == (40, "Деловой совет")
    assert [(m.person, m.role) for m in delegation.members.all()] == [(person, Member.Role.HEAD)]
    presentation = Presentation.objects.get()
    assert (presentation.session, presentation.presenter) == (Session.objects.get(), person)
    assert (Project.objects.get().amount, Project.objects.get().currency) == (4_800_000_000, "RUB")
    assert {str(party) for party in Agreement.objects.get().parties.all()} == {"Деловой совет", "Сиань"}
    assert [(p.role, str(p)) for p in Initiative.objects.get().parties.all()] == [
        ("proposer", "Анна Ли"),
        ("supporter", "китайская сторона"),
    ]


def test_two_reports_of_one_edition_make_one_forum_and_fill_its_blanks():
    read_forum(f"VI {SERIES} прошёл", status="planned", published_on=dt.date(2025, 10, 1))
    read_forum(f"Завершился VI {SERIES} в Сиане", status="held", place="Сиань", year=2025, source="Хроника")

    forum = Forum.objects.get()
    assert (forum.number, forum.year, str(forum.place), forum.status) == (6, 2025, "Сиань", Status.HELD)
    assert list(forum.status_history.values_list("status", "said_by")) == [
        ("held", "Хроника"),
        ("planned", "Вестник"),
    ]
    assert not Conflict.objects.exists()


def test_order_of_reports_does_not_change_which_editions_there_are():
    reports = [
        ("VI форум, Сиань", {"number": 6, "place": "Сиань", "quote": "форум"}),
        ("Форум 2025 года", {"number": None, "year": 2025, "quote": "Форум"}),
        ("VI форум 2025 года", {"number": 6, "year": 2025, "quote": "форум"}),
        ("VII форум 2026 года", {"number": 7, "year": 2026, "quote": "форум"}),
    ]
    outcomes = set()

    for order in itertools.permutations(reports):
        with transaction.atomic():
            for text, values in order:
                read_forum(text, **values)
            outcomes.add(tuple(Forum.objects.standing().order_by("number").values_list("number", "year")))
            transaction.set_rollback(True)

    # A report that gives only the year may come before anybody knew that the VI edition was that year's.
    assert outcomes <= {((6, 2025), (7, 2026)), ((6, 2025), (7, 2026), (None, 2025))}
    assert ((6, 2025), (7, 2026)) in outcomes


def test_different_value_is_a_conflict_and_replaces_nothing():
    read_forum(f"VII {SERIES} в 2026 году", number=7, year=2026)
    read_forum(f"VII {SERIES} в 2027 году", number=7, year=2027)

    assert Forum.objects.get().year == 2026
    assert list(Conflict.objects.values_list("field", "present", "claimed", "state")) == [
        ("year", "2026", "2027", "open")
    ]


def test_more_precise_date_is_no_conflict():
    read_forum(f"VI {SERIES} в ноябре", dates="2025-11")
    read_forum(f"VI {SERIES} 19–20 ноября", dates="2025-11-19/2025-11-20")

    forum = Forum.objects.get()
    assert (forum.dates, forum.dates_first) == ("2025-11-19/2025-11-20", dt.date(2025, 11, 19))
    assert not Conflict.objects.exists()


def test_locked_field_is_left_alone():
    item = read_forum(f"VI {SERIES} в Сиане", place="Сиань")
    forum = Forum.objects.get()
    forum.year, forum.locked_fields = 2024, ["year"]
    forum.save()

    read_forum(f"Вновь о VI {SERIES} 2025 года", year=2025)
    apply_claims(item)

    assert Forum.objects.get().year == 2024
    assert Conflict.objects.get().claimed == "2025"


def test_confirmed_claim_locks_what_it_says(curator):
    item = read_forum(f"VI {SERIES} в 2025 году", year=2025)

    confirm(item.claims.get(), by=curator)

    forum = Forum.objects.get()
    assert forum.is_checked
    assert {"number", "year"} <= set(forum.locked_fields)


def test_rejected_claim_withdraws_its_record_and_stays_rejected(curator):
    item = read_forum(f"VI {SERIES}")
    reject(item.claims.get(), by=curator, reason="это не форум")

    read_forum(f"Снова VI {SERIES}", source="Хроника")
    store_findings(item, {"forums": [a_forum(item.text)]}, version="2")
    apply_claims(item)

    assert set(Claim.objects.values_list("state", flat=True)) == {"rejected"}
    assert not Forum.objects.standing().exists()
    assert not ForumSeries.objects.standing().exists()


def test_rejection_is_undone_completely(curator):
    item = read_forum(f"VI {SERIES} в Сиане", place="Сиань", status="held")
    before = Forum.objects.values("number", "place", "status", "withdrawn_at", "locked_fields").get()
    claim = item.claims.get()
    reject(claim, by=curator)
    assert Forum.objects.get().is_withdrawn

    undo_decision(claim, by=curator)

    assert Forum.objects.values("number", "place", "status", "withdrawn_at", "locked_fields").get() == before
    assert ForumSeries.objects.standing().count() == 1


def test_confirmation_is_undone_completely(curator):
    item = read_forum(f"VI {SERIES} в 2025 году", year=2025)
    claim = item.claims.get()
    confirm(claim, by=curator)

    undo_decision(claim, by=curator)

    forum = Forum.objects.get()
    assert (forum.checked_at, forum.locked_fields, forum.year) == (None, [], 2025)
    assert Claim.objects.get().state == Claim.State.UNCHECKED


def test_corrected_value_survives_a_third_run(curator):
    text = f"VI {SERIES} в 2025 году"
    item = read_forum(text, year=2025)

    correct(item.claims.get(), by=curator, corrections={"year": 2024})
    for version in ("2", "3"):
        read(item, forums=[a_forum(text, year=2025)], version=version)
    read_forum(f"И снова VI {SERIES} 2025 года", year=2025)

    assert Forum.objects.get().year == 2024
    assert Claim.objects.get(item=item).state == Claim.State.CORRECTED
    assert Conflict.objects.get(state="open").claimed == "2025"


def test_correction_of_the_number_moves_the_claim_to_the_edition_that_is_meant(curator):
    read_forum(f"VII {SERIES}", number=7)
    item = read_forum(f"VI {SERIES}", number=6)

    correct(item.claims.get(), by=curator, corrections={"number": 7})

    assert list(Forum.objects.standing().values_list("number", flat=True)) == [7]


def test_correction_of_an_unknown_field_is_refused(curator):
    item = read_forum(f"VI {SERIES}")

    with pytest.raises(DecisionError, match="colour"):
        correct(item.claims.get(), by=curator, corrections={"colour": "red"})

    assert item.claims.get().state == Claim.State.UNCHECKED


def test_undecided_claim_follows_a_new_reading_and_a_vanished_one_is_withdrawn():
    text = f"VI {SERIES}. Анна Ли."
    item = an_item(text)
    read(item, forums=[a_forum(text)], people=[a_person(text, "Анна Ли")])

    read(item, forums=[a_forum(text, place="Сиань")], version="2")

    assert str(Forum.objects.get().place) == "Сиань"
    assert Claim.objects.get(kind="person").state == Claim.State.WITHDRAWN
    assert Person.objects.get().is_withdrawn


def test_conflict_is_decided_for_the_claim(curator):
    read_forum(f"VII {SERIES} в 2026 году", year=2026)
    read_forum(f"VII {SERIES} в 2027 году", year=2027)

    take_claimed(Conflict.objects.get(), by=curator)

    assert Forum.objects.get().year == 2027
    assert Conflict.objects.get(state="taken").claimed == "2027"


def test_conflict_is_decided_for_the_record(curator):
    read_forum(f"VII {SERIES} в 2026 году", year=2026)
    item = read_forum(f"VII {SERIES} в 2027 году", year=2027)

    keep_present(Conflict.objects.get(), by=curator)
    apply_claims(item)

    assert (Forum.objects.get().year, Forum.objects.get().locked_fields) == (2026, ["year"])
    assert Conflict.objects.get().state == "kept"


def test_same_name_is_the_same_person_only_with_a_second_feature():
    for number, (post, body) in enumerate(
        [("министр", "Хабаровский край"), ("врач", "Больница № 1"), ("первый министр", "Хабаровский край")]
    ):
        text = f"{number}: Анна Ли"
        read(an_item(text), people=[a_person(text, "Анна Ли", (post, body))])

    assert sorted(person.posts.count() for person in Person.objects.all()) == [1, 2]


def test_number_that_becomes_known_changes_the_address_and_the_old_one_redirects(client):
    text = f"{SERIES} 2025 года"
    item = read_forum(text, number=None, year=2025)
    old = Forum.objects.get().get_absolute_url()

    read_forum(f"VI {SERIES} 2025 года", number=6, year=2025)

    new = Forum.objects.get().get_absolute_url()
    assert (old.split("/")[-2], new.split("/")[-2]) == ("2025", "6")
    assert client.get(old).url == new
    assert client.get(f"{old}sessions/1/").url == f"{new}sessions/1/"
    assert item.claims.get().forum.slug == "6"


def test_quote_that_is_not_the_text_is_refused_by_the_database():
    item = read_forum(f"VI {SERIES}")

    with pytest.raises(IntegrityError, match="quote_is_the_text_at_its_offsets"):
        Evidence.objects.create(claim=item.claims.get(), field="number", start=0, end=2, quote="VII")


def test_text_never_changes():
    item = read_forum(f"VI {SERIES}")
    item.text = "другой"

    with pytest.raises(IntegrityError, match="text_never_changes"):
        item.save(update_fields=["text"])


@pytest.mark.django_db(transaction=True)
def test_of_four_curators_who_decide_at_once_one_wins_and_three_are_told():
    item = read_forum(f"VI {SERIES}")
    claim_id = item.claims.get().pk
    users = [get_user_model().objects.create_user(f"curator-{n}") for n in range(4)]
    barrier = threading.Barrier(4)
    outcomes = []

    def decide(user):
        try:
            claim = Claim.objects.select_related("item").get(pk=claim_id)
            barrier.wait(timeout=10)
            confirm(claim, by=user)
            outcomes.append("decided")
        except DecisionError:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["decided", "told", "told", "told"]
