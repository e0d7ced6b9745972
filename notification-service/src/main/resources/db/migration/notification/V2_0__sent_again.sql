-- A delivery that somebody has asked for once more is one of its own; the first stays as it ended.
ALTER TABLE delivery
    ADD COLUMN again_of bigint REFERENCES delivery ON DELETE CASCADE;
CREATE INDEX delivery_again ON delivery (again_of) WHERE again_of IS NOT NULL;
CREATE INDEX delivery_ended ON delivery (state, alert_id) WHERE alert_id IS NOT NULL;
