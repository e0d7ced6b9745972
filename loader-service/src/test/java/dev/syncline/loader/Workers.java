package dev.syncline.loader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import dev.syncline.contracts.Topics;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.Work.DiscoverTables;
import dev.syncline.contracts.work.Work.ExtractTable;
import dev.syncline.contracts.work.Work.LoadTable;
import dev.syncline.contracts.work.WorkCommand;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerAnnounced;
import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.extractor.ExtractorService;
import dev.syncline.kit.ServiceApplication;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.worker.Worker;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testsupport.SharedServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/// Both workers on a real broker, with the test in the places of the scheduler and of config-service.
public final class Workers implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String kafka = SharedServers.kafka().bootstrapServers();
    private final Map<Long, ConnectionSettings> connections = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final List<WorkResult> results = new CopyOnWriteArrayList<>();
    private final Map<UUID, WorkerAnnounced.InHand> progress = new ConcurrentHashMap<>();
    private final Set<String> announced = ConcurrentHashMap.newKeySet();
    private final HttpServer config = configService();
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "max.request.size", 3_000_000), new StringSerializer(), new ByteArraySerializer());
    private final ConfigurableApplicationContext extractor;
    private ConfigurableApplicationContext loader;
    private final String[] settings;
    private final Thread listener = Thread.ofPlatform().daemon().unstarted(this::listen);
    private volatile int configStatus = 200;
    private volatile boolean closed;

    /// @param settings of both services, as `key=value`
    public Workers(String... settings) {
        this.settings = settings;
        this.extractor = start(ExtractorService.class, "extractor-service");
        this.loader = start(LoaderService.class, "loader-service");
        listener.start();
        awaitAnnouncement(extractor);
        awaitAnnouncement(loader);
    }

    private ConfigurableApplicationContext start(Class<?> service, String name) {
        String[] all = Stream.concat(
                        Stream.of(
                                "server.port=0",
                                "spring.main.allow-bean-definition-overriding=false",
                                "spring.kafka.bootstrap-servers=" + kafka,
                                "syncline.config-service.url=http://127.0.0.1:" + config.getAddress().getPort(),
                                "syncline.security.api-token=0f1e2d3c4b5a69788796a5b4c3d2",
                                "syncline.security.service-token=00112233445566778899aabbccddee",
                                "syncline.network.allow-local=true",
                                "syncline.worker.good-bye=0s", // there is no scheduler
                                "syncline.worker.announce-every=200ms"),
                        Arrays.stream(settings))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
        return ServiceApplication.of(service, name).run(all);
    }

    /// Lets the loader go in the orderly way, and starts another one.
    public void restartLoader() {
        loader.close();
        loader = start(LoaderService.class, "loader-service");
        awaitAnnouncement(loader);
    }

    /// Before its first announcement a worker may miss what is sent to it.
    private void awaitAnnouncement(ConfigurableApplicationContext worker) {
        Awaitility.await().atMost(LIMIT).until(() -> announced.contains(worker.getBean(Worker.class).id()));
    }

    /// Registers a database as a connection.
    public long connection(FreshDatabase database) {
        return connection(database, UnaryOperator.identity());
    }

    public long connection(FreshDatabase database, UnaryOperator<ConnectionSettings> change) {
        long id = ids.incrementAndGet();
        boolean mySql = database.server() instanceof MySqlServer;
        ConnectionSettings connection = new ConnectionSettings(
                id,
                database.name(),
                1,
                new DatabaseKind(mySql ? "mysql" : "postgresql"),
                "127.0.0.1",
                database.server().port(),
                mySql ? null : database.name(),
                database.user(),
                database.password(),
                Map.of(),
                true);
        connections.put(id, change.apply(connection));
        return id;
    }

    /// Edits a connection as config-service does.
    public void edit(long id, UnaryOperator<ConnectionSettings> change) {
        connections.computeIfPresent(id, (_, before) -> change.apply(before));
    }

    /// Deletes a connection.
    public void delete(long id) {
        connections.remove(id);
    }

    /// Lets config-service answer with this status only, as while it is restarted; with 200 as ever.
    public void configAnswers(int status) {
        configStatus = status;
    }

    /// What a piece of work waited for when it was last announced.
    public @Nullable String waitsFor(Work work) {
        WorkerAnnounced.InHand inHand = progress.get(work.id());
        return inHand == null ? null : inHand.waitsFor();
    }

    public void assign(Work work) {
        ConfigurableApplicationContext worker = work.workerKind() == WorkerKind.EXTRACTOR ? extractor : loader;
        send(new WorkCommand.Assign(worker.getBean(Worker.class).id(), work));
    }

    public void withdraw(Work work) {
        ConfigurableApplicationContext worker = work.workerKind() == WorkerKind.EXTRACTOR ? extractor : loader;
        send(new WorkCommand.Withdraw(worker.getBean(Worker.class).id(), work.id(), work.fence()));
    }

    /// The shape of a table; makes the run's topic.
    public TableShape discover(UUID run, long source, TableName table) {
        DiscoverTables work = new DiscoverTables(UUID.randomUUID(), 1, run, source, List.of(), List.of(table), 2, List.of(), Map.of(), List.of());
        assign(work);
        end(work, WorkResult.DiscoveryFinished.class);
        WorkResult.DiscoveredTable found = results(work, WorkResult.TablesDiscovered.class).getFirst().tables().getFirst();
        if (found.shape() == null) {
            throw new AssertionError(String.valueOf(found.failure()));
        }
        return found.shape();
    }

    public static ExtractTable extraction(UUID run, long source, TableName table, TableShape shape) {
        return new ExtractTable(UUID.randomUUID(), 1, run, UUID.randomUUID(), source, table, shape, 1, TablePlan.full(table, table), List.of(), List.of());
    }

    /// As the database packs them, for targets of its kind.
    public static ExtractTable packed(ExtractTable work) {
        return new ExtractTable(
                work.id(), work.fence(), work.runId(), work.tableRunId(), work.source(), work.table(), work.shape(), work.partition(), work.plan(), work.after(),
                List.of(work.shape().origin()), true);
    }

    public static LoadTable loading(ExtractTable extraction, long target, TableName table, long offset) {
        return new LoadTable(
                UUID.randomUUID(),
                1,
                extraction.runId(),
                extraction.tableRunId(),
                target,
                extraction.table(),
                table,
                extraction.shape(),
                extraction.id(),
                extraction.fence(),
                extraction.partition(),
                offset,
                LoadRules.CREATE);
    }

    public static LoadTable underFence(LoadTable load, long fence) {
        return new LoadTable(
                load.id(),
                fence,
                load.runId(),
                load.tableRunId(),
                load.target(),
                load.source(),
                load.table(),
                load.shape(),
                load.extraction(),
                load.extractionFence(),
                load.partition(),
                load.offset(),
                load.rules());
    }

    public static LoadTable ofAttempts(LoadTable load, int attempts) {
        return new LoadTable(
                load.id(), load.fence(), load.runId(), load.tableRunId(), load.target(), load.source(), load.table(), load.shape(), load.extraction(),
                load.extractionFence(), load.partition(), load.offset(), load.rules(), load.notInto(), attempts);
    }

    public static LoadTable byRules(LoadTable load, LoadRules rules) {
        return new LoadTable(
                load.id(),
                load.fence(),
                load.runId(),
                load.tableRunId(),
                load.target(),
                load.source(),
                load.table(),
                load.shape(),
                load.extraction(),
                load.extractionFence(),
                load.partition(),
                load.offset(),
                rules);
    }

    /// Waits for the result that ends a piece of work.
    public <T extends WorkResult> T end(Work work, Class<T> type) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(LIMIT).until(() -> ended(work));
        WorkResult result = results(work, WorkResult.class).stream().filter(WorkResult::endsWork).findFirst().orElseThrow();
        if (!type.isInstance(result)) {
            throw new AssertionError("Expected %s but got %s".formatted(type.getSimpleName(), result));
        }
        return type.cast(result);
    }

    /// Waits for a result on the way.
    public <T extends WorkResult> T first(Work work, Class<T> type) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(LIMIT).until(() -> !results(work, type).isEmpty() || ended(work));
        return results(work, type).getFirst();
    }

    public <T extends WorkResult> List<T> results(Work work, Class<T> type) {
        return results.stream()
                .filter(result -> result.workId().equals(work.id()) && result.fence() == work.fence() && type.isInstance(result))
                .map(type::cast)
                .toList();
    }

    public boolean ended(Work work) {
        return results(work, WorkResult.class).stream().anyMatch(WorkResult::endsWork);
    }

    /// How many rows a piece of work had when it was last announced.
    public long rows(Work work) {
        WorkerAnnounced.InHand inHand = progress.get(work.id());
        return inHand == null ? 0 : inHand.rows();
    }

    public long nextOffset(Work work) {
        WorkerAnnounced.InHand inHand = progress.get(work.id());
        return inHand == null ? 0 : inHand.nextOffset();
    }

    public boolean isInHand(Work work) {
        return progress.containsKey(work.id());
    }

    public KafkaProducer<String, byte[]> producer() {
        return producer;
    }

    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka));
    }

    private void send(WorkCommand command) {
        producer.send(new ProducerRecord<>(Topics.WORK, Json.bytes(command)));
        producer.flush();
    }

    private void listen() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest", "fetch.max.wait.ms", 20),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.of(Topics.RESULTS, Topics.WORKERS)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                consumer.poll(Duration.ofMillis(100)).forEach(this::take);
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (record.topic().equals(Topics.RESULTS)) {
            results.add(Json.read(record.value(), WorkResult.class));
        } else {
            WorkerAnnounced news = Json.read(record.value(), WorkerAnnounced.class);
            announced.add(news.worker());
            news.inHand().forEach(inHand -> progress.put(inHand.workId(), inHand));
        }
    }

    private HttpServer configService() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/internal/v1/connections/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                ConnectionSettings connection = connections.get(Long.parseLong(path.substring(path.lastIndexOf('/') + 1)));
                if (configStatus != 200) {
                    exchange.sendResponseHeaders(configStatus, -1);
                } else if (connection == null) {
                    exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
                    exchange.sendResponseHeaders(404, 2);
                    exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
                } else {
                    byte[] body = Json.bytes(connection);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                }
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        loader.close();
        extractor.close();
        producer.close();
        config.stop(0);
    }
}
