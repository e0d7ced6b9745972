package dev.syncline.console.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;

import dev.syncline.console.access.Caller.Way;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Who stands behind a session or a token at this moment: a user who is locked out, or a token that is taken back, opens nothing from the next request on.
@Repository
class Accounts {

    private final JdbcClient jdbc;
    private final Clock clock;

    Accounts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Caller> ofSession(long account) {
        return jdbc.sql("SELECT id, name, role, must_change_password FROM account WHERE id = :id AND enabled")
                .param("id", account)
                .query((row, _) -> new Caller(
                        row.getLong("id"), row.getString("name"), Role.valueOf(row.getString("role")),
                        row.getBoolean("must_change_password") ? Way.FIRST_SESSION : Way.SESSION))
                .optional();
    }

    /// A token opens what it was given, and never more than its owner may do now.
    Optional<Caller> ofToken(String token) {
        return jdbc.sql("""
                        UPDATE access_token t
                        SET last_used_at = :now
                        FROM account a
                        WHERE t.hash = :hash AND t.expires_at > :now AND a.id = t.account AND a.enabled
                        RETURNING a.id, a.name, a.role, t.role AS token_role""")
                .param("hash", Secrets.hash(token))
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> new Caller(
                        row.getLong("id"), row.getString("name"), Role.valueOf(row.getString("role")).atMost(Role.valueOf(row.getString("token_role"))), Way.TOKEN))
                .optional();
    }
}
