package dev.syncline.allinone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.InstallationDirectory;
import dev.syncline.allinone.installation.Ports;
import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.ServiceSettings;
import dev.syncline.allinone.installation.Services;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.PostgreSqlServer;
import dev.syncline.testsupport.SharedServers;
import dev.syncline.testsupport.streamload.StreamLoadServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An installation that tests talk to as its users do: by REST. Its servers are the shared ones.
final class Installed {

    /// The mail server of the shared installation.
    static final GreenMail MAIL = new GreenMail(ServerSetup.SMTP.dynamicPort());

    /// Where the shared installation sends its traces.
    static final OtlpReceiver TRACES = new OtlpReceiver();

    /// So far in this JVM: each has databases of its own.
    private static final AtomicInteger INSTALLATIONS = new AtomicInteger();

    private static @Nullable Installed shared;

    final ServiceSettings settings;
    final Api api;
    private final GrantingApi granting;

    private Installed(ServiceSettings settings) {
        this.settings = settings;
        this.granting = new GrantingApi(settings);
        this.api = granting;
    }

    /// The five services and the console in this JVM, started once for all tests of it.
    static synchronized Installed shared() {
        Installed running = shared;
        if (running == null) {
            MAIL.start();
            // Settings of the services in this JVM, too.
            System.setProperty("syncline.mail.host", "127.0.0.1");
            System.setProperty("syncline.mail.port", Integer.toString(MAIL.getSmtp().getPort()));
            System.setProperty("syncline.mail.security", "none");
            System.setProperty("otel.exporter.otlp.endpoint", TRACES.endpoint());
            System.setProperty("otel.bsp.schedule.delay", "100");
            ServiceSettings settings = settings("target/installed-" + ProcessHandle.current().pid(), SharedServers.kafka().bootstrapServers());
            Services services = Services.start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(services::close));
            running = new Installed(settings);
            shared = running;
        }
        return running;
    }

    /// As tests see services that are started otherwise.
    static Installed of(ServiceSettings settings) {
        return new Installed(settings);
    }

    /// Settings with free ports and databases of their own for the services.
    static ServiceSettings settings(String directory, String kafka) {
        return settings(directory, kafka, SharedServers.postgreSql());
    }

    /// @param state where their databases are
    static ServiceSettings settings(String directory, String kafka, DatabaseServer state) {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            ports.put(service, Ports.free());
        }
        ServiceSettings settings = new ServiceSettings(
                kafka, "127.0.0.1:" + state.port(), state.user(), state.password(), "installation" + INSTALLATIONS.incrementAndGet(),
                InstallationDirectory.open(Path.of(directory)), ports);
        for (Service service : Service.values()) {
            settings.database(service).ifPresent(state::createDatabase);
        }
        return settings;
    }

    String url(Service service, String path) {
        return settings.url(service) + path;
    }

    /// A connection to a database server; PostgreSQL's needs the database. Its user may log in and gets what is printed for each project, see [GrantingApi].
    long connection(DatabaseServer server, @Nullable String database, boolean writable) {
        return connection(server, database, writable, Map.of());
    }

    /// @param different fields that differ from the right ones, such as a wrong `secret`
    long connection(DatabaseServer server, @Nullable String database, boolean writable, Map<String, Object> different) {
        boolean own = !(server instanceof StreamLoadServer) && !different.containsKey("user") && !different.containsKey("kind");
        Map<String, Object> body = new HashMap<>(Map.of(
                "name", "connection " + UUID.randomUUID(),
                "kind", kind(server),
                "host", "127.0.0.1",
                "port", server.port(),
                "user", own ? granting.user(server, database) : server.user(),
                "secret", own ? Accounts.SECRET : server.password(),
                "options", server instanceof StreamLoadServer emulated ? Map.of("httpPort", Integer.toString(emulated.httpPort())) : Map.of(),
                "allowWriteOperations", writable));
        if (server instanceof PostgreSqlServer) {
            body.put("database", String.valueOf(database));
        }
        body.putAll(different);
        long id = api.post(url(Service.CONFIG, "/api/v1/connections"), body).ok().get("id").asLong();
        if (own) {
            granting.administers(id, server, database);
        }
        return id;
    }

    private static String kind(DatabaseServer server) {
        return server instanceof StreamLoadServer emulated ? emulated.product().name().toLowerCase(Locale.ROOT) : Engine.of(server).kind();
    }

    /// A project for tables of one source schema, all into one target schema.
    long project(long source, List<Long> targets, String sourceSchema, List<String> tables, String targetSchema) {
        return api.post(url(Service.CONFIG, "/api/v1/projects"), configuration(source, targets, sourceSchema, tables, targetSchema))
                .ok().get("id").asLong();
    }

    Map<String, Object> configuration(long source, List<Long> targets, String sourceSchema, List<String> tables, String targetSchema) {
        return Map.of(
                "name", "project " + UUID.randomUUID(),
                "sourceConnectionId", source,
                "targetConnectionIds", targets,
                "schemaNaming", Map.of("mode", "fixed", "name", targetSchema),
                "tables", tables.stream().map(table -> Map.of("schema", sourceSchema, "table", table)).toList());
    }

    /// Starts a run, once the scheduler has heard of the project.
    String start(long project) {
        return start(Map.of("projectId", project));
    }

    String start(Map<String, Object> request) {
        return org.awaitility.Awaitility.await().atMost(java.time.Duration.ofSeconds(20)).pollDelay(java.time.Duration.ZERO)
                .pollInterval(java.time.Duration.ofMillis(50))
                .until(() -> api.post(url(Service.SCHEDULER, "/api/v1/runs"), request), answer -> answer.status() != 404)
                .ok().get("id").asString();
    }

    JsonNode run(String id) {
        return api.get(url(Service.SCHEDULER, "/api/v1/runs/" + id)).ok();
    }

    /// What the services have said of a run.
    List<String> log(String id) {
        List<String> lines = new ArrayList<>();
        api.get(url(Service.SCHEDULER, "/api/v1/runs/%s/log/lines?limit=1000".formatted(id))).ok().get("items").forEach(line -> lines.add(line.get("text").asString()));
        return lines;
    }

    /// Waits for the end of a run.
    JsonNode finished(String id) {
        return org.awaitility.Awaitility.await().atMost(java.time.Duration.ofSeconds(180)).pollInterval(java.time.Duration.ofMillis(50))
                .until(() -> run(id), now -> List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(now.get("state").asString()));
    }

    /// Runs a project to its end.
    JsonNode execute(long project) {
        return finished(start(project));
    }

    List<JsonNode> tables(String run) {
        List<JsonNode> tables = new ArrayList<>();
        api.get(url(Service.SCHEDULER, "/api/v1/runs/" + run + "/tables?limit=200")).ok().get("items").forEach(tables::add);
        return tables;
    }

    /// The loads of the only table of a run, one for each target.
    List<JsonNode> loads(String run) {
        List<JsonNode> loads = new ArrayList<>();
        tables(run).getFirst().get("loads").forEach(loads::add);
        return loads;
    }
}
