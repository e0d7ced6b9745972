package dev.syncline.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.compare.TableComparison;
import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Whole schemas by pattern, by REST, on real servers.
class SelectionIT {

    private static final Path PAGE = Path.of("../docs/reference/policies.md");
    private static final String HEAD = "| `tables` | `selection` | `ignoreNewTables` | `newTables` of the schema | Copied |";

    private final Installed installed = Installed.shared();
    private FreshDatabase source;
    private FreshDatabase target;
    private FreshDatabase mySqlSource;
    private FreshDatabase mySqlTarget;

    @BeforeEach
    void databases() {
        source = SharedServers.postgreSql().freshDatabase("source");
        target = SharedServers.postgreSql().freshDatabase("target");
        mySqlSource = SharedServers.mySql().freshDatabase("source");
        mySqlTarget = SharedServers.mySql().freshDatabase("target");
    }

    @AfterEach
    void drop() {
        List.of(source, target, mySqlSource, mySqlTarget).forEach(FreshDatabase::close);
    }

    @Test
    void aSchemaAndAPolicyAreOneLineEach() throws SQLException {
        mySqlSource.execute("CREATE TABLE film (id int PRIMARY KEY, title varchar(40), last_update datetime(6) NOT NULL, KEY (last_update))");
        mySqlSource.execute("INSERT INTO film VALUES (1, 'Dinosaur', '2026-01-01 00:00:00'), (2, 'Goldfinger', '2026-01-02 00:00:00')");
        mySqlSource.execute("CREATE TABLE stock (film int, shelf int, PRIMARY KEY (film, shelf))");
        mySqlSource.execute("INSERT INTO stock VALUES (1, 1), (1, 2), (2, 3)");
        mySqlSource.execute("CREATE TABLE tmp_load (id int)");
        mySqlSource.execute("CREATE VIEW titles AS SELECT title FROM film");
        Map<String, Object> project = configuration(mySqlSource, List.of(target, mySqlTarget), mySqlTarget.name());
        project.put("selection", List.of(Map.of("schema", mySqlSource.name()), Map.of("pattern", "!%s.tmp_*".formatted(mySqlSource.name()))));
        project.put("patternPolicies", List.of(Map.of("pattern", "*.*", "extraction", Map.of("mode", "incremental", "key", List.of("last_update")))));
        JsonNode saved = save(project).ok();
        long id = saved.get("id").asLong();

        assertThat(saved.get("tables").isEmpty()).isTrue();
        assertThat(installed.api.get(installed.url(Service.CONFIG, "/api/v1/projects/%d/tables".formatted(id))).ok().get("items").valueStream()
                        .map(table -> "%s %s %s".formatted(table.at("/source/table").asString(), table.get("extraction").asString(), table.get("pattern").asString().replace(mySqlSource.name(), "shop"))))
                .containsExactly("film incremental shop.*", "stock full shop.*");
        succeeds(id);
        mySqlSource.execute("INSERT INTO film VALUES (3, 'Jaws', '2026-01-03 00:00:00')");
        mySqlSource.execute("UPDATE film SET title = 'Goldfinger!', last_update = '2026-01-04 00:00:00' WHERE id = 2");
        mySqlSource.execute("DELETE FROM stock WHERE shelf = 2");
        mySqlSource.execute("CREATE TABLE actor (id int PRIMARY KEY, name varchar(40), last_update datetime(6) NOT NULL)");
        mySqlSource.execute("INSERT INTO actor VALUES (1, 'Connery', '2026-01-01 00:00:00')");
        mySqlSource.execute("CREATE TABLE tmp_more (id int)");

        String run = succeeds(id);

        assertThat(installed.tables(run).stream().map(table -> "%s %s %s".formatted(table.at("/source/table").asString(), table.at("/loads/0/rows").asString(), modes(table))).sorted())
                .containsExactly("actor 1 [create, create]", "film 2 [merge, merge]", "stock 2 [create, create]");
        assertThat(installed.tables(run).toString()).contains("The policy of a pattern does not hold for table %s.stock".formatted(mySqlSource.name()));
        assertSame("film");
        assertSame("stock");
        assertSame("actor");
        assertThat(tablesIn(target, mySqlTarget.name())).isEqualTo("actor, film, stock");
        installed.api.get(installed.url(Service.CONFIG, "/api/v1/projects/%d/preview".formatted(id))).ok().get("tables")
                .forEach(table -> assertThat(table.get("extraction").asString()).isEqualTo(table.at("/source/table").asString().equals("stock") ? "full" : "incremental"));
    }

    /// The table of the page says what a run copies; each row of it is run.
    @Test
    @Proves({"S29", "S31", "S32", "A13"})
    void patternsAndNewTablesComeToWhatThePageSays() throws IOException, SQLException {
        List<Row> rows = rows();
        assertThat(rows.size()).isGreaterThan(12);
        Map<Row, Long> projects = new LinkedHashMap<>();
        for (Row row : rows) {
            source.execute("CREATE SCHEMA " + row.schema);
            create(row, List.of("items", "orders", "tmp_a"));
            projects.put(row, save(row.project(configuration(source, List.of(target), row.schema))).ok().get("id").asLong());
            create(row, List.of("films", "tmp_b"));
        }
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<Row, Long> project : projects.entrySet()) {
            succeeds(project.getValue());
            String copied = tablesIn(target, project.getKey().schema);
            if (!copied.equals(project.getKey().copied)) {
                wrong.add("%s: %s".formatted(project.getKey(), copied));
            }
        }
        assertThat(wrong).isEmpty();
    }

    /// @param schema in which the row's own tables stand
    private record Row(String schema, List<String> tables, List<String> selection, boolean ignored, String newTables, String copied) {

        static Row of(int number, String line) {
            List<String> cells = Stream.of(line.split("\\|")).skip(1).map(String::strip).toList();
            return new Row("s" + number, words(cells.get(0)), words(cells.get(1)), cells.get(2).equals("true"), cells.get(3).replace("`", ""),
                    String.join(", ", new TreeSet<>(words(cells.get(4)))));
        }

        private static List<String> words(String cell) {
            return Stream.of(cell.replace("`", "").split(", ")).filter(word -> !word.isEmpty()).toList();
        }

        Map<String, Object> project(Map<String, Object> project) {
            project.put("tables", tables.stream().map(table -> Map.of("schema", schema, "table", table)).toList());
            project.put("selection", selection.stream().map(pattern -> Map.of("pattern", pattern.replace("shop", schema))).toList());
            project.put("policy", Map.of("ignoreNewTables", ignored));
            if (!newTables.isEmpty()) {
                project.put("schemas", List.of(Map.of("schema", schema, "newTables", newTables)));
            }
            return project;
        }
    }

    private static List<Row> rows() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        List<Row> rows = new ArrayList<>();
        for (int i = lines.indexOf(HEAD) + 2; lines.get(i).startsWith("|"); i++) {
            rows.add(Row.of(rows.size(), lines.get(i)));
        }
        return rows;
    }

    private void create(Row row, List<String> tables) {
        tables.forEach(table -> source.execute("CREATE TABLE %s.%s (id int PRIMARY KEY)".formatted(row.schema, table)));
    }

    @Test
    void whatChoosesNothingOrIsSaidTwiceIsRefused() {
        source.execute("CREATE TABLE orders (id int PRIMARY KEY)");
        source.execute("CREATE SCHEMA shop");

        assertThat(refused("shop.*")).contains("selection contains shop.*, which chooses no table", "letter case");
        assertThat(refused("public.ordres*")).contains("none of the 1 tables of schema public has such a name");
        assertThat(refused("public.*", "!public.*")).contains("as specific as", "make one of them more specific");
        assertThat(refused("public.ord*", "!public.*ers")).contains("both match public.orders");
        assertThat(refused("public.*", "!public.o*")).contains("exceptions leave out all");
        assertThat(refused("*.orders")).contains("not about one schema");
        assertThat(refused("orders")).contains("one dot");
        assertThat(refused("!public.orders")).contains("only leaves tables out");
        Map<String, Object> project = configuration(source, List.of(target), "ods");
        project.put("selection", List.of(Map.of("schema", "public")));
        project.put("patternPolicies", List.of(Map.of("pattern", "public.*", "extraction", Map.of("mode", "incremental", "key", List.of("changed")))));
        assertThat(save(project).body().get("detail").asString()).contains("none of the 1 tables that it matches has the columns");
        project.put("patternPolicies", List.of(Map.of("pattern", "public.x*", "keyFields", List.of("id"))));
        assertThat(save(project).body().get("detail").asString()).contains("matches none of the chosen tables");
    }

    private String refused(String... patterns) {
        Map<String, Object> project = configuration(source, List.of(target), "ods");
        project.put("selection", Stream.of(patterns).map(pattern -> Map.of("pattern", pattern)).toList());
        Api.Answer answer = save(project);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        return answer.body().get("detail").asString();
    }

    private static List<String> modes(JsonNode table) {
        return table.get("loads").findValuesAsString("mode");
    }

    private Map<String, Object> configuration(FreshDatabase from, List<FreshDatabase> targets, String into) {
        Map<String, Object> project = new HashMap<>(installed.configuration(
                installed.connection(from.server(), from.name(), false),
                targets.stream().map(to -> installed.connection(to.server(), to.name(), true)).toList(),
                from.name(),
                List.of(),
                into));
        project.put("tables", List.of());
        return project;
    }

    private Api.Answer save(Map<String, Object> project) {
        return installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects"), project);
    }

    private String succeeds(long project) {
        JsonNode run = installed.execute(project);
        String id = run.get("id").asString();
        assertThat(run.get("state").asString()).as(() -> run + " " + installed.tables(id)).isEqualTo("SUCCEEDED");
        return id;
    }

    private void assertSame(String table) throws SQLException {
        for (FreshDatabase to : List.of(target, mySqlTarget)) {
            String name = to == target ? "\"%s\".\"%s\"".formatted(mySqlTarget.name(), table) : table;
            try (Connection left = mySqlSource.connect(); Connection right = to.connect()) {
                var result = TableComparison.compare(
                        new TableComparison.Side(left, table, Engine.of(mySqlSource.server())), new TableComparison.Side(right, name, Engine.of(to.server())));
                assertThat(result.equal()).as(result.describe()).isTrue();
            }
            CopyIT.assertNothingLeft(to);
        }
    }

    private static String tablesIn(FreshDatabase database, String schema) throws SQLException {
        try (Connection session = database.connect(); Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(
                "SELECT string_agg(tablename, ', ' ORDER BY tablename) FROM pg_tables WHERE schemaname = '%s' AND tablename NOT LIKE '\\_%%'".formatted(schema))) {
            rows.next();
            return rows.getString(1);
        }
    }
}
