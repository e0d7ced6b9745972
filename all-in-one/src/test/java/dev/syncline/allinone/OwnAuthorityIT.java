package dev.syncline.allinone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.net.ssl.SSLHandshakeException;

import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.Services;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.Forwarder;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testkit.PostgreSqlServer;
import dev.syncline.testsupport.SharedServers;
import dev.syncline.testsupport.mail.ScriptedMailServer;
import dev.syncline.testsupport.tls.ServerCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Everybody that an installation speaks to has a certificate of the company's own authority, which each service has been told of by one setting.
class OwnAuthorityIT {

    private static final Map<String, String> VERIFIED = Map.of("tls", "verify-identity");

    private static SecuredInstallation secured;
    private static Installed installed;

    @BeforeAll
    static void start() throws Exception {
        secured = SecuredInstallation.shared();
        installed = secured.installed;
    }

    @Test
    void theServicesKeepTheirStateOverTls() throws SQLException {
        try (Connection session = secured.postgreSql.connect("postgres"); Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery("""
                SELECT count(*) FILTER (WHERE NOT ssl.ssl), count(DISTINCT activity.datname)
                FROM pg_stat_ssl AS ssl JOIN pg_stat_activity AS activity USING (pid)
                WHERE activity.datname LIKE 'installation%'
                """)) {
            rows.next();
            assertThat(rows.getInt(1)).as("sessions in the clear").isZero();
            assertThat(rows.getInt(2)).as("all four databases").isEqualTo(4);
        }
    }

    /// With PostgreSQL as its source, for which no further server is needed; the other engines are asked by the nightly build and by `CertificateNameIT`.
    @Test
    void rowsTravelToAndFromServersThatHaveProvenTheirNames() throws SQLException {
        try (FreshDatabase source = secured.postgreSql.freshDatabase("source"); FreshDatabase target = secured.postgreSql.freshDatabase("target")) {
            assertArrives(source, "public", target, secured.postgreSql.port());
        }
    }

    @Test
    @Tag("nightly")
    void rowsTravelOnEachPath(@TempDir Path directory) throws SQLException {
        Map<String, String> tls = Map.of("ssl-cert", secured.certificate.certificate().toAbsolutePath().toString(), "ssl-key", secured.certificate.key().toAbsolutePath().toString());
        try (MySqlServer mySql = MySqlServer.start(directory.resolve("mysql"), 0, tls);
                Forwarder clickHouse = Forwarder.to(SharedServers.clickHouse().port(), secured.certificate.context().getServerSocketFactory());
                FreshDatabase fromMySql = mySql.freshDatabase("source");
                FreshDatabase intoMySql = mySql.freshDatabase("target");
                FreshDatabase fromPostgreSql = secured.postgreSql.freshDatabase("source");
                FreshDatabase intoPostgreSql = secured.postgreSql.freshDatabase("target");
                FreshDatabase intoClickHouse = SharedServers.clickHouse().freshDatabase("target")) {
            assertArrives(fromMySql, fromMySql.name(), intoPostgreSql, secured.postgreSql.port());
            assertArrives(fromPostgreSql, "public", intoMySql, mySql.port());
            assertRuns(fromMySql, fromMySql.name(), intoClickHouse, clickHouse.port());
        }
    }

    private static void assertArrives(FreshDatabase source, String schema, FreshDatabase target, int port) throws SQLException {
        CopyIT.fill(source, "orders", 2_000);
        assertRuns(source, schema, target, port);
    }

    private static void assertRuns(FreshDatabase source, String schema, FreshDatabase target, int port) throws SQLException {
        long project = installed.project(
                connection(source.server(), source.name(), false, source.server().port()),
                List.of(connection(target.server(), target.name(), true, port)),
                schema, List.of("orders"), target.name());

        JsonNode run = installed.execute(project);

        assertThat(run.get("state").asString()).as(run.toString()).isEqualTo("SUCCEEDED");
        CopyIT.assertSame(source, target, "orders");
    }

    private static long connection(DatabaseServer server, String database, boolean writable, int port) {
        return installed.connection(server, database, writable, Map.of("host", SecuredInstallation.HOST, "port", port, "options", VERIFIED));
    }

    @Test
    @Tag("nightly")
    void aServerThatIsNotWhoItShouldBeIsRefusedWithTheCure(@TempDir Path directory) {
        List<ServerCertificate> wrong = secured.wrong();
        List<String> told = wrong.stream().map(certificate -> {
            Map<String, String> tls = Map.of("ssl", "on", "ssl_cert_file", certificate.certificate().toAbsolutePath().toString(), "ssl_key_file", certificate.key().toAbsolutePath().toString());
            try (PostgreSqlServer server = PostgreSqlServer.start(directory.resolve(certificate.key().getFileName().toString()), 0, tls)) {
                return tested(server).toString();
            }
        }).toList();

        assertThat(told).allMatch(answer -> answer.contains("MISCONFIGURED"));
        assertThat(told.get(0)).contains("nobody whom this installation trusts has signed its certificate", "SYNCLINE_CA_FILE");
        assertThat(told.get(1)).contains("its certificate has run out; have a new one made");
        assertThat(told.get(2)).contains("its certificate is for other names", "name the server as its certificate does");
    }

    @Test
    void aServerWithoutEncryptionIsRefusedWithTheCure() {
        assertThat(tested(SharedServers.postgreSql()).toString()).contains("MISCONFIGURED", "it offers no encryption; set up TLS at the server");
    }

    private static JsonNode tested(DatabaseServer server) {
        Map<String, Object> connection = new HashMap<>(Map.of(
                "name", "connection " + UUID.randomUUID(), "kind", "postgresql", "host", SecuredInstallation.HOST, "port", server.port(), "database", "postgres",
                "user", server.user(), "secret", server.password(), "options", VERIFIED, "allowWriteOperations", false));
        return installed.api.post(installed.url(Service.CONFIG, "/api/v1/connections/test"), connection).ok();
    }

    @Test
    void theConsoleIsThereOverHttpsOnly() throws IOException, InterruptedException {
        int port = installed.settings.ports().get(Service.CONSOLE);
        try (HttpClient browser = HttpClient.newHttpClient()) { // trusts whom this JVM has been told to trust by now
            URI about = URI.create("https://%s:%d/api/v1/about".formatted(SecuredInstallation.HOST, port));
            HttpRequest request = HttpRequest.newBuilder(about).header("Authorization", "Bearer " + installed.settings.installation().apiToken()).build();

            HttpResponse<String> answer = browser.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
            HttpRequest byAddress = HttpRequest.newBuilder(URI.create("https://127.0.0.1:%d/".formatted(port))).build();
            assertThatThrownBy(() -> browser.send(byAddress, HttpResponse.BodyHandlers.ofString())).as("under a name of the certificate only").isInstanceOf(SSLHandshakeException.class);
            HttpRequest inTheClear = HttpRequest.newBuilder(URI.create("http://%s:%d/".formatted(SecuredInstallation.HOST, port))).timeout(Duration.ofSeconds(10)).build();
            assertThat(browser.send(inTheClear, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(400);
        }
        assertThat(secured.of(Service.CONSOLE).context(Service.CONSOLE).getEnvironment().getProperty("server.servlet.session.cookie.secure")).isEqualTo("true");
    }

    @Test
    @Tag("nightly")
    void mailsLeaveByBothWaysOfTls() throws IOException {
        try (ScriptedMailServer begun = ScriptedMailServer.overTls(secured.certificate.context());
                ScriptedMailServer asked = ScriptedMailServer.withStartTls(secured.certificate.context())) {
            secured.mailsBy(asked, "starttls");
            aRunFails();
            awaitMail(asked);
            secured.mailsBy(begun, "tls");
            aRunFails();
            awaitMail(begun);
        }
    }

    private static void awaitMail(ScriptedMailServer server) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(server.heard()).anyMatch(line -> line.startsWith("RCPT")));
    }

    private static void aRunFails() {
        try (FreshDatabase source = SharedServers.postgreSql().freshDatabase("source"); FreshDatabase target = SharedServers.postgreSql().freshDatabase("target")) {
            CopyIT.fill(source, "orders", 1);
            long project = installed.project(
                    installed.connection(source.server(), source.name(), false, Map.of("secret", "wrong")), List.of(installed.connection(target.server(), target.name(), true)),
                    "public", List.of("orders"), target.name());
            assertThat(installed.execute(project).get("state").asString()).isEqualTo("FAILED");
        }
    }

    @Test
    void whatIsNoCertificateIsToldWhenAServiceStarts(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("ca.pem"), "nothing");
        assertThatThrownBy(() -> Services.start(
                        installed.settings.with(Map.of(Service.LOADER, Map.of("syncline.ca-file", file.toString()))), EnumSet.of(Service.LOADER)))
                .hasStackTraceContaining("SYNCLINE_CA_FILE").hasStackTraceContaining("has certificates of authorities as PEM");
    }
}
