"""The pages of the desk: who may come in, a list by a plain form, two people at once."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from delegations.models import Delegation, Draft, Entry, Member, Presence
from delegations.planning import plan_of
from directory.history import act
from directory.models import Act
from tests.factories import (
    DelegationFactory,
    DraftFactory,
    ForumFactory,
    MemberFactory,
    PersonFactory,
    PersonNameFactory,
    PlaceNameFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db
LIST = "1. Иванов Пётр Сергеевич – министр спорта, глава делегации\n2. Петрова Анна Ильинична – директор, ООО «Причал»"


@pytest.fixture
def staff():
    return StaffFactory()


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def fields(response):
    """The fields of the form as a browser without scripts would send them."""
    html = response.content.decode()
    found = {}
    for tag in re.findall(r"<input[^>]*>", html):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") == "radio" and not re.search(r"\bchecked\b", tag):
            continue
        if "name" in attributes and attributes.get("type") != "file":
            found[attributes["name"]] = unescape(attributes.get("value", ""))
    for name, body in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else re.search(r'value="([^"]*)"', body)[1]
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', html, re.DOTALL):
        found[name] = unescape(body)
    return found


def unescape(text):
    for entity, sign in (("&quot;", '"'), ("&#x27;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text


@pytest.mark.parametrize("name", ["desk-home", "desk-draft", "desk-delegation"])
def test_desk_is_for_staff_alone(client, admin_user, name):
    record = DraftFactory(text="") if name == "desk-draft" else DelegationFactory()
    args = [] if name == "desk-home" else [record.pk if name == "desk-draft" else record.slug]
    address = reverse(f"delegations:{name}", args=args)

    assert client.get(address).status_code == 302
    client.force_login(StaffFactory(permissions=("add_person",)))
    assert client.get(address).status_code == 403
    client.force_login(admin_user)
    assert client.get(address).status_code == 200


def test_list_goes_in_by_a_plain_form(desk, staff):
    forum = ForumFactory(series__name="Форум портов", number=6)
    place = PlaceNameFactory(text="Приморский край").place
    address = desk.post(reverse("delegations:desk-draft-add")).url

    page = fields(desk.get(address))
    filled = page | {
        "sender_typed": "Приморского края", "text": LIST, "source_kind": "letter", "source_text": "№ 15",
        "forum_typed": str(forum), "do": "read",
    }  # fmt: skip
    assert desk.post(address, filled).status_code == 302
    page = desk.get(address)
    assert page.context["plan"].counts["new"] == 2
    response = desk.post(address, fields(page) | {"do": "enter"})

    delegation = Delegation.objects.get()
    assert response.url == reverse("delegations:desk-delegation", args=[delegation.slug])
    assert (delegation.forum, delegation.sending_place) == (forum, place)
    assert delegation.members.count() == 2
    assert Entry.objects.get().source_text == "№ 15"
    undo = reverse("delegations:desk-entry-undo", args=[Entry.objects.get().pk])
    assert desk.post(undo).status_code == 302
    assert not Delegation.objects.exists()


def test_changed_form_shows_its_preview_before_it_is_entered(desk, staff):
    draft = DraftFactory(owner=staff, text=LIST)
    page = fields(desk.get(draft.get_absolute_url()))

    response = desk.post(draft.get_absolute_url(), page | {"r1-name": "Павел Иванов", "do": "enter"})

    assert response.status_code == 409
    assert not Member.objects.exists()
    again = fields(response)
    assert again["r1-name"] == "Павел Иванов"
    assert desk.post(draft.get_absolute_url(), again | {"do": "enter"}).status_code == 302
    assert Member.objects.get(role="head").person.name == "Павел Иванов"


def test_draft_is_saved_as_one_types(desk, staff):
    draft = DraftFactory(owner=staff, text=LIST)
    page = fields(desk.get(draft.get_absolute_url()))

    answer = desk.post(
        draft.get_absolute_url(), page | {"r2-title": "инженер"}, headers={"X-Autosave": "1"}
    ).json()

    draft.refresh_from_db()
    assert draft.rows[1]["title"] == "инженер"
    assert draft.rows[0]["choice"] == ""
    assert json.loads(answer["base"])["r2-title"] == "инженер"
    assert answer["digest"] == plan_of(draft).digest
    assert answer["rows"]["2"]["outcome"] == "new"


def test_two_people_in_one_draft_lose_nothing(desk, staff):
    draft = DraftFactory(owner=staff, text=LIST)
    page = fields(desk.get(draft.get_absolute_url()))

    desk.post(draft.get_absolute_url(), page | {"r1-title": "министр туризма"}, headers={"X-Autosave": "1"})
    desk.post(draft.get_absolute_url(), page | {"r2-title": "инженер"}, headers={"X-Autosave": "1"})
    third = desk.post(draft.get_absolute_url(), page | {"r2-title": "юрист"}, headers={"X-Autosave": "1"})

    draft.refresh_from_db()
    assert [row["title"] for row in draft.rows] == ["министр туризма", "инженер"]
    assert third.status_code == 409
    assert "юрист" in third.json()["conflicts"]
    assert "инженер" in third.json()["conflicts"]
    decided = page | {"r2-title": "юрист", "merge-r2-title": "mine", "mine-r2-title": "юрист"}
    desk.post(draft.get_absolute_url(), decided, headers={"X-Autosave": "1"})
    draft.refresh_from_db()
    assert draft.rows[1]["title"] == "юрист"


def test_source_as_before_is_one_press(desk, staff):
    DraftFactory(owner=staff, source_text="№ 77")
    draft = DraftFactory(owner=staff, text=LIST, source_kind="", source_text="", source_on=None)
    page = fields(desk.get(draft.get_absolute_url()))

    desk.post(draft.get_absolute_url(), page | {"do": "same-source"})

    draft.refresh_from_db()
    assert (draft.source_kind, draft.source_text) == ("letter", "№ 77")


def test_uploaded_list_is_kept_and_read(desk, staff):
    draft = DraftFactory(owner=staff)
    page = fields(desk.get(draft.get_absolute_url()))
    file = SimpleUploadedFile("list.csv", "ФИО;Должность\nИванов Пётр;министр\n".encode("cp1251"))

    desk.post(draft.get_absolute_url(), page | {"file": file, "do": "read"})

    draft.refresh_from_db()
    assert [(row["name"], row["title"]) for row in draft.rows] == [("Пётр Иванов", "министр")]
    assert draft.document.name == "list.csv"


def test_unknown_sender_is_added_with_the_entry(desk, staff):
    draft = DraftFactory(owner=staff, text=LIST, sending_place=None)
    page = fields(desk.get(draft.get_absolute_url()))
    page |= {"sender_typed": "Союз портов Востока", "sender_kind": "organization"}
    desk.post(draft.get_absolute_url(), page | {"do": "keep"})

    desk.post(draft.get_absolute_url(), fields(desk.get(draft.get_absolute_url())) | {"do": "enter"})

    assert Delegation.objects.get().sending_organization.name == "Союз портов Востока"


# A delegation that is there


def test_two_people_change_different_fields_and_both_stay(desk, staff):
    member = MemberFactory(delegation=DelegationFactory(stated_size=12), post_as_printed="министр")
    address = reverse("delegations:desk-delegation", args=[member.delegation.slug])
    source = {"source_kind": "call", "source_text": "Иванова"}
    page = fields(desk.get(address)) | source

    desk.post(address, page | {"stated_size": "14"})
    desk.post(address, page | {f"m{member.pk}-post_as_printed": "министр туризма"})

    member.refresh_from_db()
    member.delegation.refresh_from_db()
    assert (member.delegation.stated_size, member.post_as_printed) == (14, "министр туризма")
    assert "stated_size" in member.delegation.locked_fields
    assert Entry.objects.count() == 2


def test_same_field_changed_twice_is_merged_by_a_person(desk, staff):
    delegation = DelegationFactory(stated_size=12)
    address = reverse("delegations:desk-delegation", args=[delegation.slug])
    page = fields(desk.get(address)) | {"source_kind": "call", "source_text": "Иванова"}
    desk.post(address, page | {"stated_size": "14"})

    response = desk.post(address, page | {"stated_size": "15"})

    assert response.status_code == 409
    delegation.refresh_from_db()
    assert delegation.stated_size == 14
    merging = fields(response)
    assert (merging["stated_size"], merging["mine-stated_size"]) == ("15", "15")
    desk.post(address, merging | {"merge-stated_size": "mine"})
    delegation.refresh_from_db()
    assert delegation.stated_size == 15


def test_taking_theirs_leaves_what_the_other_one_saved(desk, staff):
    delegation = DelegationFactory(stated_size=12)
    address = reverse("delegations:desk-delegation", args=[delegation.slug])
    page = fields(desk.get(address)) | {"source_kind": "call", "source_text": "Иванова"}
    desk.post(address, page | {"stated_size": "14"})
    merging = fields(desk.post(address, page | {"stated_size": "15"}))

    desk.post(address, merging | {"merge-stated_size": "theirs"})

    delegation.refresh_from_db()
    assert delegation.stated_size == 14


def test_nothing_is_saved_without_a_source(desk, staff):
    delegation = DelegationFactory(stated_size=12)
    address = reverse("delegations:desk-delegation", args=[delegation.slug])

    response = desk.post(address, fields(desk.get(address)) | {"stated_size": "14"})

    assert response.status_code == 422
    assert fields(response)["stated_size"] == "14"
    delegation.refresh_from_db()
    assert delegation.stated_size == 12


def test_status_has_a_history_and_the_newest_is_current(desk, staff):
    delegation = DelegationFactory()
    address = reverse("delegations:desk-delegation", args=[delegation.slug])
    for status, day in (("confirmed", "2025-10-05"), ("announced", "2025-09-01")):
        page = fields(desk.get(address)) | {"source_kind": "letter", "source_text": "№ 1"}
        desk.post(address, page | {"status": status, "status_on": day})

    delegation.refresh_from_db()
    assert delegation.status == "confirmed"
    assert [row.status for row in delegation.statuses.all()] == ["confirmed", "announced"]


def test_day_of_a_status_stays_when_the_source_is_taken_as_before(desk, staff):
    delegation = DelegationFactory()
    delegation.entries.create(kind="fields", about="x", by=staff, source_kind="call", source_text="Орлова")
    address = reverse("delegations:desk-delegation", args=[delegation.slug])
    typed = {"status": "arrived", "status_on": "15 октября", "do": "same-source"}

    response = desk.post(address, fields(desk.get(address)) | typed)

    page = fields(response)
    assert (page["status_on"], page["source_text"]) == ("15 октября", "Орлова")
    assert response.context["values"]["status"] == "arrived"


def test_one_field_of_the_history_is_undone(desk, staff):
    delegation = DelegationFactory(stated_size=12, size_as_printed="12 человек")
    address = reverse("delegations:desk-delegation", args=[delegation.slug])
    page = fields(desk.get(address)) | {"source_kind": "call", "source_text": "Иванова"}
    desk.post(address, page | {"stated_size": "14", "size_as_printed": "14 человек"})
    entry = Entry.objects.get()
    change = entry.act.changes.get(table="delegations_delegation")

    desk.post(reverse("delegations:desk-field-undo", args=[entry.pk]), {"place": f"{change.pk}:stated_size"})

    delegation.refresh_from_db()
    assert (delegation.stated_size, delegation.size_as_printed) == (12, "14 человек")


def test_completeness_needs_two_people_and_falls_with_a_change(client, desk, staff):
    member = MemberFactory()
    delegation = member.delegation
    address = reverse("delegations:desk-delegation", args=[delegation.slug])
    say = reverse("delegations:desk-complete", args=[delegation.slug])
    seen = fields(desk.get(address))["seen"]

    desk.post(say, {"seen": seen})
    desk.post(say, {"seen": seen})
    assert delegation.completeness.get().confirmed_by is None
    second = StaffFactory()
    client.force_login(second)
    client.post(say, {"seen": seen})
    assert delegation.completeness.get().confirmed_by == second

    Member.objects.filter(pk=member.pk).update(post_as_printed="другая должность")
    page = client.get(address)
    assert fields(page)["seen"] != seen
    assert page.context["completeness"] is None


def test_delegation_is_held_for_five_minutes_by_one(client, staff):
    delegation = DelegationFactory()
    hold = reverse("delegations:desk-hold", args=[delegation.slug])
    client.force_login(staff)
    client.post(hold, {"do": "hold"})
    client.force_login(StaffFactory())

    client.post(hold, {"do": "hold"})

    assert Presence.objects.get(holds_until__isnull=False).by == staff
    page = client.get(reverse("delegations:desk-delegation", args=[delegation.slug]))
    assert page.context["holder"].by == staff


def test_staff_of_a_territory_enter_what_it_sends(client, staff):
    own, other = DelegationFactory(), DelegationFactory()
    staff.territories.create(place=own.sending_place)
    client.force_login(staff)
    data = {"source_kind": "call", "source_text": "Иванова", "base": "{}", "stated_size": "3"}

    statuses = [
        client.post(reverse("delegations:desk-delegation", args=[delegation.slug]), data).status_code
        for delegation in (own, other)
    ]

    assert statuses == [302, 403]


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_a_constant_number_of_queries(desk, staff, count, django_assert_num_queries):
    for number in range(count):
        DelegationFactory(forum__year=2100 + number)
        DraftFactory(owner=staff)
        DraftFactory()

    with django_assert_num_queries(8):
        page = desk.get(reverse("delegations:desk-home"))

    assert len(page.context["coming"]) == count
    assert len(page.context["drafts"]) == count


@pytest.mark.parametrize("length", [1, 3])
def test_draft_page_asks_a_constant_number_of_queries(desk, staff, length, django_assert_max_num_queries):
    for number in range(length):
        PersonNameFactory(person=PersonFactory(name=f"Пётр Волков{'ский' * number}"))
    text = "\n".join(f"{n + 1}. Волков{'ский' * n} Пётр – директор, ООО «Порт»" for n in range(length))
    draft = DraftFactory(owner=staff, text=text)

    with django_assert_max_num_queries(18):
        page = desk.get(draft.get_absolute_url())

    assert len(page.context["steps"]) == length
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_delegation_page_asks_a_constant_number_of_queries(desk, staff, count, django_assert_num_queries):
    delegation = DelegationFactory()
    for number in range(count):
        MemberFactory(delegation=delegation, position=number)
        with act(Act.Kind.EDIT, by=staff) as done:
            Delegation.objects.filter(pk=delegation.pk).update(stated_size=number + 20)
        delegation.entries.create(
            kind="fields", about="x", by=staff, source_kind="call", source_text="y", act=done
        )
    address = reverse("delegations:desk-delegation", args=[delegation.slug])
    desk.get(address)

    with django_assert_num_queries(22):
        page = desk.get(address)

    assert len(page.context["members"]) == count
    assert len(page.context["accounts"]) == count
    assert [change.now for change in page.context["accounts"][0][0].changes] == [str(count + 19)]
