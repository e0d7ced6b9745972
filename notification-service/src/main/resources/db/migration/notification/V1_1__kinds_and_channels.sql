-- Alerts of several kinds; the unique event makes a second one impossible. A test has no run and no project, a missed schedule no run.
ALTER TABLE alert
    ADD COLUMN kind text NOT NULL DEFAULT 'FAILURE' CHECK (kind IN ('FAILURE', 'RECOVERY', 'MISSED', 'TEST')),
    ADD COLUMN event_id text,
    ALTER COLUMN run_id DROP NOT NULL,
    ALTER COLUMN project_id DROP NOT NULL,
    ALTER COLUMN project_name DROP NOT NULL,
    DROP CONSTRAINT alert_run_id_key;
ALTER TABLE alert RENAME COLUMN failed_at TO happened_at;
UPDATE alert
SET event_id = run_id || '/dev.syncline.run.failed.v1';
ALTER TABLE alert
    ALTER COLUMN kind DROP DEFAULT,
    ALTER COLUMN event_id SET NOT NULL,
    ADD CONSTRAINT alert_event_id_key UNIQUE (event_id);
CREATE INDEX alert_project ON alert (project_id, id);

-- One message to one recipient, in any channel.
ALTER TABLE mail RENAME TO delivery;
ALTER TABLE delivery RENAME COLUMN message_id TO key;
ALTER TABLE delivery RENAME COLUMN body_text TO body;
ALTER TABLE delivery RENAME COLUMN body_html TO html;
ALTER TABLE delivery RENAME CONSTRAINT mail_pkey TO delivery_pkey;
ALTER TABLE delivery RENAME CONSTRAINT mail_message_id_key TO delivery_key_key;
ALTER TABLE delivery RENAME CONSTRAINT mail_alert_id_fkey TO delivery_alert_id_fkey;
ALTER INDEX mail_alert RENAME TO delivery_alert;
ALTER TABLE delivery
    ADD COLUMN channel text NOT NULL DEFAULT 'MAIL' CHECK (channel IN ('MAIL', 'WEBHOOK')),
    -- For what is collected: the mail that tells of it in the end. Such a summary belongs to no single alert.
    ADD COLUMN summary_id bigint REFERENCES delivery,
    ALTER COLUMN alert_id DROP NOT NULL,
    ALTER COLUMN html DROP NOT NULL,
    DROP CONSTRAINT mail_state_check,
    ADD CONSTRAINT delivery_state_check CHECK (state IN ('PENDING', 'SENT', 'SHOWN_IN_LOG', 'COLLECTED', 'GIVEN_UP'));
ALTER TABLE delivery
    ALTER COLUMN channel DROP DEFAULT;
DROP INDEX mail_due;
CREATE INDEX delivery_due ON delivery (channel, next_attempt_at) WHERE state = 'PENDING';
CREATE INDEX delivery_recent ON delivery (recipient, created_at);
CREATE INDEX delivery_collected ON delivery (recipient, created_at) WHERE state = 'COLLECTED' AND summary_id IS NULL;
CREATE INDEX delivery_summary ON delivery (summary_id) WHERE summary_id IS NOT NULL;
