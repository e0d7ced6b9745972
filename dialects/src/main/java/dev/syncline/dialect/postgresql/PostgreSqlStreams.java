package dev.syncline.dialect.postgresql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import dev.syncline.contracts.policy.TableKey;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.dialect.SourceDialect.RowSink;
import dev.syncline.dialect.postgresql.PostgreSqlCatalog.Found;
import dev.syncline.dialect.read.FurtherReaders;
import dev.syncline.dialect.read.FurtherReaders.FurtherReader;
import dev.syncline.dialect.read.Parts;
import dev.syncline.dialect.read.ReadPlan;
import dev.syncline.dialect.read.ValueRules;

/// One table by several sessions, each reading blocks of its file under the snapshot that the first has exported.
///
/// The first session holds the table's lock until all have read, and a row of the snapshot never changes its place without a stronger one: each row lies
/// in the blocks of exactly one part.
final class PostgreSqlStreams {

    private static final int PARTS_PER_STREAM = 16;
    private static final long LARGEST_PART = 2048;
    private static final long ROWS_OF_A_BLOCK = 50;

    private final Connection session;
    private final ReadPlan plan;
    private final Found found;
    private final ValueRules rules;

    /// @param session in the transaction that has locked the table and taken the snapshot
    PostgreSqlStreams(Connection session, ReadPlan plan, Found found, ValueRules rules) {
        this.session = session;
        this.plan = plan;
        this.found = found;
        this.rules = rules;
    }

    ReadReport read(RowSink sink, FurtherReaders helpers) throws SQLException, IOException {
        long blocks = isDivisible() && helpers.wanted(found.estimatedBytes()) > 0 ? blocks() : 0;
        // Of a table that was never analysed; what is large of a row lies elsewhere.
        long rows = found.estimatedRows() > 0 ? found.estimatedRows() : blocks * ROWS_OF_A_BLOCK;
        int wanted = blocks < 2 ? 0 : helpers.wanted(found.estimatedBytes(), rows);
        if (wanted == 0) {
            return new PostgreSqlRead(session, plan, found, rules, sink).read();
        }
        List<FurtherReader> open = helpers.open(wanted);
        try {
            return open.isEmpty() ? new PostgreSqlRead(session, plan, found, rules, sink).read() : read(sink, open, parts(blocks, open.size() + 1));
        } finally {
            open.forEach(FurtherReader::close);
        }
    }

    private ReadReport read(RowSink sink, List<FurtherReader> helpers, List<List<String>> conditions) throws SQLException, IOException {
        // A snapshot is not exported from within a savepoint; the lock stays.
        execute(session, "RELEASE SAVEPOINT before_lock");
        String[] exported = texts("SELECT pg_catalog.pg_export_snapshot(), pg_catalog.pg_postmaster_start_time()", session);
        Parts parts = new Parts();
        PostgreSqlRead first = new PostgreSqlRead(session, plan, found, rules, parts.untilFailure(sink));
        first.adviseIndex();
        Map<FurtherReader, PostgreSqlRead> others = new ConcurrentHashMap<>();
        List<Parts.Beside> beside = new ArrayList<>();
        for (FurtherReader helper : helpers) {
            PostgreSqlRead other = first.by(helper.session(), helper.sink());
            BooleanSupplier joins = () -> joins(helper.session(), exported[0], exported[1]) && others.put(helper, other) == null;
            beside.add(new Parts.Beside(joins, other::rows, helper::interrupt));
        }
        parts.read(conditions, first::rows, beside);
        for (Map.Entry<FurtherReader, PostgreSqlRead> other : others.entrySet()) {
            end(other.getKey().session());
            first.tally().add(other.getValue().tally().report());
        }
        first.tally().note("%s was read by %d sessions at once, under one snapshot".formatted(plan.table(), others.size() + 1));
        return first.tally().report();
    }

    /// Where the order of rows says which of two of one key is kept, they are read in the table's own. Pages are for sources that want to be left alone.
    private boolean isDivisible() {
        return found.kind().equals(RelationKind.TABLE) && plan.pageSize() == 0 && plan.after().isEmpty() && plan.policy().key() != TableKey.FIELDS;
    }

    /// Of a plain heap without tables that inherit from it, on a server that finds a range of places without reading the whole table; otherwise 0.
    private long blocks() throws SQLException {
        String sql = """
                SELECT pg_catalog.pg_relation_size(c.oid) / current_setting('block_size')::bigint
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_am a ON a.oid = c.relam AND a.amname = 'heap'
                WHERE c.oid = ?::regclass AND current_setting('server_version_num')::int >= 140000
                  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid)""";
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, PostgreSqlNames.quote(plan.table()));
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }

    /// The last part has no end.
    static List<List<String>> parts(long blocks, int streams) {
        long step = Math.clamp(blocks / (streams * PARTS_PER_STREAM), 1, LARGEST_PART);
        List<List<String>> parts = new ArrayList<>();
        for (long block = 0; block < blocks; block += step) {
            List<String> conditions = new ArrayList<>();
            if (block > 0) {
                conditions.add("ctid >= '(%d,0)'::tid".formatted(block));
            }
            if (block + step < blocks) {
                conditions.add("ctid < '(%d,0)'::tid".formatted(block + step));
            }
            parts.add(conditions);
        }
        return parts;
    }

    /// NOWAIT: behind somebody who waits to alter the table, who waits for the first session, it would wait for ever. The time at which the server was started
    /// tells it from a copy of it, to which an address may lead as well and which may have a snapshot of the same name.
    private boolean joins(Connection helper, String snapshot, String started) {
        try {
            helper.setAutoCommit(false);
            execute(helper, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
            execute(helper, "SET TRANSACTION SNAPSHOT '%s'".formatted(snapshot));
            execute(helper, "LOCK TABLE %s IN ACCESS SHARE MODE NOWAIT".formatted(PostgreSqlNames.quote(plan.table())));
            if (started.equals(texts("SELECT pg_catalog.pg_postmaster_start_time(), ''", helper)[0])) {
                return true;
            }
            return leave(helper);
        } catch (SQLException e) {
            return leave(helper);
        }
    }

    private static boolean leave(Connection helper) {
        try {
            helper.rollback();
            helper.setAutoCommit(true);
        } catch (SQLException _) {
            // it has broken, and its pool will see that
        }
        return false;
    }

    private static void end(Connection helper) throws SQLException {
        helper.commit();
        helper.setAutoCommit(true);
    }

    private static String[] texts(String sql, Connection session) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new String[] {row.getString(1), row.getString(2)};
        }
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
