package dev.syncline.allinone;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.compare.TableComparison;
import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The policies one by one, by REST, on real servers. What a change of the source leads to is in [PolicyMatrixIT].
class PolicyIT {

    private final Installed installed = Installed.shared();
    private FreshDatabase mySqlSource;
    private FreshDatabase postgreSqlSource;
    private FreshDatabase mySqlTarget;
    private FreshDatabase postgreSqlTarget;

    @BeforeEach
    void databases() {
        mySqlSource = SharedServers.mySql().freshDatabase("source");
        postgreSqlSource = SharedServers.postgreSql().freshDatabase("source");
        mySqlTarget = SharedServers.mySql().freshDatabase("target");
        postgreSqlTarget = SharedServers.postgreSql().freshDatabase("target");
    }

    @AfterEach
    void drop() {
        List.of(mySqlSource, postgreSqlSource, mySqlTarget, postgreSqlTarget).forEach(FreshDatabase::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mid", "_mid", "_mid_"})
    @Proves({"S13", "S17", "S19", "A1", "A25"})
    void namesAreThoseOfTheSpecificationsExample(String infix) throws SQLException {
        postgreSqlSource.execute("CREATE SCHEMA chenjing");
        postgreSqlSource.execute("CREATE TABLE chenjing.\"86export\" (id int PRIMARY KEY)");
        postgreSqlSource.execute("INSERT INTO chenjing.\"86export\" VALUES (1)");
        Map<String, Object> project = configuration(postgreSqlSource, List.of(postgreSqlTarget), "chenjing", List.of("86export"));
        project.put("schemaNaming", Map.of("mode", "prefix", "prefix", "prefix_"));
        project.put("tableNaming", Map.of("mode", "schema-infix", "infix", infix));

        succeeds(project);

        assertThat(scalar(postgreSqlTarget, "SELECT count(*) FROM \"prefix_chenjing\".\"chenjing_mid_86export\"")).isEqualTo("1");
    }

    @Test
    @Proves({"S15", "S16", "S2"})
    void tablesOfAllSchemasLandInOneFixedSchemaUnderTheirOwnNames() throws SQLException {
        postgreSqlSource.execute("CREATE SCHEMA one");
        postgreSqlSource.execute("CREATE TABLE one.a (id int PRIMARY KEY)");
        postgreSqlSource.execute("CREATE SCHEMA two");
        postgreSqlSource.execute("CREATE TABLE two.b (id int PRIMARY KEY)");
        Map<String, Object> project = configuration(postgreSqlSource, List.of(postgreSqlTarget), "one", List.of("a"));
        project.put("tables", List.of(Map.of("schema", "one", "table", "a"), Map.of("schema", "two", "table", "b")));
        project.put("schemaNaming", Map.of("mode", "fixed", "name", "ods"));

        succeeds(project);

        assertThat(scalar(postgreSqlTarget, "SELECT count(*) FROM ods.a") + scalar(postgreSqlTarget, "SELECT count(*) FROM ods.b")).isEqualTo("00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "schemaNaming; {\"mode\": \"prefix\"}; prefix",
        "schemaNaming; {\"mode\": \"fixed\"}; name",
        "tableNaming; {\"mode\": \"schema-infix\"}; infix"
    })
    @Proves({"S14", "S15", "S18"})
    void whatHasNoDefaultIsAskedFor(String field, String naming, String missing) {
        mySqlSource.execute("CREATE TABLE orders (id int PRIMARY KEY)");
        Map<String, Object> project = configuration(mySqlSource, List.of(postgreSqlTarget), mySqlSource.name(), List.of("orders"));
        project.put(field, tools.jackson.databind.json.JsonMapper.builder().build().readValue(naming, Map.class));

        var answer = save(project);

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.body().toString()).contains(missing);
    }

    @Test
    @Proves("A2")
    void theSchemaNamingHasToBeChosen() {
        mySqlSource.execute("CREATE TABLE orders (id int PRIMARY KEY)");
        Map<String, Object> project = configuration(mySqlSource, List.of(postgreSqlTarget), mySqlSource.name(), List.of("orders"));
        project.remove("schemaNaming");

        assertThat(save(project).body().get("detail").asString()).contains("schemaNaming").contains("'original', 'prefix' or 'fixed'");
    }

    @Test
    @Proves("A23")
    void tablesThatWouldBecomeOneAreRefusedAlsoWhenOnlyLetterCaseTellsThemApart() {
        postgreSqlSource.execute("CREATE SCHEMA one");
        postgreSqlSource.execute("CREATE TABLE one.orders (id int PRIMARY KEY)");
        postgreSqlSource.execute("CREATE SCHEMA two");
        postgreSqlSource.execute("CREATE TABLE two.\"Orders\" (id int PRIMARY KEY)");
        Map<String, Object> project = configuration(postgreSqlSource, List.of(postgreSqlTarget), "one", List.of("orders"));
        project.put("tables", List.of(Map.of("schema", "one", "table", "orders"), Map.of("schema", "two", "table", "Orders")));
        project.put("schemaNaming", Map.of("mode", "fixed", "name", "ods"));

        var answer = save(project);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("detail").asString()).contains("one.orders").contains("two.Orders");
    }

    @Test
    @Proves({"S17", "A23"})
    void aComposedNameThatIsTooLongGetsAHashAndStaysOneTable() throws SQLException {
        String schema = "s".repeat(40);
        postgreSqlSource.execute("CREATE SCHEMA " + schema);
        List<String> tables = List.of("t".repeat(40) + "_a", "t".repeat(40) + "_b");
        for (String table : tables) {
            postgreSqlSource.execute("CREATE TABLE %s.%s (id int PRIMARY KEY)".formatted(schema, table));
            postgreSqlSource.execute("INSERT INTO %s.%s VALUES (%d)".formatted(schema, table, table.endsWith("a") ? 1 : 2));
        }
        Map<String, Object> project = configuration(postgreSqlSource, List.of(postgreSqlTarget), schema, tables);
        project.put("schemaNaming", Map.of("mode", "fixed", "name", "ods"));
        project.put("tableNaming", Map.of("mode", "schema-infix", "infix", "x"));

        String run = succeeds(project);

        List<String> names = installed.tables(run).stream().map(table -> table.get("target").get("table").asString()).distinct().toList();
        assertThat(names).hasSize(2).allMatch(name -> name.length() == 63 && name.matches("s{40}_x_t+_[0-9a-f]{8}"));
        assertThat(scalar(postgreSqlTarget, "SELECT id FROM ods.\"%s\"".formatted(names.getFirst())))
                .isNotEqualTo(scalar(postgreSqlTarget, "SELECT id FROM ods.\"%s\"".formatted(names.getLast())));
    }

    @Test
    @Proves({"S22", "S24", "A4"})
    void aRetainedTableKeepsItsGrantsIndexesTriggersAndViews() throws SQLException {
        orders(mySqlSource);
        Map<String, Object> project = configuration(mySqlSource, List.of(postgreSqlTarget), mySqlSource.name(), List.of("orders"));
        project.put("schemaNaming", Map.of("mode", "fixed", "name", "ods"));
        project.put("policy", Map.of("fullMode", "retain-and-clear"));
        long id = saved(project);
        assertThat(installed.execute(id).get("state").asString()).isEqualTo("SUCCEEDED");
        List.of(
                        "ALTER TABLE ods.orders ADD COLUMN remark text DEFAULT 'none'",
                        "CREATE INDEX orders_by_name ON ods.orders (name)",
                        "CREATE VIEW ods.names AS SELECT name, remark FROM ods.orders",
                        "CREATE FUNCTION ods.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                        "CREATE TRIGGER watch BEFORE INSERT ON ods.orders FOR EACH ROW EXECUTE FUNCTION ods.nothing()",
                        "GRANT SELECT ON ods.orders TO pg_read_all_data")
                .forEach(postgreSqlTarget::execute);
        String oid = scalar(postgreSqlTarget, "SELECT 'ods.orders'::regclass::oid");
        mySqlSource.execute("INSERT INTO orders VALUES (3, 'c', 30)");

        assertThat(installed.execute(id).get("state").asString()).isEqualTo("SUCCEEDED");

        assertThat(scalar(postgreSqlTarget, "SELECT 'ods.orders'::regclass::oid")).as("it is the same table").isEqualTo(oid);
        assertThat(scalar(postgreSqlTarget, "SELECT string_agg(name || remark, ',' ORDER BY name) FROM ods.names")).isEqualTo("anone,bnone,cnone");
        assertThat(scalar(postgreSqlTarget, "SELECT count(*) FROM pg_indexes WHERE indexname = 'orders_by_name'")).isEqualTo("1");
        assertThat(scalar(postgreSqlTarget, "SELECT count(*) FROM pg_trigger WHERE tgname = 'watch'")).isEqualTo("1");
        assertThat(scalar(postgreSqlTarget, "SELECT has_table_privilege('pg_read_all_data', 'ods.orders', 'SELECT')::text")).isEqualTo("true");
    }

    @Test
    @Proves({"S21", "A3"})
    void viewsSurviveDeleteAndCreateOrTheRunSaysWhyNot() throws SQLException {
        orders(mySqlSource);
        Map<String, Object> project = configuration(mySqlSource, List.of(postgreSqlTarget), mySqlSource.name(), List.of("orders"));
        project.put("schemaNaming", Map.of("mode", "fixed", "name", "ods"));
        long id = saved(project);
        installed.execute(id);
        postgreSqlTarget.execute("CREATE VIEW ods.names AS SELECT name FROM ods.orders");
        mySqlSource.execute("INSERT INTO orders VALUES (3, 'c', 30)");

        assertThat(installed.execute(id).get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(scalar(postgreSqlTarget, "SELECT string_agg(name, '' ORDER BY name) FROM ods.names")).isEqualTo("abc");

        mySqlSource.execute("ALTER TABLE orders DROP COLUMN name");
        String run = installed.execute(id).get("id").asString();
        assertThat(installed.loads(run).getFirst().get("failure").get("code").asString()).isEqualTo("IN_USE");
        assertThat(installed.loads(run).toString()).contains("names");
        assertThat(scalar(postgreSqlTarget, "SELECT string_agg(name, '' ORDER BY name) FROM ods.names")).isEqualTo("abc");
    }

    @Test
    @Proves("A3")
    void theOldTableMayGoFirst() throws SQLException {
        orders(mySqlSource);
        Map<String, Object> project = configuration(mySqlSource, List.of(postgreSqlTarget, mySqlTarget), mySqlSource.name(), List.of("orders"));
        project.put("policy", Map.of("fullMode", "drop-first"));
        long id = saved(project);
        installed.execute(id);
        mySqlSource.execute("DELETE FROM orders WHERE id = 1");

        assertThat(installed.execute(id).get("state").asString()).isEqualTo("SUCCEEDED");

        assertSame(mySqlSource, "orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql"})
    @Proves({"S38", "A8", "S36"})
    void aKeyOfSeveralColumnsIsComparedAsOne(String kind) throws SQLException {
        FreshDatabase source = source(kind);
        source.execute("CREATE TABLE sales (y int, m int, d int, amount int)");
        source.execute("INSERT INTO sales VALUES (2024, 12, 31, 1), (2024, 1, 30, 2)");
        Map<String, Object> project = configuration(source, List.of(postgreSqlTarget, mySqlTarget), schema(source), List.of("sales"));
        project.put("tablePolicies", List.of(incremental(source, "sales", List.of("y", "m", "d"), List.of(), Map.of())));
        long id = saved(project);
        installed.execute(id);
        // Each is greater as a tuple, though not in every column; the last one is not.
        source.execute("INSERT INTO sales VALUES (2025, 1, 1, 3), (2025, 1, 2, 4), (2024, 12, 30, 5)");

        assertThat(installed.execute(id).get("state").asString()).isEqualTo("SUCCEEDED");

        source.execute("DELETE FROM sales WHERE amount = 5");
        assertSame(source, "sales");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql"})
    @Proves({"S42", "S43", "S44", "S37", "S40"})
    void theNewestRowOfAKeyWinsAlsoInsideOneBatch(String kind) throws SQLException {
        FreshDatabase source = source(kind);
        source.execute("CREATE TABLE versions (id int NOT NULL, name varchar(20), seq bigint NOT NULL)");
        source.execute("INSERT INTO versions VALUES (1, 'old', 1), (1, 'new', 2), (2, 'only', 3)");
        Map<String, Object> project = configuration(source, List.of(postgreSqlTarget, mySqlTarget), schema(source), List.of("versions"));
        project.put("tablePolicies", List.of(incremental(source, "versions", List.of("seq"), List.of("id"), Map.of())));
        long id = saved(project);
        String first = succeeds(id);
        for (FreshDatabase target : List.of(postgreSqlTarget, mySqlTarget)) {
            assertThat(rows(target, "versions", "id, name, seq")).isEqualTo("1 new 2, 2 only 3");
        }
        assertThat(installed.loads(first)).allSatisfy(load -> assertThat(load.get("duplicates").asLong()).isEqualTo(1));
        source.execute("INSERT INTO versions VALUES (2, 'later', 4), (2, 'latest', 6), (2, 'between', 5), (3, 'third', 7)");

        succeeds(id);

        for (FreshDatabase target : List.of(postgreSqlTarget, mySqlTarget)) {
            assertThat(rows(target, "versions", "id, name, seq")).isEqualTo("1 new 2, 2 latest 6, 3 third 7");
            assertThat(CopyIT.primaryKey(target, mySqlTarget.name(), "versions")).containsExactly("id");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql"})
    @Proves({"S1", "S39", "A5", "A6"})
    void eachTargetGoesOnFromItsOwnMaximumAndAnEmptyOneGetsEverything(String kind) throws SQLException {
        FreshDatabase source = source(kind);
        orders(source);
        Map<String, Object> project = configuration(source, List.of(postgreSqlTarget, mySqlTarget), schema(source), List.of("orders"));
        project.put("tablePolicies", List.of(incremental(source, "orders", List.of("seq"), List.of(), Map.of())));
        long id = saved(project);
        installed.execute(id);
        source.execute("INSERT INTO orders VALUES (3, 'c', 30), (4, 'd', 40)");
        installed.execute(id);
        // One target falls back, the other has everything; nothing may be doubled there.
        postgreSqlTarget.execute("DELETE FROM \"%s\".orders WHERE seq > 10".formatted(mySqlTarget.name()));
        source.execute("INSERT INTO orders VALUES (5, 'e', 50)");

        succeeds(id);
        assertSame(source, "orders");

        mySqlTarget.execute("DELETE FROM orders");
        succeeds(id);
        assertSame(source, "orders");
    }

    /// What changed below the greatest key and what was deleted comes, and goes, with one full extraction; afterwards it goes on incrementally.
    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql"})
    @Proves({"S34", "S36", "S40"})
    void anIncrementalTableIsExtractedInFullOnceWhereThatIsAskedFor(String kind) throws SQLException {
        FreshDatabase source = source(kind);
        orders(source);
        Map<String, Object> project = configuration(source, List.of(postgreSqlTarget, mySqlTarget), schema(source), List.of("orders"));
        project.put("tablePolicies", List.of(incremental(source, "orders", List.of("seq"), List.of("id"), Map.of())));
        long id = saved(project);
        succeeds(id);
        source.execute("UPDATE orders SET name = 'changed' WHERE id = 1");
        source.execute("DELETE FROM orders WHERE id = 2");
        source.execute("INSERT INTO orders VALUES (3, 'c', 30)");

        String incremental = succeeds(id);
        assertThat(rows(postgreSqlTarget, "orders", "id, name, seq")).isEqualTo("1 a 10, 2 b 20, 3 c 30");
        assertThat(modes(incremental)).containsOnly("merge");

        JsonNode full = installed.finished(installed.start(Map.of("projectId", id, "full", true)));
        assertThat(full.get("state").asString()).as(full.toString()).isEqualTo("SUCCEEDED");
        assertThat(modes(full.get("id").asString())).containsOnly("create");
        assertSame(source, "orders");

        source.execute("UPDATE orders SET name = 'not seen' WHERE id = 1");
        source.execute("INSERT INTO orders VALUES (4, 'd', 40)");
        String next = succeeds(id);
        assertThat(modes(next)).containsOnly("merge");
        for (FreshDatabase target : List.of(postgreSqlTarget, mySqlTarget)) {
            assertThat(rows(target, "orders", "id, name, seq")).isEqualTo("1 changed 10, 3 c 30, 4 d 40");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql"})
    @Proves("A7")
    void nullKeysAreReportedAndALookBackReadsLateRows(String kind) throws SQLException {
        FreshDatabase source = source(kind);
        orders(source);
        Map<String, Object> project = configuration(source, List.of(postgreSqlTarget, mySqlTarget), schema(source), List.of("orders"));
        project.put("tablePolicies", List.of(incremental(source, "orders", List.of("seq"), List.of("id"), Map.of("lookBack", "8"))));
        long id = saved(project);
        succeeds(id);
        source.execute("INSERT INTO orders VALUES (3, 'late', 13), (4, 'too late', 11), (5, 'null', NULL), (6, 'new', 21)");

        String run = succeeds(id);

        for (FreshDatabase target : List.of(postgreSqlTarget, mySqlTarget)) {
            assertThat(rows(target, "orders", "id, name, seq")).isEqualTo("1 a 10, 2 b 20, 3 late 13, 6 new 21");
        }
        assertThat(installed.tables(run).getFirst().get("nullKeys").asLong()).isEqualTo(1);

        project.put("name", "another");
        project.put("tablePolicies", List.of(incremental(source, "orders", List.of("seq"), List.of(), Map.of("lookBack", "8"))));
        assertThat(save(project).status()).isEqualTo(400);
    }

    @Test
    @Proves({"S41"})
    void theKeyHasAnIndexInTheTargetAndOneIsAdvisedForTheSource() throws SQLException {
        orders(mySqlSource);
        Map<String, Object> project = configuration(mySqlSource, List.of(postgreSqlTarget), mySqlSource.name(), List.of("orders"));
        project.put("tablePolicies", List.of(incremental(mySqlSource, "orders", List.of("seq"), List.of("id"), Map.of())));

        String run = succeeds(project);

        assertThat(scalar(postgreSqlTarget, "SELECT count(*) FROM pg_indexes WHERE tablename = 'orders' AND indexdef LIKE '%(seq)%'")).isEqualTo("1");
        assertThat(installed.tables(run).getFirst().get("notes").toString()).contains("CREATE INDEX").contains("seq");
    }

    @Test
    @Proves({"S30", "A15"})
    void hsSyncTimeIsOneMomentPerRunAndTable() throws SQLException {
        orders(postgreSqlSource);
        Map<String, Object> project = configuration(postgreSqlSource, List.of(postgreSqlTarget, mySqlTarget), "public", List.of("orders"));
        project.put("policy", Map.of("addSyncTime", true));
        project.put("tablePolicies", List.of(incremental(postgreSqlSource, "orders", List.of("seq"), List.of("id"), Map.of())));
        LocalDateTime before = LocalDateTime.now(ZoneOffset.UTC).minusSeconds(1);
        long id = saved(project);
        succeeds(id);
        String first = scalar(mySqlTarget, "SELECT GROUP_CONCAT(DISTINCT hs_sync_time) FROM orders");
        assertThat(LocalDateTime.parse(first.replace(' ', 'T'))).isBetween(before, LocalDateTime.now(ZoneOffset.UTC));
        assertThat(scalar(postgreSqlTarget, "SELECT string_agg(DISTINCT to_char(hs_sync_time, 'YYYY-MM-DD HH24:MI:SS.MS'), ',') FROM \"%s\".orders".formatted(mySqlTarget.name())))
                .isEqualTo(first);
        postgreSqlSource.execute("INSERT INTO orders VALUES (3, 'c', 30)");

        succeeds(id);

        assertThat(scalar(mySqlTarget, "SELECT COUNT(*) FROM orders WHERE hs_sync_time = '%s'".formatted(first))).isEqualTo("2");
        assertThat(scalar(mySqlTarget, "SELECT COUNT(*) FROM orders WHERE hs_sync_time > '%s'".formatted(first))).isEqualTo("1");

        postgreSqlSource.execute("ALTER TABLE orders ADD COLUMN hs_sync_time timestamp");
        project.put("name", "another");
        assertThat(save(project).body().toString()).contains("hs_sync_time");
    }

    @Test
    @Proves({"S29", "S31", "S32", "A13"})
    void aSchemasWordOnNewTablesOutranksTheConnections() throws SQLException {
        for (String schema : List.of("one", "two")) {
            postgreSqlSource.execute("CREATE SCHEMA " + schema);
            postgreSqlSource.execute("CREATE TABLE %s.%s_old (id int PRIMARY KEY)".formatted(schema, schema));
            postgreSqlSource.execute("CREATE TABLE %s.%s_unchosen (id int PRIMARY KEY)".formatted(schema, schema));
        }
        Map<String, Object> project = configuration(postgreSqlSource, List.of(postgreSqlTarget), "one", List.of("one_old"));
        project.put("schemaNaming", Map.of("mode", "fixed", "name", "ods"));
        project.put("tables", List.of(Map.of("schema", "one", "table", "one_old"), Map.of("schema", "two", "table", "two_old")));
        project.put("policy", Map.of("ignoreNewTables", true));
        project.put("schemas", List.of(Map.of("schema", "two", "newTables", "include")));
        long id = saved(project);
        postgreSqlSource.execute("CREATE TABLE one.one_new (id int PRIMARY KEY)");
        postgreSqlSource.execute("CREATE TABLE two.two_new (id int PRIMARY KEY)");

        succeeds(id);

        assertThat(scalar(postgreSqlTarget, "SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'ods' AND tablename NOT LIKE '\\_%'"))
                .isEqualTo("one_old,two_new,two_old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql"})
    @Proves({"S52", "S53", "S54", "A21"})
    void pagesReadTablesWithKeysOfAnyKindWhole(String kind) throws SQLException {
        FreshDatabase source = source(kind);
        source.execute("CREATE TABLE pages (a varchar(20), b int, c bigint, note varchar(40), PRIMARY KEY (a, b))");
        source.execute(kind.equals("mysql")
                ? "INSERT INTO pages WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 900) SELECT CONCAT('Kéy ', n % 7), n, n * n, MD5(n) FROM n"
                : "INSERT INTO pages SELECT 'Kéy ' || n % 7, n, n * n, md5(n::text) FROM generate_series(1, 900) n");
        Map<String, Object> project = configuration(source, List.of(postgreSqlTarget, mySqlTarget), schema(source), List.of("pages"));
        project.put("policy", Map.of("pageSize", 37));

        succeeds(project);

        assertSame(source, "pages");
    }

    @Test
    @Proves({"S51", "S52"})
    void aSourceThatEndsLongQueriesIsCopiedInPages() throws SQLException {
        postgreSqlSource.execute("CREATE TABLE wide (id int PRIMARY KEY, note text)");
        postgreSqlSource.execute("INSERT INTO wide SELECT n, repeat(md5(n::text), 8) FROM generate_series(1, 300000) n");
        String reader = postgreSqlSource.name() + "_reader";
        postgreSqlSource.execute("CREATE ROLE \"%s\" LOGIN PASSWORD 'reader'".formatted(reader));
        try {
            postgreSqlSource.execute("GRANT CONNECT ON DATABASE \"%s\" TO \"%s\"".formatted(postgreSqlSource.name(), reader));
            postgreSqlSource.execute("GRANT USAGE ON SCHEMA public TO \"%s\"".formatted(reader));
            postgreSqlSource.execute("GRANT SELECT ON wide TO \"%s\"".formatted(reader));
            postgreSqlSource.execute("ALTER ROLE \"%s\" SET statement_timeout = '100ms'".formatted(reader));
            // Of several sessions each would be done in time.
            Map<String, Object> alone = Map.of("user", reader, "secret", "reader", "options", Map.of("streams", "1"));
            long from = installed.connection(postgreSqlSource.server(), postgreSqlSource.name(), false, alone);
            Map<String, Object> project = configuration(postgreSqlSource, List.of(postgreSqlTarget), "public", List.of("wide"));
            project.put("sourceConnectionId", from);
            long id = saved(project);

            JsonNode whole = installed.finished(installed.start(Map.of("projectId", id, "retry", Map.of("attempts", 1))));
            assertThat(whole.get("state").asString()).isEqualTo("FAILED");
            assertThat(installed.tables(whole.get("id").asString()).toString()).contains("TIMED_OUT").contains("page");

            project.put("name", "in pages");
            project.put("policy", Map.of("pageSize", 2000));
            succeeds(project);
            assertThat(scalar(postgreSqlTarget, "SELECT sum(id) || ' ' || count(*) || ' ' || md5(string_agg(note, '' ORDER BY id)) FROM \"%s\".wide".formatted(mySqlTarget.name())))
                    .isEqualTo(scalar(postgreSqlSource, "SELECT sum(id) || ' ' || count(*) || ' ' || md5(string_agg(note, '' ORDER BY id)) FROM wide"));
        } finally {
            postgreSqlSource.execute("DROP OWNED BY \"%1$s\"".formatted(reader));
            postgreSqlSource.execute("DROP ROLE \"%s\"".formatted(reader));
        }
    }

    @Test
    @Proves({"S70", "S71", "A24"})
    void oneClickCopiesOneTable() throws SQLException {
        orders(mySqlSource);
        mySqlSource.execute("CREATE TABLE other (id int PRIMARY KEY)");
        mySqlSource.execute("INSERT INTO other VALUES (1)");
        long id = saved(configuration(mySqlSource, List.of(postgreSqlTarget), mySqlSource.name(), List.of("orders")));

        String run = installed.start(Map.of("projectId", id, "table", Map.of("schema", mySqlSource.name(), "table", "other")));

        JsonNode finished = installed.finished(run);
        assertThat(finished.get("state").asString()).as(finished.toString()).isEqualTo("SUCCEEDED");
        assertThat(finished.get("singleTable").asBoolean()).isTrue();
        assertThat(scalar(postgreSqlTarget, "SELECT count(*) FROM \"%s\".other".formatted(mySqlTarget.name()))).isEqualTo("1");
        assertThat(installed.tables(run)).hasSize(1);
    }

    @Test
    @Proves({"S6", "S7", "S8", "S10", "S72"})
    void connectionsAreBrowsedAndSharedByProjectsThatCanBeListed() {
        orders(mySqlSource);
        long connection = installed.connection(mySqlSource.server(), null, false);
        long target = installed.connection(postgreSqlTarget.server(), postgreSqlTarget.name(), true);
        long one = installed.project(connection, List.of(target), mySqlSource.name(), List.of("orders"), "one");
        long two = installed.project(connection, List.of(target), mySqlSource.name(), List.of("orders"), "two");

        // MySQL lists what the user has rights on, and those have come with the projects.
        String catalog = installed.url(Service.CONFIG, "/api/v1/catalogs/" + connection);
        assertThat(installed.api.get(catalog + "/schemas?limit=1000").ok().toString()).contains(mySqlSource.name());
        assertThat(installed.api.get(catalog + "/schemas/" + mySqlSource.name() + "/tables").ok().toString()).contains("orders");
        JsonNode projects = installed.api.get(installed.url(Service.CONFIG, "/api/v1/projects?limit=1000")).ok();
        assertThat(projects.get("items").findValuesAsString("id")).contains(Long.toString(one), Long.toString(two));
        assertThat(installed.execute(one).get("state").asString()).isEqualTo("SUCCEEDED");
    }

    @Test
    @Proves("A20")
    void aTargetTableThatAnotherProjectIsWritingIsLeftAlone() throws SQLException {
        orders(mySqlSource);
        postgreSqlTarget.execute("CREATE SCHEMA ods");
        postgreSqlTarget.execute("CREATE TABLE ods.orders (id int)");
        // Two connections to the same database: names and ids do not tell them apart.
        long from = installed.connection(mySqlSource.server(), null, false);
        long one = installed.project(from, List.of(installed.connection(postgreSqlTarget.server(), postgreSqlTarget.name(), true)), mySqlSource.name(), List.of("orders"), "ods");
        long two = installed.project(from, List.of(installed.connection(postgreSqlTarget.server(), postgreSqlTarget.name(), true)), mySqlSource.name(), List.of("orders"), "ods");
        try (Connection holder = postgreSqlTarget.connect(); Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE ods.orders IN ACCESS SHARE MODE");
            String first = installed.start(one);

            var second = org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20))
                    .until(() -> installed.api.post(installed.url(Service.SCHEDULER, "/api/v1/runs"), Map.of("projectId", two)), answer -> answer.status() != 404);

            assertThat(second.status()).isEqualTo(409);
            assertThat(second.body().toString()).contains(first);
            holder.rollback();
            installed.finished(first);
        }
    }

    @Test
    void thePreviewShowsWhatARunWouldDoAndTouchesNothing() throws SQLException {
        orders(mySqlSource);
        Map<String, Object> project = configuration(mySqlSource, List.of(postgreSqlTarget, mySqlTarget), mySqlSource.name(), List.of("orders"));
        project.put("schemaNaming", Map.of("mode", "fixed", "name", "preview_only"));

        JsonNode preview = installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects/preview"), project).ok();

        assertThat(preview.get("runnable").asBoolean()).as(preview.toString()).isTrue();
        assertThat(preview.toString()).contains("CREATE TABLE").contains("preview_only").contains("SELECT").contains("exact");
        assertThat(scalar(postgreSqlTarget, "SELECT count(*) FROM pg_tables WHERE schemaname = 'preview_only'")).isEqualTo("0");
    }

    private static void orders(FreshDatabase source) {
        source.execute("CREATE TABLE orders (id int PRIMARY KEY, name varchar(20), seq int)");
        source.execute("INSERT INTO orders VALUES (1, 'a', 10), (2, 'b', 20)");
    }

    /// How the rows of the run's one table became the content of each target.
    private List<String> modes(String run) {
        return installed.tables(run).getFirst().get("loads").findValuesAsString("mode");
    }

    private FreshDatabase source(String kind) {
        return kind.equals("mysql") ? mySqlSource : postgreSqlSource;
    }

    private static boolean isMySql(FreshDatabase database) {
        return database.server() instanceof MySqlServer;
    }

    private static String schema(FreshDatabase source) {
        return isMySql(source) ? source.name() : "public";
    }

    /// Into a schema of the MySQL target's name, whatever the kind of the target.
    private Map<String, Object> configuration(FreshDatabase source, List<FreshDatabase> targets, String schema, List<String> tables) {
        return new HashMap<>(installed.configuration(
                installed.connection(source.server(), source.name(), false),
                targets.stream().map(target -> installed.connection(target.server(), target.name(), true)).toList(),
                schema,
                tables,
                mySqlTarget.name()));
    }

    private static Map<String, Object> incremental(FreshDatabase source, String table, List<String> key, List<String> keyFields, Map<String, Object> more) {
        Map<String, Object> extraction = new HashMap<>(Map.of("mode", "incremental", "key", key));
        extraction.putAll(more);
        return Map.of("table", Map.of("schema", schema(source), "table", table), "extraction", extraction, "keyFields", keyFields);
    }

    private Api.Answer save(Map<String, Object> project) {
        return installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects"), project);
    }

    private long saved(Map<String, Object> project) {
        return save(project).ok().get("id").asLong();
    }

    private String succeeds(Map<String, Object> project) {
        return succeeds(saved(project));
    }

    private String succeeds(long project) {
        JsonNode run = installed.execute(project);
        String id = run.get("id").asString();
        assertThat(run.get("state").asString()).as(() -> run + " " + installed.tables(id)).isEqualTo("SUCCEEDED");
        return id;
    }

    private void assertSame(FreshDatabase source, String table) throws SQLException {
        for (FreshDatabase target : List.of(postgreSqlTarget, mySqlTarget)) {
            try (Connection left = source.connect(); Connection right = target.connect()) {
                var result = TableComparison.compare(
                        new TableComparison.Side(left, table, Engine.of(source.server())), new TableComparison.Side(right, nameIn(target, table), Engine.of(target.server())));
                assertThat(result.equal()).as(result.describe()).isTrue();
            }
            CopyIT.assertNothingLeft(target);
        }
    }

    private String nameIn(FreshDatabase target, String table) {
        return isMySql(target) ? "`" + table + "`" : "\"%s\".\"%s\"".formatted(mySqlTarget.name(), table);
    }

    private String rows(FreshDatabase target, String table, String columns) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection session = target.connect(); Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("SELECT %s FROM %s ORDER BY 1".formatted(columns, nameIn(target, table)))) {
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                found.add(String.join(" ", row));
            }
        }
        return String.join(", ", found);
    }

    private static String scalar(FreshDatabase database, String query) throws SQLException {
        try (Connection session = database.connect(); Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
