-- Numbers the turns in which decisions are made; a row that a turn has changed bears its number.
CREATE SEQUENCE turn;

-- The last revision of each project; a deleted project stays as a mark, so that an older revision that comes late changes nothing.
CREATE TABLE project (
    id            bigint PRIMARY KEY,
    revision      bigint      NOT NULL,
    deleted       boolean     NOT NULL,
    configuration jsonb,
    changed_at    timestamptz NOT NULL
);

CREATE TABLE run (
    id                uuid PRIMARY KEY,
    number            bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    project_id        bigint      NOT NULL,
    project_name      text        NOT NULL,
    origin            text        NOT NULL,
    revision          bigint      NOT NULL,
    configuration     jsonb       NOT NULL,
    chosen            jsonb,
    source_id         bigint      NOT NULL,
    targets           jsonb       NOT NULL,
    partitions        int         NOT NULL,
    retry_attempts    int         NOT NULL,
    retry_backoff_ms  bigint      NOT NULL,
    state             text        NOT NULL,
    open_pieces       int         NOT NULL,
    discovery_attempt int         NOT NULL,
    tables            int         NOT NULL,
    settled           int         NOT NULL,
    failed            int         NOT NULL,
    rows              bigint      NOT NULL DEFAULT 0,
    bytes             bigint      NOT NULL DEFAULT 0,
    failure_code      text,
    failure_message   text,
    idempotency_key   text UNIQUE,
    request_digest    text,
    requested_at      timestamptz NOT NULL,
    finished_at       timestamptz,
    turn              bigint      NOT NULL
);
CREATE INDEX run_by_project ON run (project_id, number);
CREATE INDEX run_by_state ON run (state, number);
CREATE INDEX run_by_origin ON run (origin, number);
CREATE INDEX run_by_time ON run (requested_at);
CREATE INDEX run_active ON run (project_id) WHERE finished_at IS NULL;

-- The tables that runs under way write; the key keeps two of them from one table.
CREATE TABLE run_target (
    connection_id bigint NOT NULL,
    table_schema  text   NOT NULL,
    table_name    text   NOT NULL,
    run_id        uuid   NOT NULL REFERENCES run ON DELETE CASCADE,
    PRIMARY KEY (connection_id, table_schema, table_name)
);
CREATE INDEX run_target_by_run ON run_target (run_id);

CREATE TABLE table_run (
    id               uuid PRIMARY KEY,
    number           bigint GENERATED ALWAYS AS IDENTITY,
    run_id           uuid        NOT NULL REFERENCES run ON DELETE CASCADE,
    source_schema    text        NOT NULL,
    source_table     text        NOT NULL,
    target_schema    text        NOT NULL,
    target_table     text        NOT NULL,
    shape            jsonb,
    estimated_rows   bigint      NOT NULL,
    estimated_bytes  bigint      NOT NULL,
    state            text        NOT NULL,
    cancelled        boolean     NOT NULL DEFAULT false,
    attempt          int         NOT NULL,
    not_before       timestamptz NOT NULL,
    extraction       text        NOT NULL,
    extraction_fence bigint,
    partition        int,
    record_offset    bigint,
    manifest         jsonb,
    failure_code     text,
    failure_message  text,
    started_at       timestamptz,
    finished_at      timestamptz,
    turn             bigint      NOT NULL,
    UNIQUE (run_id, source_schema, source_table)
);
CREATE INDEX table_run_by_number ON table_run (run_id, number);
CREATE INDEX table_run_waiting ON table_run (run_id, attempt, estimated_bytes DESC, number) WHERE state = 'WAITING';
CREATE INDEX table_run_changed ON table_run (run_id, turn);

CREATE TABLE load (
    table_run_id    uuid   NOT NULL REFERENCES table_run ON DELETE CASCADE,
    target_id       bigint NOT NULL,
    run_id          uuid   NOT NULL,
    work_id         uuid,
    state           text   NOT NULL,
    attempt         int    NOT NULL,
    clean_up_tries  int    NOT NULL DEFAULT 0,
    left_behind     boolean NOT NULL DEFAULT false,
    rows            bigint NOT NULL DEFAULT 0,
    bytes           bigint NOT NULL DEFAULT 0,
    statements      jsonb,
    failure_code    text,
    failure_message text,
    started_at      timestamptz,
    finished_at     timestamptz,
    PRIMARY KEY (table_run_id, target_id)
);
CREATE INDEX load_by_run ON load (run_id, state);

-- What became of attempts that were followed by another one.
CREATE TABLE failed_attempt (
    table_run_id    uuid        NOT NULL REFERENCES table_run ON DELETE CASCADE,
    target_id       bigint      NOT NULL,
    attempt         int         NOT NULL,
    failure_code    text        NOT NULL,
    failure_message text        NOT NULL,
    ended_at        timestamptz NOT NULL,
    PRIMARY KEY (table_run_id, target_id, attempt)
);

CREATE TABLE worker (
    id           text PRIMARY KEY,
    kind         text        NOT NULL,
    slots        int         NOT NULL,
    announced_at timestamptz NOT NULL
);

-- `place` orders the queue: the time of arrival, later by a step for each level of priority, so that nothing waits for ever.
CREATE TABLE work (
    id            uuid PRIMARY KEY,
    number        bigint GENERATED ALWAYS AS IDENTITY,
    kind          text        NOT NULL,
    worker_kind   text        NOT NULL,
    connection_id bigint      NOT NULL,
    run_id        uuid        NOT NULL REFERENCES run ON DELETE CASCADE,
    table_run_id  uuid,
    priority      text        NOT NULL,
    enqueued_at   timestamptz NOT NULL,
    place         timestamptz NOT NULL,
    not_before    timestamptz NOT NULL,
    give_up_at    timestamptz,
    state         text        NOT NULL,
    fence         bigint      NOT NULL,
    losses        int         NOT NULL,
    worker        text,
    lease_until   timestamptz,
    partition     int,
    payload       jsonb       NOT NULL,
    rows          bigint      NOT NULL DEFAULT 0,
    bytes         bigint      NOT NULL DEFAULT 0,
    next_offset   bigint      NOT NULL DEFAULT 0
);
CREATE INDEX work_queued ON work (worker_kind, place, number) WHERE state = 'QUEUED';
CREATE INDEX work_in_hand ON work (lease_until) WHERE state IN ('ASSIGNED', 'RECALLED', 'WITHDRAWN');
CREATE INDEX work_given_up ON work (give_up_at) WHERE give_up_at IS NOT NULL AND state IN ('QUEUED', 'ASSIGNED');
CREATE INDEX work_of_run ON work (run_id) WHERE state <> 'DONE';
CREATE INDEX work_of_table ON work (table_run_id);
