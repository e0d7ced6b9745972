package dev.syncline.dialect.mysql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.syncline.contracts.policy.TableKey;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.dialect.SourceDialect.RowSink;
import dev.syncline.dialect.mysql.MySqlParts.Size;
import dev.syncline.dialect.read.FurtherReaders;
import dev.syncline.dialect.read.FurtherReaders.FurtherReader;
import dev.syncline.dialect.read.Parts;
import dev.syncline.dialect.read.ReadPlan;
import dev.syncline.dialect.read.ValueRules;
import org.jspecify.annotations.Nullable;

/// One table by several sessions, each reading ranges of its key under a snapshot of the same moment.
///
/// MySQL exports no snapshot. For as long as it takes to open them a session of its own holds `LOCK TABLES … READ`: a metadata lock that a transaction which
/// has changed the table and not ended keeps away, and behind which none can change it (Reference Manual 8.0, 8.11.4; measured on 8.0.33). What the executed
/// GTIDs or the place in the log say before and after proves nothing: a transaction is written to the log first, is seen by others next, and its GTID is
/// executed last.
final class MySqlStreams implements AutoCloseable {

    private static final String SEVERAL_SERVERS = "the connection's address leads to several servers";
    private static final int LOCK_TRIES = 3;
    private static final int NO_RIGHT_IN_DATABASE = 1044;
    private static final int NO_RIGHT_ON_TABLE = 1142;
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final Connection session;
    private final ReadPlan plan;
    private final List<FurtherReader> helpers = new ArrayList<>();
    private Size size = Size.NONE;
    private List<String> key = List.of();
    private @Nullable String alone;

    private MySqlStreams(Connection session, ReadPlan plan) {
        this.session = session;
        this.plan = plan;
    }

    /// A step with which the first session begins its snapshot.
    interface Beginning {
        void run() throws SQLException;
    }

    /// Begins the snapshots of all who read; of the first one only where the table is small or cannot be divided, or no helper is to be had.
    ///
    /// @param session in no transaction
    static MySqlStreams begin(Connection session, ReadPlan plan, FurtherReaders helpers, Beginning first) throws SQLException {
        MySqlStreams streams = new MySqlStreams(session, plan);
        int wanted = isDivisible(plan) && helpers.wanted(Long.MAX_VALUE) > 0 ? streams.wanted(helpers) : 0;
        try {
            streams.begin(wanted, helpers, first);
            return streams;
        } catch (SQLException | RuntimeException | Error e) {
            streams.close();
            throw e;
        }
    }

    /// Where the order of rows says which of two of one key is kept, they are read in the table's own. Pages are for sources that want to be left alone.
    private static boolean isDivisible(ReadPlan plan) {
        return plan.pageSize() == 0 && plan.after().isEmpty() && plan.policy().key() != TableKey.FIELDS;
    }

    private int wanted(FurtherReaders readers) throws SQLException {
        size = MySqlParts.size(session, plan.table());
        int wanted = size.wanted(readers);
        key = wanted == 0 ? List.of() : MySqlParts.key(session, plan.table(), plan.shape());
        if (wanted > 0 && key.isEmpty()) {
            alone = "it has no primary key";
            return 0;
        }
        return wanted;
    }

    private void begin(int wanted, FurtherReaders helpers, Beginning first) throws SQLException {
        if (wanted == 0) {
            first.run();
            return;
        }
        // Nobody who writes waits for sessions to be opened.
        this.helpers.addAll(helpers.open(wanted + 1));
        if (this.helpers.size() < 2) {
            first.run();
            close();
            return;
        }
        try (FurtherReader keeper = this.helpers.removeLast()) {
            beginTogether(keeper.session(), first);
        }
    }

    /// Whoever waits to alter the table waits for the keeper, and behind him all others would: nobody may wait for long meanwhile.
    private void beginTogether(Connection keeper, Beginning first) throws SQLException {
        List<Connection> all = new ArrayList<>(List.of(keeper, session));
        helpers.forEach(helper -> all.add(helper.session()));
        for (Connection each : all) {
            execute(each, "SET lock_wait_timeout = 1");
        }
        boolean together;
        try {
            together = lock(keeper) && beginLocked(keeper, first);
        } finally {
            execute(keeper, "UNLOCK TABLES");
            for (Connection each : all) {
                execute(each, "SET lock_wait_timeout = " + MySqlSessions.READERS_WAIT);
            }
        }
        if (!together) {
            close();
            first.run();
        }
    }

    /// Waits at most a second at a time, behind which writers of the table wait as long.
    private boolean lock(Connection keeper) {
        for (int tries = 1; tries <= LOCK_TRIES; tries++) {
            try {
                execute(keeper, "LOCK TABLES %s READ".formatted(MySqlNames.quote(plan.table())));
                return true;
            } catch (SQLException e) {
                alone = switch (e.getErrorCode()) {
                    case NO_RIGHT_IN_DATABASE, NO_RIGHT_ON_TABLE -> "the connection's user needs the right LOCK TABLES on its database, so that all of them see one moment";
                    case LOCK_WAIT_TIMEOUT -> "a transaction that had changed the table did not end in time";
                    default -> "the server does not lock it: " + MySqlErrors.withoutValues(String.valueOf(e.getMessage()));
                };
                if (e.getErrorCode() != LOCK_WAIT_TIMEOUT) {
                    return false;
                }
            }
        }
        return false;
    }

    private boolean beginLocked(Connection keeper, Beginning first) throws SQLException {
        try {
            first.run();
        } catch (SQLException e) {
            if (e.getErrorCode() != LOCK_WAIT_TIMEOUT) {
                throw e;
            }
            alone = "somebody was about to alter the table";
            return false;
        }
        return helpersBegin(keeper);
    }

    /// An address may lead to several servers, of which each has moments of its own.
    private boolean helpersBegin(Connection keeper) throws SQLException {
        String server = server(keeper);
        if (!server.equals(server(session))) {
            alone = SEVERAL_SERVERS;
            return false;
        }
        List<Future<Optional<String>>> begun = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (FurtherReader helper : helpers) {
                begun.add(threads.submit(() -> begins(helper.session(), server)));
            }
        }
        for (Future<Optional<String>> one : begun) {
            if (one.state() != Future.State.SUCCESS || one.resultNow().isPresent()) {
                alone = one.state() == Future.State.SUCCESS ? one.resultNow().orElseThrow() : "one of them could not begin";
                return false;
            }
        }
        return true;
    }

    /// @return why it has not begun; empty where it has
    private Optional<String> begins(Connection helper, String server) {
        try {
            helper.setAutoCommit(false);
            execute(helper, "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
            MySqlPresence.touch(helper, plan.table());
            return server.equals(server(helper)) ? Optional.empty() : Optional.of(SEVERAL_SERVERS);
        } catch (SQLException e) {
            return Optional.of("one of them could not begin: " + MySqlErrors.withoutValues(String.valueOf(e.getMessage())));
        }
    }

    private static String server(Connection session) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery("SELECT @@server_uuid")) {
            row.next();
            return row.getString(1);
        }
    }

    /// Reads the table, whose snapshots have begun.
    ReadReport read(TableShape source, ValueRules rules, Set<String> uncovered, RowSink sink) throws SQLException, IOException {
        MySqlRead one = new MySqlRead(session, plan, source, rules, uncovered, sink);
        Parts.Open open = helpers.isEmpty() || !uncovered.isEmpty() ? null : parts(one.along(key), source);
        if (open == null) {
            if (alone != null) {
                one.tally().note("%s was read by one session and not by several: %s".formatted(plan.table(), alone));
            }
            return one.read();
        }
        Parts parts = new Parts();
        MySqlRead first = one.along(key).by(session, parts.untilFailure(sink));
        List<MySqlRead> others = new ArrayList<>();
        List<Parts.Beside> beside = new ArrayList<>();
        for (FurtherReader helper : helpers) {
            MySqlRead other = first.by(helper.session(), helper.sink());
            others.add(other);
            beside.add(new Parts.Beside(() -> true, other, helper::interrupt));
        }
        first.adviseIndex();
        parts.read(open, first, beside);
        for (FurtherReader helper : helpers) {
            helper.session().commit();
            helper.session().setAutoCommit(true);
        }
        others.forEach(other -> first.tally().add(other.tally().report()));
        first.tally().note("%s was read by %d sessions at once, as of one moment".formatted(plan.table(), helpers.size() + 1));
        return first.tally().report();
    }

    private Parts.@Nullable Open parts(MySqlRead along, TableShape source) throws SQLException {
        int streams = helpers.size() + 1;
        MySqlParts parts = new MySqlParts(session, plan.table(), source, size, key);
        List<List<String>> ranges = parts.ranges(streams);
        if (ranges.size() > 1) {
            return Parts.of(ranges);
        }
        int rows = parts.page(streams);
        if (along.findsPages(rows)) {
            return along.pages(rows);
        }
        alone = "the server does not find a part of it by its primary key";
        return null;
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        helpers.forEach(FurtherReader::close);
        helpers.clear();
    }
}
