package dev.syncline.config.preview;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.syncline.config.RunningService;
import dev.syncline.config.preview.Preview.ColumnPreview;
import dev.syncline.config.preview.Preview.KeyPreview;
import dev.syncline.config.preview.Preview.LoadPreview;
import dev.syncline.config.preview.Preview.Notice;
import dev.syncline.config.preview.Preview.TablePreview;
import dev.syncline.contracts.table.TableName;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aConnectionTo;
import static dev.syncline.config.Bodies.aMySqlConnection;
import static dev.syncline.config.Bodies.aProject;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.post;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;

/// What users want to know before a run: the names and statements it leads to, what types and values become, and what each target holds already.
class PreviewIT {

    private static final String PROJECTS = "/api/v1/projects";
    private static FreshDatabase shop;
    private static FreshDatabase warehouse;
    private static FreshDatabase lake;
    private static long source;
    private static long postgreSql;
    private static long mySql;
    private static long away;

    private final RestTestClient api = RunningService.shared().api();

    @BeforeAll
    static void fill() {
        shop = SharedServers.postgreSql().freshDatabase("shop");
        warehouse = SharedServers.postgreSql().freshDatabase("warehouse");
        lake = SharedServers.mySql().freshDatabase("lake");
        shop.execute("CREATE SCHEMA shop");
        shop.execute("CREATE TABLE shop.orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL, changed timestamptz NOT NULL, ratio double precision)");
        shop.execute("INSERT INTO shop.orders SELECT n, n, now(), 0 FROM generate_series(1, 100) n");
        shop.execute("ANALYZE shop.orders");
        shop.execute("CREATE TABLE shop.items (id int PRIMARY KEY, note text)");
        shop.execute("CREATE TABLE shop.keyless (id int)");
        shop.execute("CREATE TABLE shop.free (id int PRIMARY KEY, k numeric, \"DB_ROW_ID\" int)");
        RestTestClient api = RunningService.shared().api();
        source = create(api, "/api/v1/connections", with(aConnectionTo(shop), "allowWriteOperations", false));
        postgreSql = create(api, "/api/v1/connections", aConnectionTo(warehouse));
        mySql = create(api, "/api/v1/connections", aMySqlConnection());
        away = create(api, "/api/v1/connections", aConnection("host", "away.example"));
    }

    @AfterAll
    static void drop() {
        shop.close();
        warehouse.close();
        lake.close();
    }

    @Test
    void showsStatementsAndTypesForEveryTarget() {
        Preview preview = unsaved(project(List.of(postgreSql, mySql), "shop.orders"));

        assertThat(preview.problems()).isEmpty();
        assertThat(preview.targets()).allSatisfy(target -> assertThat(target.problems()).isEmpty());
        assertThat(preview.runnable()).isTrue();
        TablePreview orders = preview.tables().getFirst();
        assertThat(orders.found()).isTrue();
        assertThat(orders.target()).isEqualTo(new TableName(lake.name(), "orders"));
        assertThat(orders.estimatedRows()).isEqualTo(100);
        assertThat(orders.select()).contains("\"shop\".\"orders\"");
        LoadPreview inWarehouse = load(orders, postgreSql);
        assertThat(inWarehouse.statements()).hasSize(2).first().asString().startsWith("CREATE TABLE \"%s\".\"orders\"".formatted(lake.name()));
        assertThat(inWarehouse.columns()).contains(
                new ColumnPreview("total", "numeric(12,2)", "numeric(12,2)", "exact"));
        LoadPreview inLake = load(orders, mySql);
        assertThat(inLake.statements().getFirst()).contains("CREATE TABLE `%s`.`orders`".formatted(lake.name()), "PRIMARY KEY (`id`)");
        assertThat(inLake.columns()).filteredOn(column -> column.name().equals("ratio")).singleElement()
                .satisfies(column -> assertThat(column.verdict()).isEqualTo("needs-policy"));
        assertThat(inLake.warnings()).isEmpty();
        assertThat(preview.notices()).extracting(Notice::weight).containsOnly("possible");
        assertThat(preview.notices()).anySatisfy(notice -> assertThat(notice.message()).contains("2 columns of 1 table", "NaN or infinity", "MySQL", "none now"));
    }

    /// As in WordPress and OpenCart: what will fail comes first, however many columns are of types that could.
    @Test
    void ofAHundredTablesTheThreeWithZeroDatesComeFirst() throws SQLException {
        try (FreshDatabase many = SharedServers.mySql().freshDatabase("many"); Connection session = many.connect(); Statement statement = session.createStatement()) {
            statement.execute("SET SESSION sql_mode = ''");
            for (int i = 0; i < 130; i++) {
                statement.execute("CREATE TABLE oc_%03d (id INT PRIMARY KEY, name VARCHAR(32), note TEXT, added DATETIME NOT NULL)".formatted(i));
                statement.execute("INSERT INTO oc_%03d VALUES (1, 'a', 'b', '%s')".formatted(i, i == 70 || i == 128 ? "0000-00-00 00:00:00" : "2026-01-02 03:04:05"));
            }
            statement.execute("ALTER TABLE oc_099 ADD COLUMN day DATE");
            statement.execute("INSERT INTO oc_099 SELECT id + 1, name, note, added, '2026-02-00' FROM oc_099");
            String[] tables = IntStream.range(0, 130).mapToObj("%s.oc_%%03d".formatted(many.name())::formatted).toArray(String[]::new);
            Map<String, Object> body = with(project(List.of(postgreSql), tables), "sourceConnectionId", mySql);

            Preview preview = unsaved(body);

            assertThat(preview.notices().getFirst()).satisfies(first -> {
                assertThat(first.weight()).isEqualTo("fails");
                assertThat(first.tables()).isEqualTo(3);
                assertThat(first.columns()).isEqualTo(3);
                assertThat(first.message())
                        .contains("3 tables hold dates that are none", "oc_070 (\"added\")", "oc_099 (\"day\")", "oc_128 (\"added\")")
                        .contains("set policy.values: {\"zero-date\": \"null\"} in the project");
            });
            assertThat(preview.notices()).hasSizeLessThan(6).extracting(Notice::weight).containsOnlyOnce("fails");
            assertThat(preview.notices().getLast().message()).matches("\\d+ columns of \\d+ tables can have texts with the character NUL.*");
            assertThat(preview.tables()).hasSize(50).flatExtracting(TablePreview::loads).flatExtracting(LoadPreview::warnings).isEmpty();
            assertThat(unsaved(with(body, "policy", Map.of("values", Map.of("zero-date", "null")))).notices()).extracting(Notice::weight).doesNotContain("fails");

            Preview second = page(body, Objects.requireNonNull(preview.next()));
            assertThat(second.runnable()).isFalse();
            assertThat(second.tables().getFirst()).satisfies(failing -> {
                assertThat(failing.source().table()).isEqualTo("oc_070");
                assertThat(load(failing, postgreSql).problems()).singleElement().asString().contains("Column \"added\"", "zero-date");
            });
            assertThat(second.tables().subList(2, 50)).noneMatch(TablePreview::hasProblems);
        }
    }

    @Test
    void valuesThatPostgreSqlHoldsAndOthersDoNotAreFoundWhereTheyAre() {
        shop.execute("CREATE TABLE shop.odd (id int PRIMARY KEY, day date, moment timestamptz, amount numeric(10, 2), ratio real, fine date)");
        shop.execute("INSERT INTO shop.odd VALUES (1, 'infinity', now(), 1, 1, now()), (2, now(), '0044-03-15 BC', 'NaN', '-Infinity', now()), (3, NULL, NULL, NULL, NULL, NULL)");

        Preview preview = unsaved(project(List.of(postgreSql, mySql), "shop.orders", "shop.odd"));

        assertThat(preview.runnable()).isFalse();
        assertThat(preview.tables().getFirst().source().table()).isEqualTo("odd");
        assertThat(load(preview.tables().getFirst(), postgreSql).problems()).isEmpty();
        assertThat(load(preview.tables().getFirst(), mySql).problems()).satisfiesExactly(
                days -> assertThat(days).contains("Columns \"day\", \"moment\"", "policy.values: {\"date-out-of-range\": \"null\"}"),
                numbers -> assertThat(numbers).contains("Columns \"amount\", \"ratio\"", "policy.values: {\"not-a-number\": \"null\"}"));
        assertThat(preview.notices().subList(0, 2)).extracting(Notice::weight).containsOnly("fails");
        shop.execute("DROP TABLE shop.odd");
    }

    /// Rows are told apart by key fields, so that no target takes a null there; whether there is one is looked up.
    @Test
    void keyFieldsWithoutAValueAreFoundWhereTheyAre() throws SQLException {
        shop.execute("CREATE TABLE shop.gaps (a int, area box, pair shop.orders)");
        shop.execute("INSERT INTO shop.gaps VALUES (1, NULL, ROW(NULL, NULL, NULL, NULL)), (NULL, '(1,1),(0,0)', ROW(NULL, NULL, NULL, NULL))");
        shop.execute("CREATE TABLE shop.full (a int, note text)");
        shop.execute("INSERT INTO shop.full VALUES (1, NULL)");
        Map<String, Object> body = with(project(List.of(postgreSql, mySql), "shop.gaps", "shop.full"), "tablePolicies", List.of(
                Map.of("table", Map.of("schema", "shop", "table", "gaps"), "keyFields", List.of("a", "area")),
                Map.of("table", Map.of("schema", "shop", "table", "full"), "keyFields", List.of("a"), "extraction", Map.of("mode", "incremental", "key", List.of("a")))));

        Preview preview = unsaved(body);

        assertThat(preview.notices().getFirst().message()).contains("1 table of this page will fail: shop.gaps");
        assertThat(preview.tables()).extracting(table -> table.source().table()).containsExactly("gaps", "full");
        assertThat(preview.tables().getFirst().loads()).hasSize(2).allSatisfy(load -> assertThat(load.problems())
                .anySatisfy(problem -> assertThat(problem).contains("Key fields \"a\", \"area\" have no value in some row", "choose other keyFields")));
        assertThat(preview.tables().getLast().hasProblems()).isFalse();

        // An incremental table fails as well as long as a target needs all rows.
        shop.execute("INSERT INTO shop.full VALUES (NULL, 'b')");
        assertThat(unsaved(body).tables().stream().filter(table -> table.source().table().equals("full"))).singleElement()
                .satisfies(table -> assertThat(load(table, mySql).problems()).singleElement().asString().contains("Key field \"a\" has no value in some row"));

        try (FreshDatabase other = SharedServers.mySql().freshDatabase("gaps"); Connection session = other.connect(); Statement statement = session.createStatement()) {
            statement.execute("CREATE TABLE gaps (a INT, b INT)");
            statement.execute("INSERT INTO gaps VALUES (1, 1), (2, NULL)");
            Preview ofMySql = unsaved(with(with(project(List.of(postgreSql), other.name() + ".gaps"), "sourceConnectionId", mySql), "tablePolicies", List.of(
                    Map.of("table", Map.of("schema", other.name(), "table", "gaps"), "keyFields", List.of("a", "b")))));
            assertThat(ofMySql.tables().getFirst().loads().getFirst().problems()).singleElement().asString().contains("Key field \"b\" has no value");
        }
        shop.execute("DROP TABLE shop.gaps, shop.full");
    }

    /// By the columns' types, or by the values that are there; and what can be chosen.
    @Test
    void keysThatAreTooLongAreSaidWithWhatCanBeChosen() {
        shop.execute("CREATE TABLE shop.relation (a varchar(255), b varchar(255), c varchar(255), d varchar(255), e uuid, f uuid, PRIMARY KEY (a, b, c, d, e, f))");
        shop.execute("CREATE TABLE shop.codes (code text, note text)");
        shop.execute("INSERT INTO shop.codes SELECT string_agg(md5(n::text), ''), 'long' FROM generate_series(1, 100) n");
        TableName codes = new TableName("shop", "codes");
        Map<String, Object> body = with(project(List.of(postgreSql, mySql), "shop.relation", "shop.codes"), "tablePolicies", List.of(
                Map.of("table", codes, "keyFields", List.of("code"))));

        Preview preview = unsaved(body);
        TablePreview relation = preview.tables().getFirst();
        TablePreview ofCodes = preview.tables().getLast();

        assertThat(preview.runnable()).isFalse();
        assertThat(load(relation, postgreSql).problems()).isEmpty();
        assertThat(load(relation, mySql).problems()).singleElement().asString()
                .contains("takes 6 columns and 4,152 bytes", "name other keyFields", "set tablePolicies[].keyFields: []");
        assertThat(load(ofCodes, mySql).problems()).singleElement().asString()
                .startsWith("Key field \"code\" holds values of more than 255 characters, which a key of MySQL cannot have").contains("keyFields: []");
        assertThat(load(ofCodes, postgreSql).problems()).isEmpty();
        assertThat(load(ofCodes, postgreSql).warnings()).singleElement().asString().contains("more than 2,704 bytes", "only where they can be compressed", "keyFields: []");

        Preview without = unsaved(with(body, "tablePolicies", List.of(
                Map.of("table", codes, "keyFields", List.of()), Map.of("table", new TableName("shop", "relation"), "keyFields", List.of()))));

        assertThat(without.runnable()).isTrue();
        assertThat(load(without.tables().getFirst(), mySql).statements()).singleElement().asString().doesNotContain("PRIMARY KEY");
        assertThat(without.tables()).flatExtracting(TablePreview::loads).flatExtracting(LoadPreview::warnings).isEmpty();
        shop.execute("DROP TABLE shop.relation, shop.codes");
    }

    /// Nothing is said of rows that have not been looked at, but that they have not.
    @Test
    void aLookThatDoesNotEndInTimeSaysSo() {
        shop.execute("CREATE VIEW shop.slow AS SELECT 1 AS id, (SELECT '2026-01-01'::date FROM pg_sleep(60)) AS day");

        Preview preview = unsaved(project(List.of(mySql), "shop.slow", "shop.orders"));

        assertThat(preview.runnable()).isTrue();
        assertThat(preview.notices().getFirst()).satisfies(first -> {
            assertThat(first.weight()).isEqualTo("unknown");
            assertThat(first.message()).contains("shop.slow").contains("did not come to an end in its time");
        });
        shop.execute("DROP VIEW shop.slow");
    }

    /// S30: also the column that is added is shown.
    @Test
    void showsTheColumnForTheUpdateTime() {
        Preview preview = unsaved(with(project(List.of(postgreSql), "shop.orders"), "policy", Map.of("addSyncTime", true)));

        assertThat(load(preview.tables().getFirst(), postgreSql).statements().getFirst()).contains("\"hs_sync_time\"");
    }

    @Test
    void touchesNothing() {
        unsaved(with(project(List.of(postgreSql, mySql), "shop.orders"), "schemaNaming", Map.of("mode", "fixed", "name", "never_made")));

        assertThat(names(postgreSql)).doesNotContain("never_made");
        assertThat(names(mySql)).doesNotContain("never_made");
    }

    @Test
    void hidesNothingOfTheOthersWhereOneTargetDoesNotAnswer() {
        Preview preview = unsaved(project(List.of(postgreSql, away), "shop.orders"));

        assertThat(preview.runnable()).isFalse();
        assertThat(preview.targets()).satisfiesExactly(
                there -> assertThat(there.problems()).isEmpty(),
                gone -> {
                    assertThat(gone.answered()).isFalse();
                    assertThat(gone.problems()).singleElement().asString().contains("could not be asked");
                });
        assertThat(load(preview.tables().getFirst(), away).statements()).isNotEmpty();
    }

    @Test
    void saysWhatIsMissingOrInTheWay() {
        warehouse.execute("CREATE SCHEMA IF NOT EXISTS ways");
        warehouse.execute("CREATE VIEW ways.items AS SELECT 1 AS id");
        Preview preview = unsaved(
                with(project(List.of(postgreSql), "shop.nowhere", "shop.items"), "schemaNaming", Map.of("mode", "fixed", "name", "ways")));

        assertThat(preview.runnable()).isFalse();
        assertThat(preview.tables()).satisfiesExactly(
                nowhere -> {
                    assertThat(nowhere.found()).isFalse();
                    assertThat(nowhere.problems()).singleElement().asString().contains("shop.nowhere");
                },
                items -> assertThat(items.problems()).isEmpty());
        assertThat(preview.targets().getFirst().problems()).singleElement().asString().contains("ways.items", "view");
    }

    /// As a run: a table that has gone since the save is skipped, and stops nothing (A14).
    @Test
    @Proves("A14")
    void saysThatATableThatHasGoneWillBeSkipped() {
        shop.execute("CREATE TABLE shop.for_a_while (id int)");
        long id = create(api, PROJECTS, project(List.of(postgreSql), "shop.for_a_while", "shop.items"));
        assertThat(saved(id).runnable()).isTrue();

        shop.execute("DROP TABLE shop.for_a_while");

        Preview preview = saved(id);
        assertThat(preview.runnable()).isTrue();
        assertThat(preview.tables().getFirst()).satisfies(gone -> {
            assertThat(gone.found()).isFalse();
            assertThat(gone.problems()).isEmpty();
            assertThat(gone.warnings()).singleElement().asString().contains("shop.for_a_while", "a run skips it");
        });
    }

    @Test
    void saysBeforehandThatATableHasNoSnapshot() {
        lake.execute("CREATE TABLE old_style (id INT PRIMARY KEY) ENGINE = MyISAM");
        Map<String, Object> body = with(project(List.of(postgreSql), lake.name() + ".old_style"), "sourceConnectionId", mySql);

        Preview preview = unsaved(with(body, "policy", Map.of("pageSize", 100)));

        assertThat(preview.tables().getFirst().warnings()).singleElement().asString().contains("has no snapshot (MyISAM)", "one query");
    }

    private Preview saved(long id) {
        return Objects.requireNonNull(
                api.get().uri(PROJECTS + "/" + id + "/preview").exchange().expectStatus().isOk().expectBody(Preview.class).returnResult().getResponseBody());
    }

    @Test
    void saysThatTheSourceDoesNotAnswer() {
        Map<String, Object> body = with(project(List.of(postgreSql), "shop.orders"), "sourceConnectionId", away);

        Preview preview = unsaved(body);

        assertThat(preview.runnable()).isFalse();
        assertThat(preview.problems()).singleElement().asString().contains("source connection", "could not be asked");
        assertThat(preview.targets().getFirst().answered()).isTrue();
    }

    /// S41, A22
    @Test
    void advisesOnIncrementalTables() {
        Preview preview = unsaved(with(project(List.of(postgreSql), "shop.orders"), "tablePolicies", List.of(Map.of(
                "table", Map.of("schema", "shop", "table", "orders"), "keyFields", List.of(),
                "extraction", Map.of("mode", "incremental", "key", List.of("changed"))))));

        assertThat(preview.notes()).first().asString().contains("deleted in the source stay", "\"full\": true");
        assertThat(preview.tables().getFirst()).satisfies(orders -> {
            assertThat(orders.key()).isEqualTo(new KeyPreview(List.of(), "The project's keyFields are an empty list: the target's table gets no key"));
            assertThat(orders.extraction()).isEqualTo("incremental");
            assertThat(orders.warnings()).anySatisfy(warning -> assertThat(warning).contains("index", "\"changed\""))
                    .anySatisfy(warning -> assertThat(warning).contains("no key fields", "leave keyFields out", "[id]"));
            assertThat(load(orders, postgreSql).statements()).anySatisfy(statement -> assertThat(statement).contains("CREATE INDEX"));
        });
    }

    /// Decided for a table as a whole, and as a run decides it.
    @Test
    void tellsInWhichFormRowsTravel() {
        shop.execute("CREATE TABLE shop.spans (id int PRIMARY KEY, span int4range, moment interval)");
        long text = create(api, "/api/v1/connections", with(aConnectionTo(shop), "options", Map.of("rowFormat", "text")));

        assertThat(unsaved(project(List.of(postgreSql), "shop.orders", "shop.items", "shop.spans")).notes())
                .anySatisfy(note -> assertThat(note).contains("The rows of 2 tables travel as PostgreSQL packs them"))
                .anySatisfy(note -> assertThat(note).contains("1 table travel as text", "shop.spans (column \"span\" has the type int4range"));
        assertThat(unsaved(with(project(List.of(postgreSql), "shop.items"), "sourceConnectionId", text)).notes())
                .anySatisfy(note -> assertThat(note).contains("shop.items (the connection's rowFormat is text)"));
        assertThat(unsaved(project(List.of(postgreSql, mySql), "shop.items")).notes()).noneSatisfy(note -> assertThat(note).contains("packs"));
    }

    /// A view has no index of its own, and those of its tables may serve it.
    @Test
    void asksForAnIndexOnlyWhereThereIsNone() {
        try (FreshDatabase other = SharedServers.mySql().freshDatabase("indexed"); FreshDatabase own = SharedServers.postgreSql().freshDatabase("indexed")) {
            for (FreshDatabase source : List.of(other, own)) {
                source.execute("CREATE TABLE with_index (id int PRIMARY KEY, day int, changed timestamp)");
                source.execute("CREATE INDEX changed_day ON with_index (changed, day)");
                source.execute("CREATE TABLE other_order (id int PRIMARY KEY, day int, changed timestamp)");
                source.execute("CREATE INDEX day_changed ON other_order (day, changed)");
                source.execute("CREATE VIEW seen AS SELECT * FROM with_index");
                String schema = source == own ? "public" : source.name();
                List<Map<String, String>> tables = Stream.of("with_index", "other_order", "seen").map(table -> Map.of("schema", schema, "table", table)).toList();

                Preview preview = unsaved(Map.of(
                        "name", "indexed", "sourceConnectionId", create(api, "/api/v1/connections", source == own ? aConnectionTo(source) : aMySqlConnection()),
                        "targetConnectionIds", List.of(postgreSql), "schemaNaming", Map.of("mode", "original"), "tables", tables,
                        "tablePolicies", tables.stream().map(table -> Map.of("table", table, "extraction", Map.of("mode", "incremental", "key", List.of("changed")))).toList()));

                assertThat(preview.tables()).filteredOn(table -> table.warnings().stream().anyMatch(warning -> warning.contains("has no index that begins with")))
                        .extracting(table -> table.source().table()).containsExactly("other_order");
            }
        }
    }

    /// S42 to S44, and what goes with a table that is made anew.
    @Test
    void showsTheKeyThatIsTakenAndWhy() {
        Preview full = unsaved(project(List.of(postgreSql), "shop.orders"));
        Preview incremental = unsaved(with(project(List.of(postgreSql), "shop.orders"), "tablePolicies", List.of(Map.of(
                "table", Map.of("schema", "shop", "table", "orders"), "extraction", Map.of("mode", "incremental", "key", List.of("changed"))))));

        assertThat(full.notes()).first().asString().contains("made anew at every run", "indexes, foreign keys, defaults, comments", "retain-and-clear");
        for (Preview preview : List.of(full, incremental)) {
            TablePreview orders = preview.tables().getFirst();
            assertThat(orders.key()).isEqualTo(new KeyPreview(List.of("id"), "The source's primary key, as the project names no keyFields"));
            assertThat(load(orders, postgreSql).statements()).anySatisfy(statement -> assertThat(statement).contains("PRIMARY KEY (\"id\")"));
        }
        assertThat(incremental.tables().getFirst().warnings()).noneSatisfy(warning -> assertThat(warning).contains("no key fields"));
    }

    /// S36: the statement is the one that a run would ask with.
    @Test
    void theStatementAsksForWhatIsNewToTheTargets() {
        Map<String, Object> body = with(project(List.of(postgreSql), "shop.orders"),
                "schemaNaming", Map.of("mode", "fixed", "name", "held_bounds"),
                "policy", Map.of("fieldChanges", "ignore"),
                "tablePolicies", List.of(Map.of("table", Map.of("schema", "shop", "table", "orders"), "extraction", Map.of("mode", "incremental", "key", List.of("id")))));
        assertThat(unsaved(body).tables().getFirst().select()).as("nothing there yet").doesNotContain("WHERE");

        warehouse.execute("CREATE SCHEMA held_bounds");
        warehouse.execute("CREATE TABLE held_bounds.orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL, ratio double precision)");
        warehouse.execute("INSERT INTO held_bounds.orders VALUES (41, 1, 0), (7, 1, 0)");

        assertThat(unsaved(body).tables().getFirst().select()).contains("WHERE", "\"id\"", "41");
    }

    /// S36, S39, A11
    @Test
    void showsWhatATargetHoldsOfAnIncrementalTable() {
        warehouse.execute("CREATE SCHEMA held");
        warehouse.execute("CREATE TABLE held.orders (id bigint PRIMARY KEY, total numeric(12, 2) NOT NULL, ratio double precision)");
        warehouse.execute("INSERT INTO held.orders VALUES (41, 1, 0), (7, 1, 0)");
        Map<String, Object> body = with(project(List.of(postgreSql, mySql), "shop.orders"),
                "schemaNaming", Map.of("mode", "fixed", "name", "held"),
                "tablePolicies", List.of(Map.of("table", Map.of("schema", "shop", "table", "orders"), "keyFields", List.of("id"),
                        "extraction", Map.of("mode", "incremental", "key", List.of("id")))));

        TablePreview orders = unsaved(body).tables().getFirst();

        assertThat(load(orders, postgreSql)).satisfies(held -> {
            assertThat(Objects.requireNonNull(held.state()).exists()).isTrue();
            assertThat(held.state().maximum()).containsExactly("41");
            assertThat(held.state().changes()).singleElement().asString().contains("changed");
            assertThat(held.warnings()).anySatisfy(warning -> assertThat(warning).contains("extracted in full"));
        });
        assertThat(Objects.requireNonNull(load(orders, mySql).state()).exists()).isFalse();
        assertThat(load(orders, mySql).state().maximum()).isEmpty();
    }

    /// In the words of the save, for the target that it is about.
    @Test
    void saysWhichTargetOrdersAKeyOtherwiseOrCannotHaveAColumn() {
        TablePreview free = unsaved(with(project(List.of(postgreSql, mySql), "shop.free"), "tablePolicies", List.of(Map.of(
                "table", Map.of("schema", "shop", "table", "free"), "keyFields", List.of("id"),
                "extraction", Map.of("mode", "incremental", "key", List.of("k")))))).tables().getFirst();

        assertThat(load(free, mySql).problems())
                .anySatisfy(problem -> assertThat(problem).contains("Column \"k\" cannot be an incremental key: MySQL keeps its type as a text"))
                .anySatisfy(problem -> assertThat(problem).contains("column name 'DB_ROW_ID'"));
        assertThat(load(free, postgreSql).problems()).isEmpty();
    }

    /// As the load asks it before its first row.
    @Test
    void saysWhatARetainedTableCannotTake() {
        warehouse.execute("CREATE SCHEMA computed");
        warehouse.execute("CREATE TABLE computed.items (id int PRIMARY KEY, note text GENERATED ALWAYS AS ('x') STORED)");
        Map<String, Object> body = with(project(List.of(postgreSql, mySql), "shop.items"),
                "schemaNaming", Map.of("mode", "fixed", "name", "computed"), "policy", Map.of("fullMode", "retain-and-clear"));

        TablePreview items = unsaved(body).tables().getFirst();

        assertThat(load(items, postgreSql).problems()).singleElement().asString().contains("\"note\"").contains("computed");
        assertThat(load(items, mySql).problems()).isEmpty();
    }

    @Test
    void saysThatAServerMakesNoTableWithoutAKey() {
        lake.execute("SET GLOBAL sql_require_primary_key = ON");
        try {
            TablePreview free = unsaved(with(project(List.of(mySql), "shop.keyless", "shop.items"))).tables().getFirst();

            assertThat(load(free, mySql).problems()).singleElement().asString().contains("sql_require_primary_key").contains("key fields");
        } finally {
            lake.execute("SET GLOBAL sql_require_primary_key = DEFAULT");
        }
    }

    @Test
    void showsASavedProjectPageByPage() {
        long id = create(api, PROJECTS, project(List.of(postgreSql), "shop.orders", "shop.items"));

        Preview first = saved(id, "?limit=1");
        Preview second = saved(id, "?limit=1&cursor=" + first.next());

        assertThat(first.tables()).singleElement().satisfies(table -> assertThat(table.source().table()).isEqualTo("orders"));
        assertThat(second.tables()).singleElement().satisfies(table -> assertThat(table.source().table()).isEqualTo("items"));
        assertThat(second.next()).isNull();
        assertThat(second.revision()).isEqualTo(1);
        api.get().uri(PROJECTS + "/987654321/preview").exchange().expectStatus().isNotFound();
        post(api, PROJECTS + "/preview", with(project(List.of(postgreSql), "shop.orders"), "tables", List.of())).expectStatus().isBadRequest();
    }

    private Preview unsaved(Map<String, Object> body) {
        return Objects.requireNonNull(
                post(api, PROJECTS + "/preview", body).expectStatus().isOk().expectBody(Preview.class).returnResult().getResponseBody());
    }

    private Preview page(Map<String, Object> body, String cursor) {
        return Objects.requireNonNull(
                post(api, PROJECTS + "/preview?cursor=" + cursor, body).expectStatus().isOk().expectBody(Preview.class).returnResult().getResponseBody());
    }

    private Preview saved(long id, String query) {
        return Objects.requireNonNull(api.get().uri(PROJECTS + "/" + id + "/preview" + query).exchange().expectStatus().isOk()
                .expectBody(Preview.class).returnResult().getResponseBody());
    }

    private String names(long connection) {
        return api.get().uri("/api/v1/catalogs/" + connection + "/schemas?limit=1000").exchange().expectStatus().isOk()
                .expectBody(String.class).returnResult().getResponseBody();
    }

    private static LoadPreview load(TablePreview table, long connection) {
        return table.loads().stream().filter(load -> load.connectionId() == connection).findFirst().orElseThrow();
    }

    private static Map<String, Object> project(List<Long> targets, String... tables) {
        return with(aProject(source, targets, tables), "schemaNaming", Map.of("mode", "fixed", "name", lake.name()));
    }
}
