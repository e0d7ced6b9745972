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
import java.util.stream.Collectors;

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
/// in the blocks of exactly one part. Of a table with partitions, or with heirs, a part is the same blocks of all their files. Which those are is fixed by the snapshot: the server's
/// planner would take up what is attached meanwhile, for the parts that are still to be read.
final class PostgreSqlStreams {

    private static final int PARTS_PER_STREAM = 16;
    private static final long LARGEST_PART = 2048;
    private static final long ROWS_OF_A_BLOCK = 50;
    private static final int RANGES_OF_PLACES = 14;

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
        List<HeapFile> files = isDivisible() && helpers.wanted(Long.MAX_VALUE) > 0 ? files() : List.of();
        long blocks = files.stream().mapToLong(HeapFile::blocks).sum();
        int wanted = blocks < 2 ? 0 : helpers.wanted(files.stream().mapToLong(HeapFile::bytes).sum(), files.stream().mapToLong(HeapFile::rows).sum());
        if (wanted == 0) {
            return new PostgreSqlRead(session, plan, found, rules, sink).read();
        }
        List<FurtherReader> open = helpers.open(wanted);
        try {
            return open.isEmpty() ? new PostgreSqlRead(session, plan, found, rules, sink).read() : read(sink, open, parts(files, open.size() + 1));
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
            beside.add(new Parts.Beside(joins, other, helper::interrupt));
        }
        parts.read(Parts.of(conditions), first, beside);
        for (Map.Entry<FurtherReader, PostgreSqlRead> other : others.entrySet()) {
            end(other.getKey().session());
            first.tally().add(other.getValue().tally().report());
        }
        first.tally().note("%s was read by %d sessions at once, under one snapshot".formatted(plan.table(), others.size() + 1));
        return first.tally().report();
    }

    /// Where the order of rows says which of two of one key is kept, they are read in the table's own. Pages are for sources that want to be left alone.
    private boolean isDivisible() {
        return RelationKind.isTable(found.kind()) && plan.pageSize() == 0 && plan.after().isEmpty() && plan.policy().key() != TableKey.FIELDS;
    }

    /// Where rows of the table lie: its own file, or one of those of its partitions and heirs.
    record HeapFile(long oid, long blocks, long bytes, long rows) {}

    /// Only heaps, on a server that finds a range of places without reading the whole file; otherwise none.
    private List<HeapFile> files() throws SQLException {
        if (session.getMetaData().getDatabaseMajorVersion() < RANGES_OF_PLACES) {
            return List.of();
        }
        String sql = """
                WITH RECURSIVE member AS (
                    SELECT ?::regclass::oid AS oid
                    UNION
                    SELECT i.inhrelid FROM member m JOIN pg_catalog.pg_inherits i ON i.inhparent = m.oid AND NOT i.inhdetachpending
                )
                SELECT c.oid, c.relkind = 'r' AND a.amname = 'heap',
                       pg_catalog.pg_relation_size(c.oid) / current_setting('block_size')::bigint, pg_catalog.pg_table_size(c.oid), c.reltuples::bigint
                FROM member m
                JOIN pg_catalog.pg_class c ON c.oid = m.oid AND c.relkind <> 'p'
                LEFT JOIN pg_catalog.pg_am a ON a.oid = c.relam""";
        List<HeapFile> files = new ArrayList<>();
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, PostgreSqlNames.quote(plan.table()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (!row.getBoolean(2)) {
                        return List.of();
                    }
                    // Of a table that was never analysed; what is large of a row lies elsewhere.
                    long rows = row.getLong(5) > 0 ? row.getLong(5) : row.getLong(3) * ROWS_OF_A_BLOCK;
                    files.add(new HeapFile(row.getLong(1), row.getLong(3), row.getLong(4), rows));
                }
            }
        }
        return files;
    }

    /// The last part has no end.
    static List<List<String>> parts(List<HeapFile> files, int streams) {
        long step = Math.clamp(files.stream().mapToLong(HeapFile::blocks).sum() / (streams * PARTS_PER_STREAM), 1, LARGEST_PART);
        long end = files.stream().mapToLong(HeapFile::blocks).max().orElse(0);
        String ofTheSnapshot = "tableoid IN (%s)".formatted(files.stream().map(file -> String.valueOf(file.oid())).collect(Collectors.joining(", ")));
        List<List<String>> parts = new ArrayList<>();
        long block = 0;
        while (block < end) {
            long from = block;
            long longer = files.stream().filter(file -> file.blocks() > from).count();
            long to = from + Math.max(1, step / longer);
            List<String> conditions = new ArrayList<>(List.of(ofTheSnapshot));
            if (from > 0) {
                conditions.add("ctid >= '(%d,0)'::tid".formatted(from));
            }
            if (to < end) {
                conditions.add("ctid < '(%d,0)'::tid".formatted(to));
            }
            parts.add(conditions);
            block = to;
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
