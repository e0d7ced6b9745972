package dev.syncline.allinone;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.ClickHouseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import dev.syncline.testsupport.streamload.StreamLoadServer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static dev.syncline.allinone.PolicyMatrixIT.Policy.*;

/// What becomes of a target table when the source has changed between two runs, under every policy: the table below is the documentation's.
/// Each source is copied to a MySQL, a PostgreSQL and a ClickHouse at once, so that all six pairs are seen.
///
/// A table has the rows (1, a, 1.50, 10, 0) and (2, b, 2.50, 20, 0) when it is first copied. Every change also sets `mark` of the first
/// row to 1, without touching its incremental key `seq`: a mark that has arrived says that the table was extracted in full.
class PolicyMatrixIT {

    enum Policy {
        FULL_CREATE,
        FULL_RETAIN,
        APPEND_OR_FULL,
        APPEND_AND_IGNORE,
        BY_KEY_OR_FULL,
        BY_KEY_AND_IGNORE;

        /// The tables of one project share the connection level: delete-and-create with full extraction, or retain with ignore.
        boolean retains() {
            return this == FULL_RETAIN || this == APPEND_AND_IGNORE || this == BY_KEY_AND_IGNORE;
        }
    }

    /// What a table holds afterwards, and how it ended.
    ///
    /// @param rows the columns, then the rows in the order of `seq`
    private record Outcome(String state, String rows) {}

    private static final String COLUMNS = "id name amount seq mark: ";
    private static final String OLD = COLUMNS + "1 a 1.50 10 0, 2 b 2.50 20 0";

    private static Outcome loaded(String rows) {
        return new Outcome("LOADED", rows);
    }

    /// A change of the source's table `%s`.
    ///
    /// @param mySql differs from `postgreSql` where the two have other words for it
    private record Change(String name, String mySql, String postgreSql, Map<Policy, Outcome> outcomes) {

        static Change of(String name, String sql, Map<Policy, Outcome> outcomes) {
            return new Change(name, sql, sql, outcomes);
        }
    }

    private static Map<Policy, Outcome> outcomes(Outcome full, Outcome append, Outcome byKey) {
        return outcomes(full, full, append, append, byKey, byKey);
    }

    private static Map<Policy, Outcome> outcomes(
            Outcome fullCreate, Outcome fullRetain, Outcome appendOrFull, Outcome appendAndIgnore, Outcome byKeyOrFull, Outcome byKeyAndIgnore) {
        return Map.of(
                FULL_CREATE, fullCreate, FULL_RETAIN, fullRetain, APPEND_OR_FULL, appendOrFull, APPEND_AND_IGNORE, appendAndIgnore,
                BY_KEY_OR_FULL, byKeyOrFull, BY_KEY_AND_IGNORE, byKeyAndIgnore);
    }

    private static final Outcome GONE = new Outcome("SKIPPED", OLD);
    private static final Outcome REFUSED = new Outcome("FAILED", OLD);
    private static final String LONG = "x".repeat(30);

    private static final List<Change> CHANGES = List.of(
            Change.of("inserted", "INSERT INTO %s VALUES (3, 'c', 3.50, 30, 0)", outcomes(
                    loaded(COLUMNS + "1 a 1.50 10 1, 2 b 2.50 20 0, 3 c 3.50 30 0"),
                    loaded(OLD + ", 3 c 3.50 30 0"),
                    loaded(OLD + ", 3 c 3.50 30 0"))),
            Change.of("updated", "UPDATE %s SET name = 'B', seq = 40 WHERE id = 2", outcomes(
                    loaded(COLUMNS + "1 a 1.50 10 1, 2 B 2.50 40 0"),
                    loaded(OLD + ", 2 B 2.50 40 0"),
                    loaded(COLUMNS + "1 a 1.50 10 0, 2 B 2.50 40 0"))),
            Change.of("late", "INSERT INTO %s VALUES (3, 'c', 3.50, 15, 0)", outcomes(
                    loaded(COLUMNS + "1 a 1.50 10 1, 3 c 3.50 15 0, 2 b 2.50 20 0"), loaded(OLD), loaded(OLD))),
            Change.of("deleted", "DELETE FROM %s WHERE id = 2", outcomes(loaded(COLUMNS + "1 a 1.50 10 1"), loaded(OLD), loaded(OLD))),
            Change.of("added", "ALTER TABLE %1$s ADD COLUMN extra int; UPDATE %1$s SET extra = 5; INSERT INTO %1$s VALUES (3, 'c', 3.50, 30, 0, 7)", outcomes(
                    loaded("id name amount seq mark extra: 1 a 1.50 10 1 5, 2 b 2.50 20 0 5, 3 c 3.50 30 0 7"),
                    loaded("id name amount seq mark extra: 1 a 1.50 10 1 5, 2 b 2.50 20 0 5, 3 c 3.50 30 0 7"),
                    loaded("id name amount seq mark extra: 1 a 1.50 10 1 5, 2 b 2.50 20 0 5, 3 c 3.50 30 0 7"),
                    loaded("id name amount seq mark extra: 1 a 1.50 10 0 -, 2 b 2.50 20 0 -, 3 c 3.50 30 0 7"),
                    loaded("id name amount seq mark extra: 1 a 1.50 10 1 5, 2 b 2.50 20 0 5, 3 c 3.50 30 0 7"),
                    loaded("id name amount seq mark extra: 1 a 1.50 10 0 -, 2 b 2.50 20 0 -, 3 c 3.50 30 0 7"))),
            Change.of("dropped", "ALTER TABLE %1$s DROP COLUMN name; INSERT INTO %1$s VALUES (3, 3.50, 30, 0)", outcomes(
                    loaded("id amount seq mark: 1 1.50 10 1, 2 2.50 20 0, 3 3.50 30 0"),
                    loaded(COLUMNS + "1 - 1.50 10 1, 2 - 2.50 20 0, 3 - 3.50 30 0"),
                    loaded("id amount seq mark: 1 1.50 10 1, 2 2.50 20 0, 3 3.50 30 0"),
                    loaded(OLD + ", 3 - 3.50 30 0"),
                    loaded("id amount seq mark: 1 1.50 10 1, 2 2.50 20 0, 3 3.50 30 0"),
                    loaded(OLD + ", 3 - 3.50 30 0"))),
            new Change(
                    "widened",
                    "ALTER TABLE %1$s MODIFY name varchar(40); INSERT INTO %1$s VALUES (3, '" + LONG + "', 3.50, 30, 0)",
                    "ALTER TABLE %1$s ALTER COLUMN name TYPE varchar(40); INSERT INTO %1$s VALUES (3, '" + LONG + "', 3.50, 30, 0)",
                    outcomes(
                            loaded(COLUMNS + "1 a 1.50 10 1, 2 b 2.50 20 0, 3 " + LONG + " 3.50 30 0"),
                            loaded(COLUMNS + "1 a 1.50 10 1, 2 b 2.50 20 0, 3 " + LONG + " 3.50 30 0"),
                            loaded(COLUMNS + "1 a 1.50 10 1, 2 b 2.50 20 0, 3 " + LONG + " 3.50 30 0"),
                            loaded(OLD + ", 3 " + LONG + " 3.50 30 0"),
                            loaded(COLUMNS + "1 a 1.50 10 1, 2 b 2.50 20 0, 3 " + LONG + " 3.50 30 0"),
                            loaded(OLD + ", 3 " + LONG + " 3.50 30 0"))),
            Change.of("retyped", "ALTER TABLE %1$s DROP COLUMN amount; ALTER TABLE %1$s ADD COLUMN amount date; INSERT INTO %1$s VALUES (3, 'c', 30, 0, '2026-01-02')", outcomes(
                    loaded("id name seq mark amount: 1 a 10 1 -, 2 b 20 0 -, 3 c 30 0 2026-01-02"),
                    REFUSED,
                    loaded("id name seq mark amount: 1 a 10 1 -, 2 b 20 0 -, 3 c 30 0 2026-01-02"),
                    REFUSED,
                    loaded("id name seq mark amount: 1 a 10 1 -, 2 b 20 0 -, 3 c 30 0 2026-01-02"),
                    REFUSED)),
            new Change(
                    "tightened",
                    "ALTER TABLE %s MODIFY name varchar(20) NOT NULL",
                    "ALTER TABLE %s ALTER COLUMN name SET NOT NULL",
                    outcomes(
                            loaded(COLUMNS + "1 a 1.50 10 1, 2 b 2.50 20 0"),
                            loaded(COLUMNS + "1 a 1.50 10 1, 2 b 2.50 20 0"),
                            loaded(COLUMNS + "1 a 1.50 10 1, 2 b 2.50 20 0"),
                            loaded(OLD),
                            loaded(COLUMNS + "1 a 1.50 10 1, 2 b 2.50 20 0"),
                            loaded(OLD))),
            Change.of("unchanged", "UPDATE %s SET mark = mark", outcomes(loaded(COLUMNS + "1 a 1.50 10 1, 2 b 2.50 20 0"), loaded(OLD), loaded(OLD))),
            Change.of("removed", "DROP TABLE %s", outcomes(GONE, GONE, GONE)),
            Change.of("renamed", "ALTER TABLE %1$s RENAME TO %1$s_now", outcomes(GONE, GONE, GONE)));

    private final Installed installed = Installed.shared();
    private FreshDatabase source;
    private List<FreshDatabase> targets = List.of();

    @AfterEach
    void drop() {
        source.close();
        targets.forEach(FreshDatabase::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql"})
    @Proves({"S11", "S12", "S20", "S21", "S22", "S23", "S24", "S25", "S26", "S27", "S28", "S29", "S33", "S34", "S35", "S36", "S37", "S40", "S43", "A2", "A4", "A11", "A12", "A13", "A14", "A22"})
    void everyChangeHasItsDocumentedOutcomeUnderEveryPolicy(String kind) throws SQLException {
        source = (kind.equals("mysql") ? SharedServers.mySql() : SharedServers.postgreSql()).freshDatabase("source");
        FreshDatabase mySql = SharedServers.mySql().freshDatabase("target");
        SharedServers.clickHouse().createDatabase(mySql.name());
        targets = List.of(mySql, SharedServers.postgreSql().freshDatabase("target"), new FreshDatabase(SharedServers.clickHouse(), mySql.name()));

        expectDocumentedOutcomes();
    }

    /// Each by itself, since the emulators of both keep their rows in one MySQL.
    @ParameterizedTest
    @ValueSource(strings = {"mysql to doris", "postgresql to starrocks"})
    @Proves({"S11", "S20", "S21", "S22", "S23", "S24", "S25", "S26", "S27", "S28", "S29", "S36", "S37", "S40", "S43", "A4", "A11", "A12", "A22"})
    void theOutcomesAreTheSameInDorisAndStarRocks(String way) throws SQLException {
        source = (way.startsWith("mysql") ? SharedServers.mySql() : SharedServers.postgreSql()).freshDatabase("source");
        targets = List.of((way.endsWith("doris") ? SharedServers.doris() : SharedServers.starRocks()).freshDatabase("target"));

        expectDocumentedOutcomes();
    }

    private void expectDocumentedOutcomes() throws SQLException {
        CHANGES.forEach(change -> List.of(Policy.values()).forEach(policy -> make(table(change, policy))));
        long creating = project(false);
        long retaining = project(true);
        SoftAssertions soft = new SoftAssertions();
        List.of(creating, retaining).forEach(project -> {
            JsonNode first = installed.execute(project);
            soft.assertThat(first.get("state").asString()).as("the first run: %s", first).isEqualTo("SUCCEEDED");
        });

        for (Change change : CHANGES) {
            for (Policy policy : Policy.values()) {
                change(change, table(change, policy));
            }
        }
        make("appeared");
        String created = installed.finished(installed.start(creating)).get("id").asString();
        String retained = installed.finished(installed.start(retaining)).get("id").asString();

        expectOutcomes(soft, states(created), states(retained));
        for (FreshDatabase target : targets) {
            soft.assertThat(content(target, "appeared")).as("a new table is copied by the project that does not ignore it").isEqualTo(OLD);
            soft.assertThat(content(target, "renamed_full_create_now")).as("a renamed table is a new one").startsWith(COLUMNS);
        }
        soft.assertThat(installed.tables(retained).toString()).as("new tables are ignored").doesNotContain("appeared").doesNotContain("_now");
        soft.assertAll();
    }

    private void expectOutcomes(SoftAssertions soft, Map<String, JsonNode> created, Map<String, JsonNode> retained) throws SQLException {
        for (Change change : CHANGES) {
            for (Policy policy : Policy.values()) {
                String table = table(change, policy);
                JsonNode seen = (policy.retains() ? retained : created).get(table);
                soft.assertThat(seen == null ? "missing" : seen.get("state").asString()).as("%s: %s", table, seen).isEqualTo(change.outcomes().get(policy).state());
                for (FreshDatabase target : targets) {
                    soft.assertThat(content(target, table)).as("%s in %s: %s", table, target.server().getClass().getSimpleName(), seen)
                            .isEqualTo(expected(change, policy, target).rows());
                }
            }
        }
    }

    /// A text has no length in ClickHouse, so that a longer one is no change of the field.
    private static Outcome expected(Change change, Policy policy, FreshDatabase target) {
        boolean sameField = change.name().equals("widened") && target.server() instanceof ClickHouseServer;
        return change.outcomes().get(!sameField ? policy : switch (policy) {
            case APPEND_OR_FULL -> APPEND_AND_IGNORE;
            case BY_KEY_OR_FULL -> BY_KEY_AND_IGNORE;
            case FULL_CREATE, FULL_RETAIN, APPEND_AND_IGNORE, BY_KEY_AND_IGNORE -> policy;
        });
    }

    private static String table(Change change, Policy policy) {
        return change.name() + "_" + policy.name().toLowerCase(java.util.Locale.ROOT);
    }

    private void make(String table) {
        source.execute("CREATE TABLE %s (id int PRIMARY KEY, name varchar(20), amount decimal(10,2), seq int, mark int)".formatted(table));
        source.execute("INSERT INTO %s VALUES (1, 'a', 1.50, 10, 0), (2, 'b', 2.50, 20, 0)".formatted(table));
    }

    private void change(Change change, String table) {
        source.execute("UPDATE %s SET mark = 1 WHERE id = 1".formatted(table));
        for (String statement : (isMySql(source) ? change.mySql() : change.postgreSql()).split("; ")) {
            source.execute(statement.formatted(table));
        }
    }

    private long project(boolean retaining) {
        List<String> tables = new ArrayList<>();
        List<Map<String, Object>> policies = new ArrayList<>();
        for (Change change : CHANGES) {
            for (Policy policy : Policy.values()) {
                if (policy.retains() == retaining) {
                    tables.add(table(change, policy));
                    policies.add(policy(table(change, policy), policy));
                }
            }
        }
        Map<String, Object> configuration = new HashMap<>(installed.configuration(
                installed.connection(source.server(), source.name(), false),
                targets.stream().map(target -> installed.connection(target.server(), target.name(), true)).toList(),
                schema(),
                tables,
                targets.getFirst().name()));
        configuration.put("policy", retaining
                ? Map.of("fullMode", "retain-and-clear", "fieldChanges", "ignore", "ignoreNewTables", true)
                : Map.of());
        if (!retaining) {
            // The other project's tables were known when this one was saved.
            configuration.put("schemas", List.of(Map.of("schema", schema(), "newTables", "inherit")));
        }
        configuration.put("tablePolicies", policies);
        return installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects"), configuration).ok().get("id").asLong();
    }

    private Map<String, Object> policy(String table, Policy policy) {
        Map<String, Object> name = Map.of("schema", schema(), "table", table);
        Map<String, Object> incremental = Map.of("mode", "incremental", "key", List.of("seq"));
        return switch (policy) {
            case FULL_CREATE, FULL_RETAIN -> Map.of("table", name, "extraction", Map.of("mode", "full"));
            case APPEND_OR_FULL, APPEND_AND_IGNORE -> Map.of("table", name, "extraction", incremental, "keyFields", List.of());
            case BY_KEY_OR_FULL, BY_KEY_AND_IGNORE -> Map.of("table", name, "extraction", incremental, "keyFields", List.of("id"));
        };
    }

    private String schema() {
        return isMySql(source) ? source.name() : "public";
    }

    private static boolean isMySql(FreshDatabase database) {
        return database.server() instanceof MySqlServer;
    }

    private Map<String, JsonNode> states(String run) {
        Map<String, JsonNode> states = new HashMap<>();
        installed.tables(run).forEach(table -> states.put(table.get("source").get("table").asString(), table));
        return states;
    }

    /// The columns of a target table in their order, and its rows.
    private String content(FreshDatabase target, String table) throws SQLException {
        Engine engine = target.server() instanceof StreamLoadServer ? Engine.MYSQL : Engine.of(target.server());
        String name = engine.quote(targets.getFirst().name()) + '.' + engine.quote(table);
        // Rows of one key meet when they are merged, or when they are read as final.
        String asReadersDo = engine == Engine.CLICKHOUSE ? " SETTINGS final = 1" : "";
        try (Connection session = target.connect(); Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM %s ORDER BY seq, id%s".formatted(name, asReadersDo))) {
            int columns = rows.getMetaData().getColumnCount();
            StringJoiner header = new StringJoiner(" ", "", ": ");
            for (int i = 1; i <= columns; i++) {
                header.add(rows.getMetaData().getColumnName(i));
            }
            StringJoiner all = new StringJoiner(", ", header.toString(), "");
            while (rows.next()) {
                StringJoiner row = new StringJoiner(" ");
                for (int i = 1; i <= columns; i++) {
                    String value = rows.getString(i);
                    row.add(value == null ? "-" : value);
                }
                all.add(row.toString());
            }
            return all.toString();
        } catch (SQLException e) {
            return "no table: " + e.getMessage();
        }
    }
}
