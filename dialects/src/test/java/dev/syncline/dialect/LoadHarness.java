package dev.syncline.dialect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.chunk.RowFormat;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LockWait;
import dev.syncline.dialect.load.RowBatch;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.dialect.read.Packing;
import dev.syncline.dialect.read.ReadPlan;

/// Copies a table from one end to another as extractor and loader do together, but in one thread and without Kafka.
public final class LoadHarness {

    /// Whole rows as they would stand in one chunk or several.
    public record Batch(byte[] bytes, long rows, int rareEscapes, RowFormat format) {

        /// Of rows in text.
        public Batch(byte[] bytes, long rows, int rareEscapes) {
            this(bytes, rows, rareEscapes, RowFormat.TEXT);
        }
    }

    /// A batch that is there, of which no more is told beforehand than of one that is still on its way.
    public static final class Given implements RowBatch {

        private final Ledger before;
        private final InputStream rows;
        private final long count;
        private final int rareEscapes;
        private final Ledger after;
        private final RowFormat format;
        private boolean known;

        public Given(Ledger before, InputStream rows, long count, int rareEscapes, Ledger after) {
            this(before, rows, count, rareEscapes, after, RowFormat.TEXT);
        }

        Given(Ledger before, InputStream rows, long count, int rareEscapes, Ledger after, RowFormat format) {
            this.format = format;
            this.before = before;
            this.rows = new SequenceInputStream(rows, new InputStream() {
                @Override
                public int read() {
                    known = true;
                    return -1;
                }
            });
            this.count = count;
            this.rareEscapes = rareEscapes;
            this.after = after;
        }

        private <T> T known(T value) {
            if (!known) {
                throw new IllegalStateException("Neither gathered nor read to the end");
            }
            return value;
        }

        @Override
        public Ledger before() {
            return before;
        }

        @Override
        public void gather() {
            known = true;
        }

        @Override
        public RowFormat format() {
            return format;
        }

        @Override
        public InputStream rows() {
            return rows;
        }

        @Override
        public long count() {
            return known(count);
        }

        @Override
        public int rareEscapes() {
            return known(rareEscapes);
        }

        @Override
        public Ledger after() {
            return known(after);
        }
    }

    private static final int ROWS_PER_BATCH = 100;

    private LoadHarness() {}

    /// @return what the target is now
    public static TableShape copy(TestDatabase from, TableName source, TestDatabase to, TableName target) throws SQLException, IOException {
        try (Connection in = from.session(Access.READ); Connection out = to.session(Access.WRITE)) {
            TableShape shape = shape(from, in, source);
            load(to, out, target, shape, read(from, in, source, shape));
            return shape;
        }
    }

    /// As [#copy], but as the source packs its rows, where it does.
    ///
    /// @return whether and why not
    public static Packing copyPacked(TestDatabase from, TableName source, TestDatabase to, TableName target) throws SQLException, IOException {
        try (Connection in = from.session(Access.READ); Connection out = to.session(Access.WRITE)) {
            TableShape shape = shape(from, in, source);
            ReadPlan plan = new ReadPlan(source, shape, TablePlan.full(source, source), List.of(), List.of(to.dialect().kind()), 0);
            Packing packing = from.dialect().source().packing(in, plan);
            load(to, out, target, shape, read(from, in, plan.in(packing.format())));
            return packing;
        }
    }

    public static TableShape shape(TestDatabase from, Connection session, TableName table) throws SQLException {
        DiscoveredTable found = from.dialect().source().discover(session, List.of(table)).getFirst();
        if (found.failure() != null || found.shape() == null) {
            throw new AssertionError("Not discovered: " + found);
        }
        return found.shape();
    }

    public static List<Batch> read(TestDatabase from, Connection session, TableName table, TableShape shape) throws SQLException, IOException {
        return read(from, session, ReadPlan.everything(table, shape));
    }

    public static List<Batch> read(TestDatabase from, Connection session, ReadPlan plan) throws SQLException, IOException {
        List<Batch> batches = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] state = new int[2];
        from.dialect().source().read(session, plan, (row, offset, length, rareEscapes) -> {
            bytes.write(row, offset, length);
            state[1] |= rareEscapes;
            if (++state[0] == ROWS_PER_BATCH) {
                batches.add(new Batch(bytes.toByteArray(), state[0], state[1], plan.format()));
                bytes.reset();
                state[0] = 0;
                state[1] = 0;
            }
        });
        if (state[0] > 0) {
            batches.add(new Batch(bytes.toByteArray(), state[0], state[1], plan.format()));
        }
        return batches;
    }

    public static void load(TestDatabase to, Connection session, TableName target, TableShape shape, List<Batch> batches) throws SQLException {
        load(to, session, plan(UUID.randomUUID(), 1, target, shape), batches);
    }

    public static LoadReport load(TestDatabase to, Connection session, LoadPlan plan, List<Batch> batches) throws SQLException {
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
        load.append(new Given(before, new ByteArrayInputStream(batch.bytes()), batch.rows(), batch.rareEscapes(), after, batch.format()));
        return after;
    }

    public static Ledger next(Ledger before, Batch batch) {
        Manifest taken = before.taken();
        return before.after(
                new Manifest(taken.chunks() + 1, taken.rows() + batch.rows(), taken.bytes() + batch.bytes().length, taken.checksum() + 1),
                before.nextOffset() + 1);
    }
}
