package dev.syncline.extractor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import dev.syncline.contracts.Topics;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkCommand;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkerAnnounced;
import dev.syncline.kit.ServiceApplication;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.worker.Worker;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testsupport.SharedServers;
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
import org.springframework.context.ConfigurableApplicationContext;

/// The service on a real broker, with the test in the places of the scheduler and of config-service.
final class RunningExtractor implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String kafka = SharedServers.kafka().bootstrapServers();
    private final Map<Long, ConnectionSettings> connections = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final List<WorkResult> results = new CopyOnWriteArrayList<>();
    private final Set<String> announced = ConcurrentHashMap.newKeySet();
    private final HttpServer config = configService();
    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(Map.of("bootstrap.servers", kafka), new StringSerializer(), new ByteArraySerializer());
    private final ConfigurableApplicationContext extractor = start();
    private final Thread listener = Thread.ofPlatform().daemon().unstarted(this::listen);
    private volatile boolean closed;

    RunningExtractor() {
        listener.start();
        String id = extractor.getBean(Worker.class).id();
        // Before its first announcement it may miss what is sent to it.
        Awaitility.await().atMost(LIMIT).until(() -> announced.contains(id));
    }

    private ConfigurableApplicationContext start() {
        String[] settings = Stream.of(
                        "server.port=0",
                        "spring.kafka.bootstrap-servers=" + kafka,
                        "syncline.config-service.url=http://127.0.0.1:" + config.getAddress().getPort(),
                        "syncline.security.api-token=0f1e2d3c4b5a69788796a5b4c3d2",
                        "syncline.security.service-token=00112233445566778899aabbccddee",
                        "syncline.network.allow-local=true",
                        "syncline.worker.good-bye=0s", // there is no scheduler
                        "syncline.worker.announce-every=200ms")
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
        return ServiceApplication.of(ExtractorService.class, "extractor-service").run(settings);
    }

    /// Registers a database as a connection.
    long connection(FreshDatabase database) {
        return connection(database, database.server().port());
    }

    /// The same by another port, which leads there.
    long connection(FreshDatabase database, int port) {
        long id = ids.incrementAndGet();
        boolean mySql = database.server() instanceof MySqlServer;
        connections.put(id, new ConnectionSettings(
                id,
                database.name(),
                1,
                new DatabaseKind(mySql ? "mysql" : "postgresql"),
                "127.0.0.1",
                port,
                mySql ? null : database.name(),
                database.user(),
                database.password(),
                Map.of(),
                true));
        return id;
    }

    /// Gives work and waits for the result that ends it.
    <T extends WorkResult> T end(Work work, Class<T> type) {
        producer.send(new ProducerRecord<>(Topics.WORK, Json.bytes(new WorkCommand.Assign(extractor.getBean(Worker.class).id(), work))));
        producer.flush();
        Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(LIMIT).until(() -> results(work, WorkResult.class).stream().anyMatch(WorkResult::endsWork));
        WorkResult result = results(work, WorkResult.class).stream().filter(WorkResult::endsWork).findFirst().orElseThrow();
        if (!type.isInstance(result)) {
            throw new AssertionError("Expected %s but got %s".formatted(type.getSimpleName(), result));
        }
        return type.cast(result);
    }

    <T extends WorkResult> List<T> results(Work work, Class<T> type) {
        return results.stream().filter(result -> result.workId().equals(work.id()) && type.isInstance(result)).map(type::cast).toList();
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
        }
    }

    private HttpServer configService() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/internal/v1/connections/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                byte[] body = Json.bytes(connections.get(Long.parseLong(path.substring(path.lastIndexOf('/') + 1))));
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
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
        extractor.close();
        producer.close();
        config.stop(0);
    }
}
