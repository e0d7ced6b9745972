package dev.syncline.dialect.clickhouse;

import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.Fit;

/// How well a column's values are held by the type it gets here.
final class ClickHouseFit {

    private ClickHouseFit() {}

    static Fit of(TableShape shape, Column column) {
        try {
            ClickHouseTypes.type(shape, column);
        } catch (SyncException _) {
            return Fit.UNSUPPORTED;
        }
        return switch (column.type()) {
            case ColumnType.Int(int bits, _) -> bits == 24 ? Fit.WIDENED : Fit.EXACT;
            // PostgreSQL's numbers may be NaN, which a Decimal is not; as a text everything is held.
            case ColumnType.Decimal(_, int scale) -> {
                if (ClickHouseTypes.type(shape, column).equals("String")) {
                    yield Fit.WIDENED;
                }
                yield Dialects.facts(shape.origin()).numbersCanBeNaN() ? Fit.NEEDS_POLICY : scale < 0 ? Fit.WIDENED : Fit.EXACT;
            }
            // Years 1900 to 2299, and only days that there are.
            case ColumnType.Date _, ColumnType.Timestamp _, ColumnType.Instant _ -> Fit.NEEDS_POLICY;
            case ColumnType.Text _ -> ClickHouseTypes.isLowCardinality(column) ? Fit.WIDENED : Fit.EXACT;
            case ColumnType.Bool _, ColumnType.Floating _, ColumnType.Binary _, ColumnType.Uuid _ -> Fit.EXACT;
            case ColumnType.UnboundedDecimal _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Json _,
                    ColumnType.Bits _,
                    ColumnType.Geometry _ -> Fit.WIDENED;
            case ColumnType.Undecided _ -> Fit.UNSUPPORTED;
        };
    }
}
