-- A run that people are told about; the unique run makes a second one impossible.
CREATE TABLE alert (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id       uuid        NOT NULL UNIQUE,
    project_id   bigint      NOT NULL,
    project_name text        NOT NULL,
    subject      text        NOT NULL,
    failed_at    timestamptz NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now()
);

-- One mail to one recipient, so that an address that is refused keeps nobody else waiting.
CREATE TABLE mail (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    alert_id        bigint      NOT NULL REFERENCES alert ON DELETE CASCADE,
    message_id      text        NOT NULL UNIQUE,
    recipient       text        NOT NULL,
    subject         text        NOT NULL,
    body_text       text        NOT NULL,
    body_html       text        NOT NULL,
    state           text        NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'SENT', 'SHOWN_IN_LOG', 'GIVEN_UP')),
    attempts        int         NOT NULL DEFAULT 0,
    -- While a mail is being sent, the end of the sender's lease.
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    last_error      text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    finished_at     timestamptz
);
CREATE INDEX mail_alert ON mail (alert_id);
CREATE INDEX mail_due ON mail (next_attempt_at) WHERE state = 'PENDING';
