package dev.syncline.kit.outbox;

import org.springframework.jdbc.core.simple.JdbcClient;

/// Remembers which messages have been taken. Asked in the transaction that handles the message.
public final class Inbox {

    private final JdbcClient jdbc;

    Inbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Whether this message comes for the first time. Messages of a month ago are forgotten: no topic keeps them for so long.
    public boolean take(String messageId) {
        return jdbc.sql("""
                        WITH forgotten AS (DELETE FROM inbox WHERE taken_at < now() - interval '30 days')
                        INSERT INTO inbox (id)
                        VALUES (:id)
                        ON CONFLICT DO NOTHING
                        """)
                        .param("id", messageId)
                        .update()
                == 1;
    }
}
