-- When config-service said what is known of a project (decision 18); what was said before there were marks counts as the oldest.
ALTER TABLE project
    ADD COLUMN installation uuid   NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    ADD COLUMN epoch        bigint NOT NULL DEFAULT 0,
    ADD COLUMN change       bigint NOT NULL DEFAULT 0;

-- The latest mark of config-service that was ever heard of. One row.
CREATE TABLE heard (
    only_one     boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    installation uuid   NOT NULL,
    epoch        bigint NOT NULL,
    change       bigint NOT NULL
);
INSERT INTO heard (installation, epoch, change) VALUES ('00000000-0000-0000-0000-000000000000', 0, 0);
