package dev.syncline.allinone.compare;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time of day or a span of time as seconds, from `[-]H:MM:SS[.f]`, and from PostgreSQL's long form of an interval.
final class Span {

    private static final Pattern CLOCK = Pattern.compile("(-)?(\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?)");
    private static final Pattern LONG_FORM = Pattern.compile(
            "0 years 0 mons (-?\\d+) days (-?\\d+) hours (-?\\d+) mins (-?\\d+(?:\\.\\d+)?) secs");

    private Span() {}

    static String normalise(String text) {
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            BigDecimal seconds = seconds("0", clock.group(2), clock.group(3), clock.group(4));
            return plain(clock.group(1) == null ? seconds : seconds.negate());
        }
        Matcher longForm = LONG_FORM.matcher(text);
        if (longForm.matches()) {
            return plain(seconds(longForm.group(1), longForm.group(2), longForm.group(3), longForm.group(4)));
        }
        return text;
    }

    private static BigDecimal seconds(String days, String hours, String minutes, String seconds) {
        return new BigDecimal(days).multiply(BigDecimal.valueOf(86_400))
                .add(new BigDecimal(hours).multiply(BigDecimal.valueOf(3_600)))
                .add(new BigDecimal(minutes).multiply(BigDecimal.valueOf(60)))
                .add(new BigDecimal(seconds));
    }

    private static String plain(BigDecimal seconds) {
        return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
    }
}
