package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.StringJoiner;

import dev.syncline.contracts.chunk.RowFormat;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.read.Packing;
import dev.syncline.dialect.read.ReadPlan;
import dev.syncline.dialect.read.ValueRules;

/// Which tables go from PostgreSQL to PostgreSQL as the server packs their rows: those all of whose columns have a type that each version from 12 on packs alike and
/// that the staging table has as well. Why a type is or is not among them is told in `docs/reference/types.md`.
final class PackedColumns {

    /// Float timestamps, which went with PostgreSQL 10, would be read as other moments.
    private static final int FIRST_VERSION = 12;

    /// As [PostgreSqlType] names them, alone or as elements of an array. What a server packs is said by the `…send` function of each (src/backend/utils/adt);
    /// those of these types have not changed since 9.4, and depend neither on settings nor on a catalogue.
    private static final Set<String> ALIKE_EVERYWHERE = Set.of(
            "boolean", "smallint", "integer", "bigint", "oid", "numeric", "real", "double precision",
            "character varying", "text", "character", "bytea", "bit", "bit varying",
            "date", "time without time zone", "time with time zone", "timestamp without time zone", "timestamp with time zone",
            "uuid", "json", "jsonb", "inet", "cidr", "macaddr", "macaddr8");

    private PackedColumns() {}

    static Packing packing(Connection session, ReadPlan plan) throws SQLException {
        if (plan.targetKinds().isEmpty() || !plan.targetKinds().stream().allMatch(PostgreSqlDialect.KIND::equals)) {
            return Packing.NONE;
        }
        int version = session.getMetaData().getDatabaseMajorVersion();
        if (version < FIRST_VERSION) {
            return Packing.hinderedBy("the source is PostgreSQL %d, older than %d".formatted(version, FIRST_VERSION));
        }
        ValueRules rules = new ValueRules(PostgreSqlDialect.KIND, plan.policy().values(), plan.targetKinds());
        for (Column column : plan.shape().columns()) {
            if (!isAlike(column)) {
                return Packing.hinderedBy("column \"%s\" has the type %s, which does not travel packed".formatted(column.name(), column.declaration()));
            }
            if (!rules.answers(plan.shape(), column).isEmpty()) {
                return Packing.hinderedBy("the project says what becomes of values of column \"%s\"".formatted(column.name()));
            }
        }
        return new Packing(RowFormat.POSTGRESQL_BINARY, null);
    }

    private static boolean isAlike(Column column) {
        if (column.declaration() == null) {
            return column.type() instanceof ColumnType.Text || column.type() instanceof ColumnType.Decimal;
        }
        String name = PostgreSqlType.of(column.declaration()).name();
        return ALIKE_EVERYWHERE.contains(name.endsWith("[]") ? name.substring(0, name.length() - 2) : name);
    }

    /// The query whose rows have the types of the staging table.
    ///
    /// @param shape as the database has it
    static String select(TableName table, TableShape shape) {
        StringJoiner columns = new StringJoiner(",\n       ", "SELECT ", "\nFROM " + PostgreSqlNames.quote(table));
        for (Column column : shape.columns()) {
            String name = PostgreSqlNames.quote(column.name());
            columns.add(column.declaration() != null ? name : column.type() instanceof ColumnType.Decimal ? name + "::numeric" : printed(name));
        }
        return columns.toString();
    }

    /// A user's own type as the text that its output function makes, which a cast need not be. `IS NULL` would be true of a composite of nulls as well.
    private static String printed(String name) {
        return "CASE WHEN %1$s IS DISTINCT FROM NULL THEN pg_catalog.format('%%s', %1$s) END".formatted(name);
    }
}
