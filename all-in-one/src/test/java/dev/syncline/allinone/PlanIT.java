package dev.syncline.allinone;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.mail.internet.MimeMessage;

import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Ports;
import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Plans, triggers, dependencies, retries, alerts and records of a whole installation: MySQL to PostgreSQL, and on from there.
///
/// Nobody waits for a full hour here: a plan is taken for older than it is, so that what lies behind it was missed and is decided on now.
class PlanIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final Installed installed = Installed.shared();
    private FreshDatabase source;
    private FreshDatabase target;

    @BeforeEach
    void databases() {
        source = SharedServers.mySql().freshDatabase("source");
        target = SharedServers.postgreSql().freshDatabase("target");
        source.execute("CREATE TABLE orders (id int PRIMARY KEY, name varchar(20))");
        source.execute("INSERT INTO orders VALUES (1, 'one'), (2, 'two')");
    }

    @AfterEach
    void drop() {
        source.close();
        target.close();
    }

    @Test
    @Proves({"S4", "S55", "S56", "S69"})
    void aProjectIsExecutedNowAndByPlanAndEachExecutionIsRecorded() throws SQLException {
        long project = orders();
        JsonNode now = installed.execute(project);
        source.execute("INSERT INTO orders VALUES (3, 'three')");
        JsonNode planned = runOf(due(plan(project, "{\"every\": \"hourly\", \"minutes\": [0]}", Map.of()), Duration.ofMinutes(59)));

        assertThat(List.of(now.get("state").asString(), planned.get("state").asString())).containsOnly("SUCCEEDED");
        assertThat(content(target, "SELECT id, name FROM ods.orders ORDER BY id")).isEqualTo("1 one, 2 two, 3 three");
        JsonNode records = get("/api/v1/runs?project=" + project).get("items");
        assertThat(records.valueStream().map(run -> run.get("origin").asString())).containsExactly("PLAN", "MANUAL");
        JsonNode record = get("/api/v1/runs/" + planned.get("id").asString() + "/record");
        assertThat(record.get("configuration").get("revision").asLong()).isEqualTo(1);
        assertThat(record.get("tables").get(0).get("loads").get(0).get("statements").toString()).contains("CREATE TABLE");
        assertThat(record.get("tables").get(0).get("loads").get(0).get("proven").asBoolean()).isTrue();
        assertThat(record.get("timeline").toString()).contains("due at", "It began with revision 1", "SUCCEEDED");
        assertThat(get("/api/v1/runs?origin=PLAN&state=SUCCEEDED&project=" + project).get("items")).hasSize(1);
    }

    @Test
    @Proves({"S59", "S60", "A19"})
    void schedulesThatMeetFireOnceAndThoseThatWereMissedToo() {
        String plan = due(plan(
                        orders(), "{\"every\": \"hourly\", \"minutes\": [0, 30]}, {\"every\": \"hourly\", \"minutes\": [30]}", Map.of()),
                Duration.ofHours(2));

        JsonNode run = runOf(plan);

        assertThat(run.get("state").asString()).isEqualTo("SUCCEEDED");
        List<JsonNode> fires = fires(plan);
        assertThat(fires.stream().map(fire -> fire.get("dueAt").asString())).hasSize(4).doesNotHaveDuplicates()
                .allMatch(at -> List.of(0, 30).contains(Instant.parse(at).atZone(BERLIN).getMinute()));
        assertThat(fires.stream().map(fire -> fire.get("outcome").asString())).containsExactly("RUN", "REPLACED", "REPLACED", "REPLACED");
    }

    @Test
    @Proves({"S61", "A19"})
    void aDailyPlanFiresAtItsTimeOfTheZone() {
        ZonedDateTime yesterday = ZonedDateTime.now(BERLIN).minusHours(3).truncatedTo(ChronoUnit.HOURS);

        firesAt("{\"every\": \"daily\", \"times\": [\"%s\"]}".formatted(yesterday.toLocalTime()), yesterday.toInstant(), Duration.ofHours(20));
    }

    @Test
    @Proves("S62")
    void aWeeklyPlanFiresOnTheChosenDays() {
        // On a Monday after 06:15 it is today's.
        LocalDate monday = ZonedDateTime.now(BERLIN).minusHours(6).minusMinutes(15).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));

        firesAt("{\"every\": \"weekly\", \"days\": [\"MONDAY\"], \"times\": [\"06:15\"]}",
                monday.atTime(6, 15).atZone(BERLIN).toInstant(), Duration.between(monday.atStartOfDay(BERLIN), ZonedDateTime.now(BERLIN)));
    }

    @Test
    @Proves({"S63", "A19"})
    void aMonthlyPlanFiresOnTheChosenDaysAndOnTheLast() {
        // On a last day after 23:00 it is today.
        LocalDate lastOfMonth = ZonedDateTime.now(BERLIN).minusHours(23).toLocalDate().plusDays(1).withDayOfMonth(1).minusDays(1);

        firesAt("{\"every\": \"monthly\", \"days\": [], \"lastDay\": true, \"times\": [\"23:00\"]}",
                lastOfMonth.atTime(23, 0).atZone(BERLIN).toInstant(),
                Duration.between(lastOfMonth.atStartOfDay(BERLIN), ZonedDateTime.now(BERLIN)));
    }

    @Test
    @Proves("S64")
    void aCustomPlanFiresByCronOrOnce() {
        ZonedDateTime today = ZonedDateTime.now(BERLIN).minusHours(2).truncatedTo(ChronoUnit.HOURS).plusMinutes(7);

        firesAt("{\"every\": \"cron\", \"expression\": \"0 7 %d * * *\"}".formatted(today.getHour()), today.toInstant(), Duration.ofHours(20));
        firesAt("{\"every\": \"once\", \"at\": [\"%s\"]}".formatted(today.toLocalDateTime()), today.toInstant(), Duration.ofDays(2));
    }

    @Test
    @Proves({"S57", "A16"})
    void onlyTablesThatFailedAreTriedAgainAsOftenAsThePlanSays() throws SQLException {
        source.execute("CREATE TABLE locked (id int PRIMARY KEY)");
        source.execute("INSERT INTO locked VALUES (5)");
        long project = installed.project(installed.connection(source.server(), null, false), List.of(installed.connection(target.server(), target.name(), true)),
                source.name(), List.of("orders", "locked"), "ods");
        installed.execute(project);
        source.execute("INSERT INTO locked VALUES (6)");
        String run;
        try (Connection holder = target.connect(); Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE ods.locked IN ACCESS SHARE MODE");
            String plan = due(plan(project, hourly(), Map.of("retry", Map.of("attempts", 3, "backoff", "PT0.2S"))), Duration.ofHours(1));
            run = runIdOf(plan);
            await().atMost(SOON).until(() -> tables(run).stream().anyMatch(table -> table.get("attempt").asInt() == 2));
            holder.rollback();
        }

        JsonNode ended = installed.finished(run);

        assertThat(ended.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(ended.get("retryAttempts").asInt()).isEqualTo(3);
        Map<String, JsonNode> tables = new HashMap<>();
        tables(run).forEach(table -> tables.put(table.get("source").get("table").asString(), table));
        assertThat(tables.get("orders").get("attempt").asInt()).isEqualTo(1);
        JsonNode load = tables.get("locked").get("loads").get(0);
        assertThat(load.get("failedAttempts").get(0).get("failure").get("code").asString()).isEqualTo("LOCKED");
        assertThat(content(target, "SELECT id FROM ods.locked ORDER BY id")).isEqualTo("5, 6");
    }

    @Test
    @Proves({"S58", "A17"})
    void runsBeginByPriorityAndFirstInFirstOutInsideOne() {
        List<String> plans = new ArrayList<>();
        for (String priority : List.of("low", "medium", "high")) {
            plans.add(plan(orders("ods_" + priority), hourly(), Map.of("priority", priority)));
        }
        due(plans, Duration.ofHours(1));

        List<JsonNode> runs = plans.reversed().stream().map(this::runOf).toList();

        assertThat(runs.stream().map(run -> run.get("state").asString())).containsOnly("SUCCEEDED");
        assertThat(runs.stream().map(run -> run.get("priority").asString())).containsExactly("high", "medium", "low");
        assertThat(runs.stream().map(run -> Instant.parse(run.get("requestedAt").asString()))).isSorted();
        assertThat(runs.stream().map(run -> Instant.parse(run.get("beganAt").asString()))).isSorted();
    }

    @Test
    @Proves({"S5", "S65", "S66", "A18"})
    void aProjectWaitsForAnotherAndGoesOnFromWhatItHasWritten() throws SQLException {
        FreshDatabase end = SharedServers.mySql().freshDatabase("end");
        try {
            long first = orders();
            long second = installed.project(installed.connection(target.server(), target.name(), false),
                    List.of(installed.connection(end.server(), null, true)), "ods", List.of("orders"), end.name());
            Map<String, Object> dependent = Map.of("dependencies", List.of(Map.of("projectId", first)), "dependencyWait", "PT2M");
            String plan = due(plan(second, hourly(), dependent), Duration.ofHours(1));
            String run = runIdOf(plan);
            await().atMost(SOON).until(() -> installed.run(run).get("dependencies").get(0).get("state").asString().equals("MISSING"));
            assertThat(installed.run(run).get("state").asString()).isEqualTo("WAITING");

            JsonNode feeding = installed.execute(first);

            assertThat(installed.finished(run).get("state").asString()).isEqualTo("SUCCEEDED");
            assertThat(content(end, "SELECT id, name FROM orders ORDER BY id")).isEqualTo("1 one, 2 two");
            assertThat(installed.run(run).get("dependencies").get(0).get("runId").asString()).isEqualTo(feeding.get("id").asString());

            // The same plan again: since its previous start the first project has not been executed, and it does not wait for ever.
            String late = due(edited(plan, second, hourly("30"), Map.of("dependencies", dependent.get("dependencies"), "dependencyWait", "PT1S")),
                    Duration.ofHours(1));
            String starved = await().atMost(SOON)
                    .until(() -> fires(late).stream().map(fire -> fire.get("runId").asString()).filter(id -> !id.equals(run)).toList(), ids -> !ids.isEmpty())
                    .getFirst();
            JsonNode failed = installed.finished(starved);
            assertThat(failed.get("failure").get("code").asString()).isEqualTo("DEPENDENCY");
            assertThat(failed.get("failure").get("message").asString()).contains("has not been executed since the previous start of this plan");
            // Execute Now skips dependencies.
            assertThat(installed.execute(second).get("state").asString()).isEqualTo("SUCCEEDED");
        } finally {
            end.close();
        }
    }

    @Test
    @Proves({"S67", "S68", "A16"})
    void afterTheLastAttemptTheRecipientsOfThePlanGetAMail() {
        long broken = installed.project(installed.connection(source.server(), null, false, Map.of("port", Ports.free())),
                List.of(installed.connection(target.server(), target.name(), true)), source.name(), List.of("orders"), "ods");
        String told = "told-" + UUID.randomUUID() + "@example.com";
        String plan = due(plan(broken, hourly(), Map.of(
                        "name", "Nightly",
                        "retry", Map.of("attempts", 2, "backoff", "PT0.2S"),
                        "alerting", Map.of("onFailure", true, "recipients", List.of(told)))),
                Duration.ofHours(1));
        String silent = due(plan(broken, hourly("30"), Map.of("alerting", Map.of("onFailure", false, "recipients", List.of("silent@example.com")))),
                Duration.ofHours(1));

        JsonNode run = runOf(plan);
        JsonNode other = runOf(silent);

        assertThat(run.get("state").asString()).isEqualTo("FAILED");
        assertThat(other.get("state").asString()).isEqualTo("FAILED");
        await().atMost(SOON).until(() -> mails(told).count() == 1);
        MimeMessage mail = mails(told).findFirst().orElseThrow();
        String text = com.icegreen.greenmail.util.GreenMailUtil.getBody(mail);
        assertThat(text).contains("Nightly");
        assertThat(text.replace("=\r\n", "")).contains(run.get("id").asString()).contains("UNREACHABLE");
        assertThat(mails("silent@example.com")).isEmpty();
    }

    @Test
    @Proves({"A20", "S69"})
    void anUnsavedRunFreezesItsConfigurationAndTwoRunsOfAProjectAreRefused() throws SQLException {
        long project = orders();
        Map<String, Object> unsaved = new HashMap<>(installed.configuration(installed.connection(source.server(), null, false),
                List.of(installed.connection(target.server(), target.name(), true)), source.name(), List.of("orders"), "elsewhere"));
        String run;
        try (Connection holder = source.connect(); Statement statement = holder.createStatement()) {
            statement.execute("LOCK TABLES orders WRITE");
            run = installed.start(Map.of("projectId", project, "configuration", unsaved));
            Api.Answer second = installed.api.post(installed.url(Service.SCHEDULER, "/api/v1/runs"), Map.of("projectId", project));
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.body().get("detail").asString()).contains(run);
            statement.execute("UNLOCK TABLES");
        }

        assertThat(installed.finished(run).get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(content(target, "SELECT count(*) FROM elsewhere.orders")).isEqualTo("2");
        assertThat(content(target, "SELECT count(*) FROM pg_tables WHERE schemaname = 'ods'")).isEqualTo("0");
        assertThat(get("/api/v1/runs/" + run + "/record").get("configuration").toString()).contains("elsewhere");
        JsonNode again = installed.api.post(installed.url(Service.SCHEDULER, "/api/v1/runs/" + run + "/repeat"), Map.of("failedOnly", false)).ok();
        assertThat(installed.finished(again.get("id").asString()).get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(content(target, "SELECT count(*) FROM elsewhere.orders")).isEqualTo("2");
    }

    @Test
    @Proves({"S4", "S69"})
    void anotherSystemStartsARunByAnEvent() throws SQLException {
        long project = orders();
        await().atMost(SOON).until(() -> known(project));
        String id = UUID.randomUUID().toString();
        String event = """
                {"specversion": "1.0", "id": "%s", "source": "/erp", "type": "dev.syncline.run.requested.v1", "subject": "project/%d"}"""
                .formatted(id, project);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("syncline.triggers", event.getBytes(StandardCharsets.UTF_8)));
            producer.send(new ProducerRecord<>("syncline.triggers", event.getBytes(StandardCharsets.UTF_8)));
        }

        JsonNode runs = await().atMost(SOON).until(() -> get("/api/v1/runs?project=" + project).get("items"), items -> !items.isEmpty());

        assertThat(installed.finished(runs.get(0).get("id").asString()).get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(get("/api/v1/runs?project=" + project).get("items")).hasSize(1);
        assertThat(runs.get(0).get("cause").get("source").asString()).isEqualTo("/erp");
        assertThat(content(target, "SELECT id, name FROM ods.orders ORDER BY id")).isEqualTo("1 one, 2 two");
    }

    private void firesAt(String schedule, Instant expected, Duration older) {
        String plan = due(plan(orders(), schedule, Map.of()), older);

        JsonNode run = runOf(plan);

        assertThat(run.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(fires(plan).stream().map(fire -> Instant.parse(fire.get("dueAt").asString()))).containsExactly(expected);
        assertThat(Instant.parse(run.get("cause").get("dueAt").asString())).isEqualTo(expected);
    }

    private static String hourly() {
        return hourly("0");
    }

    private static String hourly(String minute) {
        return "{\"every\": \"hourly\", \"minutes\": [%s]}".formatted(minute);
    }

    private long orders() {
        return orders("ods");
    }

    private long orders(String schema) {
        return installed.project(installed.connection(source.server(), null, false), List.of(installed.connection(target.server(), target.name(), true)),
                source.name(), List.of("orders"), schema);
    }

    private String plan(long project, String schedules, Map<String, Object> more) {
        JsonNode plan = installed.api.post(installed.url(Service.SCHEDULER, "/api/v1/plans"), body(project, schedules, more)).ok();
        assertThat(plan.get("sentence").asString()).contains("Europe/Berlin");
        return plan.get("id").asString();
    }

    private static Map<String, Object> body(long project, String schedules, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "a plan", "projectId", project, "zone", "Europe/Berlin"));
        body.put("schedules", tools.jackson.databind.json.JsonMapper.builder().build().readValue("[" + schedules + "]", List.class));
        body.putAll(more);
        return body;
    }

    private String edited(String plan, long project, String schedules, Map<String, Object> more) {
        String url = installed.url(Service.SCHEDULER, "/api/v1/plans/" + plan);
        installed.api.put(url, body(project, schedules, more), String.valueOf(installed.api.get(url).etag())).ok();
        return plan;
    }

    private String due(String plan, Duration older) {
        due(List.of(plan), older);
        return plan;
    }

    /// Takes plans for older than they are, all at the same moment, so that they look back on instants that were missed.
    private void due(List<String> plans, Duration older) {
        DatabaseOfScheduler.update(installed, """
                UPDATE plan
                SET handled_until = clock_timestamp() - CAST(? AS interval), next_due_at = clock_timestamp()
                WHERE id = ANY(CAST(? AS bigint[]))""", older.toSeconds() + " s", "{" + String.join(",", plans) + "}");
    }

    private boolean known(long project) {
        return !DatabaseOfScheduler.query(installed, "SELECT id FROM project WHERE id = " + project).isEmpty();
    }

    private List<JsonNode> fires(String plan) {
        return get("/api/v1/plans/%s/fires".formatted(plan)).get("items").valueStream().toList();
    }

    private String runIdOf(String plan) {
        JsonNode fire = await().atMost(SOON).until(() -> fires(plan), fires -> !fires.isEmpty()).getFirst();
        return fire.get("runId").asString();
    }

    private JsonNode runOf(String plan) {
        return installed.finished(runIdOf(plan));
    }

    private List<JsonNode> tables(String run) {
        return installed.tables(run);
    }

    private JsonNode get(String path) {
        return installed.api.get(installed.url(Service.SCHEDULER, path)).ok();
    }

    private static Stream<MimeMessage> mails(String recipient) {
        return Stream.of(Installed.MAIL.getReceivedMessages()).filter(mail -> {
            try {
                return mail.getAllRecipients()[0].toString().equals(recipient);
            } catch (jakarta.mail.MessagingException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static String content(FreshDatabase database, String query) throws SQLException {
        try (Connection session = database.connect()) {
            return DatabaseOfScheduler.text(session, query);
        }
    }

    /// The scheduler's own database, to move time.
    private static final class DatabaseOfScheduler {

        static void update(Installed installed, String sql, String... parameters) {
            try (Connection session = connect(installed); PreparedStatement statement = session.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setString(i + 1, parameters[i]);
                }
                statement.executeUpdate();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        static String query(Installed installed, String sql) {
            try (Connection session = connect(installed)) {
                return text(session, sql);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        private static Connection connect(Installed installed) throws SQLException {
            Map<String, String> settings = installed.settings.of(Service.SCHEDULER);
            return DriverManager.getConnection(
                    settings.get("spring.datasource.url"), settings.get("spring.datasource.username"), settings.get("spring.datasource.password"));
        }

        static String text(Connection session, String query) throws SQLException {
            List<String> found = new ArrayList<>();
            try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(query)) {
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
    }
}
