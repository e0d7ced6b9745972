package dev.syncline.dialect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.dialect.SourceDialect.RowSink;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.read.FurtherReaders;
import dev.syncline.dialect.read.ReadPlan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// One table by several sessions, proven on the real server: whole, of one moment, or not at all.
public abstract class StreamedReadContract extends SourceFixture {

    protected static final int ROWS = 20_000;

    private static final int ROUNDS = Integer.getInteger("syncline.streams.rounds", 12);

    /// Changes every row's place, as a rewrite does.
    protected abstract String rewrite(TableName table);

    protected TableName large() throws SQLException {
        return filled(table("id BIGINT PRIMARY KEY, name VARCHAR(200)"), Long::toString);
    }

    /// @param key what a number stands for in the column `id`
    protected TableName filled(TableName table, LongFunction<String> key) throws SQLException {
        for (int from = 0; from < ROWS; from += 1000) {
            StringBuilder values = new StringBuilder();
            for (int id = from; id < from + 1000; id++) {
                values.append(id == from ? "" : ", ").append("('%s', '%s')".formatted(key.apply(id * 10L), name(id)));
            }
            end().execute("INSERT INTO %s VALUES %s".formatted(quoted(table), values));
        }
        return table;
    }

    private static String name(long n) {
        return "row " + n + " " + "x".repeat((int) (n % 90));
    }

    /// What a reading by several sessions gave.
    protected record Streamed(Collection<String> rows, int helpers, ReadReport report) {}

    /// Where sessions come from.
    protected interface Sessions {
        Connection open() throws SQLException;
    }

    private Streamed streamed(Connection session, ReadPlan plan, int most, Consumer<Connection> each) throws SQLException, IOException {
        return streamed(session, plan, most, () -> end().session(Access.READ), each);
    }

    /// @param each is told whose row it is, for each that a helper reads
    protected Streamed streamed(Connection session, ReadPlan plan, int most, Sessions sessions, Consumer<Connection> each) throws SQLException, IOException {
        Collection<String> rows = new ConcurrentLinkedQueue<>();
        RowSink sink = (bytes, offset, length, _) -> rows.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
        Given helpers = new Given(most, sink, sessions, each);
        ReadReport report = source().read(session, plan, sink, helpers);
        return new Streamed(rows, helpers.read.size(), report);
    }

    protected Streamed streamed(ReadPlan plan, int most) throws SQLException, IOException {
        try (Connection session = end().session(Access.READ)) {
            return streamed(session, plan, most, _ -> { });
        }
    }

    private final class Given implements FurtherReaders {

        private final int most;
        private final RowSink sink;
        private final Sessions sessions;
        private final Consumer<Connection> each;
        private final Set<Connection> read = ConcurrentHashMap.newKeySet();

        Given(int most, RowSink sink, Sessions sessions, Consumer<Connection> each) {
            this.most = most;
            this.sink = sink;
            this.sessions = sessions;
            this.each = each;
        }

        @Override
        public int wanted(long bytes) {
            return bytes == 0 ? 0 : most;
        }

        @Override
        public List<FurtherReader> open(int wanted) {
            return IntStream.range(0, wanted).<FurtherReader>mapToObj(_ -> new Session(helper())).toList();
        }

        private Connection helper() {
            try {
                return sessions.open();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        private final class Session implements FurtherReader {

            private final Connection session;

            Session(Connection session) {
                this.session = session;
            }

            @Override
            public Connection session() {
                return session;
            }

            @Override
            public RowSink sink() {
                return (bytes, offset, length, escapes) -> {
                    read.add(session);
                    each.accept(session);
                    sink.row(bytes, offset, length, escapes);
                };
            }

            @Override
            public void interrupt() {
                end().dialect().interrupt(session);
            }

            @Override
            public void close() {
                try {
                    session.close();
                } catch (SQLException _) {
                    // ended by the test
                }
            }
        }
    }

    @Test
    void severalSessionsReadEachRowOnce() throws Exception {
        TableName table = large();

        Streamed streamed = streamed(plan(table).build(), 7);

        assertThat(streamed.helpers()).as("sessions beside the first that had rows").isPositive();
        assertThat(streamed.rows()).containsExactlyInAnyOrderElementsOf(read(plan(table).build()).rows()).hasSize(ROWS);
        assertThat(streamed.report().notes()).singleElement().asString().contains("8 sessions at once");
    }

    /// A writer inserts, updates, deletes and moves keys meanwhile, and says before each commit what the table is after it.
    @Test
    void allSessionsSeeOneMoment() throws Exception {
        expectOneMoment(large(), Long::toString);
    }

    protected void expectOneMoment(TableName table, LongFunction<String> key) throws Exception {
        try (Journal journal = new Journal(table, key)) {
            for (int round = 1; round <= ROUNDS; round++) {
                long before = journal.commits();
                Streamed streamed = streamed(plan(table).build(), 7);
                assertThat(streamed.helpers()).as("round %d", round).isPositive();
                assertThat(journal.has(streamed.rows())).as("round %d is one of the writer's moments", round).isTrue();
                assertThat(journal.commits()).as("changes during round %d", round).isGreaterThan(before);
            }
        }
    }

    /// One writer and what it has made of the table.
    private final class Journal implements AutoCloseable {

        private final Set<String> moments = ConcurrentHashMap.newKeySet();
        private final Thread thread = Thread.ofPlatform().unstarted(this::write);
        private final TableName table;
        private final LongFunction<String> key;
        private final Map<Long, String> content = new HashMap<>();
        private volatile long commits;
        private volatile @Nullable Throwable failure;
        private volatile boolean over;
        private long sum;

        Journal(TableName table, LongFunction<String> key) {
            this.table = table;
            this.key = key;
            for (int id = 0; id < ROWS; id++) {
                put(id * 10L, name(id));
            }
            say();
            thread.start();
        }

        long commits() {
            return commits;
        }

        boolean has(Collection<String> rows) {
            assertThat(failure).isNull();
            return moments.contains("%d %x".formatted(rows.size(), rows.stream().mapToLong(Journal::hash).sum()));
        }

        private void put(long id, String name) {
            remove(id);
            content.put(id, name);
            sum += hash(key.apply(id) + "\t" + name + "\n");
        }

        private void remove(long id) {
            String name = content.remove(id);
            sum -= name == null ? 0 : hash(key.apply(id) + "\t" + name + "\n");
        }

        private void say() {
            moments.add("%d %x".formatted(content.size(), sum));
        }

        private static long hash(String row) {
            long mixed = 0xcbf29ce484222325L;
            for (int i = 0; i < row.length(); i++) {
                mixed = (mixed ^ row.charAt(i)) * 0x100000001b3L;
            }
            mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
            return mixed ^ (mixed >>> 27);
        }

        private void write() {
            Random random = new Random(17);
            try (Connection session = end().anotherPlain(); Statement statement = session.createStatement()) {
                session.setAutoCommit(false);
                while (!over) {
                    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                        change(statement, random);
                    }
                    say();
                    session.commit();
                    commits++;
                }
            } catch (SQLException | RuntimeException e) {
                failure = e;
            }
        }

        private void change(Statement statement, Random random) throws SQLException {
            long id = random.nextLong(ROWS * 10L);
            long known = id / 10 * 10;
            String name = name(random.nextInt(1_000_000));
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (!content.containsKey(id)) {
                        statement.executeUpdate("INSERT INTO %s VALUES ('%s', '%s')".formatted(quoted(table), key.apply(id), name));
                        put(id, name);
                    }
                }
                case 1 -> {
                    if (content.containsKey(known)) {
                        statement.executeUpdate("UPDATE %s SET name = '%s' WHERE id = '%s'".formatted(quoted(table), name, key.apply(known)));
                        put(known, name);
                    }
                }
                case 2 -> {
                    if (content.containsKey(known) && content.size() > ROWS - 2000) {
                        statement.executeUpdate("DELETE FROM %s WHERE id = '%s'".formatted(quoted(table), key.apply(known)));
                        remove(known);
                    }
                }
                default -> {
                    if (content.containsKey(known) && !content.containsKey(id)) {
                        String same = content.get(known);
                        statement.executeUpdate("UPDATE %s SET id = '%s' WHERE id = '%s'".formatted(quoted(table), key.apply(id), key.apply(known)));
                        remove(known);
                        put(id, same);
                    }
                }
            }
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            thread.join();
        }
    }

    /// A file that is made anew looks empty to an older snapshot.
    @Test
    void aRewrittenTableIsWholeOrFails() throws Exception {
        TableName table = large();
        ReadPlan plan = plan(table).build();
        boolean[] over = new boolean[1];
        Thread rewriter = Thread.ofPlatform().start(() -> {
            try (Connection session = end().anotherPlain(); Statement statement = session.createStatement()) {
                while (!over[0]) {
                    statement.execute(rewrite(table));
                }
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
        try {
            int whole = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                try {
                    assertThat(streamed(plan, 7).rows()).as("round %d", round).hasSize(ROWS);
                    whole++;
                } catch (SyncException e) {
                    assertThat(e.code()).isEqualTo(FailureCode.TABLE_CHANGED);
                } catch (SQLException e) {
                    assertThat(end().dialect().classify(e)).isEqualTo(FailureCode.TABLE_CHANGED);
                }
            }
            assertThat(whole).as("rounds that read it").isPositive();
        } finally {
            over[0] = true;
            rewriter.join();
        }
    }

    @Test
    void oneSessionThatBreaksEndsTheReading() throws Exception {
        TableName table = large();
        ReadPlan plan = plan(table).build();
        try (Connection session = end().session(Access.READ)) {
            boolean[] broken = new boolean[1];
            assertThatThrownBy(() -> streamed(session, plan, 3, helper -> {
                        synchronized (broken) {
                            if (!broken[0]) {
                                broken[0] = true;
                                end().dialect().interrupt(helper);
                            }
                        }
                    }))
                    .isInstanceOfAny(SQLException.class, IOException.class);
        }
    }

    @Test
    void whatCannotBeDividedIsReadByOne() throws Exception {
        TableName base = large();
        TableName view = new TableName(base.schema(), base.table() + "_view");
        end().execute("CREATE VIEW %s AS SELECT * FROM %s".formatted(quoted(view), quoted(base)));

        Streamed streamed = streamed(plan(view).build(), 3);

        assertThat(streamed.helpers()).isZero();
        assertThat(streamed.rows()).hasSize(ROWS);
    }

    @Test
    void pagesAndNewRowsAreReadByOne() throws Exception {
        TableName table = large();

        assertThat(streamed(plan(table).inPagesOf(5_000).build(), 3).helpers()).isZero();
        assertThat(streamed(plan(table).incrementalBy("id").after("5").build(), 3).helpers()).isZero();
    }
}
