package dev.syncline.allinone;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.compare.TableComparison;
import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.Forwarder;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.Throttle;
import dev.syncline.testsupport.SharedServers;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Projects that are executed again and again, each by somebody who waits for the end of its run before the next one, while something happens to the
/// installation. Half of them replace tables, half of them append what is new to tables without a key, where a row that comes twice stays twice.
final class ManyRuns implements AutoCloseable {

    private static final int ROWS = 4_000;
    /// The way to the source, so that reading takes its time and the processor is there for what is being tried.
    private static final Throttle SLOW = new Throttle(100_000, Duration.ZERO);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration ASK_AGAIN = Duration.ofMillis(250);

    private final Installed installed;
    private final FreshDatabase source = SharedServers.postgreSql().freshDatabase("source");
    private final FreshDatabase target = SharedServers.postgreSql().freshDatabase("target");
    private final Forwarder way = Forwarder.to(source.server().port(), SLOW);
    private final List<Long> projects = new ArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger succeeded = new AtomicInteger();
    private volatile boolean again = true;

    /// @param many as many projects, and as many runs at once
    ManyRuns(Installed installed, int many) {
        this.installed = installed;
        long from = installed.connection(source.server(), source.name(), false, Map.of("port", way.port(), "user", source.user(), "secret", source.password()));
        long to = installed.connection(target.server(), target.name(), true);
        for (int i = 0; i < many; i++) {
            source.execute("CREATE SCHEMA p" + i);
            source.execute("CREATE TABLE p%d.t AS %s".formatted(i, rows(1)));
            Map<String, Object> body = new HashMap<>(installed.configuration(from, List.of(to), "p" + i, List.of("t"), "s" + i));
            if (appends(i)) {
                body.put("tablePolicies", List.of(Map.of(
                        "table", Map.of("schema", "p" + i, "table", "t"),
                        "extraction", Map.of("mode", "incremental", "key", List.of("n")),
                        "keyFields", List.of())));
            }
            projects.add(installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects"), body).ok().get("id").asLong());
        }
    }

    private static String rows(int first) {
        return "SELECT n, md5(n::text) AS a, repeat(md5(n::text), 4) AS b FROM generate_series(%d, %d) AS n".formatted(first, first + ROWS - 1);
    }

    private static boolean appends(int project) {
        return project % 2 == 1;
    }

    /// Does something while all projects are executed.
    ///
    /// @return how many runs have succeeded
    /// @throws AssertionError where one has not, or where a table then differs
    int during(Runnable event) throws Exception {
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < projects.size(); i++) {
                int project = i;
                waiting.add(people.submit(() -> executeAgainAndAgain(project)));
            }
            try {
                await(() -> underWay.get() == projects.size() ? true : null);
                event.run();
            } finally {
                again = false;
            }
            for (Future<?> one : waiting) {
                one.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        }
        for (int i = 0; i < projects.size(); i++) {
            assertSame(i);
        }
        return succeeded.get();
    }

    private void executeAgainAndAgain(int project) {
        for (int round = 0; again; round++) {
            if (appends(project)) {
                source.execute("INSERT INTO p%d.t %s".formatted(project, rows(1 + ROWS * (round + 1))));
            }
            String run = await(() -> begun(projects.get(project)));
            underWay.incrementAndGet();
            JsonNode end = await(() -> ended(run));
            underWay.decrementAndGet();
            assertThat(end.get("state").asString()).as(() -> end + " " + installed.tables(run)).isEqualTo("SUCCEEDED");
            succeeded.incrementAndGet();
        }
    }

    /// Nobody else executes these projects: one that is said to be under way is ours, whose answer was lost.
    private String begun(long project) {
        Api.Answer answer = installed.api.post(installed.url(Service.SCHEDULER, "/api/v1/runs"), Map.of("projectId", project));
        if (answer.status() == 409) {
            return installed.api.get(installed.url(Service.SCHEDULER, "/api/v1/runs?project=" + project)).ok().get("items").get(0).get("id").asString();
        }
        return answer.ok().get("id").asString();
    }

    private JsonNode ended(String run) {
        JsonNode now = installed.run(run);
        return List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(now.get("state").asString()) ? now : null;
    }

    /// As somebody does who asks again where no answer comes.
    private static <T> T await(Supplier<T> answer) {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                T value = answer.get();
                if (value != null) {
                    return value;
                }
            } catch (IllegalStateException e) {
                if (System.nanoTime() > limit) {
                    throw e;
                }
            }
            if (System.nanoTime() > limit) {
                throw new AssertionError("Nothing came of it within " + LIMIT);
            }
            LockSupport.parkNanos(ASK_AGAIN.toNanos());
        }
    }

    private void assertSame(int project) throws SQLException {
        try (Connection left = source.connect(); Connection right = target.connect()) {
            var result = TableComparison.compare(
                    new TableComparison.Side(left, "p%d.t".formatted(project), Engine.POSTGRESQL),
                    new TableComparison.Side(right, "s%d.t".formatted(project), Engine.POSTGRESQL));
            assertThat(result.equal()).as("p%d.t: %s", project, result.describe()).isTrue();
        }
    }

    @Override
    public void close() {
        way.close();
        source.close();
        target.close();
    }
}
