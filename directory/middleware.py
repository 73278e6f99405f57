"""Addresses that lead elsewhere: in the reader's language, and from where a record was before."""

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request

from directory.addresses import current_address
from directory.languages import UNPREFIXED, in_language, without_prefix
from directory.visibility import checked_only

YEAR = 365 * 24 * 3600


class ReaderLanguageMiddleware:
    """The address says the language of a page; only at “/” the reader's choice or the browser has a say.

    A language that somebody chose, “/zh/…” or “/ru/…”, is remembered. “/ru/…” leads on to the page without prefix. Stands
    behind Django's LocaleMiddleware.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if request.path_info == "/":
            return self._first_page(request)
        if request.path_info.startswith(f"/{UNPREFIXED}/"):
            response = HttpResponseRedirect(_with_query(without_prefix(request.path_info), request))
            return _remembering(UNPREFIXED, response)
        response = self.get_response(request)
        # Calendars and feeds are fetched by programs, which choose nothing.
        is_page = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
        if is_page and without_prefix(request.path_info) != request.path_info:
            language = get_language()
            if request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != language:
                return _remembering(language, response)
        return response

    def _first_page(self, request: HttpRequest) -> HttpResponse:
        wanted = get_language_from_request(request)
        if wanted == UNPREFIXED:
            response = self.get_response(request)
        else:
            response = HttpResponseRedirect(_with_query(in_language("/", wanted), request))
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def _remembering(language: str, response: HttpResponse) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


def _with_query(path: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING")
    return f"{path}?{query}" if query else path


class FormerAddressMiddleware:
    """Answer 301 with the current address where a page is not found, or gone, but has moved."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code not in (404, 410) or "\0" in request.path:
            return response
        path = without_prefix(request.path)
        current = current_address(path)
        if current is None or current == path:
            return response
        return HttpResponsePermanentRedirect(_with_query(in_language(current, get_language()), request))


class VisibilityMiddleware:
    """Keeps what nobody has checked to the staff, where the site is set so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        hides = not settings.PUBLIC_SHOWS_UNCHECKED and not request.user.is_staff
        with checked_only(hides=hides):
            response = self.get_response(request)
        if hides and response.streaming:
            response.streaming_content = _streamed(response.streaming_content)
        return response


def _streamed(parts: Iterable[bytes]) -> Iterator[bytes]:
    """What is sent after the page was answered is asked of the database under the same condition."""
    with checked_only(hides=True):
        yield from parts
