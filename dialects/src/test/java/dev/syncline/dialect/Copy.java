package dev.syncline.dialect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;

/// Copies a table from one end to another as extractor and loader do together, but in one thread and without Kafka.
public final class Copy {

    /// Whole rows as they would stand in one chunk or several.
    public record Batch(byte[] bytes, long rows, int rareEscapes) {}

    /// A batch of which everything is known at once.
    public record Given(Ledger before, InputStream rows, long count, int rareEscapes, Ledger after) implements RowBatch {}

    private static final int ROWS_PER_BATCH = 100;

    private Copy() {}

    /// @return what the target is now
    public static TableShape copy(End from, TableName source, End to, TableName target) throws SQLException, IOException {
        try (Connection in = from.session(Access.READ); Connection out = to.session(Access.WRITE)) {
            TableShape shape = shape(from, in, source);
            load(to, out, target, shape, read(from, in, source, shape));
            return shape;
        }
    }

    public static TableShape shape(End from, Connection session, TableName table) throws SQLException {
        DiscoveredTable found = from.dialect().source().discover(session, List.of(table)).getFirst();
        if (found.failure() != null || found.shape() == null) {
            throw new AssertionError("Not discovered: " + found);
        }
        return found.shape();
    }

    public static List<Batch> read(End from, Connection session, TableName table, TableShape shape) throws SQLException, IOException {
        List<Batch> batches = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] state = new int[2];
        from.dialect().source().read(session, ReadPlan.everything(table, shape), (row, offset, length, rareEscapes) -> {
            bytes.write(row, offset, length);
            state[1] |= rareEscapes;
            if (++state[0] == ROWS_PER_BATCH) {
                batches.add(new Batch(bytes.toByteArray(), state[0], state[1]));
                bytes.reset();
                state[0] = 0;
                state[1] = 0;
            }
        });
        if (state[0] > 0) {
            batches.add(new Batch(bytes.toByteArray(), state[0], state[1]));
        }
        return batches;
    }

    public static void load(End to, Connection session, TableName target, TableShape shape, List<Batch> batches) throws SQLException {
        load(to, session, plan(UUID.randomUUID(), 1, target, shape), batches);
    }

    public static LoadReport load(End to, Connection session, LoadPlan plan, List<Batch> batches) throws SQLException {
        try (TableLoad load = to.dialect().target().load(session, plan)) {
            try {
                load.claim();
                Ledger ledger = Ledger.start(UUID.randomUUID(), 1, 0);
                load.begin(ledger);
                for (Batch batch : batches) {
                    ledger = append(load, ledger, batch);
                }
                load.complete(ledger);
                return load.publish(ledger);
            } finally {
                load.forget();
            }
        }
    }

    public static LoadPlan plan(UUID load, long fence, TableName target, TableShape shape) {
        return plan(load, fence, target, shape, LoadRules.CREATE);
    }

    public static LoadPlan plan(UUID load, long fence, TableName target, TableShape shape, LoadRules rules) {
        return new LoadPlan(load, fence, target, shape, rules, new LockWait(Duration.ofSeconds(2)));
    }

    /// @return the ledger after the batch
    public static Ledger append(TableLoad load, Ledger before, Batch batch) throws SQLException {
        Ledger after = next(before, batch);
        load.append(new Given(before, new ByteArrayInputStream(batch.bytes()), batch.rows(), batch.rareEscapes(), after));
        return after;
    }

    public static Ledger next(Ledger before, Batch batch) {
        Manifest taken = before.taken();
        return before.after(
                new Manifest(taken.chunks() + 1, taken.rows() + batch.rows(), taken.bytes() + batch.bytes().length, taken.checksum() + 1),
                before.nextOffset() + 1);
    }
}
