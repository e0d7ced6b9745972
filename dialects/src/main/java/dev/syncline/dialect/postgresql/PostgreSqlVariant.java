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
import dev.syncline.dialect.load.FieldDifferences.Retyped;
import dev.syncline.dialect.load.LoadPlan;

/// How a database that is made of PostgreSQL differs from it as a target; the answers here are PostgreSQL's own.
public interface PostgreSqlVariant {

    /// PostgreSQL itself.
    PostgreSqlVariant PLAIN = new PostgreSqlVariant() {};

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

    /// Why this server does not make tables with these properties, one sentence each with what to do.
    default List<String> refusals(Connection session, TableProperties properties) throws SQLException {
        return List.of();
    }

    /// Whether there are properties with which a new table has partitions.
    default boolean mayMakePartitions() {
        return false;
    }

    /// Whether rows are taken as another PostgreSQL packs them.
    default boolean takesPackedRows() {
        return true;
    }

    /// Where the ledger of a load is.
    default LedgerHome ledger(Connection session, LoadPlan plan, PostgreSqlTargetCatalog catalog) {
        return new SharedLedger(session, plan, catalog);
    }

    /// The rights on a ledger that another user has made.
    ///
    /// @param shared those on the one that all loads of a schema share
    default List<Grants.Part> ledgerGrants(Grants.Part shared) {
        return List.of(shared);
    }

    /// What is set for a transaction that appends rows: what is lost in a crash of the server is seen in the ledger, which goes the same way. The swap
    /// waits for the disk.
    default List<String> beforeAppending() {
        return List.of("SET LOCAL synchronous_commit = off");
    }

    /// Whether several sessions may append to one staging table.
    default boolean divides() {
        return true;
    }

    /// What is set for a transaction that builds keys.
    default List<String> beforeKeys() {
        return List.of("SET LOCAL maintenance_work_mem = '256MB'");
    }

    /// Whether rows of present keys are updated; otherwise they are deleted and inserted.
    default boolean updatesRows() {
        return true;
    }

    /// What has to be done to a table beside the statement that alters it.
    ///
    /// @param retyped the columns that get other types
    default Alteration alteration(PostgreSqlTargetCatalog catalog, TableName table, List<Retyped> retyped) throws SQLException {
        return Alteration.PLAIN;
    }

    /// Whether a table has partitions that [#relationKind] does not show.
    default boolean hasHeirs(PostgreSqlTargetCatalog catalog, TableName table) throws SQLException {
        return false;
    }

    /// A condition on `replaced r` and `pg_inherits i`: ties that would be lost with the table.
    default String lostInheritance() {
        return "r.oid IN (i.inhparent, i.inhrelid)";
    }

    /// Whether a page is as large as PostgreSQL makes it, so that it is known how long a row can be.
    default boolean hasPagesOf8KiB() {
        return true;
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

    /// The system columns that tell each staged row from all others; empty where `ctid` alone does.
    default List<String> place() {
        return List.of();
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
