package dev.syncline.scheduler.calendar;

import java.time.LocalDateTime;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/// Checks cron expressions before a parser sees them: a text from outside is short, has known characters only, fires at most once a minute and at
/// least every ten years. The answer depends on the text alone, never on the day, so that a plan which could be saved can always be read.
final class CronText {

    private static final int LONGEST = 120;
    private static final int FIELDS = 6;
    private static final int HOURS = 2;
    private static final int DAYS = 3;
    private static final int LONGEST_PAUSE_IN_YEARS = 10;

    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Pattern ALLOWED = Pattern.compile("[ 0-9A-Za-z*,/?#-]");
    private static final Pattern ONE_SECOND = Pattern.compile("[0-5]?[0-9]");
    // Spring 7.0 misses the working day nearest to the 1st where it begins to look on it, those of the 28th to 31st in some months, and counts from
    // the month before where a month has no such day before its last. The last working day, LW, is right.
    private static final Pattern NEAREST_WORKING_DAY = Pattern.compile("[0-9]W");
    private static final Pattern FAR_BEFORE_THE_LAST_DAY = Pattern.compile("L-0*(2[89]|[3-9][0-9]|[0-9]{3,})(,|$)");
    private static final Pattern SINGLE_NUMBERS = Pattern.compile("[0-9]+(,[0-9]+)*");

    private CronText() {}

    /// The expression in capitals, with one space between its fields.
    static String checked(@Nullable String expression) {
        if (expression == null || expression.isBlank()) {
            throw new IllegalArgumentException("A cron schedule needs an expression of six fields, such as 0 30 2 * * *");
        }
        if (expression.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "A cron expression has at most %d characters, not %d; use several schedules".formatted(LONGEST, expression.length()));
        }
        String text = allowed(expression);
        String[] fields = SPACES.split(text);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException(
                    "A cron expression has six fields (second, minute, hour, day of month, month, day of week), not %d".formatted(fields.length));
        }
        if (!ONE_SECOND.matcher(fields[0]).matches()) {
            throw new IllegalArgumentException(
                    "The first field of the cron expression %s is not one second from 0 to 59; a plan fires at most once a minute, write 0"
                            .formatted(text));
        }
        if (NEAREST_WORKING_DAY.matcher(fields[DAYS]).find()) {
            throw new IllegalArgumentException(
                    "The cron expression %s asks for the working day nearest to a date, which is not supported; use LW for the last working day"
                            .formatted(text));
        }
        if (FAR_BEFORE_THE_LAST_DAY.matcher(fields[DAYS]).find()) {
            throw new IllegalArgumentException(
                    "The cron expression %s counts more than 27 days back from the last day of the month; name the day itself".formatted(text));
        }
        String tidy = String.join(" ", fields);
        requireRegularFires(tidy);
        return tidy;
    }

    static boolean namesItsHours(String checked) {
        return SINGLE_NUMBERS.matcher(checked.split(" ")[HOURS]).matches();
    }

    /// The position and never the character: what is not allowed may be made to forge a log line.
    private static String allowed(String expression) {
        for (int i = 0; i < expression.length(); i++) {
            if (!ALLOWED.matcher(expression.substring(i, i + 1)).matches()) {
                throw new IllegalArgumentException(
                        "Character %d of the cron expression is not allowed (U+%04X); use digits, names of days and months, and * , - / ? # L W"
                                .formatted(i + 1, (int) expression.charAt(i)));
            }
        }
        return expression.strip().toUpperCase(Locale.ROOT);
    }

    private static void requireRegularFires(String text) {
        CronExpression cron = parse(text);
        // Days of the week come back to the same dates within 28 years.
        for (int year = 2000; year < 2028; year++) {
            LocalDateTime begin = LocalDateTime.of(year, 1, 1, 0, 0).minusNanos(1);
            LocalDateTime next = cron.next(begin);
            if (next == null || next.isAfter(begin.plusYears(LONGEST_PAUSE_IN_YEARS))) {
                throw new IllegalArgumentException(
                        "The cron expression %s does not fire within every ten years; choose days that exist".formatted(text));
            }
        }
    }

    private static CronExpression parse(String text) {
        try {
            return CronExpression.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The cron expression %s cannot be read; write six fields such as 0 30 2 * * MON-FRI".formatted(text), e);
        }
    }
}
