package dev.syncline.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.ServiceSettings;
import dev.syncline.allinone.installation.Services;
import dev.syncline.kit.ServiceApplication;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.KafkaServer;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// `deploy/backup`, as an administrator calls it, with PostgreSQL's own programs.
@Tag("nightly")
class BackupScriptsIT {

    private static final Path SCRIPTS = Path.of("..", "deploy", "backup").toAbsolutePath().normalize();
    private static final EnumSet<Service> KEEPING = EnumSet.of(Service.CONFIG, Service.SCHEDULER, Service.NOTIFICATION, Service.CONSOLE);

    @TempDir
    static Path directory;

    private static SystemPostgreSql state;
    private static KafkaServer kafka;
    private static ServiceSettings settings;
    private static Installed installed;
    private static Services services;
    private static FreshDatabase source;
    private static long connection;
    private static int backups;

    @BeforeAll
    static void start() throws Exception {
        Path programs = SystemPostgreSql.installed().orElseThrow(() -> new AssertionError("This machine has no PostgreSQL of its own, and so no pg_dump; install Debian's package postgresql"));
        state = SystemPostgreSql.start(programs, directory);
        try (Connection session = state.connect(); Statement statement = session.createStatement()) {
            for (Service service : KEEPING) {
                statement.execute("CREATE DATABASE syncline_" + service.database().orElseThrow());
            }
        }
        kafka = KafkaServer.start(directory.resolve("kafka"), 0);
        ServiceSettings shared = Installed.settings(directory.resolve("installation").toString(), kafka.bootstrapServers());
        settings = new ServiceSettings(
                shared.kafka(), "127.0.0.1:" + state.port(), SystemPostgreSql.USER, "", ServiceSettings.DATABASES, shared.installation(), shared.ports());
        installed = Installed.of(settings);
        source = SharedServers.postgreSql().freshDatabase("source");
        source.execute("CREATE TABLE t0 (id int PRIMARY KEY)");
        source.execute("CREATE TABLE t1 (id int PRIMARY KEY)");
        services = Services.start(settings, KEEPING);
        connection = installed.connection(source.server(), source.name(), true);
    }

    @AfterAll
    static void stop() {
        if (services != null) {
            services.close();
            source.close();
            kafka.close();
            state.close();
        }
    }

    @Test
    void whatWasBackedUpUnderRunningServicesIsThereAfterTheRestore() throws Exception {
        long project = project("t0");
        Path backup = backup();
        installed.api.put(config("/api/v1/projects/" + project), configuration("t1"), "*").ok();
        long later = project("t1");

        succeeds("drill", backup.toString());
        services.close();
        succeeds("restore", backup.toString());
        services = Services.start(settings, KEEPING);

        assertThat(tables(project)).contains("t0").doesNotContain("t1");
        assertThat(installed.api.get(config("/api/v1/projects/" + later)).status()).isEqualTo(404);
        assertThat(project("t1")).as("no number comes twice").isGreaterThan(later);
    }

    @Test
    void oneDatabaseIsRestoredAloneAlsoWhileItsServiceRuns() throws Exception {
        long project = project("t0");
        Path backup = backup();
        installed.api.put(config("/api/v1/projects/" + project), configuration("t1"), "*").ok();

        succeeds("restore", backup.toString(), "config");

        services.close();
        services = Services.start(settings, KEEPING);
        assertThat(tables(project)).contains("t0").doesNotContain("t1");
    }

    /// Then nobody knows any more what was said since the backup.
    @Test
    void whereTheBrokersLogIsLostTooNoNumberComesTwiceEither() throws Exception {
        long project = project("t0");
        Path backup = backup();
        long later = project("t1");
        services.close();
        int port = kafka.port();
        kafka.close();

        kafka = KafkaServer.start(directory.resolve("kafka-anew"), port);
        succeeds("restore", "--broker-lost", backup.toString());
        services = Services.start(settings, KEEPING);

        assertThat(tables(project)).contains("t0");
        assertThat(installed.api.get(config("/api/v1/projects/" + later)).status()).isEqualTo(404);
        assertThat(project("t1")).isGreaterThan(later);
    }

    @Test
    void aDamagedBackupChangesNothing() throws Exception {
        long project = project("t0");
        Path backup = backup();
        Files.writeString(backup.resolve("config.dump"), "something else");

        Said said = call("restore", backup.toString());

        assertThat(said.code()).isNotZero();
        assertThat(said.text()).contains("damaged; nothing has been changed");
        assertThat(tables(project)).contains("t0");
    }

    /// What it had sealed has to be entered again; everything else is as it was.
    @Test
    void whereTheMasterKeyIsLostSecretsAreEnteredAgain() throws Exception {
        long project = project("t0");
        Path backup = backup();
        String asks = config("/api/v1/catalogs/%d/schemas".formatted(connection));
        assertThat(installed.api.get(asks).status()).isEqualTo(200);
        services.close();
        byte[] other = new byte[32];
        new Random(7).nextBytes(other);
        Map<String, String> anew = new HashMap<>(settings.of(Service.CONFIG));
        anew.remove("syncline.secrets.keys.local");
        anew.put("syncline.secrets.keys.second", Base64.getEncoder().encodeToString(other));
        anew.put("syncline.secrets.current", "second");
        try {
            assertThatTheLossIsSaid(project, asks, anew);
        } finally {
            succeeds("restore", backup.toString(), "config"); // for the other tests
            services = Services.start(settings, KEEPING);
        }
    }

    private static void assertThatTheLossIsSaid(long project, String asks, Map<String, String> anew) {
        assertThatThrownBy(() -> config(anew).close()).as("the loss has to be said").isInstanceOf(Exception.class);

        anew.put("syncline.secrets.lost", "local");
        try (ConfigurableApplicationContext _ = config(anew)) {
            assertThat(installed.api.get(asks).body().toString()).contains("login-refused");
            assertThat(tables(project)).contains("t0");
            Map<String, Object> entered = new HashMap<>();
            installed.api.get(config("/api/v1/connections/" + connection)).ok().properties().forEach(field -> entered.put(field.getKey(), field.getValue()));
            entered.keySet().retainAll(List.of("name", "kind", "host", "port", "database", "user", "options", "allowWriteOperations"));
            entered.put("secret", Accounts.SECRET);
            installed.api.put(config("/api/v1/connections/" + connection), entered, "*").ok();
            assertThat(installed.api.get(asks).status()).isEqualTo(200);
        }
    }

    private static ConfigurableApplicationContext config(Map<String, String> anew) {
        return ServiceApplication.of(Service.CONFIG.application(), Service.CONFIG.serviceName()).registerShutdownHook(false)
                .run(anew.entrySet().stream().map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue())).toArray(String[]::new));
    }

    private static Path backup() throws Exception {
        Path all = directory.resolve("backups-" + ++backups);
        Files.writeString(directory.resolve("env"), "SYNCLINE_SECRETS_KEYS_LOCAL=" + settings.installation().secretKey());
        succeeds("backup", all.toString());
        try (Stream<Path> made = Files.list(all)) {
            return made.findFirst().orElseThrow();
        }
    }

    private static Map<String, Object> configuration(String table) {
        return installed.configuration(connection, List.of(connection), "public", List.of(table), "s" + table);
    }

    private static long project(String table) {
        return installed.api.post(config("/api/v1/projects"), configuration(table)).ok().get("id").asLong();
    }

    private static String tables(long project) {
        return installed.api.get(config("/api/v1/projects/" + project)).ok().get("tables").toString();
    }

    private static String config(String path) {
        return installed.url(Service.CONFIG, path);
    }

    private record Said(int code, String text) {}

    private static void succeeds(String script, String... arguments) throws IOException, InterruptedException {
        Said said = call(script, arguments);
        assertThat(said.code()).as(said.text()).isZero();
    }

    private static Said call(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(script).toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(directory.resolve("said").toFile());
        builder.environment().putAll(Map.of(
                "PATH", state.programs() + ":" + System.getenv("PATH"),
                "PGHOST", "127.0.0.1",
                "PGPORT", Integer.toString(state.port()),
                "PGUSER", SystemPostgreSql.USER,
                "SYNCLINE_ENV", directory.resolve("env").toString()));
        Process process = builder.start();
        if (!process.waitFor(Duration.ofMinutes(2))) {
            process.destroyForcibly();
        }
        return new Said(process.waitFor(), Files.readString(directory.resolve("said")));
    }
}
