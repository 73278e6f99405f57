# What a person runs; CI runs the same. `make` alone lists it.
# Paths are relative, so that the folder may have any name; the shell code is POSIX, the syntax that of GNU make 3.81.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV = .venv/bin/python
PYTEST = $(VENV) -m pytest

# Installs a requirements file when its text has changed since it was installed last: offline, nothing is asked of the network.
define install
	@cat requirements.txt $(1) | cmp -s - .venv/$(1).installed 2>/dev/null || { \
		echo "─── Installing what $(1) lists; the first time takes a few minutes…" && \
		$(VENV) -m pip install --disable-pip-version-check -r $(1) && \
		cat requirements.txt $(1) > .venv/$(1).installed; }
endef

.PHONY: help run reset test test-browser lint format messages bench fuzz setup setup-dev translations chromium

help:
	@echo "make run           the site at http://127.0.0.1:8000, with everything that it needs (PORT=9000: another port)"
	@echo "make reset         forget the data of make run"
	@echo "make test          all tests but those in a browser (ARGS='-k name': some of them)"
	@echo "make test-browser  the tests in a browser"
	@echo "make lint          style, layers, types, migrations and translations"
	@echo "make format        put code and templates into the agreed form"
	@echo "make messages      collect the texts of the site into locale/"
	@echo "make fuzz          a minute of hostile texts for the reader"
	@echo "make bench         time and size of the slow parts (PART=pages, PART=curation: one of them)"

run: setup translations
	@exec $(VENV) -m forumtracker.development

reset: setup
	@$(VENV) -m forumtracker.embedded reset

test: setup-dev translations
	$(PYTEST) -m "not browser" $(ARGS)

test-browser: setup-dev translations
	@$(VENV) tools/chromium.py
	CHROMIUM="$$($(VENV) tools/chromium.py)" $(PYTEST) -m browser $(ARGS)

lint: setup-dev
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	.venv/bin/djade --check --target-version 5.2 $$(git ls-files '*.html')
	.venv/bin/lint-imports
	$(VENV) -m mypy
	$(VENV) manage.py makemigrations --check --dry-run
	$(VENV) manage.py messages --check

format: setup-dev
	$(VENV) -m ruff check --fix .
	$(VENV) -m ruff format .
	.venv/bin/djade --target-version 5.2 $$(git ls-files '*.html')

messages: setup-dev
	$(VENV) manage.py messages

bench: setup-dev translations
	OPENBLAS_NUM_THREADS=1 $(VENV) -m benchmarks $(PART) $(if $(ITEMS),--items $(ITEMS)) $(if $(SAVE),--save $(SAVE))

fuzz: setup-dev
	OPENBLAS_NUM_THREADS=1 $(VENV) tests/extraction/fuzz.py

setup: .venv/bin/python
	$(call install,requirements.txt)

setup-dev: .venv/bin/python
	$(call install,requirements-dev.txt)

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: https://www.python.org/downloads/"; exit 1; }
	@echo "─── Making .venv with $(PYTHON)…"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"; exit 1; }

# Django reads .mo files; they are made here and not kept in the repository.
translations:
	@for po in locale/*/LC_MESSAGES/django.po; do test ! -e "$$po" -o "$${po%.po}.mo" -nt "$$po" || \
		{ $(VENV) manage.py messages --compile; break; }; done
