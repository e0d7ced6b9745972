package dev.syncline.allinone.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import dev.syncline.allinone.installation.AllInOne;
import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.EmbeddedServers;
import dev.syncline.allinone.installation.InstallationDirectory;
import dev.syncline.allinone.installation.Ports;
import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.ServiceProcess;
import dev.syncline.allinone.installation.ServiceSettings;
import dev.syncline.contracts.Topics;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.PostgreSqlServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/// An installation whose services are processes of their own, as in production, and a PostgreSQL beside it with many tables.
final class ScaleSite implements AutoCloseable {

    static final String SOURCE = "many_source";
    static final String TARGET = "many_target";

    private static final List<String> JVM = List.of("-Xmx400m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
    private static final int TABLES_AT_ONCE = 200;
    private static final Duration TIME_TO_TIDY = Duration.ofSeconds(60);

    final EmbeddedServers own;
    final ServiceSettings settings;
    final Api api;
    private final PostgreSqlServer manyTables;
    private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
    private final List<ProcessMeter> meters = new ArrayList<>();

    ScaleSite(Path directory) {
        InstallationDirectory installation = InstallationDirectory.open(directory);
        own = EmbeddedServers.start(installation, Set.of());
        manyTables = PostgreSqlServer.start(directory.resolve("data").resolve("many-tables"), 0);
        // The tests' servers save their logins nearly all of the hashing, which those of people cannot.
        manyTables.execute("postgres", "SET scram_iterations = 4096; ALTER ROLE %s PASSWORD '%s'".formatted(manyTables.user(), manyTables.password()));
        // The usual ports may be somebody else's by the time that a process of its own listens.
        settings = AllInOne.settings(installation, own, _ -> Ports.free());
        for (Service service : EnumSet.complementOf(EnumSet.of(Service.CONSOLE))) {
            services.put(service, ServiceProcess.start(service, settings, JVM, List.of(), directory.resolve("log").resolve(service.serviceName() + ".log")));
        }
        try {
            services.values().forEach(ServiceProcess::awaitReady);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        services.forEach((service, process) -> meters.add(new ProcessMeter(service.serviceName(), process.pid())));
        meters.add(new ProcessMeter("broker", own.kafka().process().pid()));
        meters.add(new ProcessMeter("PostgreSQL of the services", own.postgreSql().process().pid()));
        meters.add(new ProcessMeter("PostgreSQL of the tables", manyTables.process().pid()));
        api = new Api(installation.apiToken());
    }

    List<ProcessMeter> meters() {
        return meters;
    }

    /// How many of the first meters are those of services.
    int services() {
        return services.size();
    }

    String url(Service service, String path) {
        return settings.url(service) + path;
    }

    long post(Service service, String path, Object body) {
        return api.post(url(service, path), body).ok().get("id").asLong();
    }

    static String table(int number) {
        return "t%05d".formatted(number);
    }

    /// Source tables of so many rows, no two of the same content, and an empty target.
    void fill(int tables, int rows) throws SQLException {
        for (String database : List.of(SOURCE, TARGET)) {
            manyTables.dropDatabase(database);
            manyTables.createDatabase(database);
        }
        try (Connection session = manyTables.connect(SOURCE); Statement statement = session.createStatement()) {
            session.setAutoCommit(false);
            for (int i = 0; i < tables; i++) {
                statement.addBatch("CREATE TABLE %s (id int PRIMARY KEY, name text, amount numeric(12, 2))".formatted(table(i)));
                statement.addBatch("INSERT INTO %s SELECT n, 'row ' || n || ' of %d', n * %d / 7.0 FROM generate_series(1, %d) AS n".formatted(table(i), i, i, rows));
                if (i % TABLES_AT_ONCE == TABLES_AT_ONCE - 1) {
                    statement.executeBatch();
                    session.commit();
                }
            }
            statement.executeBatch();
            session.commit();
        }
    }

    long connection(String database, boolean writable) {
        return post(Service.CONFIG, "/api/v1/connections", Map.of(
                "name", database + ' ' + System.nanoTime(), "kind", "postgresql", "host", "127.0.0.1", "port", manyTables.port(),
                "database", database, "user", manyTables.user(), "secret", manyTables.password(),
                "options", Map.of("tls", "disable"), "allowWriteOperations", writable));
    }

    /// How many of the first tables differ from their source in any value, or are not there.
    int different(int tables) throws SQLException {
        int different = 0;
        try (Connection left = manyTables.connect(SOURCE); Connection right = manyTables.connect(TARGET)) {
            for (int from = 0; from < tables; from += TABLES_AT_ONCE) {
                int to = Math.min(tables, from + TABLES_AT_ONCE);
                List<String> expected = contents(left, from, to);
                List<String> found = contents(right, from, to);
                for (int i = 0; i < expected.size(); i++) {
                    different += expected.get(i).equals(found.get(i)) ? 0 : 1;
                }
            }
        }
        return different;
    }

    private static List<String> contents(Connection session, int from, int to) throws SQLException {
        List<String> contents = new ArrayList<>();
        try (Statement statement = session.createStatement()) {
            for (int i = from; i < to; i++) {
                contents.add(content(statement, table(i)));
            }
        }
        return contents;
    }

    private static String content(Statement statement, String table) {
        try (ResultSet row = statement.executeQuery("SELECT coalesce(string_agg(t::text, ' ' ORDER BY id), '') FROM public.%s AS t".formatted(table))) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            return "no table: " + e.getMessage();
        }
    }

    /// What is there that ought to be gone a minute after the last run, by name and number.
    Map<String, Long> leftBehind() throws Exception {
        long limit = System.nanoTime() + TIME_TO_TIDY.toNanos();
        Map<String, Long> left = present();
        while (left.values().stream().anyMatch(count -> count > 0) && System.nanoTime() < limit) {
            Thread.sleep(1_000);
            left = present();
        }
        return left;
    }

    private Map<String, Long> present() throws Exception {
        DatabaseServer state = own.postgreSql();
        String scheduler = settings.database(Service.SCHEDULER).orElseThrow();
        Map<String, Long> present = new LinkedHashMap<>();
        present.put("topics of rows", topics());
        present.put("staging tables", count(manyTables, TARGET, "SELECT count(*) FROM pg_class WHERE starts_with(relname, '_syncline_') AND relname !~ '^_syncline_ledger'"));
        present.put("rows of ledgers", ledgerRows());
        present.put("outbox", count(state, scheduler, "SELECT count(*) FROM outbox"));
        present.put("pieces of work", count(state, scheduler, "SELECT count(*) FROM work"));
        present.put("left-overs", count(state, scheduler, "SELECT count(*) FROM leftover"));
        return present;
    }

    private long topics() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, own.kafka().bootstrapServers()))) {
            return admin.listTopics().names().get().stream().filter(Topics::isRows).count();
        }
    }

    private long ledgerRows() throws SQLException {
        return count(manyTables, TARGET, """
                SELECT coalesce(sum((xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I.%I', schemaname, tablename), false, true, '')))[1]::text::bigint), 0)
                FROM pg_tables
                WHERE tablename = '_syncline_ledger'
                """);
    }

    static long count(DatabaseServer server, String database, String question) throws SQLException {
        try (Connection session = server.connect(database); Statement statement = session.createStatement(); ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        Stream.concat(services.values().stream(), Stream.of(manyTables, own)).forEach(one -> {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException("One of the processes did not stop", e);
            }
        });
    }
}
