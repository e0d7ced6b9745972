-- When projects are executed by themselves. `handled_until`: every due instant up to it has its row in `fire`, or was not valid.
CREATE TABLE plan (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version       bigint      NOT NULL DEFAULT 1,
    project_id    bigint      NOT NULL,
    enabled       boolean     NOT NULL,
    document      jsonb       NOT NULL,
    handled_until timestamptz NOT NULL,
    next_due_at   timestamptz,
    note          text,
    changed_at    timestamptz NOT NULL
);
CREATE INDEX plan_due ON plan (next_due_at) WHERE enabled;
CREATE INDEX plan_by_project ON plan (project_id);

-- What became of each due instant of a plan; the key makes a second fire impossible.
CREATE TABLE fire (
    plan_id    bigint      NOT NULL REFERENCES plan ON DELETE CASCADE,
    due_at     timestamptz NOT NULL,
    outcome    text        NOT NULL,
    run_id     uuid,
    reason     text,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (plan_id, due_at)
);
CREATE INDEX fire_by_decision ON fire (decided_at);

-- `place` orders the queue of runs as it does that of work. `decided_at`: when a run stopped waiting for what it depends on.
ALTER TABLE run
    ADD COLUMN cause      jsonb,
    ADD COLUMN priority   text NOT NULL DEFAULT 'MEDIUM',
    ADD COLUMN alerting   jsonb,
    ADD COLUMN place      timestamptz,
    ADD COLUMN not_before timestamptz,
    ADD COLUMN plan_id    bigint,
    ADD COLUMN due_at     timestamptz,
    ADD COLUMN wait_since timestamptz,
    ADD COLUMN wait_until timestamptz,
    ADD COLUMN decided_at timestamptz,
    ADD COLUMN began_at   timestamptz;
UPDATE run SET place = requested_at, decided_at = requested_at, began_at = requested_at;
ALTER TABLE run ALTER COLUMN place SET NOT NULL;
CREATE INDEX run_queued ON run (place, number) WHERE state = 'QUEUED';
CREATE INDEX run_waiting ON run (number) WHERE state = 'WAITING';
CREATE INDEX run_of_plan ON run (plan_id, decided_at);
CREATE UNIQUE INDEX run_once_when_due ON run (plan_id, due_at) WHERE plan_id IS NOT NULL;

-- The projects that a run waits for, and what is known of them.
CREATE TABLE run_dependency (
    run_id        uuid   NOT NULL REFERENCES run ON DELETE CASCADE,
    project_id    bigint NOT NULL,
    project_name  text   NOT NULL,
    state         text   NOT NULL,
    satisfying_id uuid,
    PRIMARY KEY (run_id, project_id)
);

-- What happened to a run as a whole, for its log.
CREATE TABLE run_note (
    run_id uuid        NOT NULL REFERENCES run ON DELETE CASCADE,
    number bigint GENERATED ALWAYS AS IDENTITY,
    at     timestamptz NOT NULL,
    note   text        NOT NULL,
    PRIMARY KEY (run_id, number)
);
