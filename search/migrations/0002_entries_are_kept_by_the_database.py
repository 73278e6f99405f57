"""The database keeps the entries of the search, whoever writes a record or a name of it and however.

One query says which entries there are; a refresh replaces those of some records by what it says of them; triggers ask for
that. What the query says can always be compared with what the table has. It is a function and no view: a view would
forbid later migrations to change the type of any column that it reads.
"""

from django.db import migrations

DOCUMENT = r"""
CREATE FUNCTION search_document(t text, key text, more text) RETURNS tsvector IMMUTABLE PARALLEL SAFE LANGUAGE sql
RETURN strip(to_tsvector('russian', directory_fold(left(t, 3000) || ' ' || more)))
    || strip(to_tsvector('simple', directory_fold(left(t, 3000) || ' ' || more)))
    || array_to_tsvector(array_remove(string_to_array(key, ' '), ''))
    || array_to_tsvector(directory_signs(left(t, 3000) || more));
"""


def named(kind: str, records: str, names: str, record_id: str) -> str:
    """Every name of a record, and its own one where no row of names has it."""
    return f"""
SELECT '{kind}'::text, r.id, n.text::text, n.language::text, n.text = r.name, 0, n.key::text, ''::text
FROM {records} AS r JOIN {names} AS n ON n.{record_id} = r.id
WHERE r.withdrawn_at IS NULL
UNION ALL
SELECT '{kind}', r.id, r.name, r.language, true, 0, '', ''
FROM {records} AS r
WHERE r.withdrawn_at IS NULL AND NOT EXISTS (SELECT FROM {names} AS n WHERE n.{record_id} = r.id AND n.text = r.name)
"""


def names_of(names: str, record_id: str, value: str) -> str:
    return f"COALESCE((SELECT string_agg(text, ' ') FROM {names} WHERE {record_id} = {value}), '')"


PLACE_OF_FORUM = f"COALESCE(place.name, '') || ' ' || {names_of('directory_placename', 'place_id', 'place.id')}"

SOURCE = f"""
CREATE FUNCTION search_source() RETURNS TABLE (
    kind text, record_id bigint, text text, language text, is_main boolean, year integer, key text, more text
) STABLE LANGUAGE sql AS $$
{named("person", "directory_person", "directory_personname", "person_id")}
UNION ALL
{named("organization", "directory_organization", "directory_organizationname", "organization_id")}
UNION ALL
{named("place", "directory_place", "directory_placename", "place_id")}
UNION ALL
{named("series", "events_forumseries", "events_seriesname", "series_id")}
UNION ALL
SELECT 'forum', forum.id,
    concat_ws(' ', to_char(forum.number, 'FMRN'), series.name, forum.year), series.language, true, COALESCE(forum.year, 0),
    COALESCE((SELECT string_agg(key, ' ') FROM events_seriesname WHERE series_id = series.id), ''),
    concat_ws(' ', forum.number, {names_of("events_seriesname", "series_id", "series.id")}, {PLACE_OF_FORUM})
FROM events_forum AS forum
JOIN events_forumseries AS series ON series.id = forum.series_id
LEFT JOIN directory_place AS place ON place.id = forum.place_id
WHERE forum.withdrawn_at IS NULL
UNION ALL
SELECT 'delegation', delegation.id, COALESCE(sender.name, body.name), COALESCE(sender.language, body.language), true,
    delegation.forum_year::integer, '',
    concat_ws(
        ' ', 'делегация 代表团 delegation', NULLIF(delegation.forum_year, 0), {PLACE_OF_FORUM}, destination.name,
        {names_of("directory_placename", "place_id", "sender.id")},
        {names_of("directory_organizationname", "organization_id", "body.id")},
        {names_of("directory_placename", "place_id", "destination.id")}
    )
FROM delegations_delegation AS delegation
LEFT JOIN directory_place AS sender ON sender.id = delegation.sending_place_id
LEFT JOIN directory_organization AS body ON body.id = delegation.sending_organization_id
LEFT JOIN directory_place AS destination ON destination.id = delegation.destination_id
LEFT JOIN events_forum AS forum ON forum.id = delegation.forum_id
LEFT JOIN directory_place AS place ON place.id = forum.place_id
WHERE delegation.withdrawn_at IS NULL
UNION ALL
SELECT 'project', project.id, project.name, project.language, true, 0, project.name_key, {PLACE_OF_FORUM}
FROM investments_project AS project
LEFT JOIN directory_place AS place ON place.id = project.place_id
WHERE project.withdrawn_at IS NULL
UNION ALL
SELECT 'session', session.id, session.title, session.language, true, session.forum_year::integer, '', ''
FROM events_session AS session
JOIN events_forum AS forum ON forum.id = session.forum_id
WHERE session.withdrawn_at IS NULL AND forum.withdrawn_at IS NULL AND session.title <> ''
UNION ALL
SELECT 'agreement', agreement.id, agreement.subject, agreement.language, true, agreement.forum_year::integer,
    agreement.subject_key,
    COALESCE(
        (
            SELECT string_agg(party.name_as_printed, ' ') FROM investments_agreementparty AS party
            WHERE party.agreement_id = agreement.id AND party.withdrawn_at IS NULL
        ),
        ''
    )
FROM investments_agreement AS agreement
WHERE agreement.withdrawn_at IS NULL
UNION ALL
SELECT 'initiative', initiative.id, initiative.text, initiative.language, true, initiative.forum_year::integer, '',
    COALESCE(
        (
            SELECT string_agg(party.name_as_printed, ' ') FROM events_initiativeparty AS party
            WHERE party.initiative_id = initiative.id AND party.withdrawn_at IS NULL
        ),
        ''
    )
FROM events_initiative AS initiative
WHERE initiative.withdrawn_at IS NULL;
$$;
"""

# No unique index on the words: transactions that bring the same word at the same time would wait for one another.
REFRESH = """
CREATE FUNCTION search_insert(sort text, ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_entry (kind, record_id, text, language, is_main, year, folded, document)
    SELECT kind, record_id, text, language, is_main, year, directory_fold(left(text, 1000)), search_document(text, key, more)
    FROM search_source()
    WHERE kind = sort AND record_id = ANY(ids);
    INSERT INTO search_word (text)
    SELECT word
    FROM (
        SELECT DISTINCT regexp_split_to_table(folded, '[^[:alnum:]]+') AS word
        FROM search_entry
        WHERE kind = sort AND record_id = ANY(ids)
    ) AS found
    WHERE word ~ '^[а-яa-z]{4,40}$' AND NOT EXISTS (SELECT FROM search_word WHERE text = word);
END $$;
CREATE FUNCTION search_refresh(sort text, ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF ids IS NOT NULL THEN
        DELETE FROM search_entry WHERE kind = sort AND record_id = ANY(ids);
        PERFORM search_insert(sort, ids);
    END IF;
END $$;
CREATE FUNCTION search_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_of text := TG_ARGV[0];
    touched bigint;
    row_after jsonb := to_jsonb(NEW);
    row_before jsonb := to_jsonb(OLD);
BEGIN
    FOR touched IN
        SELECT DISTINCT id::bigint FROM (VALUES (row_after ->> TG_ARGV[1]), (row_before ->> TG_ARGV[1])) AS ids (id) WHERE id IS NOT NULL
    LOOP
        PERFORM search_refresh(is_of, ARRAY[touched]);
        IF is_of = 'place' THEN
            PERFORM search_refresh('forum', (SELECT array_agg(id) FROM events_forum WHERE place_id = touched));
            PERFORM search_refresh('project', (SELECT array_agg(id) FROM investments_project WHERE place_id = touched));
            PERFORM search_refresh(
                'delegation',
                (
                    SELECT array_agg(id) FROM (
                        SELECT id FROM delegations_delegation WHERE sending_place_id = touched OR destination_id = touched
                        UNION
                        SELECT delegation.id FROM delegations_delegation AS delegation
                        JOIN events_forum AS forum ON forum.id = delegation.forum_id WHERE forum.place_id = touched
                    ) AS of_it
                )
            );
        ELSIF is_of = 'organization' THEN
            PERFORM search_refresh(
                'delegation', (SELECT array_agg(id) FROM delegations_delegation WHERE sending_organization_id = touched)
            );
        ELSIF is_of = 'series' THEN
            PERFORM search_refresh('forum', (SELECT array_agg(id) FROM events_forum WHERE series_id = touched));
        ELSIF is_of = 'forum' THEN
            PERFORM search_refresh('session', (SELECT array_agg(id) FROM events_session WHERE forum_id = touched));
            PERFORM search_refresh('delegation', (SELECT array_agg(id) FROM delegations_delegation WHERE forum_id = touched));
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
"""

# (table, kind, column with the id of the record, columns that an entry depends on)
FOLLOWED = [
    ("directory_person", "person", "id", "name language withdrawn_at"),
    ("directory_personname", "person", "person_id", "person_id text language key"),
    ("directory_organization", "organization", "id", "name language withdrawn_at"),
    ("directory_organizationname", "organization", "organization_id", "organization_id text language key"),
    ("directory_place", "place", "id", "name language withdrawn_at"),
    ("directory_placename", "place", "place_id", "place_id text language key"),
    ("events_forumseries", "series", "id", "name language withdrawn_at"),
    ("events_seriesname", "series", "series_id", "series_id text language key"),
    ("events_forum", "forum", "id", "series_id number year place_id withdrawn_at"),
    ("events_session", "session", "id", "title language forum_id forum_year withdrawn_at"),
    (
        "delegations_delegation",
        "delegation",
        "id",
        "sending_place_id sending_organization_id forum_id forum_year destination_id withdrawn_at",
    ),
    ("investments_project", "project", "id", "name name_key language place_id withdrawn_at"),
    (
        "investments_agreement",
        "agreement",
        "id",
        "subject subject_key language forum_id forum_year withdrawn_at",
    ),
    ("investments_agreementparty", "agreement", "agreement_id", "agreement_id name_as_printed withdrawn_at"),
    ("events_initiative", "initiative", "id", "text language forum_id forum_year withdrawn_at"),
    ("events_initiativeparty", "initiative", "initiative_id", "initiative_id name_as_printed withdrawn_at"),
]


def follow(table: str, kind: str, record_id: str, columns: str) -> str:
    old, new = (", ".join(f"{row}.{column}" for column in columns.split()) for row in ("OLD", "NEW"))
    return f"""
CREATE TRIGGER search_follows AFTER INSERT OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION search_follow('{kind}', '{record_id}');
CREATE TRIGGER search_follows_changes AFTER UPDATE ON {table}
    FOR EACH ROW WHEN (({old}) IS DISTINCT FROM ({new})) EXECUTE FUNCTION search_follow('{kind}', '{record_id}');
"""


def leave(table: str) -> str:
    return f"DROP TRIGGER search_follows ON {table}; DROP TRIGGER search_follows_changes ON {table};"


REBUILD = """
CREATE FUNCTION search_rebuild() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE search_entry, search_word RESTART IDENTITY;
    INSERT INTO search_entry (kind, record_id, text, language, is_main, year, folded, document)
    SELECT kind, record_id, text, language, is_main, year, directory_fold(left(text, 1000)), search_document(text, key, more)
    FROM search_source();
    INSERT INTO search_word (text)
    SELECT DISTINCT word
    FROM (SELECT regexp_split_to_table(folded, '[^[:alnum:]]+') AS word FROM search_entry) AS found
    WHERE word ~ '^[а-яa-z]{4,40}$';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_entries"),
        ("directory", "0006_texts_are_folded"),
        ("events", "0003_lists_are_sorted_by_index"),
        ("delegations", "0002_lists_are_sorted_by_index"),
        ("investments", "0002_lists_are_sorted_by_index"),
    ]

    operations = [
        migrations.RunSQL(DOCUMENT, "DROP FUNCTION search_document(text, text, text);"),
        migrations.RunSQL(SOURCE, "DROP FUNCTION search_source();"),
        migrations.RunSQL(
            REFRESH,
            "DROP FUNCTION search_follow(); DROP FUNCTION search_refresh(text, bigint[]);"
            " DROP FUNCTION search_insert(text, bigint[]);",
        ),
        migrations.RunSQL(REBUILD, "DROP FUNCTION search_rebuild();"),
        migrations.RunSQL("SELECT search_rebuild();", migrations.RunSQL.noop),
        migrations.RunSQL(
            "".join(follow(*followed) for followed in FOLLOWED),
            "".join(leave(table) for table, *_rest in FOLLOWED),
        ),
    ]
