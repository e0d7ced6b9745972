package dev.syncline.allinone;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.ServiceSettings;
import dev.syncline.allinone.installation.Services;
import dev.syncline.contracts.Topics;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.KafkaServer;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A run never uses a configuration that config-service does not show: not right after a save, and not after a database was restored to an earlier
/// moment. The number of moments is a setting: `-Dsyncline.restore.moments=200`.
class RestoreIT {

    private static final int MOMENTS = Integer.getInteger("syncline.restore.moments", 2);
    private static final long SEED = Long.getLong("syncline.seed", 20_261_129L);
    private static final int TABLES = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /// What was asked before a restore may begin right after it.
    private static final Duration ALREADY_ASKED = Duration.ofSeconds(1);
    private static final Path DIRECTORY = Path.of("target", "restore-" + ProcessHandle.current().pid());
    /// In the order in which they start.
    private static final List<Service> SERVICES = List.of(Service.CONFIG, Service.SCHEDULER, Service.NOTIFICATION);
    private static final Map<Service, Services> RUNNING = new EnumMap<>(Service.class);

    private static KafkaServer kafka;
    private static ServiceSettings settings;
    private static Installed installed;
    private static FakeExtractor extractor;
    private static FreshDatabase source;
    private static FreshDatabase target;

    /// Ids that were ever handed out, and what each revision held: none may come again with another meaning.
    private static final Set<String> IDS = ConcurrentHashMap.newKeySet();
    private static final Map<String, Set<String>> REVISIONS = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() {
        kafka = KafkaServer.start(DIRECTORY.resolve("kafka"), 0);
        settings = Installed.settings(DIRECTORY.toString(), kafka.bootstrapServers());
        source = SharedServers.postgreSql().freshDatabase("source");
        target = SharedServers.postgreSql().freshDatabase("target");
        for (int table = 0; table < TABLES; table++) {
            source.execute("CREATE TABLE t%d (id int PRIMARY KEY)".formatted(table));
        }
        SERVICES.forEach(RestoreIT::start);
        installed = Installed.of(settings);
        extractor = new FakeExtractor(kafka.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        extractor.close();
        SERVICES.reversed().forEach(RestoreIT::stop);
        kafka.close();
        source.close();
        target.close();
    }

    private static void start(Service service) {
        RUNNING.put(service, Services.start(settings, EnumSet.of(service)));
    }

    private static void stop(Service service) {
        Services running = RUNNING.remove(service);
        if (running != null) {
            running.close();
        }
    }

    @Test
    void aRunUsesWhatWasSavedJustBeforeIt() {
        long project = create(Set.of("t0"));

        for (int i = 0; i < 20; i++) {
            long saved = save(project, Set.of("t" + i % TABLES));

            assertThat(run(project).get("revision").asLong()).isEqualTo(saved);
        }
    }

    @Test
    void aTriggerUsesWhatWasSavedJustBeforeIt() throws Exception {
        long project = create(Set.of("t0"));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 10; i++) {
                long saved = save(project, Set.of("t" + i % TABLES));

                producer.send(new ProducerRecord<>(Topics.TRIGGERS, """
                        {"specversion": "1.0", "id": "%s", "source": "/erp", "type": "dev.syncline.run.requested.v1", "subject": "project/%d"}"""
                        .formatted(UUID.randomUUID(), project).getBytes(StandardCharsets.UTF_8))).get();

                int runs = i + 1;
                JsonNode run = Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(50))
                        .until(() -> runs(project), items -> items.size() == runs).get(0);
                assertThat(installed.finished(run.get("id").asString()).get("revision").asLong()).isEqualTo(saved);
            }
        }
    }

    /// It is saved all the time, so also in the moment before the plan is due.
    @Test
    void aPlanUsesWhatWasSavedBeforeItWasDue() {
        long project = create(Set.of("t0"));
        NavigableMap<Instant, Long> saves = new TreeMap<>(Map.of(
                Instant.now(), installed.api.get(config("/api/v1/projects/" + project)).ok().get("revision").asLong()));
        plan(project);

        // Where the plan is saved too late for its first second, it is due a minute later.
        Awaitility.await().atMost(LIMIT.plusMinutes(1)).pollInterval(Duration.ofMillis(5)).until(() -> {
            long revision = save(project, Set.of("t" + saves.size() % TABLES));
            saves.put(Instant.now(), revision);
            return runs(project);
        }, items -> !items.isEmpty());

        JsonNode run = installed.finished(runs(project).get(0).get("id").asString());
        Instant due = Instant.parse(run.at("/cause/dueAt").asString());
        assertThat(saves.floorKey(due)).as("saved before %s", due).isNotNull();
        assertThat(run.get("revision").asLong()).isBetween(saves.floorEntry(due).getValue(), saves.lastEntry().getValue());
    }

    /// The broker starts with nothing; what config-service has stored is announced again.
    @Test
    void aBrokerThatLostItsLogHearsOfEachProjectAgain() {
        long project = create(Set.of("t0"));
        long saved = save(project, Set.of("t1"));
        run(project);
        SERVICES.reversed().forEach(RestoreIT::stop);
        extractor.close();
        int port = kafka.port();
        kafka.close();

        kafka = KafkaServer.start(DIRECTORY.resolve("kafka-" + UUID.randomUUID()), port);
        SERVICES.forEach(RestoreIT::start);
        extractor = new FakeExtractor(kafka.bootstrapServers());

        JsonNode run = run(project);
        assertThat(run.get("revision").asLong()).isEqualTo(saved);
        assertThat(tablesOf(run)).containsExactly("t1");
        save(project, Set.of("t2"));
        assertThat(tablesOf(run(project))).containsExactly("t2");
        stop(Service.CONFIG);
        try {
            assertThat(tablesOf(run(project))).as("what the topic tells").containsExactly("t2");
        } finally {
            start(Service.CONFIG);
        }
    }

    /// As where backups of the services' databases are made one after the other, and something is saved between them.
    @Test
    void bothDatabasesRestoredToDifferentMomentsAgreeAgain() throws SQLException {
        for (List<Service> order : List.of(List.of(Service.CONFIG, Service.SCHEDULER), List.of(Service.SCHEDULER, Service.CONFIG))) {
            long project = create(Set.of("t1"));
            run(project);
            Backup first = backup(order.getFirst());
            save(project, Set.of("t2"));
            run(project);
            Backup second = backup(order.getLast());
            save(project, Set.of("t3"));
            run(project);
            Instant restored = Instant.now();

            restore(first, order.getFirst(), false);
            restore(second, order.getLast(), false);

            everyProjectCanBeExecuted();
            long saved = save(project, Set.of("t4"));
            assertThat(run(project).get("revision").asLong()).isEqualTo(saved);
            everyRunSince(restored.plus(ALREADY_ASKED));
        }
    }

    @Test
    void aProjectThatWasJustDeletedIsNotExecuted() {
        for (int i = 0; i < 5; i++) {
            long project = create(Set.of("t0"));
            run(project);

            delete(project);

            assertThat(request(project).status()).isEqualTo(404);
        }
    }

    @Test
    void whereConfigServiceIsAwayTheRunSaysWhichRevisionItTook() {
        long project = create(Set.of("t0"));
        long revision = run(project).get("revision").asLong();
        stop(Service.CONFIG);

        String run;
        try {
            run = run(project).get("id").asString();
        } finally {
            start(Service.CONFIG);
        }

        assertThat(installed.api.get(scheduler("/api/v1/runs/%s/record".formatted(run))).ok().get("timeline").toString())
                .contains("config-service did not answer, so revision %d was taken".formatted(revision));
    }

    /// However often it was missed before.
    @Test
    void aConfigServiceThatIsBackIsAskedAtOnce() {
        long project = create(Set.of("t0"));
        stop(Service.CONFIG);
        try {
            for (int i = 0; i < 5; i++) {
                run(project);
            }
        } finally {
            start(Service.CONFIG);
        }

        long saved = save(project, Set.of("t1"));

        assertThat(run(project).get("revision").asLong()).isEqualTo(saved);
    }

    @Test
    void aRestoredConfigServiceIsBelieved() throws SQLException {
        for (boolean running : new boolean[] {true, false}) {
            long project = create(Set.of("t1"));
            Backup backup = backup(Service.CONFIG);
            for (int i = 0; i < 3; i++) {
                save(project, Set.of("t2"));
            }
            long later = create(Set.of("t4"));
            run(later);

            restore(backup, Service.CONFIG, running);
            assertThat(tablesOf(run(project))).as("before anything is saved").containsExactly("t1");
            long saved = save(project, Set.of("t3"));

            JsonNode run = run(project);
            assertThat(run.get("revision").asLong()).isEqualTo(saved).isGreaterThan(4);
            assertThat(tablesOf(run)).containsExactly("t3");
            assertThat(request(later).status()).as("what was made since the backup").isEqualTo(404);
            assertThat(request(Map.of("projectId", project, "revision", 4)).status()).as("what was lost").isEqualTo(409);
            assertThat(create(Set.of("t5"))).isGreaterThan(later);
        }
    }

    @Test
    void aRevisionThatWasLostIsNotRepeated() throws SQLException {
        long project = create(Set.of("t1"));
        Backup backup = backup(Service.CONFIG);
        save(project, Set.of("t2"));
        String lost = run(project).get("id").asString();

        restore(backup, Service.CONFIG, true);

        assertThat(installed.api.post(scheduler("/api/v1/runs/%s/repeat".formatted(lost)), Map.of()).status()).isEqualTo(404);
    }

    @Test
    void aRestoredSchedulerKnowsEveryProject() throws SQLException {
        long changed = create(Set.of("t1"));
        run(changed);
        Backup backup = backup(Service.SCHEDULER);
        long revision = save(changed, Set.of("t2"));
        run(changed);
        long made = create(Set.of("t3"));
        run(made);

        restore(backup, Service.SCHEDULER, false);
        stop(Service.CONFIG);

        try {
            assertThat(run(changed).get("revision").asLong()).as("from the topic alone").isEqualTo(revision);
            assertThat(tablesOf(run(made))).containsExactly("t3");
        } finally {
            start(Service.CONFIG);
        }
    }

    @Test
    void noRunUsesAConfigurationThatConfigServiceDoesNotShow() throws Exception {
        long began = System.nanoTime();
        for (int moment = 0; moment < MOMENTS; moment++) {
            Random random = new Random(SEED + moment);
            work(random, 3 + random.nextInt(6));
            List<Service> order = new ArrayList<>(SERVICES);
            Collections.shuffle(order, random);
            Map<Service, Backup> backups = underLoad(random, () -> backup(order));
            work(random, 3 + random.nextInt(6));
            List<Service> lost = random.nextInt(4) == 0 ? SERVICES : List.of(SERVICES.get(random.nextInt(SERVICES.size())));
            restore(backups, lost, random.nextBoolean());
            Instant restored = Instant.now();
            work(random, 2);
            everyProjectCanBeExecuted();
            everyRunSince(restored.plus(ALREADY_ASKED));
        }
        System.out.printf("restores at %d random moments: 0 wrong configurations, in %d s%n", MOMENTS, (System.nanoTime() - began) / 1_000_000_000);
    }

    /// Makes backups of all, one after the other in any order, as a nightly job does: also while somebody works.
    private static Map<Service, Backup> underLoad(Random random, Callable<Map<Service, Backup>> backup) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService somebody = Executors.newVirtualThreadPerTaskExecutor()) {
            Random own = new Random(random.nextLong());
            Future<?> working = somebody.submit(() -> {
                while (!over.get()) {
                    work(own, 1);
                }
            });
            try {
                return backup.call();
            } finally {
                over.set(true);
                working.get();
            }
        }
    }

    private static Map<Service, Backup> backup(List<Service> order) throws SQLException {
        Map<Service, Backup> backups = new EnumMap<>(Service.class);
        for (Service service : order) {
            backups.put(service, backup(service));
        }
        return backups;
    }

    private static void restore(Map<Service, Backup> backups, List<Service> lost, boolean running) throws SQLException {
        if (!running) {
            lost.reversed().forEach(RestoreIT::stop);
        }
        for (Service service : lost) {
            Objects.requireNonNull(backups.get(service)).restore();
        }
        if (!running) {
            lost.forEach(RestoreIT::start);
        }
    }

    /// Some of what people do, at random.
    private static void work(Random random, int steps) {
        for (int step = 0; step < steps; step++) {
            List<Long> projects = projects();
            if (projects.size() < 3) {
                create(some(random));
                continue;
            }
            long project = projects.get(random.nextInt(projects.size()));
            switch (random.nextInt(6)) {
                case 0 -> create(some(random));
                case 1, 2 -> save(project, some(random));
                case 3 -> {
                    if (projects.size() > 4) {
                        delete(project);
                    }
                }
                case 4 -> plan(project);
                default -> run(project);
            }
        }
    }

    private static Set<String> some(Random random) {
        Set<String> tables = new TreeSet<>();
        while (tables.isEmpty()) {
            for (int table = 0; table < TABLES; table++) {
                if (random.nextInt(4) == 0) {
                    tables.add("t" + table);
                }
            }
        }
        return tables;
    }

    private static void everyProjectCanBeExecuted() {
        for (long project : projects()) {
            JsonNode shown = installed.api.get(config("/api/v1/projects/" + project)).ok();
            JsonNode run = run(project);
            assertThat(run.get("revision").asLong()).isEqualTo(shown.get("revision").asLong());
            assertThat(tablesOf(run)).isEqualTo(tables(shown));
        }
    }

    /// Also those of plans: what they executed is what config-service shows under that number, or has shown since the restore.
    private static void everyRunSince(Instant restored) {
        List<Long> projects = projects();
        installed.api.get(scheduler("/api/v1/runs?limit=200&from=" + restored)).ok().get("items").forEach(run -> {
            long project = run.get("projectId").asLong();
            if (run.get("beganAt").isNull() || !projects.contains(project)) {
                return;
            }
            JsonNode shown = installed.api.get(config("/api/v1/projects/%d/revisions/%s".formatted(project, run.get("revision").asString()))).ok();
            assertThat(tablesOf(run)).as(run.toString()).isEqualTo(tables(shown));
        });
    }

    private static Backup backup(Service service) throws SQLException {
        return Backup.of(settings.database(service).orElseThrow());
    }

    private static void restore(Backup backup, Service service, boolean running) throws SQLException {
        if (!running) {
            stop(service);
        }
        backup.restore();
        if (!running) {
            start(service);
        }
    }

    private static long create(Set<String> tables) {
        long from = connection(source, false);
        long to = connection(target, true);
        Map<String, Object> body = configuration(from, to, tables);
        JsonNode created = installed.api.post(config("/api/v1/projects"), body).ok();
        long id = created.get("id").asLong();
        assertThat(IDS.add("project " + id)).as("project %d is new", id).isTrue();
        remember(created);
        return id;
    }

    private static long connection(FreshDatabase database, boolean writable) {
        long id = installed.connection(database.server(), database.name(), writable);
        assertThat(IDS.add("connection " + id)).as("connection %d is new", id).isTrue();
        return id;
    }

    private static long save(long project, Set<String> tables) {
        JsonNode before = installed.api.get(config("/api/v1/projects/" + project)).ok();
        Map<String, Object> body =
                configuration(before.get("sourceConnectionId").asLong(), before.get("targetConnectionIds").get(0).asLong(), tables);
        JsonNode saved = installed.api.put(config("/api/v1/projects/" + project), body, "*").ok();
        remember(saved);
        return saved.get("revision").asLong();
    }

    private static void remember(JsonNode saved) {
        String revision = "%s/%s".formatted(saved.get("id").asString(), saved.get("revision").asString());
        assertThat(REVISIONS.put(revision, tables(saved))).as("revision %s is new", revision).isNull();
    }

    private static Map<String, Object> configuration(long from, long to, Set<String> tables) {
        return installed.configuration(from, List.of(to), "public", List.copyOf(tables), "s" + UUID.randomUUID().toString().substring(0, 8));
    }

    private static void delete(long project) {
        assertThat(installed.api.delete(config("/api/v1/projects/" + project), "*").status()).isEqualTo(204);
    }

    /// Due in a moment, and once a minute.
    private static void plan(long project) {
        int second = Instant.now().plusSeconds(2).atZone(ZoneOffset.UTC).getSecond();
        installed.api.post(scheduler("/api/v1/plans"), Map.of(
                "name", "every minute at second " + second,
                "projectId", project,
                "zone", "UTC",
                "schedules", List.of(Map.of("every", "cron", "expression", second + " * * * * *")))).ok();
    }

    /// Executes a project; one that is being executed by a plan is waited for.
    private static JsonNode run(long project) {
        String id = Awaitility.await().atMost(LIMIT).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20))
                .until(() -> request(project), answer -> answer.status() != 409)
                .ok().get("id").asString();
        return installed.finished(id);
    }

    private static JsonNode runs(long project) {
        return installed.api.get(scheduler("/api/v1/runs?project=" + project)).ok().get("items");
    }

    private static Api.Answer request(long project) {
        return request(Map.of("projectId", project));
    }

    private static Api.Answer request(Map<String, Object> body) {
        return installed.api.post(scheduler("/api/v1/runs"), body);
    }

    private static List<Long> projects() {
        List<Long> ids = new ArrayList<>();
        installed.api.get(config("/api/v1/projects?limit=1000")).ok().get("items").forEach(project -> ids.add(project.get("id").asLong()));
        return ids;
    }

    private static Set<String> tablesOf(JsonNode run) {
        return tables(installed.api.get(scheduler("/api/v1/runs/%s/record".formatted(run.get("id").asString()))).ok().get("configuration"));
    }

    private static Set<String> tables(JsonNode configuration) {
        Set<String> tables = new TreeSet<>();
        configuration.get("tables").forEach(table -> tables.add(table.get("table").asString()));
        return tables;
    }

    private static String config(String path) {
        return installed.url(Service.CONFIG, path);
    }

    private static String scheduler(String path) {
        return installed.url(Service.SCHEDULER, path);
    }
}
