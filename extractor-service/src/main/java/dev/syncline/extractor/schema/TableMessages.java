package dev.syncline.extractor.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.kit.message.Json;

/// Packs discovered tables into messages that are small enough for a topic.
final class TableMessages {

    private static final int MOST_TABLES = 200;
    private static final int MOST_BYTES = 512 * 1024;

    private final Consumer<List<DiscoveredTable>> publisher;
    private List<DiscoveredTable> waiting = new ArrayList<>();
    private int waitingBytes;
    private int tables;

    TableMessages(Consumer<List<DiscoveredTable>> publisher) {
        this.publisher = publisher;
    }

    void add(DiscoveredTable table) {
        int bytes = Json.bytes(table).length;
        if (bytes > MOST_BYTES) {
            add(tooLarge(table));
            return;
        }
        if (waiting.size() == MOST_TABLES || waitingBytes + bytes > MOST_BYTES) {
            flush();
        }
        waiting.add(table);
        waitingBytes += bytes;
        tables++;
    }

    void flush() {
        if (!waiting.isEmpty()) {
            publisher.accept(waiting);
            waiting = new ArrayList<>();
            waitingBytes = 0;
        }
    }

    /// How many tables have been added.
    int tables() {
        return tables;
    }

    private static DiscoveredTable tooLarge(DiscoveredTable table) {
        Failure failure = new Failure(
                FailureCode.UNSUPPORTED_TYPE,
                "The columns of %s cannot be described in %d KiB; leave the table out, or shorten its enum columns"
                        .formatted(table.table(), MOST_BYTES / 1024));
        return new DiscoveredTable(table.table(), null, table.estimatedRows(), table.estimatedBytes(), failure);
    }
}
