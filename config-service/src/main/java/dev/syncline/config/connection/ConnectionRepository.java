package dev.syncline.config.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.syncline.config.listing.Sorting;
import dev.syncline.config.secret.SealedSecret;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.project.Ownership;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class ConnectionRepository {

    private static final String COLUMNS =
            "id, version, name, kind, host, port, database, user_name, options, writable, created_at, changed_at, identity, managed_by, labels";
    private static final String BESIDE = """
            tested_at, tested_version, test_ok, test_message,
            (SELECT count(DISTINCT c.project_id) FROM project_connection c WHERE c.connection_id = connection.id) AS projects""";
    private static final TypeReference<Map<String, String>> OPTIONS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ConnectionRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(long id, long version, ConnectionDraft draft, SealedSecret secret, Instant now) {
        bind("""
                INSERT INTO connection (id, version, name, kind, host, port, database, user_name, options, writable,
                    managed_by, labels, secret_key, secret, created_at, changed_at)
                VALUES (:id, :version, :name, :kind, :host, :port, :database, :user, :options, :writable,
                    nullif(CAST(:managedBy AS text), ''), coalesce(CAST(:labels AS text), '{}'), :secretKey, :secret, :now, :now)
                """, id, version, draft, secret, now).update();
    }

    void update(long id, long version, ConnectionDraft draft, SealedSecret secret, Instant now) {
        bind("""
                UPDATE connection
                SET version = :version, name = :name, kind = :kind, host = :host, port = :port, database = :database,
                    user_name = :user, options = :options, writable = :writable,
                    managed_by = nullif(coalesce(CAST(:managedBy AS text), managed_by), ''), labels = coalesce(CAST(:labels AS text), labels),
                    secret_key = :secretKey, secret = :secret, changed_at = :now,
                    identity = CASE
                        WHEN kind = :kind AND host = :host AND port = :port AND options = :options
                            AND database IS NOT DISTINCT FROM CAST(:database AS text) THEN identity
                    END
                WHERE id = :id
                """, id, version, draft, secret, now).update();
    }

    void delete(long id) {
        jdbc.sql("DELETE FROM connection WHERE id = :id").param("id", id).update();
    }

    Optional<SavedConnection> find(long id) {
        return jdbc.sql("SELECT %s FROM connection WHERE id = :id".formatted(COLUMNS)).param("id", id).query(this::connection).optional();
    }

    /// A connection and its secret, both of one state.
    Optional<Stored> findWithSecret(long id) {
        return jdbc.sql("SELECT %s, secret_key, secret FROM connection WHERE id = :id".formatted(COLUMNS))
                .param("id", id)
                .query((row, number) -> new Stored(connection(row, number), sealed(row)))
                .optional();
    }

    /// As [#find], and nobody else changes it until the transaction ends.
    Optional<SavedConnection> findForUpdate(long id) {
        return jdbc.sql("SELECT %s FROM connection WHERE id = :id FOR UPDATE".formatted(COLUMNS))
                .param("id", id)
                .query(this::connection)
                .optional();
    }

    List<SavedConnection> findAll(Collection<Long> ids) {
        return jdbc.sql("SELECT %s FROM connection WHERE id IN (:ids)".formatted(COLUMNS))
                .param("ids", ids)
                .query(this::connection)
                .list();
    }

    /// Connections in an order, for people.
    ///
    /// @param search a part of a name, host, database or user; empty for all
    /// @param kind only of this kind; null for all
    /// @param writable only those that may be written to, or may not; null for all
    List<ListedConnection> page(Sorting sorting, String search, @Nullable String kind, @Nullable Boolean writable, int limit) {
        return sorting.bind(jdbc.sql("""
                SELECT %s, %s, %s
                FROM connection
                WHERE %s
                    AND (:search = '' OR strpos(lower(concat_ws(E'\n', name, host, database, user_name)), lower(:search)) > 0)
                    AND (CAST(:kind AS text) IS NULL OR kind = :kind)
                    AND (CAST(:writable AS boolean) IS NULL OR writable = :writable)
                ORDER BY %s
                LIMIT :limit
                """.formatted(COLUMNS, BESIDE, sorting.selected(), sorting.condition("id"), sorting.order("id"))))
                .param("search", search)
                .param("kind", kind)
                .param("writable", writable)
                .param("limit", limit)
                .query((row, number) -> listed(row, number, row.getString("sort_key")))
                .list();
    }

    Optional<ListedConnection> findListed(long id) {
        return jdbc.sql("SELECT %s, %s FROM connection WHERE id = :id".formatted(COLUMNS, BESIDE))
                .param("id", id)
                .query((row, number) -> listed(row, number, ""))
                .optional();
    }

    /// The projects that use a connection, in the order they were made.
    List<ConnectionUse> uses(long id, long afterProject, int limit) {
        return jdbc.sql("""
                SELECT p.id, p.name, bool_or(NOT c.target) AS as_source, bool_or(c.target) AS as_target
                FROM project_connection c
                JOIN project p ON p.id = c.project_id
                WHERE c.connection_id = :id AND p.id > :after
                GROUP BY p.id, p.name
                ORDER BY p.id
                LIMIT :limit
                """)
                .param("id", id)
                .param("after", afterProject)
                .param("limit", limit)
                .query((row, _) -> new ConnectionUse(row.getLong("id"), row.getString("name"), row.getBoolean("as_source"), row.getBoolean("as_target")))
                .list();
    }

    /// Remembers what came of a test.
    ///
    /// @param version the state of the connection that was tested
    void tested(long id, long version, boolean ok, String message, Instant now) {
        jdbc.sql("""
                UPDATE connection
                SET tested_at = :now, tested_version = :version, test_ok = :ok, test_message = :message
                WHERE id = :id
                """)
                .param("id", id)
                .param("version", version)
                .param("ok", ok)
                .param("message", message)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    boolean nameIsTaken(String name, long exceptId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM connection WHERE lower(name) = lower(:name) AND id <> :except)")
                .param("name", name)
                .param("except", exceptId)
                .query(Boolean.class)
                .single();
    }

    /// The names of some projects that use a connection, in alphabetical order.
    List<String> projectsUsing(long id, int limit) {
        return jdbc.sql("""
                SELECT DISTINCT p.name
                FROM project_connection c
                JOIN project p ON p.id = c.project_id
                WHERE c.connection_id = :id
                ORDER BY p.name
                LIMIT :limit
                """).param("id", id).param("limit", limit).query(String.class).list();
    }

    SealedSecret secret(long id) {
        return jdbc.sql("SELECT secret_key, secret FROM connection WHERE id = :id")
                .param("id", id)
                .query((row, _) -> sealed(row))
                .single();
    }

    /// Some connections per key that seals any secret.
    List<SecretOf> someSecretsPerKey() {
        return jdbc.sql("""
                SELECT id, secret_key, secret
                FROM (SELECT id, secret_key, secret, row_number() OVER (PARTITION BY secret_key ORDER BY id) AS place FROM connection) AS numbered
                WHERE place <= 20
                ORDER BY secret_key, id
                """).query((row, _) -> new SecretOf(row.getLong("id"), sealed(row))).list();
    }

    /// Some secrets that another key than this one seals; others leave their rows alone until the transaction ends.
    ///
    /// @param after only those of connections after this one
    List<SecretOf> secretsNotSealedWith(String keyId, long after, int limit) {
        return jdbc.sql("""
                SELECT id, secret_key, secret
                FROM connection
                WHERE secret_key <> :key AND id > :after
                ORDER BY id
                LIMIT :limit
                FOR UPDATE SKIP LOCKED
                """)
                .param("key", keyId)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new SecretOf(row.getLong("id"), sealed(row)))
                .list();
    }

    void replaceSecret(long id, SealedSecret secret) {
        jdbc.sql("UPDATE connection SET secret_key = :key, secret = :secret WHERE id = :id")
                .param("key", secret.keyId())
                .param("secret", secret.sealed())
                .param("id", id)
                .update();
    }

    /// Remembers what a server has said through this state of a connection; whoever has edited it since knows nothing of it.
    void learn(long id, long version, @Nullable String identity) {
        jdbc.sql("""
                UPDATE connection
                SET identity = :identity
                WHERE id = :id AND version = :version AND identity IS DISTINCT FROM CAST(:identity AS text)
                """)
                .param("id", id)
                .param("version", version)
                .param("identity", identity)
                .update();
    }

    private JdbcClient.StatementSpec bind(String sql, long id, long version, ConnectionDraft draft, SealedSecret secret, Instant now) {
        return jdbc.sql(sql)
                .param("id", id)
                .param("version", version)
                .param("name", draft.name())
                .param("kind", draft.kind().id())
                .param("host", draft.host())
                .param("port", draft.port())
                .param("database", draft.database())
                .param("user", draft.user())
                .param("options", json.writeValueAsString(draft.options()))
                .param("writable", draft.writable())
                .param("managedBy", draft.managedBy())
                .param("labels", draft.labels() == null ? null : json.writeValueAsString(draft.labels()))
                .param("secretKey", secret.keyId())
                .param("secret", secret.sealed())
                .param("now", now.atOffset(ZoneOffset.UTC));
    }

    private SavedConnection connection(ResultSet row, int rowNumber) throws SQLException {
        return connection(row, json.readValue(row.getString("options"), OPTIONS));
    }

    // For people: one whose options cannot be read spoils no list. Whoever is to connect needs them, such as for encryption, and is refused.
    private SavedConnection shown(ResultSet row, int rowNumber) throws SQLException {
        try {
            return connection(row, rowNumber);
        } catch (JacksonException | IllegalArgumentException _) {
            return connection(row, Map.of());
        }
    }

    private ListedConnection listed(ResultSet row, int rowNumber, String sortKey) throws SQLException {
        SavedConnection saved = shown(row, rowNumber);
        OffsetDateTime tested = row.getObject("tested_at", OffsetDateTime.class);
        LastTest lastTest = tested == null
                ? null
                : new LastTest(tested.toInstant(), row.getBoolean("test_ok"), row.getString("test_message"), row.getLong("tested_version") == saved.version());
        return new ListedConnection(saved, lastTest, row.getInt("projects"), sortKey);
    }

    private SavedConnection connection(ResultSet row, Map<String, String> options) throws SQLException {
        return new SavedConnection(
                row.getLong("id"),
                row.getLong("version"),
                row.getString("name"),
                new DatabaseKind(row.getString("kind")),
                row.getString("host"),
                row.getInt("port"),
                row.getString("database"),
                row.getString("user_name"),
                options,
                row.getBoolean("writable"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("identity"),
                new Ownership(row.getString("managed_by"), json.readValue(row.getString("labels"), OPTIONS)));
    }

    private static SealedSecret sealed(ResultSet row) throws SQLException {
        return new SealedSecret(row.getString("secret_key"), row.getBytes("secret"));
    }

    record Stored(SavedConnection connection, SealedSecret secret) {}

    record SecretOf(long id, SealedSecret secret) {}
}
