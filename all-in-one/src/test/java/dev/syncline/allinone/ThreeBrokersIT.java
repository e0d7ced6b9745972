package dev.syncline.allinone;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.ServiceSettings;
import dev.syncline.allinone.installation.Services;
import dev.syncline.contracts.Topics;
import dev.syncline.kit.message.UsedTopics;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.KafkaCluster;
import dev.syncline.testkit.KafkaServer;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Runs go on while a broker of three dies and comes back, and each value is right.
@Tag("nightly")
class ThreeBrokersIT {

    private static final Path DIRECTORY = Path.of("target", "brokers-" + ProcessHandle.current().pid());
    private static final int ROWS = 40_000;
    private static final int AT_ONCE = 3;
    private static final int ROUNDS = Integer.getInteger("syncline.rounds", 2);

    private static KafkaCluster cluster;
    private static Admin admin;
    private static Services services;
    private static Installed installed;

    private final Queue<JsonNode> runs = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean going = new AtomicBoolean(true);

    @BeforeAll
    static void start() {
        cluster = KafkaCluster.start(DIRECTORY.resolve("kafka"), 3);
        admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()));
        Map<Service, Map<String, String>> further = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            further.put(service, Map.of("syncline.topics.replication", "3", "syncline.rows.delete-after", "1s"));
        }
        ServiceSettings settings = Installed.settings(DIRECTORY.resolve("installed").toString(), cluster.bootstrapServers()).with(further);
        services = Services.start(settings);
        installed = Installed.of(settings);
    }

    @AfterAll
    static void stop() {
        services.close();
        admin.close();
        cluster.close();
    }

    @Test
    void runsGoOnWhileEachBrokerInTurnDiesAndComesBack() throws Exception {
        assertKeptThreeTimes(UsedTopics.all().names());
        whileRunsGoOn(() -> {
            for (int round = 0; round < ROUNDS; round++) {
                for (KafkaServer broker : cluster.brokers()) {
                    awaitRuns(1);
                    broker.kill();
                    awaitRuns(2 * AT_ONCE);
                    broker.restart();
                    awaitAllInSync();
                }
            }
            return null;
        });
    }

    /// Its connections stay open, and it answers nothing: the others take its place all the same.
    @Test
    void runsGoOnWhileABrokerHangs() throws Exception {
        whileRunsGoOn(() -> {
            for (KafkaServer broker : cluster.brokers()) {
                awaitRuns(1);
                signal("STOP", broker);
                try {
                    awaitRuns(2 * AT_ONCE);
                } finally {
                    signal("CONT", broker);
                }
                awaitAllInSync();
            }
            return null;
        });
    }

    private static void signal(String name, KafkaServer broker) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(broker.process().pid())).start().waitFor()).isZero();
    }

    /// Nobody decides then: everything waits.
    @Test
    void runsWaitWhileTwoOfThreeAreAway() throws Exception {
        whileRunsGoOn(() -> {
            awaitRuns(1);
            List<KafkaServer> dying = cluster.brokers().subList(0, 2);
            dying.forEach(KafkaServer::kill);
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                dying.forEach(broker -> threads.execute(broker::restart)); // one alone is not ready
            }
            awaitAllInSync();
            awaitRuns(AT_ONCE);
            return null;
        });
    }

    private void whileRunsGoOn(Callable<Void> disturbance) throws Exception {
        List<Copy> copies = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            copies.add(Copy.prepare());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> loops = new ArrayList<>();
            for (Copy copy : copies) {
                loops.add(threads.submit(() -> {
                    runAgainAndAgain(copy);
                    return null;
                }));
            }
            try {
                disturbance.call();
            } finally {
                going.set(false);
            }
            for (Future<?> loop : loops) {
                loop.get();
            }
        }
        copies.forEach(Copy::close);
        assertThat(runs).isNotEmpty().allMatch(run -> run.get("state").asString().equals("SUCCEEDED"));
        System.out.printf(
                "runs=%d seconds, shortest to longest: %s%n", runs.size(), runs.stream().mapToLong(ThreeBrokersIT::seconds).sorted().boxed().toList());
        awaitAllInSync();
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> admin.listTopics().names().get().stream().noneMatch(Topics::isRows));
    }

    private static long seconds(JsonNode run) {
        return Duration.between(Instant.parse(run.get("requestedAt").asString()), Instant.parse(run.get("finishedAt").asString())).toSeconds();
    }

    /// A project, with what it reads and writes.
    private record Copy(FreshDatabase source, FreshDatabase target, long project) {

        static Copy prepare() {
            FreshDatabase source = SharedServers.postgreSql().freshDatabase("source");
            FreshDatabase target = SharedServers.postgreSql().freshDatabase("target");
            CopyIT.fill(source, "orders", ROWS);
            CopyIT.fill(source, "more", 10);
            long project = installed.project(
                    installed.connection(source.server(), source.name(), false),
                    List.of(installed.connection(target.server(), target.name(), true)),
                    "public", List.of("orders", "more"), target.name());
            return new Copy(source, target, project);
        }

        void close() {
            source.close();
            target.close();
        }
    }

    private void runAgainAndAgain(Copy copy) throws SQLException {
        while (going.get()) {
            JsonNode run = installed.execute(copy.project());
            runs.add(run);
            assertThat(run.get("state").asString()).as(() -> run + " " + installed.tables(run.get("id").asString())).isEqualTo("SUCCEEDED");
            CopyIT.assertSame(copy.source(), copy.target(), "orders");
            CopyIT.assertSame(copy.source(), copy.target(), "more");
            copy.source().execute("UPDATE orders SET amount = amount + 1");
        }
    }

    /// Waits for so many more.
    private void awaitRuns(int more) {
        int before = runs.size();
        Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> runs.size() >= before + more || runs.stream().anyMatch(run -> run.get("state").asString().equals("FAILED")));
    }

    private static void awaitAllInSync() {
        Awaitility.await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> describe(UsedTopics.all().names()).stream()
                .allMatch(topic -> topic.partitions().stream().allMatch(partition -> partition.isr().size() == 3)));
    }

    private static void assertKeptThreeTimes(Set<String> topics) throws ExecutionException, InterruptedException {
        assertThat(describe(topics)).allSatisfy(topic -> assertThat(topic.partitions()).allMatch(partition -> partition.replicas().size() == 3));
        List<ConfigResource> resources = topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
        assertThat(admin.describeConfigs(resources).all().get().values())
                .allMatch(config -> config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value().equals("2"));
    }

    private static List<TopicDescription> describe(Set<String> topics) throws ExecutionException, InterruptedException {
        return List.copyOf(admin.describeTopics(topics).allTopicNames().get().values());
    }
}
