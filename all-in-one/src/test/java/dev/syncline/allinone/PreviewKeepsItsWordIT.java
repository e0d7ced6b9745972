package dev.syncline.allinone;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.syncline.allinone.RandomTables.Table;
import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Service;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What a preview calls runnable runs, the first time and again with a new row, and what it refuses fails, for random tables under random policies and
/// settings of the target's server. `-Dsyncline.schemas=500` tries as many tables per pair of engines; `-Dsyncline.seed=7` others.
class PreviewKeepsItsWordIT {

    private static final int TABLES = Integer.getInteger("syncline.schemas", 60);
    private static final long SEED = Long.getLong("syncline.seed", 1);
    private static final int BATCH = Math.min(TABLES, 50);
    /// Settings of a target, as the administrators of others have them; each batch is made under one.
    private static final Map<Engine, List<Map<String, String>>> SETTINGS = Map.of(
            Engine.MYSQL, List.of(Map.of(), Map.of("sql_require_primary_key", "ON"), Map.of("sql_generate_invisible_primary_key", "ON"),
                    Map.of("innodb_strict_mode", "OFF"), Map.of("sql_mode", "'ANSI'"), Map.of("innodb_default_row_format", "'COMPACT'")),
            Engine.POSTGRESQL, List.of(Map.of(), Map.of("default_transaction_isolation", "'serializable'"), Map.of("bytea_output", "'escape'")),
            Engine.CLICKHOUSE, List.of(Map.of()));

    private final SoftAssertions soft = new SoftAssertions();

    static Stream<Arguments> pairs() {
        return Stream.of(Engine.MYSQL, Engine.POSTGRESQL).flatMap(from -> Stream.of(Engine.values()).map(to -> Arguments.of(from, to)));
    }

    private static DatabaseServer server(Engine engine) {
        return switch (engine) {
            case MYSQL -> SharedServers.mySql();
            case POSTGRESQL -> SharedServers.postgreSql();
            case CLICKHOUSE -> SharedServers.clickHouse();
        };
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatAPreviewCallsRunnableRuns(Engine from, Engine to) throws SQLException {
        RandomTables random = new RandomTables(from, SEED);
        int settings = 0;
        for (int done = 0; done < TABLES; done += BATCH) {
            Map<String, String> set = SETTINGS.get(to).get(settings++ % SETTINGS.get(to).size());
            try (FreshDatabase source = server(from).freshDatabase("source"); FreshDatabase target = server(to).freshDatabase("target");
                    Setting _ = Setting.of(target, to, set)) {
                batch(random, from, source, target, "seed %d, %s → %s, batch %d, %s".formatted(SEED, from, to, done / BATCH, set));
            }
        }
        soft.assertAll();
    }

    private void batch(RandomTables random, Engine from, FreshDatabase source, FreshDatabase target, String where) throws SQLException {
        Map<String, Table> tables = new LinkedHashMap<>();
        List<Map<String, Object>> policies = new ArrayList<>();
        String schema = from == Engine.MYSQL ? source.name() : "public";
        if (from == Engine.POSTGRESQL) {
            source.execute("CREATE TYPE mood AS ENUM ('sad', 'ok')");
            source.execute("CREATE DOMAIN short_text AS varchar(20)");
            source.execute("CREATE TYPE pair AS (a int, b text)");
        }
        try (Connection session = source.connect()) {
            while (tables.size() < BATCH) {
                Table table = random.next("t" + tables.size());
                if (made(session, table)) {
                    tables.put(table.name(), table);
                    policy(random, schema, table).ifPresent(policies::add);
                }
            }
            boolean retain = random.chance(2);
            Map<String, Object> body = new HashMap<>(installed().configuration(
                    installed().connection(source.server(), source.name(), false),
                    List.of(installed().connection(target.server(), target.name(), true)),
                    schema, List.copyOf(tables.keySet()), "Ziel " + UUID.randomUUID().toString().substring(0, 6)));
            body.put("policy", retain ? Map.of("fullMode", "retain-and-clear", "fieldChanges", "ignore") : Map.of());
            body.put("tablePolicies", policies);
            Map<String, String> refused = judge(body, tables, session, where + (retain ? ", retained" : ""));
            expectTheServerToRefuse(refused, body, schema, from, session, target, where);
        }
    }

    /// What is said to be beyond the server's limits is beyond them: it does not make the table, out of the same columns and with the same key.
    private void expectTheServerToRefuse(
            Map<String, String> refused, Map<String, Object> body, String schema, Engine from, Connection source, FreshDatabase target, String where) throws SQLException {
        try (Connection session = target.connect()) {
            for (Map.Entry<String, String> one : refused.entrySet()) {
                if (!one.getValue().contains(" cannot have table ") || one.getValue().contains(" of a page in each row")) {
                    continue;
                }
                Dialect maker = Dialects.of(new DatabaseKind(one.getValue().contains("MySQL cannot have table") ? "mysql" : "postgresql"));
                TableShape shape = Objects.requireNonNull(Dialects.of(new DatabaseKind(from.name().toLowerCase(Locale.ROOT))).source()
                        .discover(source, List.of(new TableName(schema, one.getKey()))).getFirst().shape());
                String sql = maker.kind().id().equals("mysql")
                        ? "CREATE TABLE tried (%s) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin"
                        : "CREATE TABLE tried (%s)";
                String definitions = shape.columns().stream()
                        .map(column -> "%s %s%s".formatted(maker.quote(column.name()), maker.target().columnType(shape, column), column.nullable() ? "" : " NOT NULL"))
                        .collect(Collectors.joining(", "));
                List<String> key = key(body, one.getKey(), shape);
                String primaryKey = key.isEmpty() ? "" : key.stream().map(maker::quote).collect(Collectors.joining(", ", ", PRIMARY KEY (", ")"));
                if (maker.kind().id().equals("mysql")) {
                    execute(session, "SET SESSION innodb_strict_mode = ON, sql_mode = 'STRICT_ALL_TABLES'");
                }
                soft.assertThatThrownBy(() -> execute(session, sql.formatted(definitions + primaryKey)))
                        .as("%s: refused with %s, but the server makes it: %s", where, one.getValue(), sql.formatted(definitions + primaryKey))
                        .isInstanceOf(SQLException.class);
                execute(session, "DROP TABLE IF EXISTS tried");
            }
        }
    }

    /// The key fields of its policy, or the source's own key.
    private static List<String> key(Map<String, Object> body, String table, TableShape shape) {
        for (Object policy : (List<?>) body.get("tablePolicies")) {
            Map<?, ?> one = (Map<?, ?>) policy;
            if (table.equals(((Map<?, ?>) one.get("table")).get("table"))) {
                return ((List<?>) one.get("keyFields")).stream().map(String::valueOf).toList();
            }
        }
        return shape.primaryKey();
    }

    /// @return what the preview says against tables
    private Map<String, String> judge(Map<String, Object> body, Map<String, Table> tables, Connection source, String where) throws SQLException {
        Map<String, String> refused = refusals(body);
        Map<String, Object> runnable = only(body, table -> !refused.containsKey(table));
        Api.Answer saved = installed().api.post(installed().url(Service.CONFIG, "/api/v1/projects"), runnable);
        soft.assertThat(saved.status()).as("%s: saved %s", where, saved.body()).isEqualTo(201);
        if (saved.status() == 201) {
            long project = saved.ok().get("id").asLong();
            run(project, where + ", first run", tables);
            for (Table table : tables.values()) {
                if (!refused.containsKey(table.name())) {
                    execute(source, table.insert());
                }
            }
            run(project, where + ", second run", tables);
        }
        expectFailures(body, refused, tables, where);
        return refused;
    }

    /// Of those that can be saved.
    private void expectFailures(Map<String, Object> body, Map<String, String> refused, Map<String, Table> tables, String where) {
        Set<String> unsaved = new HashSet<>();
        for (String table : refused.keySet()) {
            if (installed().api.post(installed().url(Service.CONFIG, "/api/v1/projects"), only(body, table::equals)).status() >= 400) {
                unsaved.add(table);
            }
        }
        if (unsaved.containsAll(refused.keySet())) {
            return;
        }
        Map<String, Object> rest = only(body, table -> refused.containsKey(table) && !unsaved.contains(table));
        JsonNode run = installed().execute(installed().api.post(installed().url(Service.CONFIG, "/api/v1/projects"), rest).ok().get("id").asLong());
        for (JsonNode table : installed().tables(run.get("id").asString())) {
            String name = table.at("/source/table").asString();
            soft.assertThat(table.get("state").asString())
                    .as("%s: refused with %s, but runs: %s, key %s", where, refused.get(name), tables.get(name).create().getFirst(), tables.get(name).key())
                    .isEqualTo("FAILED");
        }
    }

    /// What a preview says against tables.
    private Map<String, String> refusals(Map<String, Object> body) {
        Map<String, String> refused = new TreeMap<>();
        Api.Answer answer = installed().api.post(installed().url(Service.CONFIG, "/api/v1/projects/preview?limit=200"), body);
        if (answer.status() >= 400) {
            // What could not be saved: table by table, as a person would find out.
            for (Map<?, ?> table : tablesOf(body)) {
                String name = String.valueOf(table.get("table"));
                Api.Answer alone = installed().api.post(installed().url(Service.CONFIG, "/api/v1/projects/preview"), only(body, name::equals));
                if (alone.status() >= 400) {
                    soft.assertThat(alone.status()).as("%s", alone.body()).isLessThan(500);
                    refused.put(name, alone.body().toString());
                }
            }
            Map<String, Object> rest = only(body, table -> !refused.containsKey(table));
            answer = installed().api.post(installed().url(Service.CONFIG, "/api/v1/projects/preview?limit=200"), rest);
        }
        JsonNode preview = answer.ok();
        preview.get("tables").forEach(table -> {
            List<String> problems = new ArrayList<>();
            table.get("problems").forEach(problem -> problems.add(problem.asString()));
            table.get("loads").forEach(load -> load.get("problems").forEach(problem -> problems.add(problem.asString())));
            if (!problems.isEmpty()) {
                refused.put(table.at("/source/table").asString(), String.join("; ", problems));
            }
        });
        return refused;
    }

    private void run(long project, String where, Map<String, Table> tables) {
        JsonNode run = installed().execute(project);
        for (JsonNode table : installed().tables(run.get("id").asString())) {
            if (!table.get("state").asString().equals("LOADED")) {
                Table made = tables.get(table.at("/source/table").asString());
                soft.fail("%s: %s%n  %s%n  key %s", where, failures(table), made.create().getFirst(), made.key());
            }
        }
    }

    private static String failures(JsonNode table) {
        List<String> failures = new ArrayList<>();
        table.findValues("failure").forEach(failure -> failures.add(failure.toString()));
        return table.get("state").asString() + " " + failures;
    }

    private static Optional<Map<String, Object>> policy(RandomTables random, String schema, Table table) {
        if (!random.chance(2)) {
            return Optional.empty();
        }
        Map<String, Object> policy = new HashMap<>(Map.of("table", Map.of("schema", schema, "table", table.name())));
        policy.put("keyFields", table.key().isEmpty() || random.chance(3) ? random.some(table.columns(), 4) : table.key());
        if (random.chance(2)) {
            policy.put("extraction", Map.of("mode", "incremental", "key", random.some(table.columns(), 2), "confirmedTextKey", true));
        }
        return Optional.of(policy);
    }

    private static List<Map<?, ?>> tablesOf(Map<String, Object> body) {
        List<Map<?, ?>> tables = new ArrayList<>();
        ((List<?>) body.get("tables")).forEach(table -> tables.add((Map<?, ?>) table));
        return tables;
    }

    private static Map<String, Object> only(Map<String, Object> body, Predicate<String> wanted) {
        Map<String, Object> fewer = new HashMap<>(body);
        fewer.put("name", "project " + UUID.randomUUID());
        fewer.put("tables", tablesOf(body).stream().filter(table -> wanted.test(String.valueOf(table.get("table")))).toList());
        fewer.put("tablePolicies", ((List<?>) body.get("tablePolicies")).stream()
                .filter(policy -> wanted.test(String.valueOf(((Map<?, ?>) ((Map<?, ?>) policy).get("table")).get("table")))).toList());
        return fewer;
    }

    /// Whether the source takes a table; what it does not is no table that anybody has.
    private static boolean made(Connection session, Table table) throws SQLException {
        try {
            for (String statement : table.create()) {
                execute(session, statement);
            }
            return true;
        } catch (SQLException _) {
            execute(session, "DROP TABLE IF EXISTS " + table.name());
            return false;
        }
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private static Installed installed() {
        return Installed.shared();
    }

    /// Settings of a target's server while a batch is made; sessions of before are of no account, as each batch has a connection of its own.
    private record Setting(FreshDatabase target, Engine engine, Map<String, String> set) implements AutoCloseable {

        static Setting of(FreshDatabase target, Engine engine, Map<String, String> set) {
            Setting setting = new Setting(target, engine, set);
            set.forEach((name, value) -> setting.execute(engine == Engine.MYSQL
                    ? "SET GLOBAL %s = %s".formatted(name, value)
                    : "ALTER DATABASE \"%s\" SET %s = %s".formatted(target.name(), name, value)));
            return setting;
        }

        private void execute(String sql) {
            target.execute(sql);
        }

        @Override
        public void close() {
            if (engine == Engine.MYSQL) {
                set.keySet().forEach(name -> execute("SET GLOBAL %s = DEFAULT".formatted(name)));
            }
        }
    }
}
