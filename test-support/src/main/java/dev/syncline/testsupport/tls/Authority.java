package dev.syncline.testsupport.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate authority as a company has its own, which no JVM trusts by itself. Made by the JDK's `keytool`.
public final class Authority {

    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "authority";

    private final Path directory;
    private final Path store;

    private Authority(Path directory) {
        this.directory = directory;
        this.store = directory.resolve("keys.p12");
    }

    /// @param name as certificates show it
    public static Authority make(Path directory, String name) {
        try {
            Authority made = new Authority(Files.createDirectories(directory));
            made.keytool(List.of("-genkeypair", "-alias", ALIAS, "-dname", "CN=" + name, "-ext", "bc:c", "-validity", "30"));
            made.pem(made.file(), "CERTIFICATE", List.of(made.load().getCertificate(ALIAS).getEncoded()));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Its own certificate, as PEM.
    public Path file() {
        return directory.resolve("authority.pem");
    }

    /// A trust store with nothing but its own certificate; the password is [#PASSWORD].
    public Path trustStore() {
        Path file = directory.resolve("trusted.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, load().getCertificate(ALIAS));
            trusted.store(out, PASSWORD.toCharArray());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A certificate that holds for 30 days.
    ///
    /// @param names as in `dns:db.test` and `ip:127.0.0.1`
    public ServerCertificate certify(String alias, String... names) {
        return certify(alias, "-0d", "30", names);
    }

    /// One that has run out yesterday.
    public ServerCertificate certifyForThePast(String alias, String... names) {
        return certify(alias, "-3d", "2", names);
    }

    private ServerCertificate certify(String alias, String start, String days, String... names) {
        keytool(List.of(
                "-genkeypair", "-alias", alias, "-signer", ALIAS, "-dname", "CN=" + alias, "-ext", "san=" + String.join(",", names), "-startdate", start, "-validity", days));
        try {
            KeyStore keys = load();
            List<byte[]> chain = new ArrayList<>();
            for (Certificate certificate : keys.getCertificateChain(alias)) {
                chain.add(certificate.getEncoded());
            }
            Key key = keys.getKey(alias, PASSWORD.toCharArray());
            Path certificateFile = pem(directory.resolve(alias + "-cert.pem"), "CERTIFICATE", chain);
            Path keyFile = pem(directory.resolve(alias + "-key.pem"), "PRIVATE KEY", List.of(key.getEncoded()));
            Path both = Files.writeString(directory.resolve(alias + "-both.pem"), Files.readString(keyFile) + Files.readString(certificateFile));
            return new ServerCertificate(certificateFile, keyFile, both, context(keys, alias));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(KeyStore all, String alias) throws GeneralSecurityException, IOException {
        char[] password = PASSWORD.toCharArray();
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(one, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private void keytool(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(arguments);
        command.addAll(List.of("-keyalg", "EC", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(directory.resolve("keytool.log").toFile()).start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("%s: %s".formatted(command, Files.readString(directory.resolve("keytool.log"))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// PostgreSQL takes no key that others may read.
    private Path pem(Path file, String kind, List<byte[]> contents) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, contents.stream()
                .map(content -> "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)))
                .collect(Collectors.joining()));
    }
}
