-- What loads that are over may have left in their targets, until looks have shown that it is gone. Outlives runs, their records and projects.
--
-- `fence`: of the load's last holder, whose word that nothing is left is enough; null where no word is. `clean_since`: since when looks have shown nothing; a second one has
-- to say the same. `away`: the last look could not be made. `sweep_id`: the piece of work that looks now. `found`: what the last look has found.
CREATE TABLE leftover (
    load_id         uuid PRIMARY KEY,
    fence           bigint,
    run_id          uuid        NOT NULL,
    table_run_id    uuid        NOT NULL,
    target_id       bigint      NOT NULL,
    target_name     text        NOT NULL,
    table_schema    text        NOT NULL,
    table_name      text        NOT NULL,
    since           timestamptz NOT NULL,
    tries           int         NOT NULL DEFAULT 0,
    look_at         timestamptz NOT NULL,
    looked_at       timestamptz,
    clean_since     timestamptz,
    away            boolean     NOT NULL DEFAULT false,
    given_up        boolean     NOT NULL DEFAULT false,
    sweep_id        uuid,
    found           jsonb,
    failure_code    text,
    failure_message text
);
CREATE INDEX leftover_due ON leftover (look_at) WHERE sweep_id IS NULL AND NOT given_up;
CREATE INDEX leftover_known ON leftover (target_id, look_at) WHERE tries > 0 AND NOT given_up;
CREATE INDEX leftover_by_table ON leftover (table_run_id);
CREATE INDEX leftover_in_sweep ON leftover (sweep_id) WHERE sweep_id IS NOT NULL;

-- A sweep belongs to no run; the work of a run goes when the run ends.
ALTER TABLE work DROP CONSTRAINT work_run_id_fkey;
CREATE INDEX work_sweeps ON work (connection_id) WHERE kind = 'SWEEP';

-- Nobody has looked after the loads of older versions. Those that were done are removed by later loads of their schema after a week, the others by nobody.
-- They are looked for one after the other: there may be very many.
INSERT INTO leftover (load_id, fence, run_id, table_run_id, target_id, target_name, table_schema, table_name, since, look_at)
SELECT CAST(encode(set_byte(set_byte(named.hash, 6, (get_byte(named.hash, 6) & 15) | 48), 8, (get_byte(named.hash, 8) & 63) | 128), 'hex') AS uuid),
    NULL, load.run_id, load.table_run_id, load.target_id,
    coalesce((SELECT target ->> 'name' FROM jsonb_array_elements(run.targets) AS target WHERE CAST(target ->> 'id' AS bigint) = load.target_id), ''),
    table_run.target_schema, table_run.target_table, coalesce(load.finished_at, run.finished_at),
    now() + row_number() OVER () * INTERVAL '20 milliseconds'
FROM load
JOIN run ON run.id = load.run_id
JOIN table_run ON table_run.id = load.table_run_id
CROSS JOIN LATERAL (
    SELECT load.attempt AS attempt
    UNION
    SELECT failed.attempt FROM failed_attempt AS failed WHERE failed.table_run_id = load.table_run_id AND failed.target_id = load.target_id
) AS tried
CROSS JOIN LATERAL (
    SELECT decode(md5(load.table_run_id || '/load/' || load.target_id || '/' || tried.attempt), 'hex') AS hash
) AS named
WHERE run.finished_at IS NOT NULL
AND load.started_at IS NOT NULL
AND (load.left_behind OR load.state <> 'LOADED' OR tried.attempt < load.attempt OR load.finished_at > now() - INTERVAL '8 days');

ALTER TABLE load DROP COLUMN left_behind;
