SET search_path = pg_catalog;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = 'iso_8601';
SET bytea_output = 'hex';
SET extra_float_digits = 3;
SET xmloption = 'content';
SET array_nulls = on;
SET standard_conforming_strings = on;
SET quote_all_identifiers = off;
SET transform_null_equals = off;
SET default_transaction_isolation = 'read committed';
SET default_transaction_deferrable = off;
SET client_min_messages = 'warning';
SELECT pg_catalog.set_config(name, CASE name WHEN 'row_security' THEN 'off' WHEN 'jit' THEN 'off' WHEN 'default_with_oids' THEN 'off'
    WHEN 'default_table_access_method' THEN 'heap' WHEN 'synchronous_commit' THEN 'local' ELSE '0' END, false)
FROM pg_catalog.pg_settings
WHERE name IN ('row_security', 'jit', 'idle_in_transaction_session_timeout', 'idle_session_timeout', 'default_with_oids', 'default_table_access_method', 'transaction_timeout') OR name = 'synchronous_commit' AND setting = 'off';
SET statement_timeout = 0;
SET lock_timeout = '5s';

CREATE TABLE "sales"."ledger" (
    load_id varchar(36) PRIMARY KEY,
    fence bigint NOT NULL,
    target text NOT NULL,
    phase varchar(10) NOT NULL DEFAULT 'LOADING',
    extraction varchar(36),
    extraction_fence bigint NOT NULL DEFAULT 0,
    next_offset bigint NOT NULL DEFAULT 0,
    chunks bigint NOT NULL DEFAULT 0,
    row_count bigint NOT NULL DEFAULT 0,
    bytes bigint NOT NULL DEFAULT 0,
    checksum bigint NOT NULL DEFAULT 0,
    inserted bigint NOT NULL DEFAULT 0,
    updated bigint NOT NULL DEFAULT 0,
    duplicates bigint NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);

INSERT INTO "sales"."ledger" (load_id, fence, target) VALUES ('00000000-0000-0000-0000-000000000001', 0, '');

UPDATE "sales"."ledger" AS ledger
SET fence = claim.fence, target = claim.target, changed_at = CURRENT_TIMESTAMP
FROM (SELECT CAST(? AS varchar) AS load_id, CAST(? AS bigint) AS fence, CAST(? AS text) AS target) AS claim
WHERE ledger.load_id = claim.load_id AND ledger.fence <= claim.fence;

DELETE FROM "sales"."staging"
WHERE (tableoid, gp_segment_id, ctid::text) IN (
    SELECT place_0, place_1, place_2
    FROM (
        SELECT tableoid AS place_0, gp_segment_id AS place_1, ctid::text AS place_2, row_number() OVER (PARTITION BY "id" ORDER BY fresh."name" COLLATE "C" DESC NULLS LAST, ctid DESC) AS age
        FROM "sales"."staging" AS fresh
    ) AS ranked
    WHERE age > 1
);

SELECT count(*)::text
FROM (SELECT 1 FROM "sales"."staging" GROUP BY "id" HAVING count(*) > 1 LIMIT 1) AS equal;

SELECT count(*)::text
FROM "sales"."staging" AS fresh
WHERE EXISTS (SELECT 1 FROM "sales"."odd ""name` of" AS kept WHERE kept."id" = fresh."id")
  AND (fresh."name" COLLATE "C") > (CAST(? AS character varying(40)));

DELETE FROM "sales"."odd ""name` of" AS kept
USING "sales"."staging" AS fresh
WHERE kept."id" = fresh."id"
  AND (fresh."name" COLLATE "C") > (CAST(? AS character varying(40)));

INSERT INTO "sales"."odd ""name` of" ("id", "flag", "name")
SELECT fresh."id", fresh."flag", fresh."name"
FROM "sales"."staging" AS fresh
WHERE (fresh."name" COLLATE "C") > (CAST(? AS character varying(40)));

INSERT INTO "sales"."odd ""name` of" ("id", "flag", "name")
SELECT fresh."id", fresh."flag", fresh."name"
FROM "sales"."staging" AS fresh
WHERE NOT EXISTS (SELECT 1 FROM "sales"."odd ""name` of" AS kept WHERE kept."id" = fresh."id")
  AND (fresh."name" COLLATE "C") > (CAST(? AS character varying(40)))
