"""Sectors of projects: every division of the classification has one, and lists, pages and exports show it."""

import re

import pytest
from django.urls import reverse

from extraction import lexicon
from extraction.sectors import LANGUAGES, SECTORS
from investments.sectors import Sector
from tests.factories import ProjectFactory

# ISIC Rev. 4 has the divisions 01 to 99 without these: https://unstats.un.org/unsd/classifications/Econ/isic
NEVER_GIVEN_OUT = {4, 34, 40, 44, 48, 54, 57, 67, 76, 83, 89}


def divisions(sector):
    for part in sector.divisions.split(", "):
        first, *last = map(int, part.split("–"))
        yield from range(first, (last or [first])[0] + 1)


def test_every_division_belongs_to_one_sector():
    all_of_them = [division for sector in Sector for division in divisions(sector)]

    assert sorted(all_of_them) == sorted(set(range(1, 100)) - NEVER_GIVEN_OUT)


def test_the_reader_knows_the_same_sectors():
    told = {sector for language in LANGUAGES for _word, sector, _rank in lexicon.table(f"sectors_{language}")}

    assert SECTORS == set(Sector.values) == told


@pytest.mark.django_db
def test_projects_are_filtered_by_sector(client):
    timber = ProjectFactory(sector=Sector.FORESTRY)
    ProjectFactory(sector=Sector.ENERGY)
    ProjectFactory()

    context = client.get(reverse("investments:project-list"), {"sector": "forestry"}).context

    (facet,) = (facet for facet in context["facets"] if facet.facet.name == "sector")
    assert list(context["object_list"]) == [timber]
    assert [(option.text, option.count, option.is_chosen) for option in facet.options] == [
        ("forestry", 1, True),
        ("energy", 1, False),
    ]


@pytest.mark.django_db
def test_an_unknown_sector_is_ignored_and_named(client):
    project = ProjectFactory()

    context = client.get(reverse("investments:project-list"), {"sector": "alchemy"}).context

    assert list(context["object_list"]) == [project]
    assert [re.search("alchemy", text)[0] for text in context["ignored"]] == ["alchemy"]


@pytest.mark.django_db
def test_a_page_names_the_sector_and_leads_to_its_projects(client):
    project = ProjectFactory(sector=Sector.FISHING)

    page = client.get(project.get_absolute_url()).content.decode()

    address = f"{reverse('investments:project-list')}?sector=fishing"
    assert f'<a href="{address}">{Sector.FISHING.label}</a>' in page


@pytest.mark.django_db
def test_a_list_taken_away_has_the_sector_and_its_divisions(client):
    ProjectFactory(sector=Sector.FORESTRY)

    rows = b"".join(client.get("/projects/export.csv").streaming_content).decode()

    assert str(Sector.FORESTRY.label) in rows
    assert "02, 16–17" in rows
