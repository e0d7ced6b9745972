-- Whether the run extracts everything of its tables once, also of those that are incremental.
ALTER TABLE run ADD COLUMN full_once boolean NOT NULL DEFAULT false;
