"""Old addresses keep working."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from directory.addresses import current_address


class FormerAddressMiddleware:
    """Answer 301 with the current address where a page is not found but once was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or "\0" in request.path:
            return response
        current = current_address(request.path)
        if current is None or current == request.path:
            return response
        query = request.META.get("QUERY_STRING")
        return HttpResponsePermanentRedirect(f"{current}?{query}" if query else current)
