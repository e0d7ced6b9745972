-- What each turn asks of a project's runs must not read those of years: those that have not ended, in their order.
DROP INDEX run_active;
CREATE INDEX run_unfinished ON run (project_id, number) WHERE finished_at IS NULL;
