package dev.syncline.allinone;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.syncline.allinone.OtlpReceiver.Seen;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// One run is one trace, over all services and over Kafka.
class TraceIT {

    private final Installed installed = Installed.shared();
    private FreshDatabase source;
    private FreshDatabase target;

    @BeforeEach
    void databases() {
        source = SharedServers.postgreSql().freshDatabase("source");
        target = SharedServers.postgreSql().freshDatabase("target");
        source.execute("CREATE TABLE orders (id int PRIMARY KEY, item text)");
        source.execute("INSERT INTO orders SELECT n, 'item ' || n FROM generate_series(1, 20000) AS n");
    }

    @AfterEach
    void drop() {
        List.of(source, target).forEach(FreshDatabase::close);
    }

    @Test
    void aRunIsOneTraceFromItsTriggerToTheSwap() {
        JsonNode run = installed.execute(project("public"));
        assertThat(run.get("state").asString()).isEqualTo("SUCCEEDED");

        Map<String, List<Seen>> spans = trace(run, Set.of("run", "trigger", "turn", "work", "discover", "read", "load", "take", "proof", "swap"));

        Seen whole = only(spans, "run");
        Seen load = only(spans, "load");
        assertThat(whole.parent()).isEmpty();
        assertThat(whole.service()).isEqualTo("scheduler-service");
        assertThat(only(spans, "read").service()).isEqualTo("extractor-service");
        assertThat(load.service()).isEqualTo("loader-service");
        assertThat(load.attributes()).containsEntry("syncline.rows", "20000").containsEntry("syncline.table", "public.orders");
        assertThat(List.of("take", "proof", "swap")).allSatisfy(step -> assertThat(only(spans, step).parent()).isEqualTo(load.id()));
        assertThat(spans.get("work")).extracting(Seen::id).contains(load.parent(), only(spans, "read").parent(), only(spans, "discover").parent());
        assertThat(spans.get("work")).extracting(Seen::parent).containsOnly(whole.id());
        assertThat(spans.get("turn")).extracting(Seen::parent).containsOnly(whole.id());
        assertThat(spans.values().stream().flatMap(List::stream)).extracting(Seen::failed).containsOnly(false);
        show(spans);
    }

    @Test
    void aRunThatFailsHasItsFailureAndItsMailInItsTrace() {
        target.execute("CREATE VIEW orders AS SELECT 1 AS id"); // a view is not replaced
        JsonNode run = installed.execute(project("public"));
        assertThat(run.get("state").asString()).isEqualTo("FAILED");

        Map<String, List<Seen>> spans = trace(run, Set.of("run", "trigger", "work", "mail"));

        assertThat(only(spans, "run").failed()).isTrue();
        assertThat(spans.values().stream().flatMap(List::stream).filter(span -> span.failed() && !span.name().equals("run")))
                .as("which work failed").isNotEmpty().allSatisfy(span -> assertThat(span.status()).isNotBlank());
        Seen mail = spans.get("mail").getFirst();
        assertThat(mail.service()).isEqualTo("notification-service");
        assertThat(mail.parent()).isEqualTo(only(spans, "run").id());
        assertThat(mail.began()).isAfterOrEqualTo(only(spans, "run").began());
        show(spans);
    }

    private long project(String schema) {
        return installed.project(
                installed.connection(source.server(), source.name(), false), List.of(installed.connection(target.server(), target.name(), true)),
                schema, List.of("orders"), schema);
    }

    /// What the collector has of a run's trace, whose id is the run's without hyphens, once it has the spans of these names.
    private static Map<String, List<Seen>> trace(JsonNode run, Set<String> names) {
        String trace = run.get("id").asString().replace("-", "");
        return Awaitility.await().atMost(Duration.ofSeconds(60)).until(
                () -> Installed.TRACES.ofTrace(trace).stream().collect(Collectors.groupingBy(Seen::name)), spans -> spans.keySet().containsAll(names));
    }

    private static Seen only(Map<String, List<Seen>> spans, String name) {
        assertThat(spans.get(name)).as(name).hasSize(1);
        return spans.get(name).getFirst();
    }

    /// As in docs/operate/monitor.md.
    private static void show(Map<String, List<Seen>> spans) {
        List<Seen> all = spans.values().stream().flatMap(List::stream).sorted(Comparator.comparing(Seen::began)).toList();
        all.stream().filter(span -> span.parent().isEmpty()).forEach(root -> show(root, all, "", root));
    }

    private static void show(Seen span, List<Seen> all, String indent, Seen root) {
        System.out.printf("%-28s %-22s %6d ms + %5d ms %s%s%n", indent + span.name(), span.service(), Duration.between(root.began(), span.began()).toMillis(),
                Duration.between(span.began(), span.ended()).toMillis(), span.attributes(), span.failed() ? " FAILED " + span.status() : "");
        all.stream().filter(child -> child.parent().equals(span.id())).forEach(child -> show(child, all, indent + "  ", root));
    }
}
