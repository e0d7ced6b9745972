-- The columns of a chosen table as people know them: as they were when the project was first saved or checked with it, or as they were accepted since.
CREATE TABLE known_table (
    project_id   bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    table_schema text   NOT NULL,
    table_name   text   NOT NULL,
    shape        text   NOT NULL,
    PRIMARY KEY (project_id, table_schema, table_name)
);

-- What has become of a source since. A column's change has its name, others the empty one.
CREATE TABLE schema_change (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id   bigint      NOT NULL REFERENCES project ON DELETE CASCADE,
    table_schema text        NOT NULL,
    table_name   text        NOT NULL,
    kind         text        NOT NULL,
    column_name  text        NOT NULL,
    before       text,
    after        text,
    state        text        NOT NULL,
    found_at     timestamptz NOT NULL,
    settled_at   timestamptz,
    settled_by   text
);

CREATE UNIQUE INDEX schema_change_open ON schema_change (project_id, table_schema, table_name, kind, column_name) WHERE state = 'PENDING';
CREATE INDEX schema_change_project ON schema_change (project_id, id);

-- The last look at each project's source. Of several instances one alone does the nightly look, whoever is the first to set its time.
CREATE TABLE schema_check (
    project_id bigint      PRIMARY KEY REFERENCES project ON DELETE CASCADE,
    checked_at timestamptz NOT NULL,
    failure    text
);
