CREATE TABLE connection (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version      bigint      NOT NULL,
    name         text        NOT NULL,
    kind         text        NOT NULL,
    host         text        NOT NULL,
    port         integer     NOT NULL,
    database     text,
    user_name    text        NOT NULL,
    options      text        NOT NULL,
    writable     boolean     NOT NULL,
    secret_key   text        NOT NULL,
    secret       bytea       NOT NULL,
    created_at   timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL
);

CREATE UNIQUE INDEX connection_name ON connection (lower(name));
CREATE INDEX connection_secret_key ON connection (secret_key, id);

CREATE TABLE project (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    revision   bigint      NOT NULL,
    tables     integer     NOT NULL,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX project_name ON project (lower(name));

-- Immutable: rows are inserted, and go with their project.
CREATE TABLE project_revision (
    project_id bigint      NOT NULL REFERENCES project ON DELETE CASCADE,
    revision   bigint      NOT NULL,
    saved_at   timestamptz NOT NULL,
    saved_by   text        NOT NULL,
    document   text        NOT NULL,
    PRIMARY KEY (project_id, revision)
);

-- What the present revision of a project uses; keeps a connection from being deleted under it.
CREATE TABLE project_connection (
    project_id    bigint  NOT NULL REFERENCES project ON DELETE CASCADE,
    connection_id bigint  NOT NULL REFERENCES connection,
    target        boolean NOT NULL,
    PRIMARY KEY (project_id, connection_id, target)
);

CREATE INDEX project_connection_used ON project_connection (connection_id);
