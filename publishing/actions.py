"""Error reports: how they come in and how they are decided."""

import datetime as dt
import ipaddress

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from publishing.models import ErrorReport

WINDOW = dt.timedelta(hours=1)
MOST_OF_A_SENDER = 5
MOST_OF_ALL = 200
# Any number: it only has to be the same in every process that receives reports.
RECEIVING = 7_205_760


class TooManyReportsError(Exception):
    """Nothing more is taken for a while; what was typed has to stay in the form."""


@transaction.atomic
def receive(report: ErrorReport) -> None:
    """Store a reader's report; raise TooManyReportsError above the limits of an hour."""
    with connection.cursor() as cursor:
        # Counting and adding are one step: a hundred requests at once do not slip through.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RECEIVING])
    recent = ErrorReport.objects.filter(received_at__gte=timezone.now() - WINDOW)
    if recent.filter(sender=report.sender).count() >= MOST_OF_A_SENDER or recent.count() >= MOST_OF_ALL:
        raise TooManyReportsError
    report.save()


def sender_of(request: HttpRequest) -> str:
    """Who sends, as a digest: enough to count reports, not enough to know a person."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        # The proxy appends the address that it saw; whatever stands before it was said by the client.
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    return salted_hmac("publishing.error_reports", _network(address), algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    """A household has a whole /64 of IPv6 addresses."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)


@transaction.atomic
def decide(report: ErrorReport, state: ErrorReport.State, *, answer: str, by: AbstractBaseUser) -> None:
    """Answer a report; the reader sees the answer at the secret address. A later answer takes the place of this one."""
    report.state, report.answer = state, answer
    report.decided_by, report.decided_at = by, timezone.now()
    report.save(update_fields=["state", "answer", "decided_by", "decided_at"])
