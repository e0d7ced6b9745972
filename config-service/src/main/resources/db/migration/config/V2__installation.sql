-- Which database this is, and how far it has come (decision 18). One row, locked by whoever changes anything here.
--
-- `change` counts what was changed. Every id, revision and version that was ever handed out is at most the change that made it; those of an epoch begin
-- at `first`. An epoch begins when the database turns out to be older than what it has said, after a restore: `first` is then beyond every change
-- that anybody can have heard of.
CREATE TABLE installation (
    only_one        boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    id              uuid   NOT NULL,
    epoch           bigint NOT NULL,
    change          bigint NOT NULL,
    first           bigint NOT NULL,
    last_project    bigint NOT NULL,
    last_connection bigint NOT NULL
);

INSERT INTO installation (id, epoch, change, first, last_project, last_connection)
SELECT gen_random_uuid(),
    CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint),
    greatest(project, connection, (SELECT max(revision) FROM project_revision), (SELECT max(version) FROM connection)),
    1,
    project,
    connection
FROM (
    SELECT
        (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM project_id_seq) AS project,
        (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM connection_id_seq) AS connection
) AS handed_out;

-- A sequence that is restored hands out again what it has handed out since the backup.
ALTER TABLE project ALTER COLUMN id DROP IDENTITY;
ALTER TABLE connection ALTER COLUMN id DROP IDENTITY;
