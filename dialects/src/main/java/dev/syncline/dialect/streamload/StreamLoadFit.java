package dev.syncline.dialect.streamload;

import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.Fit;

/// How well a column's values are held by the type it gets here.
final class StreamLoadFit {

    private StreamLoadFit() {}

    static Fit of(ColumnTypes types, TableShape shape, Column column) {
        String type;
        try {
            type = types.type(shape, column);
        } catch (SyncException _) {
            return Fit.UNSUPPORTED;
        }
        if (types.isShortened(shape, column)) {
            return Fit.NEEDS_POLICY;
        }
        boolean postgresql = shape.origin().id().equals("postgresql");
        return switch (column.type()) {
            case ColumnType.Bool _ -> Fit.EXACT;
            case ColumnType.Int(int bits, boolean unsigned) -> unsigned || bits == 24 ? Fit.WIDENED : Fit.EXACT;
            // Numbers of PostgreSQL may be NaN; only money has no declaration, and is none.
            case ColumnType.Decimal(_, int scale) ->
                !type.startsWith("DECIMAL") ? Fit.WIDENED : postgresql && column.declaration() != null ? Fit.NEEDS_POLICY : scale < 0 ? Fit.WIDENED : Fit.EXACT;
            case ColumnType.Floating _ -> postgresql ? Fit.NEEDS_POLICY : Fit.EXACT;
            // An enum's members are written in its declaration, where no NUL can be.
            case ColumnType.Text _ -> isOneOfAList(column) ? Fit.WIDENED : postgresql ? Fit.EXACT : Fit.NEEDS_POLICY;
            case ColumnType.Date _, ColumnType.Timestamp _, ColumnType.Instant _ -> Fit.NEEDS_POLICY;
            case ColumnType.UnboundedDecimal _,
                    ColumnType.Binary _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Json _,
                    ColumnType.Uuid _,
                    ColumnType.Bits _,
                    ColumnType.Geometry _ -> Fit.WIDENED;
            case ColumnType.Undecided _ -> Fit.UNSUPPORTED;
        };
    }

    private static boolean isOneOfAList(Column column) {
        return column.declaration() != null && column.declaration().matches("(?s)(enum|set)\\(.*");
    }
}
