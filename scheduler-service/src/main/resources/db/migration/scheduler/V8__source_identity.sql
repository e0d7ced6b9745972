-- Which database the table is read from, as long as its place in the rows topic is known; missing where no target may be that table.
ALTER TABLE table_run ADD COLUMN source_identity text;
