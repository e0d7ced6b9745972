package dev.syncline.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// The files of the repository, as it lies around this module.
final class Repository {

    static final Path ROOT = Path.of("..");

    private Repository() {}

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The code of a module, without its tests.
    static List<Path> sources(String module) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is made of the code is in the repository as it would be made now; with `-Dgolden.write=true` it is written.
    static void check(Path file, String made) {
        if (Boolean.getBoolean("golden.write")) {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, made);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(file).content(StandardCharsets.UTF_8).isEqualTo(made);
    }
}
