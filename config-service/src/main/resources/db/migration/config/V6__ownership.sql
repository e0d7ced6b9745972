-- Who brings a thing to what files say, and by which labels people find it. A project's revisions have them, too.
ALTER TABLE project
    ADD COLUMN managed_by text,
    ADD COLUMN labels     text NOT NULL DEFAULT '{}';

ALTER TABLE connection
    ADD COLUMN managed_by text,
    ADD COLUMN labels     text NOT NULL DEFAULT '{}';
