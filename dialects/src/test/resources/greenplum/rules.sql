-- What a real Greenplum refuses and PostgreSQL does not, for the tests that run on PostgreSQL in its place. After Greenplum's own sources of version 6
-- (RenameRelation and ATExecAlterColumnType of tablecmds.c, build_rename_part_recurse of cdbpartition.c, ATPostAlterTypeCleanup).
CREATE SCHEMA greenplum;

-- What each table was like before the statement that is looked at.
CREATE TABLE greenplum.tables (id oid PRIMARY KEY, name text NOT NULL, columns jsonb NOT NULL, distribution text[] NOT NULL);

-- Which compressions the server was built with.
CREATE TABLE greenplum.pg_compression (compname name PRIMARY KEY);
INSERT INTO greenplum.pg_compression VALUES ('none'), ('zlib'), ('zstd'), ('rle_type');

CREATE FUNCTION greenplum.compressed(by_type text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM greenplum.pg_compression WHERE compname = by_type) THEN
        RAISE EXCEPTION 'unknown compress type "%"', by_type USING ERRCODE = '42704';
    END IF;
END
$$;

CREATE FUNCTION greenplum.columns(id oid) RETURNS jsonb LANGUAGE sql AS $$
    SELECT coalesce(jsonb_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)), '{}')
    FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = id AND a.attnum > 0 AND NOT a.attisdropped
$$;

-- Where nothing is said rows lie by the primary key, or else by the first column.
CREATE FUNCTION greenplum.by_itself(id oid) RETURNS text[] LANGUAGE sql AS $$
    SELECT coalesce(array_agg(a.attname::text), '{}')
    FROM pg_catalog.pg_attribute a
    WHERE a.attrelid = id
      AND CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_index i WHERE i.indrelid = id AND i.indisprimary)
               THEN a.attnum = ANY ((SELECT i.indkey FROM pg_catalog.pg_index i WHERE i.indrelid = id AND i.indisprimary)::int2[])
               ELSE a.attnum = 1 END
$$;

CREATE FUNCTION greenplum.remember(table_id oid, distribution text[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO greenplum.tables
    SELECT c.oid, c.relname, greenplum.columns(c.oid), distribution FROM pg_catalog.pg_class c WHERE c.oid = table_id
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, columns = excluded.columns
$$;

-- Types whose values lie on the same segment where they are equal.
CREATE FUNCTION greenplum.hash(type text) RETURNS text LANGUAGE sql AS $$
    SELECT CASE WHEN type IN ('smallint', 'integer', 'bigint') THEN 'integer'
                WHEN type IN ('real', 'double precision') THEN 'float'
                WHEN type = 'text' OR type LIKE 'character varying%' THEN 'text'
                ELSE regexp_replace(type, '\(.*\)', '') END
$$;

CREATE FUNCTION greenplum.expect_alterable(table_id oid, was greenplum.tables) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    changed record;
BEGIN
    FOR changed IN
        SELECT a.attname, a.attnum, format_type(a.atttypid, a.atttypmod) AS type, was.columns ->> a.attname AS before
        FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = table_id AND a.attnum > 0 AND NOT a.attisdropped
          AND was.columns ->> a.attname <> format_type(a.atttypid, a.atttypmod)
    LOOP
        IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conrelid = table_id AND k.contype IN ('p', 'u') AND changed.attnum = ANY (k.conkey)) THEN
            RAISE EXCEPTION 'cannot alter column with primary key or unique constraint'
                USING ERRCODE = '0A000', HINT = 'DROP the constraint first, and recreate it after the ALTER';
        ELSIF EXISTS (SELECT 1 FROM pg_catalog.pg_index i WHERE i.indrelid = table_id AND changed.attnum = ANY (i.indkey)) THEN
            RAISE EXCEPTION 'cannot alter indexed column' USING ERRCODE = '0A000', HINT = 'DROP the index first, and recreate it after the ALTER';
        ELSIF changed.attname = ANY (was.distribution) AND greenplum.hash(changed.type) <> greenplum.hash(changed.before) AND pg_relation_size(table_id) > 0 THEN
            RAISE EXCEPTION 'cannot alter type of a column used in a distribution policy' USING ERRCODE = '0A000';
        END IF;
    END LOOP;
END
$$;

-- A name of 64 bytes passes there, and is cut to 63.
CREATE FUNCTION greenplum.rename_partitions(table_id oid, old_name text, new_name text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    child record;
    renamed text;
BEGIN
    FOR child IN
        SELECT c.oid, c.relname::text AS name
        FROM pg_catalog.pg_inherits i
        JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = table_id
    LOOP
        IF starts_with(child.name, old_name) THEN
            renamed := new_name || substr(child.name, length(old_name) + 1);
            IF octet_length(renamed) > 64 THEN
                RAISE EXCEPTION 'relation name "%" for child partition is too long', renamed USING ERRCODE = '42P16';
            END IF;
            EXECUTE format('ALTER TABLE %s RENAME TO %I', child.oid::regclass, renamed);
        ELSE
            RAISE WARNING 'skipped child partition % due to name truncation', child.name;
        END IF;
    END LOOP;
END
$$;

CREATE FUNCTION greenplum.look() RETURNS event_trigger LANGUAGE plpgsql AS $$
DECLARE
    done record;
    was greenplum.tables;
    now_called text;
BEGIN
    FOR done IN
        SELECT DISTINCT e.objid FROM pg_event_trigger_ddl_commands() e
        WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.object_type = 'table'
    LOOP
        SELECT c.relname INTO now_called FROM pg_catalog.pg_class c WHERE c.oid = done.objid;
        SELECT * INTO was FROM greenplum.tables t WHERE t.id = done.objid;
        IF FOUND THEN
            PERFORM greenplum.expect_alterable(done.objid, was);
        END IF;
        PERFORM greenplum.remember(done.objid, greenplum.by_itself(done.objid));
        IF was.name <> now_called THEN
            PERFORM greenplum.rename_partitions(done.objid, was.name, now_called);
        END IF;
        PERFORM set_config('greenplum.last', done.objid::text, false);
    END LOOP;
END
$$;

CREATE EVENT TRIGGER greenplum_rules ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'CREATE TABLE AS', 'ALTER TABLE') EXECUTE FUNCTION greenplum.look();

-- Of the table that was made last: where its rows lie, and its partitions, called as Greenplum calls them: the table's name is cut, theirs never.
CREATE FUNCTION greenplum.made(by_columns text[], partitions text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    made oid := current_setting('greenplum.last')::oid;
    parent record;
    suffix text;
    prefix text;
BEGIN
    UPDATE greenplum.tables SET distribution = by_columns WHERE id = made;
    SELECT n.nspname, c.relname INTO parent FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = made;
    FOR i IN 1 .. coalesce(array_length(partitions, 1), 0) LOOP
        suffix := '_1_prt_' || partitions[i];
        prefix := parent.relname;
        WHILE octet_length(prefix || suffix) > 63 LOOP
            prefix := left(prefix, -1);
        END LOOP;
        EXECUTE format('CREATE TABLE %I.%I PARTITION OF %s FOR VALUES WITH (MODULUS %s, REMAINDER %s)',
            parent.nspname, prefix || suffix, made::regclass, array_length(partitions, 1), i - 1);
    END LOOP;
END
$$;

-- Version 6.24.3 refuses an update that would give a row another partition ("moving tuple from partition … to partition … not supported"), whatever the
-- storage; one that would give it another segment is refused too where the planner cannot split it. For one table: a trigger of every table would be lost with
-- the tables that are replaced.
CREATE FUNCTION greenplum.refuse_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stays boolean := true;
    kept text;
BEGIN
    IF pg_get_partition_constraintdef(TG_RELID) IS NOT NULL THEN
        EXECUTE format('SELECT %s FROM (SELECT ($1).*) AS moved', pg_get_partition_constraintdef(TG_RELID)) INTO stays USING NEW;
    END IF;
    IF NOT stays THEN
        RAISE EXCEPTION 'moving tuple from partition "%" to partition of another value not supported', TG_TABLE_NAME USING ERRCODE = '0A000';
    END IF;
    FOREACH kept IN ARRAY TG_ARGV LOOP
        IF to_jsonb(OLD) -> kept IS DISTINCT FROM to_jsonb(NEW) -> kept THEN
            RAISE EXCEPTION 'Cannot parallelize an UPDATE statement that updates the distribution columns' USING ERRCODE = '0A000';
        END IF;
    END LOOP;
    RETURN NEW;
END
$$;

CREATE FUNCTION greenplum.refuse_moves(table_name text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    by_columns text;
BEGIN
    SELECT string_agg(quote_literal(by_column), ', ') INTO by_columns
    FROM greenplum.tables t, unnest(t.distribution) AS by_column
    WHERE t.id = table_name::regclass;
    EXECUTE format('CREATE TRIGGER moves BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION greenplum.refuse_move(%s)', table_name::regclass, coalesce(by_columns, ''));
END
$$;
