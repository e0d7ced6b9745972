package dev.syncline.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.syncline.contracts.chunk.RowFormat;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.dialect.load.WorkerAddress;

/// Writing to one kind of database.
public interface TargetDialect {

    /// What tables and columns may be called here.
    NameRules names();

    /// The type a column gets in a table that is created here.
    ///
    /// @throws dev.syncline.contracts.failure.SyncException with `UNSUPPORTED_TYPE` where no type here holds every value
    String columnType(TableShape shape, Column column);

    /// Whether that type is one of texts, so that values are ordered as their texts are.
    ///
    /// @throws dev.syncline.contracts.failure.SyncException as [#columnType]
    boolean isKeptAsText(TableShape shape, Column column);

    /// How well that type holds what the column can have. Speaks of types, not of the values that are there.
    Fit fit(TableShape shape, Column column);

    /// How long a key field's value can be, where the column may hold longer ones; empty where all that it holds can be a key. Asks no server.
    default Optional<KeyLength> longestKeyValue(TableShape shape, Column column) {
        return Optional.empty();
    }

    /// The statement that creates a table of this shape, without its primary key where the key is built faster afterwards.
    ///
    /// @param properties checked; the descriptor lists what may be in them
    /// @throws dev.syncline.contracts.failure.SyncException with `MISCONFIGURED` where they do not go with the table's columns
    String createTable(TableName table, TableShape shape, TableProperties properties);

    /// What is wrong with table properties, one sentence each in the engine's words; empty where nothing is known. The columns are not known yet.
    ///
    /// @param keyFields by which rows are to be told apart (A9); empty for none
    default List<String> flaws(TableProperties properties, List<String> keyFields) {
        return properties.isEmpty() ? List.of() : List.of("Tables of this kind of target have no creation properties");
    }

    /// Which names that these properties make do not go with the table's, one sentence each.
    default List<String> nameFlaws(TableName table, TableProperties properties) {
        return List.of();
    }

    /// What of these properties does not go with the columns of a table, one sentence each, those of [#flaws] among them. Asks no server.
    ///
    /// @param shape with the primary key that the table would get
    default List<String> shapeFlaws(TableShape shape, TableProperties properties) {
        return List.of();
    }

    /// How many bytes are worth a write of their own; the worker's setting where it is larger, and never more than its largest batch.
    default long worthwhileBatch() {
        return 0;
    }

    /// The same for a worker whom others can reach: a target that can fetch rows itself then fetches them from there.
    default TargetDialect reachableAt(WorkerAddress worker) {
        return this;
    }

    /// The statements that a load which makes the table would execute: table, primary key, index on the incremental key. Executes nothing.
    ///
    /// @param shape what the rows have; its primary key is the one the table gets
    List<String> preview(TableName table, TableShape shape, LoadRules rules);

    /// What a table holds before an incremental extraction. Only reads.
    ///
    /// @param wanted as the table would be made
    /// @param incrementalKey the columns whose greatest value is wanted, in order
    /// @throws dev.syncline.contracts.failure.SyncException with `MISCONFIGURED` where the key has no usable order or its greatest value is
    ///     infinite, or `IN_USE` where the name is no table's, or `UNUSABLE_NAME` where no table here can have it
    TargetState inspect(Connection session, TableName table, TableShape wanted, List<String> incrementalKey) throws SQLException;

    /// What would stop loads into these tables, one sentence each with what to do; empty where nothing is known. Only reads, in a few catalogue queries
    /// however many tables there are.
    List<String> problems(Connection session, List<TableName> targets) throws SQLException;

    /// What the server has set that stops some loads only, or leads them astray, one sentence each with what to do. Only reads.
    default List<String> warnings(Connection session) throws SQLException {
        return List.of();
    }

    /// Where tables may be made, before anybody has said which. Only reads.
    default MayCreate mayCreate(Connection session) throws SQLException {
        return MayCreate.UNKNOWN;
    }

    /// Why the server does not make some tables, as it was built or is set up. Only reads, and asks once however many tables there are.
    default Refusals refusals(Connection session) {
        return (_, _) -> List.of();
    }

    /// What new tables with these properties would lose of those whose place they take, a sentence each, beside what [#problems] says.
    default List<String> losses(Connection session, Map<TableName, TableProperties> tables) throws SQLException {
        return List.of();
    }

    /// What a load does, or what its rows may meet, that does not stop it but that its user has to know beforehand; a sentence each. Only reads.
    default List<String> cautions(Connection session, LoadPlan plan) throws SQLException {
        return List.of();
    }

    /// The least rights with which these tables can be loaded into, and others beside them. Where a schema is missing, the statements make it.
    Grants grants(Grantee to, Collection<TableName> targets);

    /// Whether rows in this format can be loaded here.
    default boolean takes(RowFormat format) {
        return format == RowFormat.TEXT;
    }

    /// One load into one table. Touches nothing yet.
    ///
    /// @param session used by this load alone until it is over; its transactions are the load's own
    TableLoad load(Connection session, LoadPlan plan);

    /// What a server says of tables that it is to make.
    @FunctionalInterface
    interface Refusals {

        /// A sentence each; empty where it makes the table.
        List<String> of(TableShape shape, TableProperties properties) throws SQLException;
    }
}
