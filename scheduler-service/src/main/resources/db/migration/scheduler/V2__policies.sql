-- One table, asked for by itself.
ALTER TABLE run ADD COLUMN single_table boolean NOT NULL DEFAULT false;
CREATE INDEX run_by_end ON run (finished_at);

-- Tables are claimed by the database they are in, to which several connections may lead.
ALTER TABLE run_target ALTER COLUMN connection_id TYPE text USING 'connection ' || connection_id;
ALTER TABLE run_target RENAME COLUMN connection_id TO database;

-- How the table is treated; missing in rows from before there were policies.
ALTER TABLE table_run
    ADD COLUMN plan        jsonb,
    ADD COLUMN notes       jsonb,
    ADD COLUMN read_report jsonb;

-- What the target held before, how the rows become its content and why, what became of them, and the manifest they were proven by.
ALTER TABLE load
    ADD COLUMN inspection jsonb,
    ADD COLUMN mode       text,
    ADD COLUMN reason     text,
    ADD COLUMN report     jsonb,
    ADD COLUMN manifest   jsonb;

-- A table that waits either waits for a partition or for the looks at its targets.
DROP INDEX table_run_waiting;
CREATE INDEX table_run_waiting ON table_run (run_id, attempt, estimated_bytes DESC, number)
    WHERE state = 'WAITING' AND extraction = 'WAITING';
CREATE INDEX table_run_uninspected ON table_run (run_id, attempt, estimated_bytes DESC, number)
    WHERE state = 'WAITING' AND extraction = 'UNINSPECTED';
CREATE INDEX table_run_inspecting ON table_run (run_id) WHERE state = 'INSPECTING';
