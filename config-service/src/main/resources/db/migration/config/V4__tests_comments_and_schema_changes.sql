-- What came of the last test of a saved connection, and of which state of it.
ALTER TABLE connection
    ADD COLUMN tested_at timestamptz,
    ADD COLUMN tested_version bigint,
    ADD COLUMN test_ok boolean,
    ADD COLUMN test_message text;
-- Why a revision was saved, and which earlier one it brings back.
ALTER TABLE project_revision
    ADD COLUMN comment text,
    ADD COLUMN restored_from bigint;
