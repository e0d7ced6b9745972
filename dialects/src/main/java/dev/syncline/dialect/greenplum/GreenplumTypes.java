package dev.syncline.dialect.greenplum;

import java.util.Set;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.postgresql.PostgreSqlDialect;

/// Types that a PostgreSQL source may declare and PostgreSQL 9.4 does not know, or reads otherwise: their columns become what they mean, or text.
final class GreenplumTypes {

    private static final Set<String> LATER = Set.of(
            "macaddr8", "jsonpath", "xid8", "pg_snapshot", "regrole", "regnamespace", "regcollation", "int4multirange", "int8multirange", "nummultirange",
            "tsmultirange", "tstzmultirange", "datemultirange",
            // It is known, but a byte above ASCII is printed as `\\377` by a source of today, of which version 9.4 would keep the backslash.
            "\"char\"");

    /// Types by whose values no row can be told to go to a segment.
    private static final Set<String> WITHOUT_HASH =
            Set.of("json", "xml", "point", "line", "lseg", "box", "path", "polygon", "circle", "tsvector", "tsquery", "txid_snapshot");

    private GreenplumTypes() {}

    static TableShape known(TableShape shape) {
        return new TableShape(shape.origin(), shape.columns().stream().map(column -> known(shape, column)).toList(), shape.primaryKey());
    }

    static Column known(TableShape shape, Column column) {
        if (!isDeclaredHere(shape, column)) {
            return column;
        }
        if (LATER.contains(String.valueOf(column.declaration()).replace("[]", ""))) {
            return new Column(column.name(), new ColumnType.Text(0, false), column.nullable(), null);
        }
        // A scale below zero or above the precision came with PostgreSQL 15.
        return column.type() instanceof ColumnType.Decimal(int precision, int scale) && (scale < 0 || scale > precision)
                ? new Column(column.name(), column.type(), column.nullable(), null)
                : column;
    }

    static boolean canDistribute(TableShape shape, Column column) {
        return isDeclaredHere(shape, column)
                ? !WITHOUT_HASH.contains(String.valueOf(column.declaration()).replace("[]", ""))
                : !(column.type() instanceof ColumnType.Json);
    }

    private static boolean isDeclaredHere(TableShape shape, Column column) {
        return column.declaration() != null && shape.origin().equals(PostgreSqlDialect.KIND);
    }
}
