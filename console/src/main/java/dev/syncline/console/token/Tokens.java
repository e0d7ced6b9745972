package dev.syncline.console.token;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.syncline.console.access.Role;
import dev.syncline.console.access.Secrets;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The tokens of users.
@Repository
class Tokens {

    private static final String COLUMNS = "id, name, role, created_at, expires_at, last_used_at";

    private final JdbcClient jdbc;
    private final Clock clock;

    Tokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<Token> of(long account) {
        return jdbc.sql("SELECT %s FROM access_token WHERE account = :account ORDER BY name".formatted(COLUMNS)).param("account", account).query(Tokens::token).list();
    }

    /// @return nothing where the user has one of this name
    Optional<Token> add(long account, String name, String token, Role role, Instant expiresAt) {
        try {
            return Optional.of(jdbc.sql("""
                            INSERT INTO access_token (account, name, hash, role, created_at, expires_at)
                            VALUES (:account, :name, :hash, :role, :now, :expiresAt)
                            RETURNING %s""".formatted(COLUMNS))
                    .param("account", account)
                    .param("name", name)
                    .param("hash", Secrets.hash(token))
                    .param("role", role.name())
                    .param("now", Timestamp.from(clock.instant()))
                    .param("expiresAt", Timestamp.from(expiresAt))
                    .query(Tokens::token)
                    .single());
        } catch (DuplicateKeyException _) {
            return Optional.empty();
        }
    }

    /// @return whether there was one
    boolean remove(long account, long id) {
        return jdbc.sql("DELETE FROM access_token WHERE account = :account AND id = :id").param("account", account).param("id", id).update() == 1;
    }

    private static Token token(ResultSet row, int number) throws SQLException {
        Timestamp used = row.getTimestamp("last_used_at");
        return new Token(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                used == null ? null : used.toInstant());
    }
}
