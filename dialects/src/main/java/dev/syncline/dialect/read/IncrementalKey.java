package dev.syncline.dialect.read;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.Extraction.Incremental;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import org.jspecify.annotations.Nullable;

/// The incremental key of a table: columns that exist and whose values can be compared (S35 to S38).
public final class IncrementalKey {

    private final TableName table;
    private final Incremental settings;
    private final List<Column> columns;

    private IncrementalKey(TableName table, Incremental settings, List<Column> columns) {
        this.table = table;
        this.settings = settings;
        this.columns = columns;
    }

    /// The key of a plan; null where the table is extracted in full.
    ///
    /// @param source the table as its database has it now
    /// @throws SyncException with `MISCONFIGURED` where these columns cannot be a key
    public static @Nullable IncrementalKey of(ReadPlan plan, TableShape source) {
        if (!(plan.policy().extraction() instanceof Incremental settings)) {
            return null;
        }
        Map<String, Column> byName = source.columns().stream().collect(Collectors.toMap(Column::name, Function.identity()));
        List<Column> columns = new ArrayList<>();
        for (String name : settings.key()) {
            columns.add(checked(plan.table(), settings, name, byName.get(name)));
        }
        KeyOrder.flawsOnTheWay(source, plan.shape(), settings.key()).stream().findFirst().ifPresent(flaw -> {
            throw refused("Table %s: %s".formatted(plan.table(), flaw));
        });
        IncrementalKey key = new IncrementalKey(plan.table(), settings, columns);
        key.refuseUselessLookBack();
        plan.after().forEach(key::refuseUseless);
        return key;
    }

    private static Column checked(TableName table, Incremental settings, String name, @Nullable Column column) {
        if (column == null) {
            throw refused("Table %s has no column \"%s\", which its incremental key names; choose another key or extract in full".formatted(table, name));
        }
        if (!KeyValues.canBeKey(column.type())) {
            throw refused("Column \"%s\" of table %s cannot be an incremental key: only numbers, dates, times and UUIDs tell what is new; choose another key or extract in full"
                    .formatted(name, table));
        }
        if (column.type() instanceof ColumnType.Text && !settings.confirmedTextKey()) {
            throw refused("Column \"%s\" of table %s is a text, and databases order texts differently; confirm that the key grows when it is compared byte by byte, or choose another key"
                    .formatted(name, table));
        }
        return column;
    }

    private void refuseUselessLookBack() {
        String lookBack = settings.lookBack();
        if (lookBack == null) {
            return;
        }
        Column first = columns.getFirst();
        if (KeyValues.isNumber(first.type()) && KeyValues.steps(lookBack) == null) {
            throw refused("The look-back of table %s is not a whole number, as the numeric key \"%s\" needs; correct it, or leave it out".formatted(table, first.name()));
        }
        if (KeyValues.isTime(first.type()) && KeyValues.span(lookBack) == null) {
            throw refused("The look-back of table %s is not a duration such as PT10M, as the key \"%s\" needs; correct it, or leave it out".formatted(table, first.name()));
        }
        if (!KeyValues.isNumber(first.type()) && !KeyValues.isTime(first.type())) {
            throw refused("Table %s cannot look back from the key \"%s\": only numbers, dates and times can be counted back; leave the look-back out".formatted(table, first.name()));
        }
    }

    private void refuseUseless(Bound bound) {
        if (bound.values().size() != columns.size()) {
            throw refused("The incremental key of table %s has %d columns but a target answered with %d values; it is one of another key, extract in full once"
                    .formatted(table, columns.size(), bound.values().size()));
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!KeyValues.isValue(columns.get(i).type(), bound.values().get(i))) {
                throw refused("The greatest value that a target holds in column \"%s\" of table %s is no value of the key, or not a finite one: nothing is greater; correct it in the target, or extract in full once"
                        .formatted(columns.get(i).name(), table));
            }
        }
    }

    private static SyncException refused(String message) {
        return new SyncException(FailureCode.MISCONFIGURED, message);
    }

    public List<Column> columns() {
        return columns;
    }

    /// The columns that may have no value.
    public List<Column> nullable() {
        return columns.stream().filter(Column::nullable).toList();
    }

    /// The condition on what is to be read: rows that are greater than any of the bounds, with a whole key (S36, A5, A7, A8).
    ///
    /// @param after at least one
    public String condition(List<Bound> after, Comparisons sql) {
        String greater = after.stream().map(bound -> settings.lookBack() == null ? greater(bound, sql) : notFarBelow(bound, sql)).collect(Collectors.joining("\n   OR "));
        StringBuilder condition = new StringBuilder(after.size() == 1 ? greater : '(' + greater + ')');
        // In (a, b) > (1, 2) a row (2, null) is greater: its first column decides.
        for (Column column : columns.subList(1, columns.size())) {
            if (column.nullable()) {
                condition.append("\n  AND ").append(sql.column(column)).append(" IS NOT NULL");
            }
        }
        return condition.toString();
    }

    private String greater(Bound bound, Comparisons sql) {
        List<String> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(sql.literal(columns.get(i), bound.values().get(i)));
        }
        return sql.greater(columns.stream().map(sql::column).toList(), values);
    }

    private String notFarBelow(Bound bound, Comparisons sql) {
        Column first = columns.getFirst();
        String lookBack = Objects.requireNonNull(settings.lookBack());
        String value = bound.values().getFirst();
        if (KeyValues.isNumber(first.type())) {
            BigInteger steps = Objects.requireNonNull(KeyValues.steps(lookBack));
            return "%s >= %s".formatted(sql.column(first), sql.literal(first, KeyValues.below(first.type(), value, steps)));
        }
        Duration span = Objects.requireNonNull(KeyValues.span(lookBack));
        return "%s >= %s".formatted(sql.column(first), sql.before(first, sql.literal(first, value), span));
    }
}
