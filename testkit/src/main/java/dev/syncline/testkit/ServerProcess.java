package dev.syncline.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A server as a child process: its output goes to a file, and it never outlives this JVM, however the JVM ends.
final class ServerProcess {

    /// What the server takes for "stop cleanly, and do not wait for the clients".
    enum StopSignal { TERM, INT }

    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    // The read ends when this JVM does, even by SIGKILL, because only the JVM holds the other end of the pipe. PR_SET_PDEATHSIG
    // would not do: it follows the thread that started the child, not the process.
    private static final String WATCH = """
            read _
            kill -s "$2" "$1" || exit 0
            for _ in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -s 0 "$1" || exit 0; done
            kill -s KILL "$1"
            """;

    // As PostgreSQL and MySQL begin lines that matter, and Logback (Kafka, ClickHouse) its own.
    private static final Pattern COMPLAINT = Pattern.compile("^.*?\\b(FATAL|PANIC|ERROR|DETAIL|HINT|<Error>|<Fatal>)\\b\\]?:?\\s+");

    private final String name;
    private final Path log;
    private final long logBefore;
    private final StopSignal stopSignal;
    private final Process process;
    private final Process watcher;

    private ServerProcess(String name, Path log, long logBefore, StopSignal stopSignal, Process process, Process watcher) {
        this.name = name;
        this.log = log;
        this.logBefore = logBefore;
        this.stopSignal = stopSignal;
        this.process = process;
        this.watcher = watcher;
    }

    static ServerProcess start(String name, List<String> command, Path directory, StopSignal stopSignal) {
        Path log = directory.resolve(name.toLowerCase(Locale.ROOT) + ".log");
        Path pidFile = directory.resolve(name.toLowerCase(Locale.ROOT) + ".pid");
        awaitEndOfFormer(name, directory, pidFile);
        try {
            long logBefore = Files.exists(log) ? Files.size(log) : 0;
            Process process = new ProcessBuilder(ownSession(command))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Files.writeString(pidFile, identity(process.toHandle()));
            Process watcher = new ProcessBuilder(
                    ownSession(List.of("/bin/sh", "-c", WATCH, "watch-" + name, Long.toString(process.pid()), stopSignal.name())))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new ServerProcess(name, log, logBefore, stopSignal, process, watcher);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name + " in " + directory, e);
        }
    }

    Process process() {
        return process;
    }

    /// Waits until the server answers; kills it and fails with the end of its log if it ends or takes too long.
    void awaitReady(BooleanSupplier ready) {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (!ready.getAsBoolean()) {
            if (ended(Duration.ofMillis(20))) {
                watcher.destroyForcibly();
                throw new IllegalStateException("%s ended with %d while starting%s (its log: %s)%n%s".formatted(name, process.exitValue(), complaint(), log, logTail()));
            }
            if (System.nanoTime() > deadline) {
                kill();
                throw new IllegalStateException("%s did not answer within %s%s (its log: %s)%n%s".formatted(name, READY_LIMIT, complaint(), log, logTail()));
            }
        }
    }

    void stop() {
        if (process.isAlive()) {
            ProcessCommand.run(List.of("/bin/sh", "-c", "kill -s \"$1\" \"$2\" || true", "kill", stopSignal.name(), Long.toString(process.pid())));
            if (!ended(STOP_LIMIT)) {
                kill();
            }
        }
        watcher.destroyForcibly();
    }

    /// SIGKILL for the server and its own children, as when the machine loses power; returns when all of them are gone.
    void kill() {
        watcher.destroyForcibly();
        List<ProcessHandle> doomed = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        doomed.forEach(ProcessHandle::destroyForcibly);
        doomed.forEach(handle -> handle.onExit().join());
        // The handle's end may be told before the process itself knows of it.
        process.onExit().join();
    }

    private boolean ended(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + name, e);
        }
    }

    /// What the server says is wrong, on one line with our sentence.
    private String complaint() {
        List<String> said = lines().stream().filter(line -> COMPLAINT.matcher(line).find()).toList();
        String words = said.subList(Math.max(0, said.size() - 3), said.size()).stream()
                .map(line -> COMPLAINT.matcher(line).replaceFirst(""))
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? "" : ": " + words;
    }

    private String logTail() {
        List<String> lines = lines();
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    /// Of the log what this start has written.
    private List<String> lines() {
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(Math.min(logBefore, Files.size(log)));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of("(no log: " + e.getMessage() + ")");
        }
    }

    // A JVM that was killed leaves its server to the watcher, and the new one may come back before that is done.
    private static void awaitEndOfFormer(String name, Path directory, Path pidFile) {
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            String former = Files.readString(pidFile);
            int end = former.indexOf(' ');
            ProcessHandle.of(end < 0 ? 0 : Long.parseLong(former.substring(0, end)))
                    .filter(handle -> identity(handle).equals(former))
                    .ifPresent(handle -> {
                        handle.onExit().completeOnTimeout(handle, STOP_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
                        if (handle.isAlive()) {
                            throw new IllegalStateException("A %s of an earlier start still uses %s, as process %d; end it with: kill %3$d"
                                    .formatted(name, directory, handle.pid()));
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + pidFile, e);
        }
    }

    // Process numbers come round again; with the time of the start they are unique.
    private static String identity(ProcessHandle process) {
        return process.pid() + " " + process.info().startInstant().map(Object::toString).orElse("");
    }

    // Ctrl-C in a terminal goes to the whole process group; the servers must outlast the services that use them.
    private static List<String> ownSession(List<String> command) {
        if (!Files.isExecutable(SETSID)) {
            return command;
        }
        List<String> withSession = new ArrayList<>(List.of(SETSID.toString()));
        withSession.addAll(command);
        return withSession;
    }
}
