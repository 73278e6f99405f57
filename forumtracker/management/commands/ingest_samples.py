"""What a first visit finds."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from news.models import Item

LONGEST_WAIT = 15 * 60  # seconds, on a slow machine that also loads the models


class Command(BaseCommand):
    help = "Ingest the reports of samples/ and wait until the worker has read them."

    def handle(self, **options):
        started_at = timezone.now()
        call_command("ingest", str(settings.BASE_DIR / "samples"), stdout=self.stdout)
        total = Item.objects.count()
        shown = None
        deadline = time.monotonic() + LONGEST_WAIT
        while waiting := Item.objects.filter(state__in=[Item.State.QUEUED, Item.State.RUNNING]).count():
            if waiting != shown:
                self.stdout.write(f"{total - waiting} of {total} reports are read…")
                shown = waiting
            if time.monotonic() > deadline:
                raise CommandError("The worker has not read all reports. Is it running?")
            time.sleep(0.5)
        failed = Item.objects.filter(state=Item.State.FAILED, state_changed_at__gte=started_at).count()
        if failed:
            raise CommandError(f"{failed} reports could not be read; their pages say why.")
        self.stdout.write(f"{total} of {total} reports are read.")
