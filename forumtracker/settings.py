"""
Settings, all from the environment.

Nothing set: a machine for development. DEBUG is on, and PostgreSQL and Valkey are the embedded ones.
DATABASE_URL set: a production site. Whatever it cannot run without is demanded, and nothing embedded is started.
"""

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from forumtracker.embedded import Embedded, home

# Before numpy loads: see manage.py.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def demanded(name, why):
    """The value of an environment variable that a production site cannot run without."""
    # As it is: django-environ takes a value that begins with a dollar sign for the name of another variable.
    if os.environ.get(name):
        return os.environ[name]
    raise ImproperlyConfigured(f"{name} is not set, but DATABASE_URL is. {why}")


IS_EMBEDDED = not env.str("DATABASE_URL", default="")
DEBUG = env.bool("DEBUG", default=IS_EMBEDDED)

if IS_EMBEDDED:
    servers = Embedded(home())
    # Before the first start of the servers there is no key yet; what runs then keeps nothing that it could sign.
    SECRET_KEY = os.environ.get("SECRET_KEY") or servers.state.get("secret_key") or get_random_secret_key()
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
    DATABASE = env.db_url_config(servers.database_url)
    REDIS_URL = env.str("REDIS_URL", default=servers.redis_url)
else:
    SECRET_KEY = demanded("SECRET_KEY", "Set it to a long random text that only this site knows.")
    demanded("ALLOWED_HOSTS", "List the host names of the site, separated by commas.")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
    DATABASE = env.db("DATABASE_URL")
    REDIS_URL = demanded(
        "REDIS_URL", "Give the address of Redis or Valkey: redis://127.0.0.1:6379/0, for example."
    )

if DATABASE["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured(
        "DATABASE_URL must begin with postgresql:// — the site uses what only PostgreSQL has."
    )
if not REDIS_URL.startswith(("redis://", "rediss://", "redis+socket://")):
    raise ImproperlyConfigured(
        "REDIS_URL must begin with redis:// or rediss://, for example redis://127.0.0.1:6379/0."
    )

INSTALLED_APPS = [
    "forumtracker",
    "directory",
    "events",
    "delegations",
    "investments",
    "news",
    "publishing",
    "search",
    "django_filters",
    "django_htmx",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "directory.middleware.ReaderLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "directory.middleware.VisibilityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "directory.middleware.FormerAddressMiddleware",
]

ROOT_URLCONF = "forumtracker.urls"
WSGI_APPLICATION = "forumtracker.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "admin:login"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {
    "default": DATABASE | {"CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60), "CONN_HEALTH_CHECKS": True}
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Languages and time: instants are stored in UTC and shown in TIME_ZONE.
LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Moscow")

# Files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Safety. Scripts and styles come from files of the site: nothing inline, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Off only where a site is tried without TLS: then a login travels readable by everybody on the way.
HTTPS = env.bool("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=30 * 24 * 3600 if HTTPS else 0)
# Subdomains and the browsers' preload lists are the business of whoever owns the domain, not of one site in it.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
if env.bool("BEHIND_PROXY", default=False):
    # The proxy ends TLS and says so in this header; it must remove the header from what a client sends.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
LANGUAGE_COOKIE_HTTPONLY = True

# Background work. A message is acknowledged when its task has ended, so that a worker may die anywhere.
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 30 * 60}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
# Well below the visibility timeout: a message may only come again when its task has surely ended.
CELERY_TASK_SOFT_TIME_LIMIT = 4 * 60
CELERY_TASK_TIME_LIMIT = 5 * 60
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "fetch due sources": {"task": "news.tasks.fetch_due_sources", "schedule": 60},
    "requeue stuck items": {"task": "news.tasks.requeue_stuck_items", "schedule": 300},
    "let past forums step back": {"task": "news.tasks.let_past_forums_step_back", "schedule": 3600},
}

# What a machine read is shown at once, marked as not yet checked; off: the public sees only what a person has checked.
PUBLIC_SHOWS_UNCHECKED = env.bool("PUBLIC_SHOWS_UNCHECKED", default=True)

# What comes in from outside, in bytes: the text of one report; a page, a feed or an uploaded file.
LARGEST_REPORT = env.int("LARGEST_REPORT", default=2_000_000)
LARGEST_PAGE = env.int("LARGEST_PAGE", default=6_000_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_PAGE
# A second reader behind an OpenAI-compatible address, such as http://localhost:11434/v1; without it our own reads alone.
SECOND_READER_URL = env.str("SECOND_READER_URL", default="")
SECOND_READER_MODEL = env.str("SECOND_READER_MODEL", default="")
SECOND_READER_KEY = env.str("SECOND_READER_KEY", default="")
# Below the time limit of a task with much to spare.
SECOND_READER_SECONDS = env.float("SECOND_READER_SECONDS", default=90)
# Only for tests and for a site whose sources are inside its own network.
FETCH_PRIVATE_ADDRESSES = env.bool("FETCH_PRIVATE_ADDRESSES", default=False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname:<7} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        # Django's own handlers would print each line a second time.
        "django": {"handlers": []},
        "django.server": {"handlers": [], "propagate": True},
        # It reports the loading of its dictionaries, several lines a process.
        "pymorphy3": {"level": "WARNING"},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
