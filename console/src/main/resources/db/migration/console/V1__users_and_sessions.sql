CREATE TABLE account (
    id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name                 text        NOT NULL,
    -- null where only the identity provider lets the user in
    password             text,
    role                 text        NOT NULL CHECK (role IN ('VIEWER', 'OPERATOR', 'EDITOR', 'ADMIN')),
    enabled              boolean     NOT NULL DEFAULT true,
    must_change_password boolean     NOT NULL,
    version              bigint      NOT NULL DEFAULT 1,
    created_at           timestamptz NOT NULL,
    signed_in_at         timestamptz
);
CREATE UNIQUE INDEX account_name ON account (lower(name));

CREATE TABLE access_token (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account      bigint      NOT NULL REFERENCES account ON DELETE CASCADE,
    name         text        NOT NULL,
    -- SHA-256 of the token, which nobody else has
    hash         bytea       NOT NULL UNIQUE,
    role         text        NOT NULL CHECK (role IN ('VIEWER', 'OPERATOR', 'EDITOR', 'ADMIN')),
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz,
    UNIQUE (account, name)
);

-- Tries of the last minutes, for the limit that all consoles keep together.
CREATE TABLE failed_sign_in (
    name    text        NOT NULL,
    address text        NOT NULL,
    at      timestamptz NOT NULL
);
CREATE INDEX failed_sign_in_of ON failed_sign_in (name, address, at);
CREATE INDEX failed_sign_in_at ON failed_sign_in (at);

-- As Spring Session 4.1 has them (org/springframework/session/jdbc/schema-postgresql.sql).
CREATE TABLE spring_session (
    primary_id            char(36) NOT NULL PRIMARY KEY,
    session_id            char(36) NOT NULL,
    creation_time         bigint   NOT NULL,
    last_access_time      bigint   NOT NULL,
    max_inactive_interval int      NOT NULL,
    expiry_time           bigint   NOT NULL,
    principal_name        varchar(100)
);
CREATE UNIQUE INDEX spring_session_ix1 ON spring_session (session_id);
CREATE INDEX spring_session_ix2 ON spring_session (expiry_time);
CREATE INDEX spring_session_ix3 ON spring_session (principal_name);
CREATE TABLE spring_session_attributes (
    session_primary_id char(36)     NOT NULL REFERENCES spring_session ON DELETE CASCADE,
    attribute_name     varchar(200) NOT NULL,
    attribute_bytes    bytea        NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);
