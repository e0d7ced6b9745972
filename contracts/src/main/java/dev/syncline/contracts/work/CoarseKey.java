package dev.syncline.contracts.work;

import java.util.Optional;

import dev.syncline.contracts.policy.Extraction.Incremental;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import org.jspecify.annotations.Nullable;

/// An incremental key of which several rows can have the same value: those that are committed after a run has read the greatest one are not greater, and
/// no later run would read them.
public final class CoarseKey {

    /// Below a thousandth of a second two commits rarely meet.
    private static final int FINE_FRACTION = 3;

    private CoarseKey() {}

    /// What its user has to know, with the line that helps; empty where the key is fine enough, or looks back already.
    public static Optional<String> advice(TablePlan plan, TableShape shape) {
        if (!(plan.extraction() instanceof Incremental incremental) || incremental.lookBack() != null || isUnique(incremental, shape)) {
            return Optional.empty();
        }
        return shape.columns().stream()
                .filter(column -> column.name().equals(incremental.key().getLast()))
                .findFirst()
                .flatMap(last -> Optional.ofNullable(unit(last.type())).map(unit -> advice(plan, shape, incremental, last, unit)));
    }

    private static String advice(TablePlan plan, TableShape shape, Incremental incremental, Column last, String unit) {
        String first = incremental.key().getFirst();
        boolean number = shape.columns().stream().filter(column -> column.name().equals(first)).map(Column::type).anyMatch(CoarseKey::isWhole);
        String keyFields = TableRules.key(plan, shape).isEmpty() ? " and keyFields, so that they are not doubled" : "";
        return "Several rows of table %s can have the same \"%s\", which %s: rows that are committed later with the value that was the greatest are never read. Add \"lookBack\": \"%s\" to its extraction%s, which reads the rows of that value again (%s also those that were committed late)"
                .formatted(plan.source(), last.name(), unit, number ? "0" : "PT0S", keyFields, number ? "a greater number" : "a longer one, such as PT10M,");
    }

    private static boolean isUnique(Incremental incremental, TableShape shape) {
        return !shape.primaryKey().isEmpty() && incremental.key().containsAll(shape.primaryKey());
    }

    private static boolean isWhole(ColumnType type) {
        return unit(type) != null && !(type instanceof ColumnType.Date || type instanceof ColumnType.Timestamp || type instanceof ColumnType.Instant);
    }

    private static @Nullable String unit(ColumnType type) {
        return switch (type) {
            case ColumnType.Date _ -> "counts days";
            case ColumnType.Timestamp(int fraction) -> ofSeconds(fraction);
            case ColumnType.Instant(int fraction) -> ofSeconds(fraction);
            case ColumnType.Int _ -> "is a whole number and not the primary key";
            case ColumnType.Decimal(_, int scale) -> scale <= 0 ? "is a whole number and not the primary key" : null;
            case ColumnType.UnboundedDecimal _, ColumnType.Floating _, ColumnType.Uuid _, ColumnType.Text _ -> null;
            // No key of a plan.
            case ColumnType.Bool _,
                    ColumnType.Binary _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Json _,
                    ColumnType.Bits _,
                    ColumnType.Geometry _,
                    ColumnType.Undecided _ -> null;
        };
    }

    private static @Nullable String ofSeconds(int fraction) {
        if (fraction >= FINE_FRACTION) {
            return null;
        }
        return fraction == 0 ? "counts whole seconds" : "counts fractions of a second with %d digits".formatted(fraction);
    }
}
