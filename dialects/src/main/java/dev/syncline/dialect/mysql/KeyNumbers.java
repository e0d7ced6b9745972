package dev.syncline.dialect.mysql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.type.ColumnType;
import org.jspecify.annotations.Nullable;

/// The values of a column as whole numbers in the same order, so that the middle of two of them is found without a look at any row.
///
/// @param before what stands before `MIN` or `MAX` where they are selected
/// @param after what stands behind it
/// @param number of what was selected; throws a `DateTimeException` where it is none, such as of a zero date
/// @param literal of a number
record KeyNumbers(String before, String after, Function<String, BigInteger> number, Function<BigInteger, String> literal) {

    private static final LocalDateTime EPOCH = LocalDate.EPOCH.atStartOfDay();
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final long LONGEST_PREFIX = 16;
    private static final BigInteger MICROS = BigInteger.valueOf(1_000_000);

    /// Null where there are none: those of a text depend on its collation.
    static @Nullable KeyNumbers of(Column column) {
        String name = MySqlNames.quote(column.name());
        return switch (column.type()) {
            case ColumnType.Int _ -> byText(name, BigInteger::new, BigInteger::toString);
            case ColumnType.Decimal(int _, int scale) -> byText(
                    name, text -> new BigDecimal(text).setScale(scale).unscaledValue(), number -> new BigDecimal(number, scale).toPlainString());
            case ColumnType.Date _ -> byText(
                    name,
                    text -> BigInteger.valueOf(LocalDate.parse(text).toEpochDay()),
                    number -> "CAST('%s' AS DATE)".formatted(LocalDate.ofEpochDay(number.longValueExact())));
            case ColumnType.Timestamp(int fraction) -> moments(name, fraction);
            case ColumnType.Instant(int fraction) -> moments(name, fraction);
            case ColumnType.Binary(long length) -> {
                int bytes = Math.toIntExact(length == 0 ? LONGEST_PREFIX : Math.min(length, LONGEST_PREFIX));
                yield new KeyNumbers("HEX(", '(' + name + "))", hex -> prefix(hex, bytes), number -> "X'%s'".formatted(hex(number, bytes)));
            }
            case ColumnType.Bool _, ColumnType.UnboundedDecimal _, ColumnType.Floating _, ColumnType.Text _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _,
                    ColumnType.Duration _, ColumnType.Interval _, ColumnType.Json _, ColumnType.Uuid _, ColumnType.Bits _, ColumnType.Geometry _,
                    ColumnType.Undecided _ -> null;
        };
    }

    /// @param name quoted
    private static KeyNumbers byText(String name, Function<String, BigInteger> number, Function<BigInteger, String> literal) {
        return new KeyNumbers("CAST(", '(' + name + ") AS CHAR)", number, literal);
    }

    /// In the column's own steps, so that nothing is rounded.
    private static KeyNumbers moments(String name, int fraction) {
        BigInteger step = BigInteger.TEN.pow(6 - fraction);
        return byText(name, text -> micros(text).divide(step), number -> moment(number.multiply(step)));
    }

    /// The least or the greatest value.
    String end(String function) {
        return before + function + after;
    }

    private static BigInteger micros(String text) {
        Duration since = Duration.between(EPOCH, LocalDateTime.parse(text.replace(' ', 'T')));
        return BigInteger.valueOf(since.toSeconds()).multiply(MICROS).add(BigInteger.valueOf(since.toNanosPart() / 1_000));
    }

    private static String moment(BigInteger micros) {
        LocalDateTime moment = EPOCH.plusSeconds(Math.floorDiv(micros.longValueExact(), 1_000_000L)).plusNanos(Math.floorMod(micros.longValueExact(), 1_000_000L) * 1_000);
        return "CAST('%s' AS DATETIME(6))".formatted(moment.format(MOMENT));
    }

    private static BigInteger prefix(String hex, int bytes) {
        return new BigInteger(1, Arrays.copyOf(HexFormat.of().parseHex(hex), bytes));
    }

    private static String hex(BigInteger number, int bytes) {
        return ("%0" + 2 * bytes + "x").formatted(number);
    }
}
