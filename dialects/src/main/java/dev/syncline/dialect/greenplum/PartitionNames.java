package dev.syncline.dialect.greenplum;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.dialect.greenplum.PartitionOverlaps.Bound;
import org.jspecify.annotations.Nullable;

/// What the server calls a table's partitions: by their names, with a number behind it where one range is cut into several, or by their numbers alone.
final class PartitionNames {

    /// Their numbers are of two bytes.
    private static final int MOST = 32_767;
    private static final Pattern MOMENT = Pattern.compile("(?:DATE |TIMESTAMP )?'(\\d{4}-\\d{2}-\\d{2})(?:[ T](\\d{2}:\\d{2}(?::\\d{2})?).*)?'");
    private static final Pattern SPAN = Pattern.compile("(?i)INTERVAL '(\\d+) ([a-z]+?)s?'");

    private final List<String> names = new ArrayList<>();

    /// @param name empty where it has none
    void one(String name) {
        if (names.size() == MOST) {
            return;
        }
        names.add(name.isEmpty() ? Integer.toString(names.size() + 1) : name);
    }

    /// A range that is cut into steps.
    void several(String name, @Nullable Bound start, @Nullable Bound end, String step) {
        int count = start == null || end == null ? 1 : count(start.literal(), end.literal(), step);
        for (int i = 1; i <= count; i++) {
            one(name.isEmpty() ? name : name + '_' + i);
        }
    }

    /// As many as there can be where only the server knows.
    private static int count(String start, String end, String step) {
        try {
            Matcher span = SPAN.matcher(step);
            return span.matches()
                    ? count(moment(start), moment(end), Long.parseLong(span.group(1)), ChronoUnit.valueOf(span.group(2).toUpperCase(Locale.ROOT) + 'S'))
                    : count(new BigDecimal(start), new BigDecimal(end), new BigDecimal(step));
        } catch (DateTimeException | IllegalArgumentException _) {
            return MOST;
        }
    }

    private static int count(BigDecimal start, BigDecimal end, BigDecimal step) {
        int count = 0;
        for (BigDecimal at = start; at.compareTo(end) < 0 && count < MOST; at = at.add(step)) {
            count++;
        }
        return count;
    }

    private static int count(LocalDateTime start, LocalDateTime end, long step, ChronoUnit unit) {
        int count = 0;
        while (count < MOST && start.plus(count * step, unit).isBefore(end)) {
            count++;
        }
        return count;
    }

    private static LocalDateTime moment(String literal) {
        Matcher moment = MOMENT.matcher(literal);
        if (!moment.matches()) {
            throw new IllegalArgumentException("No moment");
        }
        LocalTime time = moment.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(moment.group(2));
        return LocalDate.parse(moment.group(1)).atTime(time);
    }

    /// In the order of the partitions.
    List<String> all() {
        return List.copyOf(names);
    }

    /// The one of the most bytes.
    String longest() {
        return names.stream().max(Comparator.comparingInt(PartitionNames::bytes)).orElse("");
    }

    static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
