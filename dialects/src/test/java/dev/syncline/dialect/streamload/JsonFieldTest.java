package dev.syncline.dialect.streamload;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class JsonFieldTest {

    private static final ColumnTypes TYPES = new ColumnTypes("A server", "VARCHAR(1048576)", 1_048_576, 1_048_576, false, false);

    private final Bytes out = new Bytes(16);

    /// What is sent, or what is wrong with the value.
    private String sent(ColumnType type, String value, String origin, List<String> key) {
        Column column = new Column("c", type, true, null);
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.clear();
        String wrong = JsonField.of(TYPES, new TableShape(new DatabaseKind(origin), List.of(column), key), column).write(bytes, bytes.length, out);
        if (wrong != null) {
            return wrong;
        }
        String json = new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
        assertThat(JsonMapper.shared().readTree(json)).as(json).isNotNull();
        return json;
    }

    private String sent(ColumnType type, String value) {
        return sent(type, value, "mysql", List.of());
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0", "-1, -1", "00042, 42", "-007, -7", "000, 0", "999999999999999999, 999999999999999999", "-999999999999999999, -999999999999999999"})
    void wholeNumbersAreNumbersWithoutZerosInFront(String value, String json) {
        assertThat(sent(new ColumnType.Int(64, true), value)).isEqualTo(json);
    }

    /// As a number it might be taken for a double.
    @ParameterizedTest
    @ValueSource(strings = {"18446744073709551615", "-9223372036854775808", "170141183460469231731687303715884105727"})
    void wholeNumbersThatAreNoneOf64BitsForSureAreTexts(String value) {
        assertThat(sent(new ColumnType.Int(64, true), value)).isEqualTo(quoted(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+1", "1.0", "1e3", " 1", "1 ", "--1", "NaN", "0x10", "1,2", "null"})
    void whatIsNoWholeNumberIsRefused(String value) {
        assertThat(sent(new ColumnType.Int(64, true), value)).isEqualTo("a number is not one of the type");
    }

    /// As numbers they would pass through a double.
    @ParameterizedTest
    @ValueSource(strings = {"0.00", "-0.00", "12345678901234567890.0123456789", "-1", "0000007.50"})
    void decimalsAreTexts(String value) {
        assertThat(sent(new ColumnType.Decimal(38, 10), value)).isEqualTo(quoted(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "-.", "1.", ".5", "1.2.3", "1e3", "NaN", "Infinity", "-Infinity", "1 "})
    void whatIsNoDecimalIsRefused(String value) {
        assertThat(sent(new ColumnType.Decimal(38, 10), value)).isEqualTo("a number is not one of the type");
    }

    /// A decimal of more digits than the server has is a text, and so is one in a key.
    @Test
    void aDecimalThatIsKeptAsATextMayBeNoNumber() {
        assertThat(sent(new ColumnType.Decimal(80, 40), "NaN")).isEqualTo(quoted("NaN"));
        assertThat(sent(new ColumnType.Decimal(10, 2), "1.50", "postgresql", List.of("c"))).isEqualTo(quoted("1.50"));
        assertThat(sent(new ColumnType.UnboundedDecimal(), "-Infinity")).isEqualTo(quoted("-Infinity"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0", "-0, -0.0", "1, 1.0", "-0.0, -0.0", "0.1, 0.1", "1e+300, 1e+300", "5e-324, 5e-324", "1.7976931348623157E308, 1.7976931348623157E308", "00.5, 0.5", "-007e2, -7e2",
        "9007199254740993, 9007199254740993.0"})
    void floatsAreNumbersThatNobodyTakesForWholeOnes(String value, String json) {
        assertThat(sent(new ColumnType.Floating(64), value)).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", ".5", "1.", "1.e5", "1e", "1e+", "e5", "+1", "1-2", "1e5e5", "--1", "NaN", "Infinity", "-Infinity", "inf", "1 ", "0x1p3", "1.2.3"})
    void whatIsNoFiniteFloatIsRefused(String value) {
        assertThat(sent(new ColumnType.Floating(64), value)).isEqualTo("a number is infinite or none");
    }

    @Test
    void booleansAreTheWordsOnly() {
        assertThat(sent(new ColumnType.Bool(), "true")).isEqualTo("true");
        assertThat(sent(new ColumnType.Bool(), "false")).isEqualTo("false");
        for (String other : List.of("", "t", "f", "1", "0", "TRUE", "trux", "falsx", "true ", "null")) {
            assertThat(sent(new ColumnType.Bool(), other)).as(other).isEqualTo("a value is neither true nor false");
        }
    }

    @Test
    void bytesAreHexadecimalDigitsWithoutAPrefix() {
        assertThat(sent(new ColumnType.Binary(0), "\\x00FFab")).isEqualTo(quoted("00ffab"));
        assertThat(sent(new ColumnType.Geometry(), "\\x")).isEqualTo(quoted(""));
        for (String other : List.of("", "\\", "00ff", "x00", "\\x0g", "\\x0", "\\x00\"")) {
            assertThat(sent(new ColumnType.Binary(0), other)).as(other).isEqualTo("a value is not one of bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "9999-12-31", "2024-02-29", "2000-02-29", "1582-10-10", "2026-04-30"})
    void daysThatThereAreArriveAsTheyAre(String day) {
        assertThat(sent(new ColumnType.Date(), day)).isEqualTo(quoted(day));
        assertThat(sent(new ColumnType.Timestamp(6), day + " 23:59:59.999999")).isEqualTo(quoted(day + " 23:59:59.999999"));
        assertThat(sent(new ColumnType.Instant(0), day + " 00:00:00")).isEqualTo(quoted(day + " 00:00:00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0000-00-00", "0000-01-01", "2026-00-15", "2026-13-01", "2026-02-00", "2026-02-29", "2026-02-30", "1900-02-29", "2026-04-31", "2026-01-32", "10000-01-01", "294276-01-01",
        "0044-03-15 BC", "infinity", "-infinity", "", "2026-1-1", "2026/01/01", "2026-01-0a", "-001-01-01"})
    void daysThatAreNoneOrOutOfRangeAreRefused(String day) {
        assertThat(sent(new ColumnType.Date(), day)).isEqualTo("a date or time is out of range, or is none");
        assertThat(sent(new ColumnType.Timestamp(6), day.replaceFirst("( BC)?$", " 00:00:00$1"))).isEqualTo("a date or time is out of range, or is none");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "2026-01-01", "2026-01-01 ", "2026-01-01 1:00:00", "2026-01-01T00:00:00", "2026-01-01 00:00", "2026-01-01 00:00:00.", "2026-01-01 00:00:00+00", "2026-01-01 24:00:00",
        "2026-01-01 00:60:00", "2026-01-01 00:00:60", "2026-01-01 00:00:00.1x", "2026-01-01 00:00:00.1234567"})
    void timesThatAreNoneAreRefused(String moment) {
        assertThat(sent(new ColumnType.Timestamp(6), moment)).isEqualTo("a date or time is out of range, or is none");
    }

    @Test
    void aBitStringOfMySqlIsANumberAndOneOfPostgreSqlAText() {
        assertThat(sent(new ColumnType.Bits(64, false), "1".repeat(64))).isEqualTo(quoted("18446744073709551615"));
        assertThat(sent(new ColumnType.Bits(8, false), "00000101")).isEqualTo("5");
        assertThat(sent(new ColumnType.Bits(8, false), "2")).isEqualTo("a value is not one of bits");
        assertThat(sent(new ColumnType.Bits(8, false), "00000101", "postgresql", List.of())).isEqualTo(quoted("00000101"));
    }

    /// Bytes are counted, not characters.
    @Test
    void aTextThatIsTooLongForItsTypeIsRefused() {
        assertThat(sent(new ColumnType.Text(1, false), "😀")).isEqualTo(quoted("😀"));
        assertThat(sent(new ColumnType.Text(1, false), "ääa")).isEqualTo("a text is longer than the 4 bytes of its type");
        assertThat(sent(new ColumnType.Text(0, false), "x".repeat(1_048_577))).isEqualTo("a text is longer than the 1048576 bytes of its type");
        assertThat(sent(new ColumnType.Binary(1), "\\x0a0b")).isEqualTo("a text is longer than the 2 bytes of its type");
        assertThat(sent(new ColumnType.ZonedTime(6), "23:59:59.999999+15:59:59")).isEqualTo(quoted("23:59:59.999999+15:59:59"));
        assertThat(sent(new ColumnType.Duration(6), "-838:59:58.999999")).isEqualTo(quoted("-838:59:58.999999"));
    }
}
