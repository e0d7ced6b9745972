package dev.syncline.allinone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.launcher.Syncline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// The command line as people use it: what `./syncline up` says, and what it says a second time, in a directory of its own.
class UpIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroy);
        started.forEach(process -> process.onExit().orTimeout(60, TimeUnit.SECONDS).join());
    }

    @Test
    void aSecondOneSaysInOneSentenceWhereTheFirstRunsAndDownStopsIt() throws IOException {
        Path home = directory.resolve("home");
        Path said = directory.resolve("first.txt");
        Process first = syncline(home, said, "up");
        await().atMost(LIMIT).until(() -> Files.exists(home.resolve("running")) && !Files.readString(home.resolve("running")).isEmpty());
        assertThat(run(home, "up")).startsWith("3 Syncline is already at work here (process %d, ./syncline up); ./syncline down stops it.".formatted(first.pid()));
        await().atMost(LIMIT).until(() -> Files.readString(said).contains("Everything stays up"));
        assertThat(Files.readString(said)).containsPattern("Open http://127\\.0\\.0\\.1:\\d+ in a browser; sign in as 'admin' with the password [A-Za-z2-9]{20}, which is shown this once");
        assertThat(new Client(directory, Map.of("SYNCLINE_HOME", home.toString())).call("connections list").code()).as("the command line finds it").isZero();
        String kafka = Files.readString(home.resolve("data/kafka/server.properties"));

        String second = run(home, "up");

        assertThat(second).startsWith("3 Syncline is already running here: http://127.0.0.1:").contains("(process %d, ./syncline up); ./syncline down stops it".formatted(first.pid()));
        assertThat(second.strip().lines()).hasSize(1);
        assertThat(run(home, "demo --exit")).startsWith("3 Syncline is already running here");
        assertThat(Files.readString(home.resolve("data/kafka/server.properties"))).as("the settings of what runs").isEqualTo(kafka);
        assertThat(Files.readString(said)).as("nothing but what is meant to be said").doesNotContain("SLF4J", "WARN", "Exception");

        assertThat(run(home, "down")).isEqualTo("0 Syncline has been stopped (process %d).".formatted(first.pid()));
        assertThat(first.isAlive()).isFalse();
        assertThat(run(home, "down")).startsWith("0 Syncline is not running here");
    }

    /// Data of another version, of a disk that broke: what the server says, and where it says more.
    @Test
    void whatAServerSaysOfItsDataIsSaidInOneLine() throws IOException {
        Path home = directory.resolve("home");
        Path data = Files.createDirectories(home.resolve("data/postgresql/data"));
        Files.writeString(data.resolve("PG_VERSION"), "16\n");
        assertThat(new ProcessBuilder("chmod", "-R", "a+rwX", directory.toString()).start().onExit().join().exitValue()).isZero();

        String said = run(home, "up");

        assertThat(said).startsWith("1 ").contains("Cannot go on: PostgreSQL ended with", "postgresql.log").doesNotContain("\tat ", "SLF4J");
        assertThat(said.strip().lines()).as(said).hasSize(3);
    }

    /// Its ports are somebody's: it takes others, and says which.
    @Test
    void aPortThatAnotherProgramHasIsLeftToIt() throws IOException {
        Path home = directory.resolve("home");
        Path said = directory.resolve("first.txt");
        List<ServerSocket> others = new ArrayList<>();
        try {
            for (Service service : Service.values()) {
                try {
                    others.add(new ServerSocket(service.defaultPort(), 1, InetAddress.getLoopbackAddress()));
                } catch (IOException _) {
                    continue; // another program of this machine has it already
                }
            }
            syncline(home, said, "up");
            await().atMost(LIMIT).until(() -> Files.readString(said).contains("Everything stays up"));

            assertThat(Files.readString(said)).contains(
                    "Another program has port 8081, so config-service is elsewhere this time.", "Another program has port 8080, so console is elsewhere this time.");
        } finally {
            for (ServerSocket other : others) {
                other.close();
            }
        }
        assertThat(run(home, "down")).startsWith("0 ");
    }

    @Test
    void aDirectoryThatCannotBeUsedIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("home"), "a file");

        String said = run(file, "up");

        assertThat(said).startsWith("1 Cannot go on: Cannot use the directory " + file).contains("SYNCLINE_HOME");
        assertThat(said.lines()).hasSize(1);
    }

    /// @return the exit code, and what was said
    private String run(Path home, String words) throws IOException {
        Path said = directory.resolve("said.txt");
        Process process = syncline(home, said, words);
        process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        return process.exitValue() + " " + Files.readString(said).strip();
    }

    private Process syncline(Path home, Path said, String words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx700m",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-Dsyncline.home=" + home, "-Dsyncline.log=" + directory.resolve("syncline.log"), "-Dlogback.configurationFile=logback-to-file.xml",
                "-cp", System.getProperty("java.class.path"), Syncline.class.getName()));
        command.addAll(List.of(words.split(" ")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        started.add(process);
        return process;
    }
}
