package dev.syncline.scheduler.plan;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Logger;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.message.Json;
import dev.syncline.scheduler.calendar.Calendar;
import dev.syncline.scheduler.calendar.Oracle;
import dev.syncline.scheduler.plan.Fire.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/// Two years of mixed plans in five zones by a clock that the test sets, which also stands, leaps and goes back, with two schedulers on one
/// database that take turns and die in the middle of them: every due instant is decided on once, as the plan says (S59 to S64, A19).
class TwoYearsIT {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2028-01-01T00:00:00Z");
    private static final Instant NOBODY_FROM = Instant.parse("2027-06-10T00:00:00Z");
    private static final Instant NOBODY_UNTIL = NOBODY_FROM.plus(Duration.ofDays(3));
    private static final Instant RESTART = Instant.parse("2027-03-14T06:59:00Z");
    private static final Duration PUNCTUAL = Duration.ofSeconds(60);
    private static final int MOST_STEPS = 50_000;

    private final Random random = new Random(20_260_101);
    private final Map<Long, ExecutionPlan> plans = new LinkedHashMap<>();
    private final List<Instance> instances = new ArrayList<>();
    /// For each instance the first step at which it is there again.
    private final int[] back = new int[2];
    private SimulatedDatabase database;
    private Instant clock = BEGIN;
    private int steps;
    private int deaths;

    @BeforeEach
    void start() throws SQLException {
        database = new SimulatedDatabase();
        database.setClock(BEGIN);
        instances.add(new Instance(database));
        instances.add(new Instance(database));
        database.makeMortal();
        for (long project = 1; project <= MixedPlans.ZONES.size() * MixedPlans.PROJECTS_PER_ZONE; project++) {
            database.insertProject(project, Json.text(project(project)));
        }
        List<ExecutionPlan> all = new ArrayList<>(MixedPlans.ofAllZones());
        all.addAll(MixedPlans.ofEveryMinute(NOBODY_FROM.plus(Duration.ofHours(1))));
        all.forEach(plan -> plans.put(instances.getFirst().create(plan), plan));
    }

    @AfterEach
    void stop() throws SQLException {
        instances.forEach(Instance::close);
        database.close();
        // One logback for all contexts of this JVM.
        ((Logger) LoggerFactory.getLogger("dev.syncline.scheduler.plan")).setLevel(null);
    }

    private static ProjectRevision project(long id) {
        return new ProjectRevision(
                id, "project " + id, 1, new ConnectionRef(id * 10, "source", new DatabaseKind("mysql")),
                List.of(new ConnectionRef(id * 10 + 1, "target", new DatabaseKind("postgresql"))), new SchemaNaming.Original(),
                List.of(new TableName("shop", "orders")));
    }

    @Test
    void everyDueInstantOfTwoYearsIsDecidedOnOnceAsThePlanSays() throws SQLException {
        while (clock.isBefore(END)) {
            assertThat(++steps).as("steps until %s", clock).isLessThan(MOST_STEPS);
            moveClock();
            step();
        }
        instances.forEach(Instance::tick);

        Map<Long, List<Fire>> firings = firings();
        firings.values().stream().flatMap(List::stream).collect(Collectors.groupingBy(Fire::outcome, TreeMap::new, Collectors.counting()))
                .forEach((outcome, count) -> System.out.printf("%s: %d%n", outcome, count));
        System.out.printf("steps: %d, deaths in the middle of a transaction: %d%n", steps, deaths);
        plans.forEach((id, plan) -> {
            List<Fire> ofPlan = firings.getOrDefault(id, List.of());
            assertThat(ofPlan).as(plan.name()).extracting(Fire::dueAt).containsExactlyElementsOf(due(plan));
            assertThatTheRuleWasFollowed(plan, ofPlan);
        });
        assertThatRunsAndFiresAgree();
        assertThatWhatWasMissedWasTold(firings);
        assertThat(deaths).isGreaterThan(100);
        assertThat(database.runsReadEachTime()).as("of thousands that wait and have ended").isLessThan(10);
    }

    private void moveClock() throws SQLException {
        Instant next = next();
        if (clock.isBefore(NOBODY_FROM) && !next.isBefore(NOBODY_FROM)) {
            next = NOBODY_FROM;
        } else if (clock.equals(NOBODY_FROM)) {
            next = NOBODY_UNTIL;
        }
        if (clock.isBefore(RESTART) && !next.isBefore(RESTART)) {
            database.setClock(next);
            instances.get(random.nextInt(2)).restartInTheMiddle();
        }
        clock = next.isAfter(END) ? END : next;
        database.setClock(clock);
    }

    private Instant next() throws SQLException {
        int kind = random.nextInt(100);
        if (kind < 33) {
            Instant due = database.nextDue();
            return (due == null || due.isBefore(clock) ? clock : due).plus(lateness());
        } else if (kind < 47) {
            return clock.plusMillis(random.nextLong(Duration.ofHours(4).toMillis()));
        } else if (kind < 93) {
            return clock.plusMillis(random.nextLong(Duration.ofHours(1).toMillis(), Duration.ofDays(5).toMillis()));
        }
        return clock.minusMillis(random.nextLong(Duration.ofHours(1).toMillis()));
    }

    private Duration lateness() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> Duration.ofMillis(random.nextInt(500));
            case 3 -> PUNCTUAL.minusMillis(1);
            case 4 -> PUNCTUAL;
            case 5 -> PUNCTUAL.plusMillis(1);
            case 6 -> Duration.ofMillis(random.nextInt(200_000));
            default -> Duration.ZERO;
        };
    }

    /// One of the two looks after the plans, or both do at once, or none does; sometimes with a session that dies.
    private void step() throws SQLException {
        boolean fatal = random.nextInt(3) == 0;
        if (fatal) {
            database.killAfter(1 + random.nextInt(random.nextBoolean() ? 8 : 60));
        }
        List<Instance> awake = awake();
        switch (random.nextInt(20)) {
            case 0 -> { }
            case 1, 2, 3 -> CompletableFuture.allOf(
                    awake.stream().map(one -> CompletableFuture.runAsync(one::tick)).toArray(CompletableFuture[]::new)).join();
            case 4 -> saveAgain(awake, fatal);
            default -> awake.stream().skip(awake.size() > 1 ? random.nextInt(2) : 0).findFirst().ifPresent(Instance::tick);
        }
        if (fatal && database.killed()) {
            deaths++;
            back[random.nextInt(2)] = steps + 1 + random.nextInt(6);
        }
        if (random.nextInt(3) > 0) {
            database.finishRuns(random.nextInt(3), 3);
        }
    }

    private List<Instance> awake() {
        List<Instance> awake = new ArrayList<>();
        for (int i = 0; i < back.length; i++) {
            if (back[i] <= steps) {
                awake.add(instances.get(i));
            }
        }
        return awake;
    }

    private void saveAgain(List<Instance> awake, boolean fatal) {
        if (awake.isEmpty()) {
            return;
        }
        List<Long> ids = List.copyOf(plans.keySet());
        try {
            awake.getFirst().saveAgain(ids.get(random.nextInt(ids.size())));
        } catch (RuntimeException e) {
            assertThat(fatal).as("nothing but its death keeps a plan from being saved: %s", e).isTrue();
        }
    }

    private static SortedSet<Instant> due(ExecutionPlan plan) {
        Calendar calendar = plan.calendar();
        Instant from = calendar.from();
        Instant until = calendar.until();
        return Oracle.due(
                calendar, from == null ? BEGIN : from.minusSeconds(1), until == null || until.isAfter(END) ? END : until);
    }

    private Map<Long, List<Fire>> firings() throws SQLException {
        record PlanFire(long plan, Fire fire) {}
        return database.all("SELECT plan_id, due_at, outcome, run_id, reason, decided_at FROM public.fire ORDER BY plan_id, due_at", row -> new PlanFire(
                        row.getLong(1),
                        new Fire(
                                row.getTimestamp(2).toInstant(), Outcome.valueOf(row.getString(3)), row.getObject(4, UUID.class), row.getString(5),
                                row.getTimestamp(6).toInstant())))
                .stream()
                .collect(Collectors.groupingBy(PlanFire::plan, Collectors.mapping(PlanFire::fire, Collectors.toList())));
    }

    private static boolean missed(Fire fire) {
        return fire.dueAt().isBefore(fire.decidedAt().minus(PUNCTUAL));
    }

    private static void assertThatTheRuleWasFollowed(ExecutionPlan plan, List<Fire> firings) {
        assertThat(firings).allMatch(fire -> (fire.outcome() == Outcome.RUN || fire.outcome() == Outcome.JOINED) == (fire.runId() != null));
        assertThat(firings).as(plan.name()).filteredOn(fire -> !missed(fire)).extracting(Fire::outcome).isSubsetOf(Outcome.RUN, Outcome.JOINED);
        List<Fire> missed = firings.stream().filter(TwoYearsIT::missed).toList();
        switch (Objects.requireNonNull(plan.missed())) {
            case SKIP -> assertThat(missed).as(plan.name()).extracting(Fire::outcome).isSubsetOf(Outcome.SKIPPED);
            case FIRE_ALL -> assertThat(missed).as(plan.name()).extracting(Fire::outcome).isSubsetOf(Outcome.RUN);
            case FIRE_ONCE -> missed.stream()
                    .collect(Collectors.groupingBy(Fire::decidedAt))
                    .values()
                    .forEach(together -> assertThatTheLastStandsForAll(plan, together, missed));
        }
    }

    /// Those that one look found.
    private static void assertThatTheLastStandsForAll(ExecutionPlan plan, List<Fire> together, List<Fire> missed) {
        // A scheduler that dies between two transactions leaves the rest to another one, which decides later.
        boolean rest = together.size() % 1_000 == 0 && together.getLast().dueAt().isBefore(missed.getLast().dueAt());
        assertThat(together.getLast().outcome()).as("%s %s", plan.name(), together.getLast())
                .isIn(rest ? List.of(Outcome.REPLACED) : List.of(Outcome.RUN, Outcome.JOINED));
        assertThat(together.subList(0, together.size() - 1)).as(plan.name()).allMatch(fire -> fire.outcome() == Outcome.REPLACED);
    }

    private void assertThatRunsAndFiresAgree() throws SQLException {
        assertThat(count("""
                SELECT count(*)
                FROM (SELECT plan_id, due_at, run_id FROM public.fire WHERE outcome = 'RUN') AS fire
                FULL JOIN public.run ON run.plan_id = fire.plan_id AND run.due_at = fire.due_at AND run.id = fire.run_id
                WHERE run.id IS NULL OR fire.run_id IS NULL
                """)).as("fires without their run, and runs without their fire").isZero();
        assertThat(count("SELECT count(*) - count(DISTINCT (plan_id, due_at)) FROM public.run")).as("runs twice").isZero();
        assertThat(count("""
                SELECT count(*)
                FROM public.fire
                JOIN public.plan ON plan.id = fire.plan_id
                LEFT JOIN public.run ON run.id = fire.run_id AND run.project_id = plan.project_id AND run.plan_id IS NOT NULL
                WHERE outcome = 'JOINED' AND run.id IS NULL
                """)).as("joined runs that are not there").isZero();
        assertThat(count("""
                SELECT count(*)
                FROM (SELECT id FROM public.run WHERE began_at IS NOT NULL) AS run
                FULL JOIN (
                    SELECT key FROM public.outbox WHERE convert_from(payload, 'UTF8')::jsonb ->> 'type' = 'dev.syncline.run.started.v1') AS started
                ON started.key = run.id::text
                WHERE started.key IS NULL OR run.id IS NULL
                """)).as("runs without their event, and events without their run").isZero();
    }

    private void assertThatWhatWasMissedWasTold(Map<Long, List<Fire>> firings) throws SQLException {
        record Told(long plan, long missed, long caughtUp) {}
        SortedMap<Long, Told> expected = new TreeMap<>();
        firings.forEach((plan, all) -> {
            List<Fire> missed = all.stream().filter(TwoYearsIT::missed).toList();
            if (!missed.isEmpty()) {
                expected.put(plan, new Told(plan, missed.size(), missed.stream().filter(fire -> fire.runId() != null).count()));
            }
        });
        List<Told> told = database.all("""
                SELECT (data ->> 'planId')::bigint, sum((data ->> 'missed')::bigint), sum((data ->> 'caughtUp')::bigint)
                FROM (SELECT convert_from(payload, 'UTF8')::jsonb -> 'data' AS data FROM public.outbox WHERE key LIKE 'plan/%') AS missed
                GROUP BY 1
                ORDER BY 1
                """, row -> new Told(row.getLong(1), row.getLong(2), row.getLong(3)));
        assertThat(told).containsExactlyElementsOf(expected.values());
    }

    private long count(String query) throws SQLException {
        return database.first(query, row -> row.getLong(1));
    }
}
