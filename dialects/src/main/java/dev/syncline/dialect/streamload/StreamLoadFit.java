package dev.syncline.dialect.streamload;

import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.Fit;
import dev.syncline.dialect.read.SourceFacts;

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
        SourceFacts source = Dialects.facts(shape.origin());
        return switch (column.type()) {
            case ColumnType.Bool _ -> Fit.EXACT;
            case ColumnType.Int(int bits, boolean unsigned) -> unsigned || bits == 24 ? Fit.WIDENED : Fit.EXACT;
            // Numbers of PostgreSQL may be NaN; only money has no declaration, and is none.
            case ColumnType.Decimal(_, int scale) ->
                !type.startsWith("DECIMAL") ? Fit.WIDENED : source.numbersCanBeNaN() && column.declaration() != null ? Fit.NEEDS_POLICY : scale < 0 ? Fit.WIDENED : Fit.EXACT;
            case ColumnType.Floating _ -> source.numbersCanBeNaN() ? Fit.NEEDS_POLICY : Fit.EXACT;
            // An enum's members are written in its declaration, where no NUL can be.
            case ColumnType.Text _ -> isOneOfAList(column) ? Fit.WIDENED : source.textsCanHaveNul() ? Fit.NEEDS_POLICY : Fit.EXACT;
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
