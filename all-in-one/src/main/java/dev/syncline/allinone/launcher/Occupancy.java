package dev.syncline.allinone.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// Who runs in a directory: one process at a time. The operating system takes the lock away when the process ends, however it ends, so nothing is left to clean
/// up; the file only says who it is.
public final class Occupancy implements AutoCloseable {

    private static final String FILE = "running";

    private final Path file;
    private final FileChannel channel;
    private final String command;

    private Occupancy(Path file, FileChannel channel, String command) {
        this.file = file;
        this.channel = channel;
        this.command = command;
    }

    /// Another process has the directory; the message says which, and how to end it.
    public static final class Taken extends RuntimeException {
        Taken(String message) {
            super(message);
        }
    }

    /// The directory cannot be used; the message says why. There is no log then, for it would be kept there.
    public static final class Unusable extends RuntimeException {
        Unusable(String message, IOException cause) {
            super(message, cause);
        }
    }

    /// Takes the directory for this process.
    ///
    /// @param command what runs, in the words of the command line
    /// @throws Taken where another process has it
    /// @throws Unusable where nobody can have it
    public static Occupancy of(Path directory, String command) {
        Path file = directory.toAbsolutePath().normalize().resolve(FILE);
        FileChannel channel = open(file);
        try {
            if (!isLocked(channel)) {
                throw new Taken(sentence(file));
            }
            Occupancy occupancy = new Occupancy(file, channel, command);
            occupancy.say(null);
            return occupancy;
        } catch (RuntimeException e) {
            close(file, channel);
            throw e;
        }
    }

    /// Lets others know where people reach what runs here.
    public void reachedAt(String url) {
        say(url);
    }

    /// Ends what runs in a directory, in its own time.
    ///
    /// @return a sentence about what became of it
    /// @throws IllegalStateException where it has not ended
    public static String end(Path directory, Duration patience) {
        Path file = directory.toAbsolutePath().normalize().resolve(FILE);
        Optional<String> former = Files.exists(file) && isTaken(file) ? Optional.of(read(file)) : Optional.empty();
        if (former.isEmpty()) {
            return "Syncline is not running here (%s).".formatted(file.getParent());
        }
        long number = Long.parseLong(value(former.get(), "process", "0"));
        ProcessHandle process = ProcessHandle.of(number).orElseThrow(() -> new IllegalStateException(
                "Syncline runs in %s as process %d of another machine or container; stop it there".formatted(file.getParent(), number)));
        if (!process.destroy()) {
            throw new IllegalStateException("Process %d belongs to %s and cannot be stopped by this user"
                    .formatted(number, process.info().user().orElse("another user")));
        }
        process.onExit().completeOnTimeout(process, patience.toMillis(), TimeUnit.MILLISECONDS).join();
        if (process.isAlive()) {
            throw new IllegalStateException("Process %d was asked to stop %d s ago and has not; see its log, or end it with: kill -9 %1$d"
                    .formatted(number, patience.toSeconds()));
        }
        return "Syncline has been stopped (process %d).".formatted(number);
    }

    private static String sentence(Path file) {
        String words = read(file);
        String url = value(words, "url", "");
        String who = "process %s, ./syncline %s".formatted(value(words, "process", "unknown"), value(words, "command", "up"));
        return "%s; %s. Data, log and secrets are in %s, and another one needs a directory of its own (SYNCLINE_HOME).".formatted(
                url.isEmpty() ? "Syncline is already at work here (%s)".formatted(who) : "Syncline is already running here: %s (%s)".formatted(url, who),
                value(words, "command", "up").startsWith("bench") ? "it ends by itself" : "./syncline down stops it",
                file.getParent());
    }

    private void say(@Nullable String url) {
        String words = "process=%d%ncommand=%s%n%s".formatted(ProcessHandle.current().pid(), command, url == null ? "" : "url=" + url + System.lineSeparator());
        try {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private static String value(String words, String name, String otherwise) {
        String found = words.lines().filter(line -> line.startsWith(name + '=')).map(line -> line.substring(name.length() + 1)).collect(Collectors.joining());
        return found.isBlank() ? otherwise : found;
    }

    private static FileChannel open(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new Unusable("Cannot use the directory %s; is it a directory, and yours to write? Another one is chosen with SYNCLINE_HOME".formatted(file.getParent()), e);
        }
    }

    private static boolean isTaken(Path file) {
        try (FileChannel channel = open(file)) {
            return !isLocked(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at " + file, e);
        }
    }

    private static boolean isLocked(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false; // by this process
        } catch (IOException e) {
            throw new Unusable("Cannot lock a file in the data directory; where a network file system allows no locks, choose another one with SYNCLINE_HOME", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static void close(Path file, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.truncate(0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
        close(file, channel);
    }
}
