package dev.syncline.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.project.ProjectEvent;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.message.Outgoing;
import dev.syncline.scheduler.store.SchedulerTransactions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Plans against the real service, with workers that do what a script says.
class PlansIT extends WholeRuns {

    @Test
    void aPlanThatIsDueMakesOneRunWhichSaysSo() {
        well();
        long project = project(List.of("a"), 1);
        Instant due = soon();

        long plan = plan(project, once(due), "");

        JsonNode fire = firstFire(plan);
        assertThat(Instant.parse(fire.path("dueAt").asString())).isEqualTo(due);
        assertThat(fire.path("outcome").asString()).isEqualTo("RUN");
        JsonNode run = end(UUID.fromString(fire.path("runId").asString()));
        assertThat(run.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(run.path("origin").asString()).isEqualTo("PLAN");
        assertThat(run.path("cause").path("planId").asLong()).isEqualTo(plan);
        assertThat(Instant.parse(run.path("cause").path("dueAt").asString())).isEqualTo(due);
        JsonNode record = get("/api/v1/runs/" + run.path("id").asString() + "/record");
        assertThat(record.path("timeline").toString()).contains("due at " + due, "It began with revision 1");
        String log = text("/api/v1/runs/" + run.path("id").asString() + "/log");
        assertThat(log).contains("Table shop.a", "executed CREATE TABLE x", "SUCCEEDED: 1 tables, 0 failed, 100 rows");
    }

    @Test
    void whatWasMissedIsTreatedAsThePlanSays() {
        well();
        long all = missedPlan("fire-all");
        long once = missedPlan("fire-once");
        long skip = missedPlan("skip");

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(outcomes(all)).hasSizeBetween(3, 4).allMatch("RUN"::equals);
            assertThat(outcomes(once)).hasSizeBetween(3, 4);
            assertThat(outcomes(skip)).hasSizeBetween(3, 4);
        });
        assertThat(outcomes(once).stream().filter("REPLACED"::equals)).hasSize(outcomes(once).size() - 1);
        assertThat(outcomes(once)).containsOnlyOnce("RUN");
        assertThat(outcomes(skip)).containsOnly("SKIPPED");
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode runs = get("/api/v1/runs?origin=PLAN&project=" + get("/api/v1/plans/" + all).path("projectId").asLong());
            assertThat(runs.path("items")).hasSizeBetween(3, 4).allSatisfy(run -> assertThat(run.path("state").asString()).isEqualTo("SUCCEEDED"));
        });
        List<JsonNode> missed = eventsOf("plan/" + skip);
        assertThat(missed).hasSize(1);
        assertThat(missed.getFirst().path("type").asString()).isEqualTo("dev.syncline.plan.missed.v1");
        assertThat(missed.getFirst().path("data").path("caughtUp").asInt()).isZero();
    }

    @Test
    void whatIsDueDuringARunOfTheProjectWaitsAsOneRun() {
        CountDownLatch gate = new CountDownLatch(1);
        worker(WorkerKind.EXTRACTOR, (work, worker) -> {
            if (work instanceof Work.ExtractTable) {
                pass(gate);
            }
            Scripts.well(work, worker);
        });
        worker(WorkerKind.LOADER, Scripts::well);
        long project = project(List.of("a"), 1);
        UUID running = run(project);
        await().atMost(SOON).until(() -> get("/api/v1/runs/" + running).path("state").asString().equals("RUNNING"));
        Instant due = soon();

        long first = plan(project, once(due), "");
        long second = plan(project, once(due), "");

        assertThat(List.of(firstFire(first).path("outcome").asString(), firstFire(second).path("outcome").asString()))
                .containsExactlyInAnyOrder("RUN", "JOINED");
        String queued = firstFire(first).path("runId").asString();
        assertThat(firstFire(second).path("runId").asString()).isEqualTo(queued);
        assertThat(get("/api/v1/runs/" + queued).path("state").asString()).isEqualTo("QUEUED");
        gate.countDown();
        assertThat(end(running).path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(end(UUID.fromString(queued)).path("state").asString()).isEqualTo("SUCCEEDED");
    }

    @Test
    void aRunWaitsForTheProjectsItDependsOn() {
        well();
        long before = project(List.of("a"), 1);
        long after = project(List.of("b"), 1);
        long plan = plan(after, once(soon()), "\"dependencies\": [{\"projectId\": %d}], \"dependencyWait\": \"PT1M\"".formatted(before));

        String run = firstFire(plan).path("runId").asString();
        assertThat(get("/api/v1/runs/" + run).path("state").asString()).isEqualTo("WAITING");
        assertThat(get("/api/v1/runs/" + run).path("dependencies").path(0).path("state").asString()).isEqualTo("MISSING");
        UUID first = run(before);

        assertThat(end(UUID.fromString(run)).path("state").asString()).isEqualTo("SUCCEEDED");
        JsonNode dependency = get("/api/v1/runs/" + run).path("dependencies").path(0);
        assertThat(dependency.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(dependency.path("runId").asString()).isEqualTo(first.toString());
        // Since its previous start the dependency has not been executed again.
        JsonNode late = end(UUID.fromString(firstFire(plan(after, once(soon()), "\"dependencies\": [{\"projectId\": %d}]".formatted(before)))
                .path("runId")
                .asString()));
        assertThat(late.path("state").asString()).as("another plan has no previous start").isEqualTo("SUCCEEDED");
    }

    @Test
    void aDependencyThatFailsOrDoesNotComeEndsTheRunWithTheReason() {
        worker(WorkerKind.EXTRACTOR, (work, worker) -> {
            if (work instanceof Work.ExtractTable) {
                Scripts.failed(work, worker, FailureCode.PERMISSION_DENIED, true);
            } else {
                Scripts.well(work, worker);
            }
        });
        worker(WorkerKind.LOADER, Scripts::well);
        long failing = project(List.of("a"), 1);
        long absent = project(List.of("c"), 1);
        UUID failed = run(failing);
        end(failed);

        UUID afterFailure = runOf(plan(project(List.of("b"), 1), once(soon()), "\"dependencies\": [{\"projectId\": %d}], \"dependencyWait\": \"PT1H\"".formatted(failing)));
        UUID afterNothing = runOf(plan(project(List.of("b"), 1), once(soon()), "\"dependencies\": [{\"projectId\": %d}], \"dependencyWait\": \"PT2S\"".formatted(absent)));

        JsonNode one = end(afterFailure);
        assertThat(one.path("state").asString()).isEqualTo("FAILED");
        assertThat(one.path("failure").path("code").asString()).isEqualTo("DEPENDENCY");
        assertThat(one.path("failure").path("message").asString()).contains(failed.toString(), "has failed");
        JsonNode other = end(afterNothing);
        assertThat(other.path("failure").path("message").asString()).contains("The time to wait for other projects is over", "has not been executed");
        await().atMost(SOON).untilAsserted(() -> assertThat(events(afterNothing)).containsExactly("dev.syncline.run.failed.v1"));
    }

    @Test
    void circlesOfDependenciesAreRefused() {
        long a = project(List.of("a"), 1);
        long b = project(List.of("b"), 1);
        long c = project(List.of("c"), 1);
        Instant never = Instant.now().plus(300, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
        plan(b, once(never), "\"dependencies\": [{\"projectId\": %d}]".formatted(a));
        plan(c, once(never), "\"dependencies\": [{\"projectId\": %d}]".formatted(b));

        Answer answer = post("/api/v1/plans", body(a, once(never), "\"dependencies\": [{\"projectId\": %d}]".formatted(c)), null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("type").asString()).endsWith("dependency-circle");
        assertThat(answer.body().path("detail").asString()).contains("%d waits for %d waits for %d waits for %d".formatted(a, c, b, a));
    }

    @Test
    void anEventMakesARunOnceAndIsAnswered() {
        well();
        long project = project(List.of("a", "b"), 1);
        String id = UUID.randomUUID().toString();
        String event = """
                {"specversion": "1.0", "id": "%s", "source": "/erp", "type": "dev.syncline.run.requested.v1", "subject": "project/%d",
                 "data": {"tables": [{"schema": "shop", "table": "a"}], "priority": "high"}}""".formatted(id, project);

        await().atMost(SOON).until(() -> scheduler.bean(dev.syncline.scheduler.project.KnownProjects.class).find(project).isPresent());
        trigger(event);
        trigger("{not json");
        trigger(event);
        trigger(event.replace("requested.v1", "danced.v1"));
        trigger(event.replace("project/" + project, "project/999999999").replace(id, id + "x"));

        await().atMost(SOON).untilAsserted(() -> assertThat(eventsOf("project/999999999"))
                .extracting(answer -> answer.path("type").asString())
                .containsExactly("dev.syncline.trigger.refused.v1"));
        assertThat(eventsOf("project/999999999").getFirst().path("data").path("problem").asString()).isEqualTo("not-found");
        List<JsonNode> answers = eventsOf("project/" + project);
        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst().path("data").path("joined").asBoolean()).isFalse();
        UUID run = UUID.fromString(answers.getFirst().path("data").path("runId").asString());
        assertThat(end(run).path("tables").asInt()).isEqualTo(1);
        assertThat(get("/api/v1/runs?project=" + project).path("items")).hasSize(1);
        await().atMost(SOON).untilAsserted(() -> assertThat(allEvents(run)).extracting(it -> it.path("type").asString())
                .containsExactly("dev.syncline.run.started.v1", "dev.syncline.table.loaded.v1", "dev.syncline.run.succeeded.v1"));
        assertThat(allEvents(run).getLast().path("data").path("cause").path("id").asString()).isEqualTo(id);
    }

    /// As by REST; and what waits and is not full does less than is asked for.
    @Test
    void anEventMayAskForIncrementalTablesInFullAndJoinsNoRunThatIsNot() {
        long project = project(List.of("a"), 1);
        await().atMost(SOON).until(() -> scheduler.bean(dev.syncline.scheduler.project.KnownProjects.class).find(project).isPresent());
        UUID holder = run(project); // no worker does anything for it
        List<Boolean> wishes = List.of(false, true, true, false);
        for (int i = 0; i < wishes.size(); i++) {
            trigger("""
                    {"specversion": "1.0", "id": "%s", "source": "/erp", "type": "dev.syncline.run.requested.v1", "subject": "project/%d", "data": {"full": %s}}"""
                    .formatted(UUID.randomUUID(), project, wishes.get(i)));
            int answers = i + 1;
            await().atMost(SOON).until(() -> eventsOf("project/" + project).size() == answers);
        }

        List<JsonNode> answers = eventsOf("project/" + project).stream().map(answer -> answer.path("data")).toList();
        assertThat(answers).extracting(answer -> answer.path("joined").asBoolean()).containsExactly(false, false, true, true);
        List<String> runs = answers.stream().map(answer -> answer.path("runId").asString()).toList();
        assertThat(runs.get(2)).isEqualTo(runs.get(1));
        assertThat(get("/api/v1/runs/" + runs.get(0)).path("full").asBoolean()).isFalse();
        assertThat(get("/api/v1/runs/" + runs.get(1)).path("full").asBoolean()).isTrue();
        runs.stream().distinct().forEach(run -> post("/api/v1/runs/" + run + "/cancel", "{}", null));
        post("/api/v1/runs/" + holder + "/cancel", "{}", null);
    }

    @Test
    void highGoesBeforeMediumBeforeLow() {
        CountDownLatch gate = new CountDownLatch(1);
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, (work, worker) -> {
            pass(gate);
            Scripts.well(work, worker);
        });
        worker(WorkerKind.LOADER, Scripts::well);
        await().atMost(SOON).until(() -> extractor.received() != null);
        List<Long> blockers = java.util.stream.LongStream.range(0, 8).mapToObj(_ -> project(List.of("z"), 1)).toList();
        blockers.forEach(WholeRuns::run);
        await().atMost(SOON).until(() -> extractor.received().size() >= 1);
        Instant due = soon();
        long low = save(project(List.of("a"), 1), once(due), "\"priority\": \"low\"");
        long medium = save(project(List.of("a"), 1), once(due), "");
        long high = save(project(List.of("a"), 1), once(due), "\"priority\": \"high\"");
        lookBack(low, medium, high);
        List<UUID> runs = List.of(runOf(high), runOf(medium), runOf(low));
        gate.countDown();

        runs.forEach(WholeRuns::end);
        List<Instant> began = runs.stream().map(run -> Instant.parse(get("/api/v1/runs/" + run).path("beganAt").asString())).toList();
        assertThat(began).isSorted();
        List<UUID> discovered = extractor.received().stream()
                .filter(Work.DiscoverTables.class::isInstance)
                .map(Work::runId)
                .filter(runs::contains)
                .toList();
        assertThat(discovered).isEqualTo(runs);
    }

    @Test
    void aRunIsRepeatedWithTheRevisionOfThenAndOnlyWhatFailed() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, (work, worker) -> {
            if (work instanceof Work.LoadTable load && load.table().table().equals("bad")) {
                Scripts.failed(work, worker, FailureCode.PERMISSION_DENIED, true);
            } else {
                Scripts.well(work, worker);
            }
        });
        long project = project(List.of("good", "bad"), 1);
        UUID run = run(project);
        assertThat(end(run).path("failed").asInt()).isEqualTo(1);

        Answer failedOnly = post("/api/v1/runs/%s/repeat".formatted(run), "{\"failedOnly\": true}", "again");
        Answer twice = post("/api/v1/runs/%s/repeat".formatted(run), "{\"failedOnly\": true}", "again");

        UUID repeat = UUID.fromString(failedOnly.body().path("id").asString());
        assertThat(twice.body().path("id").asString()).isEqualTo(repeat.toString());
        assertThat(end(repeat).path("tables").asInt()).isEqualTo(1);
        assertThat(get("/api/v1/runs/" + repeat).path("cause").path("runId").asString()).isEqualTo(run.toString());
        Answer whole = post("/api/v1/runs/%s/repeat".formatted(run), "{\"failedOnly\": false}", null);
        assertThat(end(UUID.fromString(whole.body().path("id").asString())).path("tables").asInt()).isEqualTo(2);
    }

    @Test
    void aPlanOfADeletedProjectRestsAndSaysWhy() {
        long project = project(List.of("a"), 1);
        long plan = save(project, once(soon()), "");
        scheduler.bean(Outgoing.class).send(Topics.PROJECTS, Long.toString(project), new ProjectEvent.ProjectDeleted(project, 1, Instant.now()));
        await().atMost(SOON).until(() -> scheduler.bean(dev.syncline.scheduler.project.KnownProjects.class).find(project).isEmpty());
        lookBack(plan);

        await().atMost(SOON).untilAsserted(() -> assertThat(outcomes(plan)).containsExactly("REFUSED"));
        JsonNode view = get("/api/v1/plans/" + plan);
        assertThat(view.path("enabled").asBoolean()).isFalse();
        assertThat(view.path("note").asString()).contains("project %d was deleted".formatted(project));
    }

    @Test
    void plansAreEditedWithTheStateTheyWereReadIn() {
        long project = project(List.of("a"), 1);
        String daily = "{\"every\": \"daily\", \"times\": [\"02:30\"]}";
        long plan = plan(project, daily, "");

        assertThat(put(plan, null, body(project, daily, "\"enabled\": false"))).isEqualTo(428);
        assertThat(put(plan, "\"9\"", body(project, daily, "\"enabled\": false"))).isEqualTo(412);
        assertThat(put(plan, "\"1\"", body(project, daily, "\"enabled\": false"))).isEqualTo(200);
        JsonNode preview = post("/api/v1/plans/preview", body(project, daily, ""), null).body();
        assertThat(preview.path("sentence").asString()).contains("02:30");
        assertThat(preview.path("next")).hasSize(5);
        Answer wrong = post("/api/v1/plans", body(project, "{\"every\": \"cron\", \"expression\": \"* * *\"}", ""), null);
        assertThat(wrong.status()).isEqualTo(400);
        Answer injected = post("/api/v1/plans", body(project, daily, "\"alerting\": {\"recipients\": [\"a@b.example\\r\\nBcc: c@d.example\"]}"), null);
        assertThat(injected.status()).isEqualTo(400);
    }

    private long missedPlan(String rule) {
        long project = project(List.of("a"), 1);
        long plan = plan(project, "{\"every\": \"hourly\", \"minutes\": %s}".formatted(java.util.stream.IntStream.range(0, 60).boxed().toList()),
                "\"missed\": \"%s\", \"enabled\": false".formatted(rule));
        Instant until = scheduler.bean(SchedulerTransactions.class).now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(60);
        // As if no scheduler had been there for some minutes, and as if the plan ended then.
        scheduler.bean(JdbcClient.class)
                .sql("""
                        UPDATE plan
                        SET handled_until = :from, next_due_at = :from, enabled = true,
                            document = jsonb_set(jsonb_set(document, '{enabled}', 'true'), '{until}', to_jsonb(CAST(:until AS text)))
                        WHERE id = :plan""")
                .param("from", until.minusSeconds(190).atOffset(ZoneOffset.UTC))
                .param("until", until.toString())
                .param("plan", plan)
                .update();
        return plan;
    }

    private void well() {
        worker(WorkerKind.EXTRACTOR, Scripts::well);
        worker(WorkerKind.LOADER, Scripts::well);
    }

    private static void pass(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The next whole minute would be too long to wait for: plans are due to the minute, so the test moves them.
    private static Instant soon() {
        return scheduler.bean(SchedulerTransactions.class).now().truncatedTo(ChronoUnit.MINUTES);
    }

    private static String once(Instant at) {
        return "{\"every\": \"once\", \"at\": [\"%s\"]}".formatted(LocalDateTime.ofInstant(at, ZoneOffset.UTC));
    }

    private static String body(long project, String schedule, String more) {
        return "{\"name\": \"a plan\", \"projectId\": %d, \"zone\": \"UTC\", \"schedules\": [%s]%s}"
                .formatted(project, schedule, more.isEmpty() ? "" : ", " + more);
    }

    private static long plan(long project, String schedule, String more) {
        long plan = save(project, schedule, more);
        lookBack(plan);
        return plan;
    }

    private static long save(long project, String schedule, String more) {
        Answer answer = post("/api/v1/plans", body(project, schedule, more), null);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body().path("id").asLong();
    }

    private static void lookBack(Long... plans) {
        // What was due in the present minute counts: the plans are taken for a minute older than they are, all at once.
        scheduler.bean(JdbcClient.class)
                .sql("""
                        UPDATE plan
                        SET handled_until = handled_until - interval '70 s', next_due_at = coalesce(next_due_at, handled_until)
                        WHERE id = ANY(:plans) AND enabled AND document #>> '{schedules,0,every}' = 'once'""")
                .param("plans", plans)
                .update();
    }

    private static int put(long plan, @Nullable String ifMatch, String body) {
        return scheduler.api().put().uri("/api/v1/plans/" + plan).contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> {
                    if (ifMatch != null) {
                        headers.setIfMatch(ifMatch);
                    }
                })
                .body(body).exchange().expectBody(String.class).returnResult().getStatus().value();
    }

    private static String text(String uri) {
        return scheduler.api().get().uri(uri).exchange().expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody();
    }

    private static void trigger(String event) {
        scheduler.bean(org.springframework.kafka.core.KafkaTemplate.class)
                .send(Topics.TRIGGERS, "k", event.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static JsonNode firstFire(long plan) {
        await().atMost(SOON).until(() -> !get("/api/v1/plans/%d/fires".formatted(plan)).path("items").isEmpty());
        return get("/api/v1/plans/%d/fires".formatted(plan)).path("items").path(0);
    }

    private static UUID runOf(long plan) {
        return UUID.fromString(firstFire(plan).path("runId").asString());
    }

    private static List<String> outcomes(long plan) {
        return get("/api/v1/plans/%d/fires".formatted(plan)).path("items").valueStream().map(fire -> fire.path("outcome").asString()).toList();
    }
}
