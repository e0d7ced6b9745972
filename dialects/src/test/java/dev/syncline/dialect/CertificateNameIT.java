package dev.syncline.dialect;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.Forwarder;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testkit.PostgreSqlServer;
import dev.syncline.testsupport.SharedServers;
import dev.syncline.testsupport.tls.Authority;
import dev.syncline.testsupport.tls.ServerCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// With `verify-identity` a server has to prove the connection's name, whatever address is dialled: real servers with a certificate that is trusted, each
/// asked under the certificate's name and under another one. What a JVM trusts is said when it starts, so a JVM of its own asks ([CertificateNameProbe]).
///
/// ClickHouse has its TLS from a forwarder before it: the server of the tests speaks HTTP only.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateNameIT {

    private static final String NAME = "db_1.right.test";

    @TempDir
    private static Path directory;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Authority authority;
    private ServerCertificate right;
    private MySqlServer mySql;
    private Servers servers;

    /// Three with one certificate.
    private record Servers(MySqlServer mySql, PostgreSqlServer postgreSql, Forwarder clickHouse) {

        List<String> asked(String host) {
            List<String> cases = new ArrayList<>(of("mysql", mySql, mySql.port(), host));
            cases.addAll(of("postgresql", postgreSql, postgreSql.port(), host));
            cases.addAll(of("greenplum", postgreSql, postgreSql.port(), host));
            cases.addAll(of("clickhouse", SharedServers.clickHouse(), clickHouse.port(), host));
            return cases;
        }

        private static List<String> of(String kind, DatabaseServer server, int port, String host) {
            return List.of(kind, host, Integer.toString(port), server.user(), server.password());
        }
    }

    @BeforeAll
    void start() {
        authority = Authority.make(directory.resolve("authority"), "Authority of the company");
        right = authority.certify("right", "dns:right.test", "dns:*.right.test");
        mySql = open(MySqlServer.start(directory.resolve("mysql"), 0));
        servers = serversWith(right);
    }

    @BeforeEach
    void presentRight() {
        present(right);
    }

    /// MySQL takes another certificate while it runs.
    private void present(ServerCertificate certificate) {
        mySql.execute("", "SET GLOBAL ssl_cert = '%s', GLOBAL ssl_key = '%s'".formatted(certificate.certificate(), certificate.key()));
        mySql.execute("", "ALTER INSTANCE RELOAD TLS");
    }

    private Servers serversWith(ServerCertificate certificate) {
        present(certificate);
        Map<String, String> settings = Map.of("ssl", "on", "ssl_cert_file", certificate.certificate().toString(), "ssl_key_file", certificate.key().toString());
        return new Servers(
                mySql,
                open(PostgreSqlServer.start(directory.resolve("postgresql-" + opened.size()), 0, settings)),
                open(Forwarder.to(SharedServers.clickHouse().port(), certificate.context().getServerSocketFactory())));
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable server : opened.reversed()) {
            server.close();
        }
    }

    @Test
    void aServerIsAcceptedUnderItsCertificatesNameOnly() throws Exception {
        List<String> cases = new ArrayList<>();
        for (String host : List.of("right.test", NAME, "wrong.test", "127.0.0.1")) {
            cases.addAll(servers.asked(host));
        }

        List<String> answers = ask(authority.trustStore(), cases);

        assertThat(answers).hasSize(16);
        assertThat(answers.subList(0, 8)).as("under its names").allMatch(answer -> answer.endsWith(" answers"));
        assertThat(answers.subList(8, 16)).as("under another name, and under the address alone").allMatch(answer -> answer.contains("for other names than"));
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefusedUnderItsOwnName() throws Exception {
        Path others = Authority.make(directory.resolve("others"), "Authority of others").trustStore();

        assertThat(ask(others, servers.asked("right.test"))).hasSize(4).allMatch(answer -> answer.contains("SYNCLINE_CA_FILE"));
    }

    @Test
    void aCertificateThatHasRunOutIsRefused() throws Exception {
        Servers old = serversWith(authority.certifyForThePast("old", "dns:right.test"));

        assertThat(ask(authority.trustStore(), old.asked("right.test"))).hasSize(4).allMatch(answer -> answer.contains("has run out"));
    }

    @Test
    void aServerWithoutEncryptionIsRefused() throws Exception {
        Servers plain = new Servers(
                open(MySqlServer.start(directory.resolve("plain-mysql"), 0, Map.of("tls-version", ""))),
                SharedServers.postgreSql(),
                open(Forwarder.to(SharedServers.clickHouse().port())));

        assertThat(ask(authority.trustStore(), plain.asked("right.test"))).hasSize(4).allMatch(answer -> answer.contains("offers no encryption"));
    }

    private <T extends AutoCloseable> T open(T server) {
        opened.add(server);
        return server;
    }

    private List<String> ask(Path trusted, List<String> cases) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                program("java"), "-cp", System.getProperty("java.class.path"), "-Djavax.net.ssl.trustStore=" + trusted, "-Djavax.net.ssl.trustStorePassword=" + Authority.PASSWORD,
                CertificateNameProbe.class.getName()));
        command.addAll(cases);
        return run(command).lines().filter(line -> line.startsWith("* ")).toList();
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        File output = Files.createTempFile(directory, "output", ".txt").toFile();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
        int code = process.waitFor();
        String said = Files.readString(output.toPath());
        assertThat(code).as(said).isZero();
        return said;
    }
}
