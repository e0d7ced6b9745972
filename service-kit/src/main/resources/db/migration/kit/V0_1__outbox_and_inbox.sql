-- Messages that a change of state has caused; sent and removed by the relay.
CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text        NOT NULL,
    key        text        NOT NULL,
    payload    bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Messages that have been taken, so that a second delivery changes nothing.
CREATE TABLE inbox (
    id       text PRIMARY KEY,
    taken_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX inbox_taken_at ON inbox (taken_at);
