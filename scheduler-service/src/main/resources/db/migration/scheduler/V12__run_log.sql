-- What the services have said of runs: decisions of the scheduler, and what workers send with their results. Names and numbers, never a value of a row.
CREATE TABLE run_log (
    run_id       uuid        NOT NULL REFERENCES run ON DELETE CASCADE,
    number       bigint GENERATED ALWAYS AS IDENTITY,
    at           timestamptz NOT NULL,
    level        text        NOT NULL,
    service      text        NOT NULL,
    table_schema text,
    table_name   text,
    target_id    bigint,
    attempt      int,
    text         text        NOT NULL,
    PRIMARY KEY (run_id, number)
);
INSERT INTO run_log (run_id, at, level, service, text)
SELECT run_id, at, 'INFO', 'scheduler', note
FROM run_note
ORDER BY number;

-- Who asked for a run, and who cancelled it; null where nobody did.
ALTER TABLE run
    ADD COLUMN requested_by text,
    ADD COLUMN cancelled_by text;
