"""The first account of a new site."""

from django.contrib.auth.models import Group, Permission, User
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.crypto import get_random_string

APPS = ["directory", "events", "delegations", "investments", "news"]
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another


class Command(BaseCommand):
    help = "Make the group of curators and, in a site without one, an account “curator” whose password is shown once."

    @transaction.atomic
    def handle(self, **options):
        curators, _ = Group.objects.get_or_create(name="Curators")
        curators.permissions.set(Permission.objects.filter(content_type__app_label__in=APPS))
        if User.objects.filter(username="curator").exists():
            self.stdout.write("The account “curator” exists already; its password stays.")
            return
        password = "-".join(get_random_string(5, LETTERS) for _ in range(4))
        User.objects.create_superuser("curator", password=password).groups.add(curators)
        frame = "═" * 62
        self.stdout.write(
            f"{frame}\n  Curator’s login:  curator\n  Password:         {password}\n  It is shown this once.\n{frame}"
        )
