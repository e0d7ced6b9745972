-- What each turn asks of a project's runs must not read those of years, nor all that wait: those that have not ended, in their order, and those under way.
DROP INDEX run_active;
CREATE INDEX run_unfinished ON run (project_id, number) WHERE finished_at IS NULL;
CREATE INDEX run_under_way ON run (project_id) WHERE finished_at IS NULL AND began_at IS NOT NULL;
