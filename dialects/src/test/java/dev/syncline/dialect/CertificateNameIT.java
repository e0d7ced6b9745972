package dev.syncline.dialect;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import dev.syncline.testkit.ClickHouseServer;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.Forwarder;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testkit.PostgreSqlServer;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path directory;

    private MySqlServer mySql;
    private PostgreSqlServer postgreSql;
    private ClickHouseServer clickHouse;
    private Forwarder clickHouseTls;

    @BeforeAll
    void start() throws Exception {
        Path store = directory.resolve("server.p12");
        run(List.of(
                program("keytool"), "-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=" + NAME, "-ext", "san=dns:right.test,dns:*.right.test", "-validity", "30",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Key key = keys.getKey("server", PASSWORD.toCharArray());
        Certificate certificate = keys.getCertificate("server");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", certificate);
        try (OutputStream out = Files.newOutputStream(directory.resolve("trusted.p12"))) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        String certificateFile = pem("server-cert.pem", "CERTIFICATE", certificate.getEncoded());
        String keyFile = pem("server-key.pem", "PRIVATE KEY", key.getEncoded());
        mySql = MySqlServer.start(directory.resolve("mysql"), 0, Map.of("ssl-cert", certificateFile, "ssl-key", keyFile));
        postgreSql = PostgreSqlServer.start(directory.resolve("postgresql"), 0, Map.of("ssl", "on", "ssl_cert_file", certificateFile, "ssl_key_file", keyFile));
        clickHouse = SharedServers.clickHouse();
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        clickHouseTls = Forwarder.to(clickHouse.port(), tls.getServerSocketFactory());
    }

    @AfterAll
    void stop() {
        clickHouseTls.close();
        postgreSql.close();
        mySql.close();
    }

    @Test
    void aServerIsAcceptedUnderItsCertificatesNameOnly() throws Exception {
        List<String> cases = new ArrayList<>();
        for (String host : List.of("right.test", NAME, "wrong.test", "127.0.0.1")) {
            cases.addAll(asked("mysql", mySql, mySql.port(), host));
            cases.addAll(asked("postgresql", postgreSql, postgreSql.port(), host));
            cases.addAll(asked("greenplum", postgreSql, postgreSql.port(), host));
            cases.addAll(asked("clickhouse", clickHouse, clickHouseTls.port(), host));
        }

        List<String> answers = ask(directory.resolve("trusted.p12"), cases);

        assertThat(answers).hasSize(16);
        assertThat(answers.subList(0, 8)).as("under its names").allMatch(answer -> answer.endsWith(" answers"));
        assertThat(answers.subList(8, 16)).as("under another name, and under the address alone").noneMatch(answer -> answer.endsWith(" answers"));
        assertThat(answers.subList(8, 16)).as("for its certificate's sake").allMatch(answer -> answer.contains("CertificateException") || answer.contains("could not be verified"));
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefusedUnderItsOwnName() throws Exception {
        KeyStore nothing = KeyStore.getInstance("PKCS12");
        nothing.load(null, null);
        try (InputStream in = Files.newInputStream(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"))) {
            KeyStore system = KeyStore.getInstance("JKS");
            system.load(in, null);
            String alias = system.aliases().nextElement();
            nothing.setCertificateEntry(alias, system.getCertificate(alias));
        }
        try (OutputStream out = Files.newOutputStream(directory.resolve("others.p12"))) {
            nothing.store(out, PASSWORD.toCharArray());
        }
        List<String> cases = new ArrayList<>(asked("mysql", mySql, mySql.port(), "right.test"));
        cases.addAll(asked("postgresql", postgreSql, postgreSql.port(), "right.test"));
        cases.addAll(asked("clickhouse", clickHouse, clickHouseTls.port(), "right.test"));

        assertThat(ask(directory.resolve("others.p12"), cases)).hasSize(3).allMatch(answer -> answer.contains("ValidatorException"));
    }

    private static List<String> asked(String kind, DatabaseServer server, int port, String host) {
        return List.of(kind, host, Integer.toString(port), server.user(), server.password());
    }

    private List<String> ask(Path trusted, List<String> cases) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                program("java"), "-cp", System.getProperty("java.class.path"), "-Djavax.net.ssl.trustStore=" + trusted, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
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

    /// PostgreSQL takes no key that others may read.
    private String pem(String file, String kind, byte[] content) throws IOException {
        Path path = directory.resolve(file);
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(path, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)));
        return path.toString();
    }
}
