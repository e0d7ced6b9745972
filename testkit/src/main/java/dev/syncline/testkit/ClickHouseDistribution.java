package dev.syncline.testkit;

import java.nio.file.Path;

/// ClickHouse's engine as a library, fetched once per machine. The file is the whole of ClickHouse, its HTTP server too (measured on 26.7.3; 26.5.3 cannot
/// listen).
final class ClickHouseDistribution {

    private static final String VERSION = "26.7.3-stable.1";
    private static final NpmPackage PACKAGE = new NpmPackage("ClickHouse", "@chdb/lib-linux-x64-gnu@" + VERSION, "180 MB", "libchdb.so");

    private ClickHouseDistribution() {}

    static Path library() {
        return Directories.filledOnce(Directories.cache().resolve("clickhouse-" + VERSION), PACKAGE::fetchInto).resolve("libchdb.so");
    }
}
