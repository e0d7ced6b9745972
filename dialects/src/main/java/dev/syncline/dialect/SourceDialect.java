package dev.syncline.dialect;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.read.Comparisons;
import dev.syncline.dialect.read.FurtherReaders;
import dev.syncline.dialect.read.Glance;
import dev.syncline.dialect.read.Glance.Suspicion;
import dev.syncline.dialect.read.IncrementalKey;
import dev.syncline.dialect.read.Packing;
import dev.syncline.dialect.read.RareEscapes;
import dev.syncline.dialect.read.ReadPlan;
import dev.syncline.dialect.read.SourceFacts;

/// Reading the catalogue and the rows of one kind of database.
public interface SourceDialect {

    /// The schemas that hold tables of users, by name; none of the system's own.
    List<String> schemas(Connection session) throws SQLException;

    /// All tables and views of a schema, by name, in one or a few catalogue queries.
    List<TableSummary> tables(Connection session, String schema) throws SQLException;

    /// Whether [#tables] lists every table of the schema, and not only those that the connection's user has a right on.
    default boolean listsAll(Connection session, String schema) throws SQLException {
        return true;
    }

    /// The names of all tables and views of a schema, for those who need no sizes: these cost a look at each table.
    List<Listed> names(Connection session, String schema) throws SQLException;

    /// The shapes and sizes of tables, in the order asked for and in a few catalogue queries however many they are. A table that is missing,
    /// has a column of an undecided type or may not be read whole comes with a failure that says so. `NOT_FOUND` means proven absence: a run skips the
    /// table. What the user may only not see is `PERMISSION_DENIED`.
    List<DiscoveredTable> discover(Connection session, List<TableName> tables) throws SQLException;

    /// What somebody should know beforehand of the way in which tables will be read, such as that a snapshot does not cover them; by table, only where there
    /// is something to say. In a few catalogue queries however many they are, and some more for each view.
    default Map<TableName, String> cautions(Connection session, List<TableName> tables) throws SQLException {
        return Map.of();
    }

    /// Those of some tables whose rows no index finds by the columns given for each, compared one after the other; never a view, whose indexes are those of
    /// other tables. In a few catalogue queries however many they are.
    Set<TableName> withoutIndex(Connection session, Map<TableName, List<String>> columns) throws SQLException;

    /// The query whose result is the neutral text of every column, in the shape's order.
    String select(TableName table, TableShape shape);

    /// A look for values that some target cannot hold, which ends in time and says whether it came to the table's end. Only reads. The session is used
    /// for nothing else but such looks afterwards.
    Glance glance(Connection session, TableName table, List<Suspicion> suspicions, Duration atMost) throws SQLException;

    /// What values of its types can be beyond what their neutral types say.
    SourceFacts facts();

    /// The kinds of value of a type of column here that some database cannot hold.
    ///
    /// @param days those that every target in question has
    List<ValueTrouble> troubles(ColumnType type, DayRange days);

    /// How the values of an incremental key are written and compared.
    Comparisons comparisons();

    /// The query whose result is what the plan asks for of a table, as [#select(TableName, TableShape)].
    ///
    /// @param source the table as its database has it now
    /// @throws dev.syncline.contracts.failure.SyncException with `MISCONFIGURED` where the plan's columns cannot be an incremental key
    default String select(ReadPlan plan, TableShape source) {
        IncrementalKey key = IncrementalKey.of(plan, source);
        String all = select(plan.table(), source);
        return key == null || plan.after().isEmpty() ? all : "%s\nWHERE %s".formatted(all, key.condition(plan.after(), comparisons()));
    }

    /// In which form the rows of a plan can travel to all of its targets. Asks the server nothing about the table.
    ///
    /// @param plan whatever format it names
    default Packing packing(Connection session, ReadPlan plan) throws SQLException {
        return Packing.NONE;
    }

    /// Reads a table, or the part of it that the plan asks for, under one snapshot. What a snapshot does not cover is read in one query, and the report says so.
    /// Several sessions read it where it is large, can be divided, and all of them are proven to see one moment.
    ///
    /// @param helpers sessions beside the first
    /// @return what is to be told of the reading beside the rows
    /// @throws dev.syncline.contracts.failure.SyncException with `TABLE_CHANGED` where the table is not (or no longer) of this shape
    ReadReport read(Connection session, ReadPlan plan, RowSink sink, FurtherReaders helpers) throws SQLException, IOException;

    /// The same by one session.
    default ReadReport read(Connection session, ReadPlan plan, RowSink sink) throws SQLException, IOException {
        return read(session, plan, sink, FurtherReaders.NONE);
    }

    /// The least rights with which tables can be read.
    ///
    /// @param whole schemas of which tables that appear later are read, too
    Grants grants(Grantee to, Collection<TableName> tables, Set<String> whole);

    /// Takes rows, one by one, in the plan's format.
    interface RowSink {

        /// @param bytes the row from `offset`, `length` bytes, in text with the newline that ends it; valid during the call only
        /// @param rareEscapes which of [RareEscapes] occur in it
        /// @throws IOException where the rows cannot be passed on, or are no longer wanted
        void row(byte[] bytes, int offset, int length, int rareEscapes) throws IOException;
    }

    /// @param kind `table`, `view`, …, in the catalogue's word
    /// @param estimatedRows the catalogue's estimate; -1 where it has none
    /// @param estimatedBytes the catalogue's estimate; -1 where it has none
    record TableSummary(TableName name, String kind, long estimatedRows, long estimatedBytes) {

        /// Whether it keeps rows of its own, in partitions or not.
        public boolean isTable() {
            return new Listed(name, kind).isTable();
        }
    }

    /// What stands in a schema.
    ///
    /// @param kind as in [TableSummary]
    record Listed(TableName name, String kind) {

        /// Whether it keeps rows of its own, in partitions or not.
        public boolean isTable() {
            return kind.equals("table") || kind.equals("partitioned table");
        }
    }
}
