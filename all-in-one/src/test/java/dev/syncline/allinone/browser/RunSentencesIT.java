package dev.syncline.allinone.browser;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.syncline.allinone.Door;
import dev.syncline.console.access.Role;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What the specification says of saving, executing, execution plans, records and single tables, done on the page with the mouse and by keyboard alone.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunSentencesIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration NEXT_MINUTE = Duration.ofSeconds(120);
    private static final int SECONDS_TO_SAVE = 8;

    private FreshDatabase from;
    private FreshDatabase rows;
    private FreshDatabase columns;
    private long source;
    private long rowTarget;
    private long columnTarget;

    @BeforeAll
    void prepare() {
        from = SharedServers.mySql().freshDatabase("said");
        rows = SharedServers.postgreSql().freshDatabase("said");
        columns = SharedServers.clickHouse().freshDatabase("said");
        customers(from);
        from.execute("CREATE TABLE orders (id int PRIMARY KEY)");
        from.execute("INSERT INTO orders VALUES (1)");
        source = connection("Shop", from, false);
        rowTarget = connection("Warehouse", rows, true);
        columnTarget = connection("Reports", columns, true);
    }

    @AfterAll
    void remove() {
        from.close();
        rows.close();
        columns.close();
    }

    private static void customers(FreshDatabase database) {
        database.execute("CREATE TABLE customers (id int PRIMARY KEY, name varchar(40), since date)");
        database.execute("INSERT INTO customers VALUES (1, 'Ada', '2026-01-01'), (2, 'Grace', '2026-01-02'), (3, 'Edsger', NULL)");
    }

    /// Of one who may do everything: the page has not said yet what it will write.
    private static long connection(String name, FreshDatabase database, boolean writable) {
        Map<String, Object> own = Map.of("name", unique(name), "user", database.user(), "secret", database.password());
        return Door.connection(database.server(), database.name(), writable, own);
    }

    private static String unique(String name) {
        return "%s %s".formatted(name, suffix());
    }

    private static String suffix() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    private static long project(long source, List<Long> targets, String fromSchema, List<String> tables, String toSchema) {
        return Door.bootstrap().post(Door.url() + "/api/v1/projects", Map.of(
                "name", unique("Sentences"), "sourceConnectionId", source, "targetConnectionIds", targets,
                "schemaNaming", Map.of("mode", "fixed", "name", toSchema),
                "tables", tables.stream().map(table -> Map.of("schema", fromSchema, "table", table)).toList())).ok().get("id").asLong();
    }

    private static JsonNode get(String path) {
        return Door.bootstrap().get(Door.url() + path).ok();
    }

    private static String nameOf(long project) {
        return get("/api/v1/projects/" + project).get("name").asString();
    }

    private static List<JsonNode> runsOf(long project) {
        return get("/api/v1/runs?project=" + project).get("items").valueStream().toList();
    }

    private static List<JsonNode> plansOf(long project) {
        return get("/api/v1/plans?project=" + project).get("items").valueStream().toList();
    }

    private static List<String> customersIn(FreshDatabase database, String schema) {
        String quote = database.server() == SharedServers.postgreSql() ? "\"" : "`";
        return Content.of(database, "SELECT id, name, since FROM %1$s%2$s%1$s.customers ORDER BY id".formatted(quote, schema));
    }

    private List<String> tablesOf(String schema) {
        return Content.of(rows, "SELECT tablename FROM pg_tables WHERE schemaname = '%s' ORDER BY 1".formatted(schema));
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"S49", "S50"})
    void nothingIsStoredBeforeSaveAndWhatIsNotSavedIsExecuted(Hands.Manner manner) {
        String kept = "kept_" + suffix();
        String draft = "draft_" + suffix();
        long project = project(source, List.of(rowTarget), from.name(), List.of("customers"), kept);
        JsonNode saved = get("/api/v1/projects/" + project);
        try (Hands hands = manner.comesIn(Door.user(Role.EDITOR))) {
            Visitor visitor = hands.visitor();
            Locator schema = visitor.field("Schema in the targets");
            hands.opens("/projects/%d?tab=policy".formatted(project));
            hands.writes(schema, draft);
            assertThat(visitor.text("Not saved")).isVisible();
            assertThat(get("/api/v1/projects/" + project)).isEqualTo(saved);

            hands.presses(visitor.link("Runs"));
            assertThat(visitor.dialog()).containsText("is lost when you leave");
            hands.presses(visitor.inDialog("Stay here"));
            assertThat(visitor.dialog()).hasCount(0);
            assertThat(schema).hasValue(draft);
            List<String> warnings = new ArrayList<>();
            visitor.page.onDialog(warning -> {
                warnings.add(warning.type());
                warning.dismiss();
            });
            visitor.page.evaluate("() => { location.reload(); }");
            visitor.page.waitForCondition(() -> warnings.equals(List.of("beforeunload")));
            assertThat(schema).hasValue(draft);
            hands.presses(visitor.link("Runs"));
            hands.presses(visitor.inDialog("Leave"));
            assertThat(visitor.heading("Runs")).isVisible();

            hands.opens("/projects/%d?tab=policy".formatted(project));
            assertThat(schema).hasValue(kept);
            hands.writes(schema, draft);
            hands.presses(visitor.button("Execute with unsaved changes"));
            visitor.expectRunEnds("Succeeded");
            assertThat(visitor.text("Not saved")).isVisible();
            assertThat(customersIn(rows, draft)).isEqualTo(customersIn(from, from.name()));
            assertThat(tablesOf(kept)).isEmpty();
            assertThat(get("/api/v1/projects/" + project)).isEqualTo(saved);
            String run = runsOf(project).getFirst().get("id").asString();
            assertThat(get("/api/v1/runs/%s/record".formatted(run)).get("configuration").toString()).contains(draft);

            hands.opens("/projects/%d?tab=policy".formatted(project));
            hands.writes(schema, draft);
            assertThat(visitor.text("%s.customers".formatted(draft))).isVisible();
            hands.presses(visitor.button("Save"));
            assertThat(visitor.text("was saved as revision 2")).isVisible();
            assertThat(get("/api/v1/projects/" + project).at("/schemaNaming/name").asString()).isEqualTo(draft);
            // What was pressed is gone, and the next step is at hand.
            assertThat(visitor.button("Save")).hasCount(0);
            hands.presses(visitor.button("Execute now"));
            visitor.expectRunEnds("Succeeded");
        }
    }

    /// The source gets a date that is none, which nobody has said what to do with.
    @ParameterizedTest
    @EnumSource
    @Proves({"S55", "S57", "S58", "S64", "S67", "S68", "S69"})
    void eachExecutionIsRecordedAndAFailureIsMailed(Hands.Manner manner) throws SQLException {
        String schema = "recorded_" + suffix();
        String told = "told-%s@example.com".formatted(suffix());
        String alsoTold = "also-%s@example.com".formatted(suffix());
        Door.User user = Door.user(Role.EDITOR);
        try (FreshDatabase failing = SharedServers.mySql().freshDatabase("failing");
                Hands hands = manner.comesIn(user)) {
            customers(failing);
            long project = project(connection("Shop", failing, false), List.of(rowTarget), failing.name(), List.of("customers"), schema);
            List<String> arrived = customersIn(failing, failing.name());
            Visitor visitor = hands.visitor();
            hands.opens("/projects/" + project);
            hands.presses(visitor.button("Execute now"));
            visitor.expectRunEnds("Succeeded");
            assertThat(customersIn(rows, schema)).isEqualTo(arrived);

            try (Connection session = failing.connect(); Statement statement = session.createStatement()) {
                statement.execute("SET SESSION sql_mode = ''");
                statement.execute("INSERT INTO customers VALUES (4, 'Nobody', '0000-00-00')");
            }
            hands.opens("/projects/" + project);
            hands.presses(visitor.button("Execute now"));
            visitor.expectRunEnds("Failed");
            assertThat(customersIn(rows, schema)).isEqualTo(arrived);

            hands.opens("/projects/" + project);
            hands.presses(visitor.tab("Execution plan"));
            hands.presses(visitor.button("New plan"));
            hands.writes(visitor.field("Name"), "Each minute");
            hands.writes(visitor.field("Attempts"), "2");
            hands.writes(visitor.field("Seconds before the second attempt"), "0");
            hands.takes(visitor.page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("High").setExact(true)));
            hands.presses(visitor.tab("Alerts"));
            assertThat(visitor.checkbox("Failures")).isChecked();
            hands.writes(visitor.field("Recipients"), "%s, %s".formatted(told, alsoTold));
            hands.presses(visitor.tab("Schedule"));
            hands.selects(visitor.field("Executed"), "Custom (cron expression)");
            int second = Instant.now().plusSeconds(SECONDS_TO_SAVE).atOffset(ZoneOffset.UTC).getSecond();
            hands.writes(visitor.field("Cron expression"), "%d * * * * *".formatted(second));
            hands.presses(visitor.button("Save plan"));
            assertThat(visitor.button("Each minute")).isVisible();
            JsonNode planned = await().atMost(NEXT_MINUTE).until(
                    () -> runsOf(project).stream().filter(run -> run.get("origin").asString().equals("PLAN")).toList(), runs -> !runs.isEmpty()).getFirst();
            hands.ticks(visitor.page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Each minute is enabled")));
            visitor.page.waitForCondition(() -> !plansOf(project).getFirst().get("enabled").asBoolean());
            assertThat(Door.finished(planned.get("id").asString())).isEqualTo("FAILED");
            assertThat(planned.get("retryAttempts").asInt()).isEqualTo(2);
            assertThat(planned.get("priority").asString()).isEqualTo("high");

            await().atMost(SOON).until(() -> Door.mails(told).size() == 1 && Door.mails(alsoTold).size() == 1);
            assertThat(Door.mails(told).getFirst()).contains(nameOf(project), "Each minute", planned.get("id").asString(),
                    failing.name() + ".customers", "UNUSABLE_VALUE");

            hands.presses(visitor.tab("Runs"));
            assertThat(visitor.row(nameOf(project))).hasCount(3);
            assertThat(visitor.row("Plan Each minute")).containsText("Failed");
            assertThat(visitor.row("By hand, " + user.name()).filter(new Locator.FilterOptions().setHasText("Failed"))).hasCount(1);
            assertThat(visitor.row("By hand, " + user.name()).filter(new Locator.FilterOptions().setHasText("Succeeded"))).hasCount(1);
            hands.presses(visitor.row("Plan Each minute").getByRole(AriaRole.LINK));
            visitor.expectRunEnds("Failed");
            assertThat(visitor.page).hasURL(Pattern.compile(".*/runs/" + planned.get("id").asString()));
            assertThat(customersIn(rows, schema)).isEqualTo(arrived);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"S56", "S57", "S58", "S59", "S60", "S61", "S62", "S63", "S64", "S65", "S66", "S67"})
    void aPlanIsMadeOfItsPartsAndShownAgain(Hands.Manner manner) {
        long project = project(source, List.of(rowTarget), from.name(), List.of("customers"), "planned_" + suffix());
        List<Long> before = Stream.of("one", "two")
                .map(_ -> project(source, List.of(rowTarget), from.name(), List.of("customers"), "before_" + suffix()))
                .toList();
        long after = project(source, List.of(rowTarget), from.name(), List.of("customers"), "after_" + suffix());
        Door.bootstrap().post(Door.url() + "/api/v1/plans", Map.of(
                "name", "After", "projectId", after, "enabled", false, "zone", "UTC", "schedules", List.of(Map.of("every", "hourly", "minutes", List.of(0))),
                "dependencies", List.of(Map.of("projectId", project)))).ok();
        List<String> recipients = List.of("one-%s@example.com".formatted(suffix()), "two-%s@example.com".formatted(suffix()));
        try (Hands hands = manner.comesIn(Door.user(Role.ADMIN))) {
            Visitor visitor = hands.visitor();
            hands.opens("/projects/%d?tab=plan".formatted(project));
            hands.presses(visitor.button("New plan"));
            assertThat(visitor.page.getByLabel("Parts of the plan").getByRole(AriaRole.TAB))
                    .hasText(new String[] {"Basic", "Schedule", "Dependencies", "Alerts"});
            hands.writes(visitor.field("Name"), "Quarter");
            hands.writes(visitor.field("Attempts"), "4");
            hands.writes(visitor.field("Seconds before the second attempt"), "20");
            hands.takes(visitor.page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Low").setExact(true)));

            hands.presses(visitor.tab("Schedule"));
            hands.chooses("Time zone", "Europe/Vienna");
            Locator executed = visitor.field("Executed");
            Locator times = visitor.field("Times of day");
            Locator add = visitor.button("Add a schedule");
            hands.selects(executed, "Each hour");
            hands.writes(visitor.field("Minutes of the hour"), "40");
            hands.writesNineOnNewYearsDay(visitor.field("Valid from"), 2031);
            expectNext(hands, "09:40", "10:40", "11:40", "12:40", "13:40");
            hands.presses(add);
            hands.writes(times, "09:10");
            expectNext(hands, "09:10", "09:40", "10:40", "11:40", "12:40");
            // The first of January 2031 is a Wednesday.
            hands.presses(add);
            hands.selects(executed.nth(2), "Each week");
            hands.presses(visitor.button("Mon"));
            hands.presses(visitor.button("Wed"));
            hands.presses(visitor.button("Fri"));
            hands.writes(times.nth(1), "09:20");
            expectNext(hands, "09:10", "09:20", "09:40", "10:40", "11:40");
            hands.presses(add);
            hands.selects(executed.nth(3), "Custom (cron expression)");
            hands.writes(visitor.field("Cron expression"), "0 28 9 * * MON-FRI");
            expectNext(hands, "09:10", "09:20", "09:28", "09:40", "10:40");
            hands.presses(add);
            hands.selects(executed.nth(4), "At single dates");
            hands.writes(visitor.field("Dates and times"), "2031-01-01 09:02, 2031-12-24 12:00");
            expectNext(hands, "09:02", "09:10", "09:20", "09:28", "09:40");
            hands.presses(add);
            hands.selects(executed.nth(5), "Each month");
            hands.presses(visitor.button("15"));
            hands.ticks(visitor.field("The last day of the month"));
            hands.writes(times.nth(2), "09:25");
            expectNext(hands, "09:02", "09:10", "09:20", "09:25", "09:28");
            // One more is taken away again.
            hands.presses(add);
            hands.presses(visitor.button("Remove schedule 7"));
            assertThat(executed).hasCount(6);

            hands.presses(visitor.tab("Dependencies"));
            hands.writes(visitor.combobox("After these projects"), nameOf(after));
            assertThat(visitor.option(nameOf(after))).containsText("They would wait for each other");
            assertThat(visitor.option(nameOf(after))).isDisabled();
            before.forEach(one -> hands.chooses("After these projects", nameOf(one)));
            hands.writes(visitor.field("Wait at most, in minutes"), "30");

            hands.presses(visitor.tab("Alerts"));
            hands.ticks(visitor.checkbox("Failures"));
            assertThat(visitor.checkbox("Failures")).not().isChecked();
            hands.ticks(visitor.checkbox("Failures"));
            hands.ticks(visitor.checkbox("Recoveries"));
            hands.writes(visitor.field("Recipients"), String.join(", ", recipients));
            hands.presses(visitor.button("Send a test mail"));
            recipients.forEach(one -> assertThat(visitor.text("To %s: sent".formatted(one))).isVisible());
            recipients.forEach(one -> assertThat(Door.mails(one)).hasSize(1));
            hands.presses(visitor.button("Save plan"));
            assertThat(visitor.button("Quarter")).isVisible();

            JsonNode plan = plansOf(project).getFirst();
            assertThat(plan.get("retry").toString()).isEqualTo("{\"attempts\":4,\"backoff\":\"PT20S\"}");
            assertThat(plan.get("priority").asString()).isEqualTo("low");
            assertThat(plan.get("zone").asString()).isEqualTo("Europe/Vienna");
            assertThat(plan.get("schedules").valueStream().map(JsonNode::toString)).containsExactly(
                    "{\"every\":\"hourly\",\"minutes\":[40]}",
                    "{\"every\":\"daily\",\"times\":[\"09:10\"]}",
                    "{\"every\":\"weekly\",\"days\":[\"WEDNESDAY\",\"FRIDAY\"],\"times\":[\"09:20\"]}",
                    "{\"every\":\"cron\",\"expression\":\"0 28 9 * * MON-FRI\"}",
                    "{\"every\":\"once\",\"at\":[\"2031-01-01T09:02\",\"2031-12-24T12:00\"]}",
                    "{\"every\":\"monthly\",\"days\":[1,15],\"lastDay\":true,\"times\":[\"09:25\"]}");
            assertThat(plan.get("dependencies").valueStream().map(one -> one.get("projectId").asLong())).containsExactlyElementsOf(before);
            assertThat(plan.get("dependencyWait").asString()).isEqualTo("PT30M");
            assertThat(plan.get("alerting").get("onFailure").asBoolean()).isTrue();
            assertThat(plan.get("alerting").get("onRecovery").asBoolean()).isTrue();
            assertThat(plan.get("alerting").get("recipients").valueStream().map(JsonNode::asString)).containsExactlyElementsOf(recipients);

            Locator enabled = visitor.page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Quarter is enabled"));
            assertThat(visitor.row("Quarter")).containsText("2031");
            hands.ticks(enabled);
            visitor.page.waitForCondition(() -> !plansOf(project).getFirst().get("enabled").asBoolean());
            assertThat(visitor.row("Quarter")).not().containsText("01/01/2031");

            hands.opens("/projects/%d?tab=plan".formatted(project));
            assertThat(enabled).not().isChecked();
            hands.ticks(enabled);
            visitor.page.waitForCondition(() -> plansOf(project).getFirst().get("enabled").asBoolean());
            hands.presses(visitor.button("Quarter"));
            assertThat(visitor.field("Attempts")).hasValue("4");
            assertThat(visitor.field("Seconds before the second attempt")).hasValue("20");
            assertThat(visitor.page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Low").setExact(true))).isChecked();
            hands.presses(visitor.tab("Schedule"));
            assertThat(visitor.combobox("Time zone")).hasValue("Europe/Vienna");
            assertThat(executed).hasCount(6);
            assertThat(visitor.field("Minutes of the hour")).hasValue("40");
            for (int i = 0; i < 3; i++) {
                assertThat(times.nth(i)).hasValue(List.of("09:10", "09:20", "09:25").get(i));
            }
            assertThat(visitor.field("Cron expression")).hasValue("0 28 9 * * MON-FRI");
            assertThat(visitor.field("Dates and times")).hasValue("2031-01-01 09:02, 2031-12-24 12:00");
            for (String day : List.of("Wed", "Fri", "1", "15")) {
                assertThat(visitor.button(day)).hasAttribute("aria-pressed", "true");
            }
            assertThat(visitor.button("Mon")).hasAttribute("aria-pressed", "false");
            assertThat(visitor.field("The last day of the month")).isChecked();
            hands.presses(visitor.tab("Dependencies"));
            before.forEach(one -> assertThat(visitor.text(nameOf(one))).isVisible());
            assertThat(visitor.field("Wait at most, in minutes")).hasValue("30");
            hands.presses(visitor.tab("Alerts"));
            assertThat(visitor.checkbox("Failures")).isChecked();
            assertThat(visitor.field("Recipients")).hasValue(String.join("\n", recipients));
        }
    }

    /// What is shown while one types: the next five times of the first of January 2031 in Vienna.
    private static void expectNext(Hands hands, String... times) {
        assertThat(hands.visitor().page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText("for you")))
                .containsText(Stream.of(times).map("Wed 2031-01-01 %s:00 +01:00"::formatted).toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"S70", "S71"})
    void oneTableIsSynchronisedByItsIcon(Hands.Manner manner) {
        try (FreshDatabase shop = SharedServers.mySql().freshDatabase("single"); FreshDatabase reports = SharedServers.clickHouse().freshDatabase("single");
                Hands hands = manner.comesIn(Door.user(Role.OPERATOR))) {
            customers(shop);
            shop.execute("CREATE TABLE orders (id int PRIMARY KEY)");
            long own = connection("Shop", shop, false);
            long project = project(own, List.of(rowTarget, columnTarget), shop.name(), List.of("customers", "orders"), reports.name());
            Visitor visitor = hands.visitor();
            Locator icon = visitor.button("Sync %s.customers now".formatted(shop.name()));
            hands.opens("/projects/" + project);
            assertThat(visitor.row("customers")).containsText("Never loaded");
            hands.presses(icon);
            expectCustomers(hands, project, 1, shop, reports);

            // By full extraction: what was changed and what is gone in the source is so in the targets.
            shop.execute("UPDATE customers SET name = 'Ada Lovelace' WHERE id = 1");
            shop.execute("DELETE FROM customers WHERE id = 2");
            hands.presses(icon);
            expectCustomers(hands, project, 2, shop, reports);

            assertThat(visitor.row("orders")).containsText("Never loaded");
            assertThat(tablesOf(reports.name())).contains("customers").doesNotContain("orders");
            assertThat(Content.of(reports, "SELECT name FROM system.tables WHERE database = '%s'".formatted(reports.name())))
                    .contains("customers").doesNotContain("orders");
            hands.presses(visitor.tab("Runs"));
            assertThat(visitor.row("Single table")).hasCount(2);
            hands.presses(visitor.row("Single table").first().getByRole(AriaRole.LINK));
            visitor.expectRunEnds("Succeeded");
            assertThat(visitor.text("Single table")).isVisible();
        }
    }

    private void expectCustomers(Hands hands, long project, int runs, FreshDatabase shop, FreshDatabase reports) {
        await().atMost(SOON).until(() -> runsOf(project).size() == runs);
        JsonNode run = runsOf(project).getFirst();
        String id = run.get("id").asString();
        assertThat(Door.finished(id)).isEqualTo("SUCCEEDED");
        assertThat(run.get("singleTable").asBoolean()).isTrue();
        JsonNode tables = get("/api/v1/runs/%s/tables".formatted(id)).get("items");
        assertThat(tables).hasSize(1);
        assertThat(tables.get(0).get("extraction").asString()).isEqualTo("full");
        assertThat(hands.visitor().row("customers").getByText("Loaded")).hasCount(2);
        List<String> expected = customersIn(shop, shop.name());
        assertThat(customersIn(rows, reports.name())).isEqualTo(expected);
        assertThat(customersIn(reports, reports.name())).isEqualTo(expected);
    }
}
