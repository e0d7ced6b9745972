package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.Grants;

/// How a database that is made of PostgreSQL differs from it as a target; the answers here are PostgreSQL's own.
public interface Flavour {

    /// PostgreSQL itself.
    Flavour PLAIN = new Flavour() {};

    /// What stands behind the columns of a new table, with the blank or line break before it.
    default String clauses(TableShape shape, TableProperties properties) {
        return "";
    }

    /// The same for a staging table, which takes the table's place.
    default String stagingClauses(TableShape shape, TableProperties properties) {
        return clauses(shape, properties);
    }

    /// What makes a proven staging table all that the table is to be.
    default List<String> finish(TableName staging, TableShape shape, TableProperties properties) {
        return List.of();
    }

    /// Whether a new table can have a primary key; otherwise our own query sees to it that keys differ.
    default boolean hasPrimaryKey(TableShape shape, TableProperties properties) {
        return true;
    }

    /// Whether an index finds the greatest incremental key of a new table.
    default boolean hasUsefulIndexes(TableProperties properties) {
        return true;
    }

    /// Whether a new table has partitions, so that it may replace one that has some.
    default boolean makesPartitions(TableProperties properties) {
        return false;
    }

    /// Whether the table's name, and the names of the partitions that the properties make, fit together.
    ///
    /// @throws dev.syncline.contracts.failure.SyncException with `UNUSABLE_NAME` where they do not
    default void expectNameable(TableName table, TableProperties properties) {}

    /// Whether rows lie on segments. Then each load has a ledger of its own, for an update may lock a whole table; rows of present keys are deleted
    /// and inserted, which all kinds of storage can; and partitions are found by inheritance.
    default boolean isSegmented() {
        return false;
    }

    /// What follows `SELECT a.attname FROM replaced r` to find the columns by whose values rows lie on segments.
    default String distributionColumns() {
        return "JOIN pg_catalog.pg_attribute a ON false";
    }

    /// The same for the columns that a table is partitioned by.
    default String partitionColumns(Connection session) throws SQLException {
        return "JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = r.oid JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum = ANY (p.partattrs)";
    }

    /// A statement that fails where a part of the database is away, which its catalogue would not show.
    default String lookEverywhere() {
        return "SELECT 1";
    }

    /// What stands behind the columns of a load's own ledger, whose rows have to be locked.
    default String ledgerClauses() {
        return "";
    }

    /// The system columns that tell each staged row from all others, where [#isSegmented].
    default List<String> place() {
        return List.of("tableoid", "ctid::text");
    }

    /// How rows get into the staging table; empty for COPY. Asked once in a load, outside of its transactions.
    default Optional<Transfer> transfer(Staging staging) throws SQLException {
        return Optional.empty();
    }

    /// A condition on `pg_locks l` that leaves sessions which can be ended.
    default String endableLocks() {
        return "";
    }

    /// The letter of what a row of `pg_class c` stands for.
    default String relationKind() {
        return "c.relkind";
    }

    /// Whether the server is of a time before version 10: without identity columns and policies.
    default boolean isBefore10(Connection session) throws SQLException {
        return false;
    }

    /// Schemas of the server's own that PostgreSQL does not have, in small letters.
    default Set<String> systemSchemas() {
        return Set.of();
    }

    /// Columns that each table has beside those of PostgreSQL.
    default Set<String> systemColumns() {
        return Set.of();
    }

    /// Rights that PostgreSQL does not know.
    default List<Grants.Part> grants(Grantee to) {
        return List.of();
    }

    /// What of the server itself would stop loads, one sentence each with what to do.
    default List<String> problems(Connection session) throws SQLException {
        return List.of();
    }
}
