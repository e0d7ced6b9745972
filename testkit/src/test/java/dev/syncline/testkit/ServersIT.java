package dev.syncline.testkit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ServersIT {

    @Test
    void postgreSqlKeepsWhatItCommittedWhenItIsKilled(@TempDir Path directory) throws Exception {
        try (PostgreSqlServer server = PostgreSqlServer.start(directory, 0, PostgreSqlServer.DURABLE)) {
            assertThat(column(server, "postgres", "SHOW server_version")).containsExactly("17.6");
            assertThat(column(server, "postgres", "SHOW fsync")).containsExactly("on");
            keepsARowThroughKillAndRestart(server, "sales");
        }
        try (PostgreSqlServer again = PostgreSqlServer.start(directory, 0)) {
            assertThat(column(again, "sales", "SELECT name FROM customer")).containsExactly("Zoë 😀");
        }
    }

    @Test
    void mySqlKeepsWhatItCommittedWhenItIsKilled(@TempDir Path directory) throws Exception {
        try (MySqlServer server = MySqlServer.start(directory, 0, Map.of("log_bin", "binlog"))) {
            assertThat(column(server, "", "SELECT version()")).containsExactly("8.0.33");
            assertThat(column(server, "", "SELECT concat_ws(' ', @@log_bin, @@local_infile, @@global.time_zone, @@character_set_server)"))
                    .containsExactly("1 1 +00:00 utf8mb4");
            keepsARowThroughKillAndRestart(server, "sales");
        }
        try (MySqlServer again = MySqlServer.start(directory, 0)) {
            assertThat(column(again, "sales", "SELECT name FROM customer")).containsExactly("Zoë 😀");
        }
    }

    @Test
    void clickHouseKeepsWhatItWasSentWhenItIsKilled(@TempDir Path directory) throws Exception {
        try (ClickHouseServer server = ClickHouseServer.start(directory, 0)) {
            assertThat(column(server, "system", "SELECT version()")).singleElement().asString().startsWith("26.7");
            server.createDatabase("sales");
            server.execute("sales", "CREATE TABLE customer (id Int32, name String) ENGINE = MergeTree ORDER BY id");
            server.execute("sales", "INSERT INTO customer VALUES (1, 'Zoë 😀')");

            server.kill();
            assertThat(server.process().isAlive()).isFalse();
            server.restart();

            assertThat(column(server, "sales", "SELECT name FROM customer")).containsExactly("Zoë 😀");
            assertThat(column(server, "system", "SELECT engine FROM system.databases WHERE name = 'sales'")).containsExactly("Atomic");
        }
        try (ClickHouseServer again = ClickHouseServer.start(directory, 0)) {
            assertThat(column(again, "sales", "SELECT name FROM customer")).containsExactly("Zoë 😀");
        }
    }

    @Test
    void kafkaKeepsItsRecordsWhenItIsKilled(@TempDir Path directory) throws Exception {
        try (KafkaServer server = KafkaServer.start(directory, 0)) {
            createTopic(server, "orders");
            send(server, "orders", "before");

            server.kill();
            assertThat(server.process().isAlive()).isFalse();
            server.restart();

            send(server, "orders", "after");
            assertThat(records(server, "orders", 2)).containsExactly("before", "after");
        }
        try (KafkaServer again = KafkaServer.start(directory, 0)) {
            assertThat(records(again, "orders", 2)).containsExactly("before", "after");
        }
    }

    @Test
    void aServerEndsWithTheJvmThatStartedItEvenIfThatIsKilled(@TempDir Path directory) throws Exception {
        Process jvm = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), StartsAServer.class.getName(), directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long pid = Long.parseLong(jvm.inputReader().readLine());
        assertThat(ProcessHandle.of(pid)).isPresent();

        jvm.destroyForcibly().waitFor();

        // Starting again at once waits for the former server to release the data.
        try (PostgreSqlServer next = PostgreSqlServer.start(directory, 0)) {
            assertThat(ProcessHandle.of(pid)).isEmpty();
            assertThat(next.process().isAlive()).isTrue();
        }
    }

    static final class StartsAServer {

        private StartsAServer() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(PostgreSqlServer.start(Path.of(arguments[0]), 0).process().pid());
            Thread.currentThread().join();
        }
    }

    private static void keepsARowThroughKillAndRestart(DatabaseServer server, String database) throws Exception {
        server.createDatabase(database);
        server.execute(database, "CREATE TABLE customer (id int PRIMARY KEY, name varchar(20))");
        server.execute(database, "INSERT INTO customer VALUES (1, 'Zoë 😀')");

        server.kill();
        assertThat(server.process().isAlive()).isFalse();
        assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(database), server.user(), server.password()))
                .isInstanceOf(SQLException.class);
        server.restart();

        assertThat(column(server, database, "SELECT name FROM customer")).containsExactly("Zoë 😀");
    }

    private static List<String> column(DatabaseServer server, String database, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static void createTopic(KafkaServer server, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", server.bootstrapServers()))) {
            admin.createTopics(Set.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static KafkaProducer<String, String> producer(KafkaServer server, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", server.bootstrapServers());
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    // In a transaction, compressed: the coordinator's own topic and the native libraries have to work, too.
    private static void send(KafkaServer server, String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer =
                producer(server, Map.of("transactional.id", "servers-it", "compression.type", "zstd"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, value)).get();
            producer.commitTransaction();
        }
    }

    private static List<String> records(KafkaServer server, String topic, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", server.bootstrapServers(), "group.id", "servers-it-" + server.port(),
                "auto.offset.reset", "earliest", "enable.auto.commit", "false", "isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(found -> values.add(found.value()));
                return values.size() >= count;
            });
        }
        return values;
    }
}
