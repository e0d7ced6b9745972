package dev.syncline.dialect.mysql;

import java.util.Set;

import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.Fit;

/// How well a column's values are held by the type it gets here.
final class MySqlFit {

    private MySqlFit() {}

    static Fit of(TableShape shape, Column column) {
        String type;
        try {
            type = MySqlTargetTypes.type(shape, column);
        } catch (SyncException _) {
            return Fit.UNSUPPORTED;
        }
        if (shape.origin().equals(MySqlDialect.KIND) && column.declaration() != null) {
            // Exact decimals inside a document, which SQL can put there but no text can; codes of a character set that stand for no character.
            return column.type() instanceof ColumnType.Json || UnicodeCheck.isNeededFor(column) ? Fit.NEEDS_POLICY : Fit.EXACT;
        }
        if (MySqlTargetTypes.isShortened(shape, column)) {
            return Fit.NEEDS_POLICY;
        }
        boolean asText = type.startsWith("VARCHAR") || type.startsWith("LONGTEXT");
        return switch (column.type()) {
            case ColumnType.Int _, ColumnType.Binary _, ColumnType.TimeOfDay _, ColumnType.Duration _, ColumnType.Geometry _ -> Fit.EXACT;
            // Only money has no declaration, and no NaN.
            case ColumnType.Decimal _ -> asText ? Fit.WIDENED : column.declaration() == null ? Fit.EXACT : Fit.NEEDS_POLICY;
            case ColumnType.Text(int length, _) -> isText(column) && (length == 0 || type.startsWith("VARCHAR")) ? Fit.EXACT : Fit.WIDENED;
            case ColumnType.Bits _ -> asText ? Fit.WIDENED : Fit.EXACT;
            // NaN and infinity; days and moments beyond the years 1 to 9999.
            case ColumnType.Floating _, ColumnType.Date _, ColumnType.Timestamp _, ColumnType.Instant _ -> Fit.NEEDS_POLICY;
            case ColumnType.Bool _,
                    ColumnType.UnboundedDecimal _,
                    ColumnType.ZonedTime _,
                    ColumnType.Interval _,
                    ColumnType.Json _,
                    ColumnType.Uuid _ -> Fit.WIDENED;
            case ColumnType.Undecided _ -> Fit.UNSUPPORTED;
        };
    }

    private static final Set<String> TEXTS = Set.of("text", "character varying", "character", "bpchar", "name");

    /// Whether the column is a text at its source, and not something that travels as one.
    private static boolean isText(Column column) {
        return column.declaration() != null && TEXTS.contains(column.declaration().replaceFirst("\\(.*", ""));
    }
}
