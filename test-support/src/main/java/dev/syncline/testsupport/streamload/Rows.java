package dev.syncline.testsupport.streamload;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// The rows of one body: read, converted, and those that do not fit filtered out.
final class Rows {

    /// A field that the body does not have, which is not the same as null.
    static final String MISSING = new String("missing");

    /// @param values in the order of the plan's written columns, as MySQL takes them
    record Row(@Nullable Object[] values, boolean delete) {}

    private static final int MOST_KEY_BYTES = 128;
    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final EmulatedPlan plan;
    private final List<EmulatedColumn> columns;
    private final Map<EmulatedColumn, Integer> places;
    private final int operation;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private long total;

    Rows(EmulatedPlan plan) {
        this.plan = plan;
        this.columns = plan.written();
        this.places = plan.places();
        this.operation = plan.operationPlace();
    }

    EmulatedPlan plan() {
        return plan;
    }

    List<Row> all() {
        return rows;
    }

    List<String> errors() {
        return errors;
    }

    long total() {
        return total;
    }

    long filtered() {
        return errors.size();
    }

    boolean isTooBad() {
        return total > 0 && (double) filtered() / total > plan.maxFilterRatio();
    }

    /// Whether a primary key has more bytes than a back end takes (`primary_key_limit_size`); other types than texts have few.
    boolean hasTooLongKey() {
        return plan.table().model() == Table.Model.PRIMARY && rows.stream().anyMatch(row -> keyBytes(row) > MOST_KEY_BYTES);
    }

    private int keyBytes(Row row) {
        int bytes = 0;
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).key() && row.values()[i] instanceof String text && columns.get(i).type().kind().isText()) {
                bytes += text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return bytes;
    }

    void filter(String reason) {
        total++;
        errors.add("Reason: " + reason + ".");
    }

    void add(List<@Nullable String> fields) {
        if (fields.size() != plan.fields().size()) {
            filter("actual column number in csv file is %s schema column number. actual number: %d, schema column number: %d".formatted(
                    fields.size() < plan.fields().size() ? "less than" : "more than", fields.size(), plan.fields().size()));
            return;
        }
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        try {
            for (int i = 0; i < values.length; i++) {
                EmulatedColumn column = columns.get(i);
                Integer place = places.get(column);
                values[i] = value(column, place == null ? MISSING : fields.get(place));
            }
        } catch (Values.Unfit e) {
            filter(String.valueOf(e.getMessage()));
            return;
        }
        total++;
        rows.add(new Row(values, plan.deletes() || operation >= 0 && "1".equals(fields.get(operation))));
    }

    private @Nullable Object value(EmulatedColumn column, @Nullable String field) throws Values.Unfit {
        // By identity: a body may well say "missing".
        @SuppressWarnings("ReferenceEquality")
        boolean missing = field == MISSING;
        String text = missing ? fallback(column) : field;
        Object value = null;
        if (text != null) {
            try {
                value = Values.converted(plan.product(), column.type(), text);
            } catch (Values.Unfit e) {
                if (plan.strict() || e.always()) {
                    throw new Values.Unfit("column(%s): %s".formatted(column.name(), e.getMessage()), true);
                }
            }
        }
        if (value == null && !column.nullable()) {
            throw new Values.Unfit("column(%s) values is null while columns is not nullable".formatted(column.name()), true);
        }
        return value;
    }

    private static @Nullable String fallback(EmulatedColumn column) {
        String fallback = column.fallback();
        if (!EmulatedColumn.NOW.equals(fallback)) {
            return fallback;
        }
        String now = LocalDateTime.now().format(NOW);
        return column.type().kind() == EmulatedType.Kind.DATE ? now.substring(0, 10) : now;
    }
}
