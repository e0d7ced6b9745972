package dev.syncline.dialect.clickhouse;

import java.sql.SQLException;

import dev.syncline.contracts.failure.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClickHouseErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "516, 22000, LOGIN_REFUSED",
        "497, 22000, PERMISSION_DENIED",
        "60, 42S02, NOT_FOUND",
        "164, 22000, NOT_WRITABLE",
        "27, 22000, UNUSABLE_VALUE",
        "395, 22000, UNUSABLE_VALUE",
        "469, 22000, UNUSABLE_VALUE",
        "241, 22000, EXHAUSTED",
        "252, 22000, EXHAUSTED",
        "394, 22000, CONNECTION_LOST",
        "96, 22000, CONNECTION_LOST",
        "201, 22000, EXHAUSTED",
        "158, 22000, EXHAUSTED",
        "692, 22000, EXHAUSTED",
        "392, 22000, PERMISSION_DENIED",
        "549, 22000, UNSUPPORTED_TYPE",
        "524, 22000, UNSUPPORTED_TYPE",
        "478, 22000, MISCONFIGURED",
        "246, 22000, MISCONFIGURED",
        "999, 22000, UNREACHABLE",
        "384, 22000, LOCKED",
        "218, 22000, TABLE_CHANGED",
        "0, 08006, CONNECTION_LOST",
        "99999, 22000, INTERNAL"
    })
    void eachErrorHasACode(int error, String state, FailureCode code) {
        assertThat(ClickHouseErrors.classify(new SQLException("", state, error))).isEqualTo(code);
    }

    /// As 26.7 has written them.
    @Test
    void reasonsNameTheColumnAndQuoteNoValue() {
        assertThat(reason(69, """
                Code: 69. DB::Exception: Too many digits (11 > 10) in decimal value: (at row 1)
                :\s
                Row 1:
                Column 0,   name: f, type: Float64,                  parsed text: "1"
                Column 1,   name: the price, type: Nullable(Decimal(10, 2)), parsed text: "1234567890"ERROR
                Code: 69. DB::Exception: Too many digits (11 > 10) in decimal value. (ARGUMENT_OUT_OF_BOUND) (version 26.7.2.1)

                : While executing ParallelParsingBlockInputFormat. (ARGUMENT_OUT_OF_BOUND) (version 26.7.2.1)"""))
                .isEqualTo("column \"the price\": a number is out of the type's range");
        assertThat(reason(27, """
                Code: 27. DB::Exception: Cannot parse input: expected '\\t' before: 'secret\\ta\\n': (at row 1)
                :\s
                Row 1:
                Column 0,   name: id, type: Int64, parsed text: <EMPTY>
                ERROR: garbage after Int64: "secret<TAB>a<LINE FEED>"

                : While executing ParallelParsingBlockInputFormat. (CANNOT_PARSE_INPUT_ASSERTION_FAILED) (version 26.7.2.1)"""))
                .isEqualTo("column \"id\": a value is refused (CANNOT_PARSE_INPUT_ASSERTION_FAILED)");
        assertThat(reason(395, "Code: 395. DB::Exception: column \"day\": a date or time is out of range, or is none: while executing 'FUNCTION throwIf(…'"))
                .isEqualTo("column \"day\": a date or time is out of range, or is none");
        assertThat(reason(60, "Code: 60. DB::Exception: Unknown table expression identifier 'd.nope' in scope SELECT * FROM d.nope. (UNKNOWN_TABLE) (version 26.7.2.1)"))
                .isEqualTo("Unknown table expression identifier 'd.nope' in scope SELECT * FROM d.nope");
    }

    private static String reason(int code, String message) {
        return ClickHouseErrors.reason(new SQLException(message, "22000", code));
    }
}
