package dev.syncline.dialect.greenplum;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/// What of a table's partitions cannot stand beside each other. The server would say so after the rows have been read. Each answer is the end of a
/// sentence, empty where nothing is wrong; literals whose order only the server knows are left to it.
final class PartitionOverlaps {

    private static final Pattern DAY = Pattern.compile("(?:DATE )?'(\\d{4}-\\d{2}-\\d{2})'");
    private static final Pattern MOMENT = Pattern.compile("'(\\d{4}-\\d{2}-\\d{2})(?:[ T].*)?'");

    private final Set<String> names = new HashSet<>();
    private final Set<Object> values = new HashSet<>();
    private final List<Range> ranges = new ArrayList<>();
    private boolean hasDefault;

    /// Where a range begins or ends.
    record Bound(String literal, boolean inclusive) {}

    /// A null is open.
    private record Range(@Nullable Bound start, @Nullable Bound end) {

        /// Whether it ends before the other begins; where their order is not known, too.
        boolean isBefore(Range other) {
            if (end == null || other.start == null) {
                return false;
            }
            Integer order = compare(end, other.start);
            return order == null || order < 0 || order == 0 && !(end.inclusive && other.start.inclusive);
        }
    }

    String ofName(String name) {
        return names.add(name) ? "" : "has two partitions \"%s\"; give one another name".formatted(name);
    }

    String ofDefault() {
        boolean second = hasDefault;
        hasDefault = true;
        return second ? "has two default partitions; leave one out" : "";
    }

    String ofValue(String literal) {
        Object value = value(literal);
        return values.add(value == null ? literal : value) ? "" : "has the value %s twice; leave it in one partition".formatted(literal);
    }

    String ofRange(@Nullable Bound start, @Nullable Bound end) {
        if (start != null && end != null) {
            Integer order = compare(start, end);
            if (order != null && (order > 0 || order == 0 && !(start.inclusive && end.inclusive))) {
                return "has a range from %s to %s, in which there is nothing".formatted(start.literal, end.literal);
            }
        }
        Range range = new Range(start, end);
        boolean apart = ranges.stream().allMatch(other -> other.isBefore(range) || range.isBefore(other));
        ranges.add(range);
        // Of ranges without a START or END the server makes the gaps between the others.
        return apart || start == null || end == null ? "" : "has ranges that overlap, the later one from %s to %s".formatted(start.literal, end.literal);
    }

    private static @Nullable Integer compare(Bound one, Bound other) {
        Object first = value(one.literal);
        Object second = value(other.literal);
        if (first instanceof BigDecimal number && second instanceof BigDecimal another) {
            return number.compareTo(another);
        }
        return first instanceof LocalDate day && second instanceof LocalDate another ? (Integer) day.compareTo(another) : null;
    }

    /// A number or a day; null for what is neither.
    private static @Nullable Object value(String literal) {
        var day = DAY.matcher(literal);
        if (day.matches()) {
            try {
                return LocalDate.parse(day.group(1));
            } catch (DateTimeException _) {
                return null;
            }
        }
        return literal.contains("'") ? null : new BigDecimal(literal).stripTrailingZeros();
    }

    /// Whether a literal begins with a day that there is.
    static boolean isDay(String text) {
        var moment = MOMENT.matcher(text);
        try {
            return moment.matches() && LocalDate.parse(moment.group(1)) != null;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
