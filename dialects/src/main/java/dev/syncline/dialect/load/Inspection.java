package dev.syncline.dialect.load;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.dialect.load.FieldDifferences.Retyped;
import org.jspecify.annotations.Nullable;

/// What a target holds of a table before an incremental extraction: how its fields differ, and its greatest incremental key.
///
/// @param key names of the incremental key's columns
public record Inspection(TableName table, TableShape wanted, List<String> key, FieldDifferences differences) {

    private static final Set<String> NO_NUMBERS_OR_DAYS = Set.of("NaN", "Infinity", "-Infinity", "infinity", "-infinity");
    /// No zone is further from UTC, so no wall clock is further ahead.
    private static final int FARTHEST_ZONE_HOURS = 14;

    /// What only the database can answer.
    public interface Database {

        /// The neutral texts of the greatest key among rows whose key has no null; empty where there is none.
        ///
        /// @param columns of the key, in order
        Optional<List<String>> greatest(List<Column> columns) throws SQLException;

        /// The wall clock of UTC.
        LocalDateTime now() throws SQLException;
    }

    /// @throws SyncException with `MISCONFIGURED` where the greatest key is no number or day, after which nothing would ever be read again
    public TargetState state(Database database) throws SQLException {
        List<String> notes = new ArrayList<>();
        List<Column> columns = keyColumns();
        String unreliable = unreliable(columns);
        Bound maximum = null;
        if (unreliable != null) {
            notes.add(unreliable);
        } else if (!columns.isEmpty()) {
            maximum = database.greatest(columns).map(values -> finite(columns, values)).orElse(null);
        }
        if (maximum != null && isInTheFuture(columns.getFirst().type(), maximum.values().getFirst(), database.now())) {
            notes.add("The greatest \"%s\" of table %s in the target lies in the future: rows that get an earlier one are not read; correct it at the source and extract the table in full"
                    .formatted(columns.getFirst().name(), table));
        }
        return new TargetState(true, differences.sentences(), maximum, notes);
    }

    private List<Column> keyColumns() {
        return key.stream().map(this::keyColumn).toList();
    }

    private Column keyColumn(String name) {
        return wanted.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SyncException(
                        FailureCode.MISCONFIGURED,
                        "Table %s would have no column \"%s\", which its incremental key names; choose another key, or extract in full".formatted(table, name)));
    }

    /// A column that is missing has no greatest value, and one that keeps fewer digits has rounded it, up as well as down.
    private @Nullable String unreliable(List<Column> columns) {
        for (Column column : columns) {
            boolean missing = differences.added().stream().anyMatch(added -> added.column().equals(column));
            Optional<Retyped> retyped = differences.retyped().stream().filter(change -> change.column().equals(column)).findFirst();
            if (missing || retyped.filter(change -> change.fit() == TypeFit.OTHER || mayBeRounded(column.type())).isPresent()) {
                return "Table %s in the target has no usable greatest \"%s\": its column %s".formatted(
                        table,
                        column.name(),
                        missing ? "is missing" : "has the type %s and not %s".formatted(retyped.get().held().type(), retyped.get().wanted()));
            }
        }
        return null;
    }

    private static boolean mayBeRounded(ColumnType type) {
        return type instanceof ColumnType.Timestamp
                || type instanceof ColumnType.Instant
                || type instanceof ColumnType.TimeOfDay
                || type instanceof ColumnType.Duration
                || type instanceof ColumnType.Floating
                || type instanceof ColumnType.Decimal
                || type instanceof ColumnType.UnboundedDecimal;
    }

    private Bound finite(List<Column> columns, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            if (!(columns.get(i).type() instanceof ColumnType.Text) && NO_NUMBERS_OR_DAYS.contains(values.get(i))) {
                throw new SyncException(
                        FailureCode.MISCONFIGURED,
                        "The greatest \"%s\" of table %s in the target is infinite or not a number, so that no row would ever be read again; correct it at the source and in the target, or choose another incremental key"
                                .formatted(columns.get(i).name(), table));
            }
        }
        return new Bound(values);
    }

    private static boolean isInTheFuture(ColumnType type, String value, LocalDateTime now) {
        return switch (type) {
            case ColumnType.Instant _ -> isAfter(value, now);
            case ColumnType.Timestamp _, ColumnType.Date _ -> isAfter(value, now.plusHours(FARTHEST_ZONE_HOURS));
            case ColumnType.Bool _, ColumnType.Int _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Floating _,
                    ColumnType.Text _, ColumnType.Binary _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _, ColumnType.Duration _,
                    ColumnType.Interval _, ColumnType.Json _, ColumnType.Uuid _, ColumnType.Bits _, ColumnType.Geometry _,
                    ColumnType.Undecided _ -> false;
        };
    }

    /// Years of five digits are compared by their length, those before Christ are none.
    private static boolean isAfter(String value, LocalDateTime limit) {
        return !value.endsWith("BC") && (value.indexOf('-') > 4 || value.compareTo(limit.toString().replace('T', ' ')) > 0);
    }
}
