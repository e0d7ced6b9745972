-- One reader asks for all who watch which runs the latest turns have changed.
CREATE INDEX run_changed ON run (turn);
CREATE INDEX table_run_gone ON table_run (run_id) WHERE state = 'SKIPPED';

-- Where each table of a project stands in each target, written in the turn that settles a load; outlives the records of runs.
--
-- `fresh_as_of`: the target holds at least what the source held then. `failing`: tries in a row that have failed. `rows`, `bytes`, `mode`: of the last load that was done.
CREATE TABLE table_state (
    project_id      bigint      NOT NULL,
    source_schema   text        NOT NULL,
    source_table    text        NOT NULL,
    target_id       bigint      NOT NULL,
    target_schema   text        NOT NULL,
    target_table    text        NOT NULL,
    state           text        NOT NULL,
    fresh_as_of     timestamptz,
    loaded_at       timestamptz,
    rows            bigint,
    bytes           bigint,
    mode            text,
    run_id          uuid        NOT NULL,
    failing         int         NOT NULL DEFAULT 0,
    failure_code    text,
    failure_message text,
    changed_at      timestamptz NOT NULL,
    PRIMARY KEY (project_id, source_schema, source_table, target_id)
);
CREATE INDEX table_state_by_freshness ON table_state (fresh_as_of NULLS FIRST);

-- A configuration can name 20,000 tables; lists show the name alone.
ALTER TABLE project ADD COLUMN name text GENERATED ALWAYS AS (configuration ->> 'projectName') STORED;

-- The runs of one table.
CREATE INDEX table_run_by_source ON table_run (source_schema, source_table, number);

-- When the steps of each attempt were done, of the reading and of each target's load.
ALTER TABLE table_run ADD COLUMN times jsonb;

-- What has been read for the run, as `rows` and `bytes` are what has been loaded.
ALTER TABLE run
    ADD COLUMN rows_read  bigint NOT NULL DEFAULT 0,
    ADD COLUMN bytes_read bigint NOT NULL DEFAULT 0;

-- How far a run was at an instant, for its curve.
CREATE TABLE run_sample (
    run_id       uuid        NOT NULL REFERENCES run ON DELETE CASCADE,
    at           timestamptz NOT NULL,
    rows_read    bigint      NOT NULL,
    bytes_read   bigint      NOT NULL,
    rows_loaded  bigint      NOT NULL,
    bytes_loaded bigint      NOT NULL,
    rows_waiting bigint      NOT NULL,
    PRIMARY KEY (run_id, at)
);
