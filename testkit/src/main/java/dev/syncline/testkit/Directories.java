package dev.syncline.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Directories that are made completely or not at all, copied and deleted.
public final class Directories {

    private static final Object IN_THIS_JVM = new Object();

    private Directories() {}

    /// Where unpacked servers are kept between builds.
    static Path cache() {
        return create(Path.of(System.getProperty("user.home"), ".cache", "syncline"));
    }

    /// The directory, filled once by one process even if several need it at the same moment.
    static Path filledOnce(Path directory, Consumer<Path> fill) {
        if (Files.isDirectory(directory)) {
            return directory;
        }
        Path parent = create(Objects.requireNonNull(directory.toAbsolutePath().getParent(), "the root is no directory to fill"));
        Path lockFile = parent.resolve(directory.getFileName() + ".lock");
        synchronized (IN_THIS_JVM) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                if (!Files.isDirectory(directory)) {
                    Path partial = parent.resolve(directory.getFileName() + ".partial");
                    delete(partial);
                    fill.accept(create(partial));
                    Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
                }
                return directory;
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot fill " + directory, e);
            }
        }
    }

    static Path create(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + directory, e);
        }
    }

    // cp keeps owners and holes, and shares the blocks where the file system can.
    static void copyContents(Path from, Path to) {
        ProcessCommand.run(List.of("cp", "-a", "--reflink=auto", from + "/.", to.toString()));
    }

    public static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + directory, e);
        }
    }
}
