package dev.syncline.allinone.browser;

import java.sql.Connection;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.syncline.allinone.Door;
import dev.syncline.allinone.browser.Hands.Manner;
import dev.syncline.console.access.Role;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.PostgreSqlServer;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// What the specification says of projects and of the three levels of policy, done in the page and seen in the targets: by mouse alone, and by keyboard alone.
class PolicySentencesIT {

    private static final Pattern PROJECT = Pattern.compile(".*/projects/\\d+.*");

    private final String suffix = UUID.randomUUID().toString().substring(0, 8);

    private String unique(String name) {
        return "%s %s".formatted(name, suffix);
    }

    private long connection(String name, FreshDatabase database, boolean writable) {
        return Door.connection(database.server(), database.server() instanceof PostgreSqlServer ? database.name() : null, writable,
                Map.of("name", name, "user", database.user(), "secret", database.password()));
    }

    private long project(String name, long source, List<Long> targets, String schema, List<Map<String, String>> tables, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "name", name, "sourceConnectionId", source, "targetConnectionIds", targets,
                "schemaNaming", Map.of("mode", "fixed", "name", schema), "tables", tables));
        body.putAll(more);
        return Door.bootstrap().post(Door.url() + "/api/v1/projects", body).ok().get("id").asLong();
    }

    private static Map<String, String> table(String schema, String name) {
        return Map.of("schema", schema, "table", name);
    }

    private static JsonNode saved(long project) {
        return Door.bootstrap().get(Door.url() + "/api/v1/projects/" + project).ok();
    }

    /// From wherever it is, by the list of projects.
    private static void opens(Hands hands, String project) {
        Visitor visitor = hands.visitor();
        hands.presses(visitor.link("Projects").first());
        assertThat(visitor.heading("Projects")).isVisible();
        hands.writes(visitor.field("Search by name or connection"), project);
        hands.presses(visitor.link(project));
        assertThat(visitor.heading(project)).isVisible();
        assertThat(visitor.tab("Policy")).isVisible();
    }

    private static void saves(Hands hands, int revision) {
        hands.presses(hands.visitor().button("Save"));
        assertThat(hands.visitor().text("was saved as revision %d".formatted(revision))).isVisible();
    }

    /// And sees that it has succeeded.
    private static void executes(Hands hands, String button) {
        Visitor visitor = hands.visitor();
        hands.presses(visitor.button(button));
        visitor.expectRunEnds("Succeeded");
    }

    /// What a table will really be called.
    private static Locator realName(Visitor visitor, String source) {
        return visitor.row(source).locator("td").last();
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"S6", "S7", "S8", "S9", "S10", "S13", "S14", "S17", "S18", "S19"})
    void aNewProjectNamesSchemasByAPrefixAndTablesByAnInfix(Manner manner) {
        try (FreshDatabase from = SharedServers.mySql().freshDatabase("chenjing"); FreshDatabase to = SharedServers.postgreSql().freshDatabase("named")) {
            from.execute("CREATE TABLE `86export` (id int PRIMARY KEY, note varchar(40), changed_at datetime(6))");
            from.execute("INSERT INTO `86export` VALUES (1, 'one', '2026-01-01 10:00:00'), (2, NULL, NULL)");
            from.execute("CREATE TABLE other (id int PRIMARY KEY)");
            String source = unique("Shop");
            String target = unique("Warehouse");
            long sourceId = connection(source, from, false);
            long targetId = connection(target, to, true);
            project(unique("earlier"), sourceId, List.of(targetId), "earlier", List.of(table(from.name(), "other")), Map.of());
            String name = unique("nightly");
            String export = from.name() + ".86export";
            try (Hands hands = manner.comesIn(Role.EDITOR)) {
                Visitor visitor = hands.visitor();
                hands.presses(visitor.link("Projects").first());
                hands.writes(visitor.field("Search by name or connection"), unique("earlier"));
                assertThat(visitor.link(unique("earlier"))).isVisible();
                BoundingBox place = visitor.button("New Project").boundingBox();
                assertThat(place.x).as("New Project is at the right").isGreaterThan(Look.WIDE / 2.0);
                assertThat(place.y).as("New Project is above the list").isLessThan(visitor.page.getByRole(AriaRole.ROW).first().boundingBox().y);
                hands.presses(visitor.button("New Project"));

                assertThat(visitor.page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Steps")).getByRole(AriaRole.LISTITEM))
                        .hasText(new String[] {"Source and targets", "Tables", "Policy", "Review"});
                hands.writes(visitor.field("Name"), name);
                hands.chooses("Source", source);
                hands.triesToChoose("Targets", source);
                assertThat(visitor.option(source)).containsText("Allow Write Operations is off: it cannot be a target");
                assertThat(visitor.button("Remove " + source)).hasCount(0);
                hands.chooses("Targets", target);
                assertThat(visitor.button("Remove " + target)).isVisible();
                hands.presses(visitor.button("Next"));

                assertThat(visitor.heading("New Project")).isVisible();
                hands.writes(visitor.field("Search tables by schema or name"), from.name());
                assertThat(visitor.row("86export")).isVisible();
                assertThat(visitor.row("other")).isVisible();
                hands.presses(visitor.button("Tables of " + from.name()));
                assertThat(visitor.row("86export")).hasCount(0);
                hands.presses(visitor.button("Tables of " + from.name()));
                hands.ticks(visitor.checkbox("All tables of " + from.name()));
                assertThat(visitor.text("2 chosen")).isVisible();
                hands.ticks(visitor.checkbox("Copy %s.other".formatted(from.name())));
                assertThat(visitor.text("1 chosen")).isVisible();
                hands.presses(visitor.button("Next"));

                // Neither the way of naming nor a prefix or an infix has a default.
                assertThat(visitor.radio("Prefix and original name")).isVisible();
                hands.presses(visitor.button("Next"));
                assertThat(visitor.text("There is no default: choose one.")).isVisible();
                hands.takes(visitor.radio("Prefix and original name"));
                assertThat(visitor.field("Prefix")).hasValue("");
                hands.presses(visitor.button("Next"));
                assertThat(visitor.field("Prefix")).hasAttribute("aria-invalid", "true");
                assertThat(visitor.field("Prefix")).isFocused();
                hands.writes(visitor.field("Prefix"), "prefix_");
                assertThat(realName(visitor, export)).hasText("prefix_" + export);
                hands.takes(visitor.radio("Schema, infix and original name"));
                assertThat(visitor.field("Infix")).hasValue("");
                hands.presses(visitor.button("Next"));
                assertThat(visitor.field("Infix")).hasAttribute("aria-invalid", "true");
                hands.writes(visitor.field("Infix"), "mid");
                assertThat(realName(visitor, export)).hasText("prefix_%1$s.%1$s_mid_86export".formatted(from.name()));
                hands.presses(visitor.button("Next"));

                assertThat(visitor.text("A run of this can begin")).isVisible();
                hands.presses(visitor.row(export).getByRole(AriaRole.BUTTON).first());
                assertThat(visitor.text("SELECT")).isVisible();
                assertThat(visitor.text("CREATE TABLE \"prefix_%1$s\".\"%1$s_mid_86export\"".formatted(from.name()))).isVisible();
                assertThat(visitor.row("note").last()).containsText("varchar(40)");
                // MySQL may have a date that is none there.
                assertThat(visitor.row("changed_at").last()).containsText("Needs a policy");
                hands.presses(visitor.button("Save"));
                visitor.page.waitForURL(PROJECT);
                assertThat(visitor.heading(name)).isVisible();
                executes(hands, "Execute now");
                assertThat(Content.of(to, "SELECT id, note FROM \"prefix_%1$s\".\"%1$s_mid_86export\" ORDER BY id".formatted(from.name())))
                        .containsExactly("1|one", "2|null");

                // Each step by itself, and in the list what was made; its connections serve other projects, too.
                opens(hands, name);
                hands.presses(visitor.tab("Source and targets"));
                assertThat(visitor.combobox("Source")).hasValue(source);
                hands.presses(visitor.tab("Policy"));
                assertThat(visitor.field("Prefix")).hasValue("prefix_");
                hands.presses(visitor.tab("Execution plan"));
                assertThat(visitor.button("New plan")).isVisible();
                hands.presses(visitor.link("Connections").first());
                assertThat(visitor.heading("Connections")).isVisible();
                hands.writes(visitor.field("Search by name, kind, host or user"), source);
                assertThat(visitor.row(source)).containsText("2 projects");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"S10", "S11", "S12", "S15", "S16", "S19", "S20", "S21", "S22", "S23", "S24", "S34"})
    void allSchemasLandInOneAndTablesThatAreRetainedKeepTheirStructure(Manner manner) {
        try (FreshDatabase from = SharedServers.postgreSql().freshDatabase("retained"); FreshDatabase to = SharedServers.mySql().freshDatabase("86ods")) {
            from.execute("CREATE SCHEMA one");
            from.execute("CREATE SCHEMA two");
            from.execute("CREATE TABLE one.\"86export\" (id int PRIMARY KEY, note varchar(40))");
            from.execute("INSERT INTO one.\"86export\" VALUES (1, 'one'), (2, 'two')");
            from.execute("CREATE TABLE two.customers (id int PRIMARY KEY, name varchar(40))");
            from.execute("INSERT INTO two.customers VALUES (7, 'Ada')");
            String name = unique("retained");
            long source = connection(unique("Shop"), from, false);
            long target = connection(unique("Warehouse"), to, true);
            long project = project(name, source, List.of(target), "unused", List.of(table("one", "86export")),
                    Map.of("schemaNaming", Map.of("mode", "original")));
            String exported = "SELECT * FROM `%s`.`86export` ORDER BY id".formatted(to.name());
            String columns = """
                    SELECT GROUP_CONCAT(column_name ORDER BY column_name) FROM information_schema.columns
                    WHERE table_schema = DATABASE() AND table_name = '86export'""";
            String indexes = "SELECT COUNT(*) FROM information_schema.statistics WHERE table_schema = DATABASE() AND index_name = 'mine'";
            try (Hands hands = manner.comesIn(Role.EDITOR)) {
                Visitor visitor = hands.visitor();
                opens(hands, name);
                assertThat(visitor.page.getByLabel("Extraction of one.86export")).hasValue("full");
                hands.presses(visitor.button("Choose tables"));
                hands.ticks(visitor.checkbox("Copy two.customers"));
                hands.presses(visitor.button("Done: back to the tables"));
                assertThat(visitor.page.getByLabel("Extraction of two.customers")).hasValue("full");
                hands.presses(visitor.tab("Policy"));
                assertThat(visitor.heading("Connection level")).isVisible();
                assertThat(visitor.text("Holds for every schema and table of the project.")).isVisible();
                assertThat(visitor.radio("Delete original table and create new")).isChecked();
                assertThat(realName(visitor, "one.86export")).hasText("one.86export");
                hands.takes(visitor.radio("Fixed name"));
                assertThat(visitor.field("Schema in the targets")).hasValue("");
                assertThat(visitor.field("Schema in the targets")).hasAttribute("aria-invalid", "true");
                assertThat(visitor.button("Save")).hasAttribute("aria-disabled", "true");
                hands.writes(visitor.field("Schema in the targets"), to.name());
                assertThat(realName(visitor, "one.86export")).hasText(to.name() + ".86export");
                assertThat(realName(visitor, "two.customers")).hasText(to.name() + ".customers");
                saves(hands, 2);
                executes(hands, "Execute now");
                assertThat(Content.of(to, exported)).containsExactly("1|one", "2|two");
                assertThat(Content.of(to, "SELECT * FROM `%s`.customers".formatted(to.name()))).containsExactly("7|Ada");

                from.execute("DELETE FROM one.\"86export\" WHERE id = 1");
                from.execute("ALTER TABLE one.\"86export\" DROP COLUMN note");
                from.execute("ALTER TABLE one.\"86export\" ADD COLUMN city varchar(40)");
                from.execute("UPDATE one.\"86export\" SET city = 'Rome'");
                to.execute("CREATE INDEX mine ON `86export` (note)");
                opens(hands, name);
                hands.presses(visitor.tab("Policy"));
                hands.takes(visitor.radio("Retain original table and clear data"));
                assertThat(visitor.text("New fields are added; fields that are gone from the source get their default, usually null.")).isVisible();
                saves(hands, 3);
                executes(hands, "Execute now");
                assertThat(Content.of(to, exported)).as("cleared; with a field that is gone and a new one").containsExactly("2|null|Rome");
                assertThat(Content.of(to, indexes)).as("the table is the one that was there").containsExactly("1");

                opens(hands, name);
                hands.presses(visitor.tab("Policy"));
                hands.takes(visitor.radio("Delete original table and create new"));
                assertThat(visitor.text("A new table takes the old one's place")).isVisible();
                saves(hands, 4);
                executes(hands, "Execute now");
                assertThat(Content.of(to, exported)).containsExactly("2|Rome");
                assertThat(Content.of(to, columns)).containsExactly("city,id");
                assertThat(Content.of(to, indexes)).as("the table is another one").containsExactly("0");
            }
            assertThat(saved(project).get("policy").get("fullMode").asString()).isEqualTo("delete-and-create");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"S11", "S33", "S34", "S35", "S36", "S37", "S38", "S39", "S40", "S41", "S42", "S43", "S44", "S48"})
    void aTableIsIncrementalByTheKeysInTheirOrder(Manner manner) {
        try (FreshDatabase from = SharedServers.mySql().freshDatabase("days"); FreshDatabase to = SharedServers.postgreSql().freshDatabase("days")) {
            from.execute("CREATE TABLE days (year int NOT NULL, month int NOT NULL, day int NOT NULL, id int NOT NULL, note varchar(40))");
            from.execute("INSERT INTO days VALUES (2025, 12, 31, 1, 'first'), (2026, 1, 30, 2, 'second'), (2026, 1, 31, 3, 'third')");
            from.execute("CREATE TABLE words (id int PRIMARY KEY, word varchar(40))");
            from.execute("INSERT INTO words VALUES (1, 'before')");
            String name = unique("days");
            long source = connection(unique("Shop"), from, false);
            long target = connection(unique("Warehouse"), to, true);
            long project = project(name, source, List.of(target), "ods", List.of(table(from.name(), "days"), table(from.name(), "words")), Map.of());
            String days = from.name() + ".days";
            String copied = "SELECT * FROM ods.days ORDER BY id";
            try (Hands hands = manner.comesIn(Role.EDITOR)) {
                Visitor visitor = hands.visitor();
                opens(hands, name);
                hands.presses(visitor.button("Open " + days));
                assertThat(visitor.radio("Full")).isChecked();
                assertThat(visitor.text("Each run reads everything.")).isVisible();
                assertThat(visitor.text("The first run reads everything.")).isVisible();
                // Neither of these systems has anything to say of how a table is made.
                assertThat(visitor.page.getByText("How the table is made")).hasCount(0);
                hands.takes(visitor.radio("Incremental"));
                assertThat(visitor.combobox("Add a column to: Incremental key")).hasAttribute("aria-invalid", "true");
                assertThat(visitor.button("Save")).hasAttribute("aria-disabled", "true");
                assertThat(visitor.text("Its values must only grow.")).isVisible();
                assertThat(visitor.text("The source should have an index on it.")).isVisible();
                for (String column : List.of("month", "day", "year")) {
                    hands.chooses("Add a column to: Incremental key", column);
                }
                assertThat(visitor.text("3. year")).isVisible();
                hands.bringsUp("year", "month");
                assertThat(visitor.text("1. year")).isVisible();
                assertThat(visitor.text("2. month")).isVisible();
                assertThat(visitor.text("3. day")).isVisible();
                assertThat(visitor.text("a row that is read again takes the place of the one that is there. It is the distribution key, too")).isVisible();
                hands.takes(visitor.radio("These fields"));
                hands.chooses("Add a column to: Key fields", "id");
                saves(hands, 2);
                JsonNode policies = saved(project).get("tablePolicies");
                assertThat(policies.size()).as("the other table has none").isEqualTo(1);
                assertThat(policies.get(0).get("extraction").get("key").toString()).isEqualTo("[\"year\",\"month\",\"day\"]");
                assertThat(policies.get(0).get("keyFields").toString()).isEqualTo("[\"id\"]");
                hands.presses(tableTab(visitor, "Preview"));
                assertThat(visitor.text("Reads everything: the target has no greatest key yet.")).isVisible();
                assertThat(visitor.text("CREATE INDEX")).isVisible();
                executes(hands, "Execute now");
                assertThat(Content.of(to, copied)).containsExactly("2025|12|31|1|first", "2026|1|30|2|second", "2026|1|31|3|third");
                assertThat(Content.of(to, "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'p' AND conrelid = 'ods.days'::regclass"))
                        .containsExactly("PRIMARY KEY (id)");

                // What the target has says what is read next.
                to.execute("DELETE FROM ods.days WHERE id = 3");
                from.execute("UPDATE days SET note = 'not greater' WHERE id = 1");
                from.execute("UPDATE days SET month = 3, note = 'again' WHERE id = 2");
                from.execute("INSERT INTO days VALUES (2026, 2, 1, 4, 'greater'), (2026, 1, 30, 5, 'the same'), (2025, 12, 31, 6, 'less')");
                from.execute("UPDATE words SET word = 'after'");
                opens(hands, name);
                hands.presses(visitor.button("Open " + days));
                hands.presses(tableTab(visitor, "Preview"));
                assertThat(visitor.text("Reads what is greater than 2026, 1, 30.")).isVisible();
                executes(hands, "Execute now");
                assertThat(Content.of(to, copied)).containsExactly("2025|12|31|1|first", "2026|3|30|2|again", "2026|1|31|3|third", "2026|2|1|4|greater");
                assertThat(Content.of(to, "SELECT * FROM ods.words")).as("all of the other table is read each time").containsExactly("1|after");
            }
        }
    }

    /// Of the details of a table.
    private static Locator tableTab(Visitor visitor, String name) {
        return visitor.page.getByLabel("Parts of the table").getByRole(AriaRole.TAB, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"S25", "S26", "S27", "S28"})
    void changedFieldsAreIgnoredOrTriggerAFullExtraction(Manner manner) {
        try (FreshDatabase from = SharedServers.mySql().freshDatabase("changing"); FreshDatabase to = SharedServers.postgreSql().freshDatabase("changing")) {
            from.execute("CREATE TABLE orders (id int PRIMARY KEY, note varchar(40))");
            from.execute("INSERT INTO orders VALUES (1, 'one'), (2, 'two')");
            String name = unique("changing");
            long project = project(name, connection(unique("Shop"), from, false), List.of(connection(unique("Warehouse"), to, true)), "ods",
                    List.of(table(from.name(), "orders")),
                    Map.of("tablePolicies", List.of(Map.of(
                            "table", table(from.name(), "orders"), "extraction", Map.of("mode", "incremental", "key", List.of("id"))))));
            assertThat(Door.finished(Door.start(project))).isEqualTo("SUCCEEDED");
            from.execute("ALTER TABLE orders DROP COLUMN note, ADD COLUMN city varchar(40)");
            from.execute("UPDATE orders SET city = 'Oslo'");
            from.execute("INSERT INTO orders VALUES (3, 'Rome')");
            try (Hands hands = manner.comesIn(Role.EDITOR)) {
                Visitor visitor = hands.visitor();
                opens(hands, name);
                hands.presses(visitor.tab("Policy"));
                assertThat(visitor.radio("Trigger full extraction")).isChecked();
                hands.takes(visitor.radio("Ignore changes"));
                assertThat(visitor.text("new fields are added and stay null in old rows; removed ones keep their old values")).isVisible();
                saves(hands, 2);
                executes(hands, "Execute now");
                assertThat(Content.of(to, "SELECT id, note, city FROM ods.orders ORDER BY id")).containsExactly("1|one|null", "2|two|null", "3|null|Rome");

                opens(hands, name);
                hands.presses(visitor.tab("Policy"));
                hands.takes(visitor.radio("Trigger full extraction"));
                assertThat(visitor.text("The table is extracted in full and made anew.")).isVisible();
                saves(hands, 3);
                from.execute("ALTER TABLE orders ADD COLUMN street varchar(40)");
                executes(hands, "Execute now");
                assertThat(Content.of(to, "SELECT * FROM ods.orders ORDER BY id")).containsExactly("1|Oslo|null", "2|Oslo|null", "3|Rome|null");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"S11", "S29", "S30", "S31", "S32"})
    void newTablesAreCopiedUnlessTheConnectionOrRatherTheSchemaIgnoresThem(Manner manner) {
        try (FreshDatabase from = SharedServers.postgreSql().freshDatabase("growing"); FreshDatabase to = SharedServers.postgreSql().freshDatabase("growing")) {
            List<String> schemas = List.of("one", "two", "three");
            for (String schema : schemas) {
                from.execute("CREATE SCHEMA " + schema);
                from.execute("CREATE TABLE %1$s.%1$s_old (id int PRIMARY KEY)".formatted(schema));
                from.execute("INSERT INTO %1$s.%1$s_old VALUES (1)".formatted(schema));
            }
            String name = unique("growing");
            long project = project(name, connection(unique("Shop"), from, false), List.of(connection(unique("Warehouse"), to, true)), "ods",
                    schemas.stream().map(schema -> table(schema, schema + "_old")).toList(), Map.of());
            String there = "SELECT tablename FROM pg_tables WHERE schemaname = 'ods' AND tablename LIKE '%_old' OR tablename LIKE '%_new_' ORDER BY tablename";
            try (Hands hands = manner.comesIn(Role.EDITOR)) {
                Visitor visitor = hands.visitor();
                opens(hands, name);
                hands.presses(visitor.tab("Policy"));
                assertThat(visitor.checkbox("Ignore newly added tables")).not().isChecked();
                assertThat(visitor.text("Otherwise tables that appear in the source later are copied, too.")).isVisible();
                assertThat(visitor.text("hs_sync_time: when each row was synchronised.")).isVisible();
                hands.ticks(visitor.checkbox("Add an extra update-time column"));
                assertThat(visitor.text("Holds for that schema only, and outranks the connection level for newly added tables.")).isVisible();
                hands.selects(visitor.page.getByLabel("Newly added tables of one"), "Ignore");
                assertThat(schema(visitor, "one")).containsText("Ignored from the schema itself");
                assertThat(schema(visitor, "two")).containsText("Copied from the connection level");
                saves(hands, 2);
                schemas.forEach(schema -> from.execute("CREATE TABLE %1$s.%1$s_new1 (id int PRIMARY KEY)".formatted(schema)));
                LocalDateTime before = LocalDateTime.now(ZoneOffset.UTC).minusSeconds(1);
                executes(hands, "Execute now");
                assertThat(Content.of(to, there)).containsExactly("one_old", "three_new1", "three_old", "two_new1", "two_old");
                assertThat(Content.of(to, "SELECT id FROM ods.one_old")).containsExactly("1");
                assertThat(Content.of(to, "SELECT hs_sync_time FROM ods.one_old")).singleElement().satisfies(time ->
                        assertThat(LocalDateTime.parse(time.replace(' ', 'T'))).isBetween(before, LocalDateTime.now(ZoneOffset.UTC)));

                opens(hands, name);
                hands.presses(visitor.tab("Policy"));
                hands.ticks(visitor.checkbox("Ignore newly added tables"));
                hands.selects(visitor.page.getByLabel("Newly added tables of two"), "Copy");
                assertThat(schema(visitor, "one")).containsText("Ignored from the schema itself");
                assertThat(schema(visitor, "two")).containsText("Copied from the schema itself");
                assertThat(schema(visitor, "three")).containsText("Ignored from the connection level");
                saves(hands, 3);
                schemas.forEach(schema -> from.execute("CREATE TABLE %1$s.%1$s_new2 (id int PRIMARY KEY)".formatted(schema)));
                executes(hands, "Execute now");
                assertThat(Content.of(to, there)).contains("two_new2").doesNotContain("one_new2", "three_new2");
            }
            JsonNode policy = saved(project);
            assertThat(policy.get("policy").get("ignoreNewTables").asBoolean()).isTrue();
            assertThat(policy.get("schemas").toString())
                    .contains("{\"schema\":\"one\",\"newTables\":\"ignore\"}", "{\"schema\":\"two\",\"newTables\":\"include\"}");
        }
    }

    private static Locator schema(Visitor visitor, String schema) {
        return visitor.page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHas(visitor.page.getByLabel("Newly added tables of " + schema)));
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"S44", "S45", "S46", "S47", "S48"})
    void aTableIsMadeByItsPropertiesAndNotByItsKeyFields(Manner manner) {
        try (FreshDatabase from = SharedServers.mySql().freshDatabase("made"); FreshDatabase to = SharedServers.clickHouse().freshDatabase("made")) {
            for (String table : List.of("orders", "plain")) {
                from.execute("CREATE TABLE %s (id int PRIMARY KEY, region varchar(20) NOT NULL, at datetime NOT NULL)".formatted(table));
                from.execute("INSERT INTO %s VALUES (1, 'north', '2026-01-02 00:00:00'), (2, 'south', '2026-02-28 00:00:00')".formatted(table));
            }
            String name = unique("made");
            List<Long> targets = new ArrayList<>(List.of(
                    connection(unique("Analysts"), to, true),
                    Door.connection(from.server(), null, true, Map.of("name", unique("Of mysql"))),
                    Door.connection(SharedServers.postgreSql(), "postgres", true, Map.of("name", unique("Of postgresql")))));
            List<String> others = List.of("greenplum", "doris", "starrocks");
            // Nobody is there: the page knows from the kind alone.
            // Nobody is there: what can be said of a table is known from the kind alone.
            others.forEach(kind -> targets.add(Door.connection(
                    kind.equals("greenplum") ? SharedServers.postgreSql() : from.server(), "postgres", true,
                    Map.of("name", unique("Of " + kind), "kind", kind, "port", 1))));
            long project = project(name, connection(unique("Shop"), from, false), targets, to.name(),
                    List.of(table(from.name(), "orders"), table(from.name(), "plain")),
                    Map.of("tablePolicies", List.of("orders", "plain").stream().map(table -> Map.of("table", table(from.name(), table),
                            "keyFields", List.of("id"), "extraction", Map.of("mode", "incremental", "key", List.of("at", "id")))).toList()));
            String made = """
                    SELECT name, sorting_key, partition_key FROM system.tables
                    WHERE database = currentDatabase() AND name IN ('orders', 'plain') ORDER BY name""";
            try (Hands hands = manner.comesIn(Role.EDITOR)) {
                Visitor visitor = hands.visitor();
                opens(hands, name);
                hands.presses(visitor.button("Open %s.orders".formatted(from.name())));
                assertThat(visitor.heading("How the table is made in ClickHouse")).isVisible();
                assertThat(visitor.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(Pattern.compile("^How the table is made in"))))
                        .hasText(Stream.of("ClickHouse", "Apache Doris", "Greenplum", "StarRocks")
                                .map("How the table is made in "::concat).toArray(String[]::new));
                hands.presses(visitor.button("Close the details of the table"));
                hands.presses(visitor.tab("Source and targets"));
                for (String kind : List.of("greenplum", "doris", "starrocks", "mysql", "postgresql")) {
                    hands.presses(visitor.button("Remove " + unique("Of " + kind)));
                }
                hands.presses(visitor.tab("Tables"));
                hands.presses(visitor.button("Open %s.orders".formatted(from.name())));
                assertThat(visitor.page.getByText("How the table is made in")).hasCount(1);
                assertThat(visitor.text("They act when the table is made, and then in place of the key fields.")).isVisible();
                hands.chooses("Add a column to: Order by", "region");
                hands.chooses("Add a column to: Order by", "id");
                hands.writes(visitor.field("Partition by"), "toYYYYMM(at)");
                hands.selects(visitor.field("Deduplication"), "strict");
                saves(hands, 2);
                executes(hands, "Execute now");
                assertThat(Content.of(to, made)).containsExactly("orders|region, id|toYYYYMM(at)", "plain|(id)|");
                assertThat(Content.of(to, "SELECT id, region FROM orders ORDER BY id")).containsExactly("1|north", "2|south");

                // Another partition is not that of the table that is there.
                from.execute("INSERT INTO orders VALUES (3, 'west', '2026-03-01 00:00:00')");
                opens(hands, name);
                hands.presses(visitor.button("Open %s.orders".formatted(from.name())));
                hands.writes(visitor.field("Partition by"), "toYear(at)");
                hands.presses(visitor.button("Save"));
                assertThat(visitor.text("act when the table is made")).isVisible();
                executes(hands, "Execute now");
                assertThat(Content.of(to, made)).containsExactly("orders|region, id|toYYYYMM(at)", "plain|(id)|");
                assertThat(Content.of(to, "SELECT id, region FROM orders ORDER BY id")).containsExactly("1|north", "2|south", "3|west");
            }
            assertThat(saved(project).get("targetConnectionIds").size()).isEqualTo(1);
        }
    }
}
