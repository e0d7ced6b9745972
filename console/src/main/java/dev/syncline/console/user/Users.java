package dev.syncline.console.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import dev.syncline.console.access.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Repository;

/// Those who may sign in. Names differ in more than upper and lower case.
@Repository
public class Users {

    /// As they stand in records and logs. `api`, `service` and `system` are not people.
    static final String NAMES = "(?!(?i:api|service|system)$)[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,99}";

    private static final String COLUMNS = "id, name, role, enabled, must_change_password, created_at, signed_in_at, version";

    private final JdbcClient jdbc;
    private final PasswordEncoder encoder;
    private final Clock clock;
    /// What is compared where there is no such user, so that it takes as long.
    private final String nobody;

    Users(JdbcClient jdbc, PasswordEncoder encoder, Clock clock) {
        this.jdbc = jdbc;
        this.encoder = encoder;
        this.clock = clock;
        this.nobody = String.valueOf(encoder.encode("nobody"));
    }

    public List<Account> all() {
        return jdbc.sql("SELECT %s FROM account ORDER BY lower(name)".formatted(COLUMNS)).query(Users::account).list();
    }

    public Optional<Account> find(long id) {
        return jdbc.sql("SELECT %s FROM account WHERE id = :id".formatted(COLUMNS)).param("id", id).query(Users::account).optional();
    }

    /// A user's name as it was given, where there is one of this name.
    public Optional<String> nameLike(String name) {
        return jdbc.sql("SELECT name FROM account WHERE lower(name) = lower(:name)").param("name", name).query(String.class).optional();
    }

    public boolean areNone() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT FROM account)").query(Boolean.class).single();
    }

    /// @return the new user; nothing where the name is taken
    public Optional<Account> add(String name, String password, Role role) {
        try {
            return Optional.of(jdbc.sql("""
                            INSERT INTO account (name, password, role, must_change_password, created_at)
                            VALUES (:name, :password, :role, true, :now)
                            RETURNING %s""".formatted(COLUMNS))
                    .param("name", name)
                    .param("password", encoder.encode(password))
                    .param("role", role.name())
                    .param("now", Timestamp.from(clock.instant()))
                    .query(Users::account)
                    .single());
        } catch (DuplicateKeyException _) {
            return Optional.empty();
        }
    }

    /// The user with this name and password. It takes the same time whether there is such a user or not.
    public Optional<Account> signIn(String name, String password) {
        record Known(Account account, @Nullable String password) {}
        Optional<Known> known = jdbc.sql("SELECT %s, password FROM account WHERE lower(name) = lower(:name)".formatted(COLUMNS))
                .param("name", name)
                .query((row, number) -> new Known(account(row, number), row.getString("password")))
                .optional();
        String expected = known.map(Known::password).orElse(nobody);
        boolean matches = encoder.matches(password, expected);
        Optional<Account> account = known.filter(one -> matches && one.password != null && one.account.enabled()).map(Known::account);
        account.ifPresent(one -> jdbc.sql("UPDATE account SET signed_in_at = :now WHERE id = :id")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", one.id())
                .update());
        return account;
    }

    /// Whether a user can have this name.
    public static boolean isName(String name) {
        return name.matches(NAMES);
    }

    /// The user whom an identity provider knows by this number, with the role that it gives now; locked or not.
    public Optional<Account> signOn(String issuer, String subject, Role role) {
        return jdbc.sql("""
                        UPDATE account
                        SET role = :role, signed_in_at = :now
                        WHERE issuer = :issuer AND subject = :subject
                        RETURNING %s""".formatted(COLUMNS))
                .param("role", role.name())
                .param("now", Timestamp.from(clock.instant()))
                .param("issuer", issuer)
                .param("subject", subject)
                .query(Users::account)
                .optional();
    }

    /// @return the new user, who has no password; nothing where the name is taken
    public Optional<Account> addBySignOn(String name, Role role, String issuer, String subject) {
        try {
            return Optional.of(jdbc.sql("""
                            INSERT INTO account (name, role, must_change_password, created_at, signed_in_at, issuer, subject)
                            VALUES (:name, :role, false, :now, :now, :issuer, :subject)
                            RETURNING %s""".formatted(COLUMNS))
                    .param("name", name)
                    .param("role", role.name())
                    .param("now", Timestamp.from(clock.instant()))
                    .param("issuer", issuer)
                    .param("subject", subject)
                    .query(Users::account)
                    .single());
        } catch (DuplicateKeyException _) {
            return Optional.empty();
        }
    }

    /// What an administrator decides of a user.
    ///
    /// @return the user as it is now; nothing where it was changed meanwhile
    Optional<Account> edit(Account as, long version) {
        return jdbc.sql("""
                        UPDATE account
                        SET role = :role, enabled = :enabled, version = version + 1
                        WHERE id = :id AND version = :version
                        RETURNING %s""".formatted(COLUMNS))
                .param("role", as.role().name())
                .param("enabled", as.enabled())
                .param("id", as.id())
                .param("version", version)
                .query(Users::account)
                .optional();
    }

    void resetPassword(long id, String password) {
        jdbc.sql("UPDATE account SET password = :password, must_change_password = true, version = version + 1 WHERE id = :id")
                .param("password", encoder.encode(password))
                .param("id", id)
                .update();
    }

    void remove(long id) {
        jdbc.sql("DELETE FROM account WHERE id = :id").param("id", id).update();
    }

    /// Whether others than this one may decide on users. Until the transaction ends nobody else changes that.
    boolean hasOtherAdministrator(long id) {
        return !jdbc.sql("SELECT id FROM account WHERE role = 'ADMIN' AND enabled ORDER BY id FOR UPDATE").query(Long.class).list().stream()
                .filter(admin -> admin != id)
                .toList()
                .isEmpty();
    }

    public void changePassword(long id, String password) {
        jdbc.sql("UPDATE account SET password = :password, must_change_password = false, version = version + 1 WHERE id = :id")
                .param("password", encoder.encode(password))
                .param("id", id)
                .update();
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        Timestamp signedIn = row.getTimestamp("signed_in_at");
        return new Account(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getBoolean("enabled"),
                row.getBoolean("must_change_password"),
                row.getTimestamp("created_at").toInstant(),
                signedIn == null ? null : signedIn.toInstant(),
                row.getLong("version"));
    }
}
