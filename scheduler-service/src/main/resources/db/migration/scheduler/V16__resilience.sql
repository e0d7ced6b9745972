-- Workers that do not know such work, as earlier versions do not know a later one's, and since when it waits for one that does.
ALTER TABLE work ADD COLUMN refused_by text[] NOT NULL DEFAULT '{}', ADD COLUMN refused_at timestamptz;
CREATE INDEX work_refused ON work (refused_at) WHERE refused_at IS NOT NULL AND state = 'QUEUED';
