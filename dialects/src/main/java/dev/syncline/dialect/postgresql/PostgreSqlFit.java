package dev.syncline.dialect.postgresql;

import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.Fit;

/// How well a column's values are held by the type it gets here.
final class PostgreSqlFit {

    private PostgreSqlFit() {}

    static Fit of(TableShape shape, Column column) {
        try {
            PostgreSqlTargetTypes.type(shape, column);
        } catch (SyncException _) {
            return Fit.UNSUPPORTED;
        }
        if (shape.origin().equals(PostgreSqlDialect.KIND)) {
            return column.declaration() == null ? Fit.WIDENED : Fit.EXACT;
        }
        return switch (column.type()) {
            case ColumnType.Int(int bits, boolean unsigned) -> bits == 8 || bits == 24 || unsigned ? Fit.WIDENED : Fit.EXACT;
            case ColumnType.Decimal(int precision, int scale) -> scale < 0 || precision < scale ? Fit.WIDENED : Fit.EXACT;
            // An enum's members are written in its declaration, where no NUL can be.
            case ColumnType.Text _ -> isOneOfAList(column) ? Fit.WIDENED : Fit.NEEDS_POLICY;
            // Days and moments that are none.
            case ColumnType.Date _, ColumnType.Timestamp _, ColumnType.Instant _ -> Fit.NEEDS_POLICY;
            case ColumnType.Duration _, ColumnType.Geometry _ -> Fit.WIDENED;
            case ColumnType.Undecided _ -> Fit.UNSUPPORTED;
            case ColumnType.Bool _,
                    ColumnType.UnboundedDecimal _,
                    ColumnType.Floating _,
                    ColumnType.Binary _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Interval _,
                    ColumnType.Json _,
                    ColumnType.Uuid _,
                    ColumnType.Bits _ -> Fit.EXACT;
        };
    }

    private static boolean isOneOfAList(Column column) {
        return column.declaration() != null && column.declaration().matches("(?s)(enum|set)\\(.*");
    }
}
