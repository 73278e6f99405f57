"""Pages of people, organizations and places, and what the pages of all records share."""

from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import DetailView

from directory import filters
from directory.lists import FacetedList
from directory.models import Organization, Person, Place, Post
from directory.visibility import hides_unchecked


class RecordDetail(DetailView):
    """The page of a record; 410 where nothing vouches for the record any more, 404 where the reader may not see it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        if hides_unchecked() and not type(self.object).objects.for_reader().contains(self.object):
            raise Http404
        if self.object.is_withdrawn:
            return render(request, "withdrawn.html", {"record": self.object}, status=410)
        return self.render_to_response(self.get_context_data(object=self.object))


def posts_then() -> Prefetch:
    """The posts that somebody held at the time."""
    return Prefetch("posts", queryset=Post.objects.standing().with_bodies())


class PersonList(FacetedList):
    facets = filters.PERSON
    orders = filters.NAMED
    queryset = Person.objects.standing().prefetch_related(
        Prefetch("posts", queryset=Post.objects.current().with_bodies())
    )


class OrganizationList(FacetedList):
    facets = filters.ORGANIZATION
    orders = filters.NAMED
    queryset = Organization.objects.standing().select_related("place")


class PlaceList(FacetedList):
    facets = filters.PLACE
    orders = filters.NAMED
    queryset = Place.objects.standing().select_related("part_of")
