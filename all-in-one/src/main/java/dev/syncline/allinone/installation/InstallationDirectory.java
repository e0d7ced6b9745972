package dev.syncline.allinone.installation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;

/// A directory with everything an all-in-one keeps: the servers' data, the log, and secrets made at its first start.
public record InstallationDirectory(Path directory, String apiToken, String serviceToken, String secretKey) {

    private static final String SECRETS = "secrets.properties";

    /// Opens the installation in a directory, making it where there is none.
    public static InstallationDirectory open(Path directory) {
        Path file = directory.resolve(SECRETS);
        try {
            Files.createDirectories(directory);
            if (!Files.exists(file)) {
                writeSecrets(file);
            }
            Properties secrets = new Properties();
            try (InputStream in = Files.newInputStream(file)) {
                secrets.load(in);
            }
            return new InstallationDirectory(
                    directory.toAbsolutePath(),
                    secrets.getProperty("api-token"),
                    secrets.getProperty("service-token"),
                    secrets.getProperty("secret-key"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the directory %s; is it yours to write?".formatted(directory), e);
        }
    }

    private static void writeSecrets(Path file) throws IOException {
        SecureRandom random = new SecureRandom();
        Properties secrets = new Properties();
        secrets.setProperty("api-token", hex(random));
        secrets.setProperty("service-token", hex(random));
        byte[] key = new byte[32];
        random.nextBytes(key);
        secrets.setProperty("secret-key", Base64.getEncoder().encodeToString(key));
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            secrets.store(out, "Made at the first start; whoever reads this file can use this installation");
        }
    }

    private static String hex(SecureRandom random) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Where the API token can be read, for a shell.
    public Path tokenFile() {
        Path file = directory.resolve("api-token");
        try {
            if (!Files.exists(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, apiToken);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Tells the command line where the installation is and what opens it; commands find it in this directory or in one above theirs.
    ///
    /// @param console its address
    public void tellClients(String console) {
        try {
            Files.writeString(directory.resolve("config.yaml"), """
                    current: local
                    contexts:
                      local:
                        url: %s
                        tokenFile: %s
                    """.formatted(console, directory.relativize(tokenFile())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "Installation in " + directory;
    }
}
