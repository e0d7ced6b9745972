package dev.syncline.dialect.streamload;

import dev.syncline.dialect.TestDatabase;
import dev.syncline.testsupport.SharedServers;
import dev.syncline.testsupport.streamload.StreamLoadServer;
import org.junit.jupiter.api.Assumptions;

/// The emulator behind an end, for tests of what no real server does at will; they are left out on a real one.
final class EmulatedServer {

    private EmulatedServer() {}

    static StreamLoadServer of(TestDatabase end) {
        boolean doris = StreamLoadTables.isDoris(end);
        Assumptions.assumeTrue(System.getProperty(doris ? "doris.host" : "starrocks.host") == null, "Only the emulator does this");
        return doris ? SharedServers.doris() : SharedServers.starRocks();
    }
}
