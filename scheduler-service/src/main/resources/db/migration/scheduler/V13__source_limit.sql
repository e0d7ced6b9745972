-- How many tables of its source all runs together may read at once, as the connection said when the run looked at it; null where it did not.
ALTER TABLE run ADD COLUMN source_limit integer;
