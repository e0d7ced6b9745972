-- As the services have them (service-kit, V0_1): what the console tells of itself leaves with the transaction that it tells of.
CREATE TABLE outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text        NOT NULL,
    key        text        NOT NULL,
    payload    bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE inbox (
    id       text PRIMARY KEY,
    taken_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX inbox_taken_at ON inbox (taken_at);

-- Who has changed what, or was refused, as all services tell it.
CREATE TABLE audit (
    -- the order in which the records came
    number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id        uuid        NOT NULL UNIQUE,
    at        timestamptz NOT NULL,
    service   text        NOT NULL,
    who       text,
    way       text        NOT NULL,
    role      text,
    address   text,
    operation text        NOT NULL,
    object    text        NOT NULL,
    before    text,
    after     text,
    outcome   text        NOT NULL,
    status    int         NOT NULL,
    problem   text,
    request   text
);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_who ON audit (lower(who), number);
CREATE INDEX audit_object ON audit (object, number);
