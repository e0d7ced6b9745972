package dev.syncline.dialect.mysql;

import java.sql.SQLException;

import dev.syncline.contracts.failure.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MySqlErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "1045, 28000, LOGIN_REFUSED",
        "1142, 42000, PERMISSION_DENIED",
        "1146, 42S02, NOT_FOUND",
        "1412, HY000, TABLE_CHANGED",
        "1205, HY000, LOCKED",
        "1213, 40001, LOCKED",
        "3730, HY000, IN_USE",
        "1114, HY000, EXHAUSTED",
        "3948, 42000, MISCONFIGURED",
        "1366, HY000, UNUSABLE_VALUE",
        "1104, 42000, MISCONFIGURED",
        "1300, HY000, UNUSABLE_VALUE",
        "1364, HY000, UNUSABLE_VALUE",
        "1449, HY000, MISCONFIGURED",
        "1452, 23000, UNUSABLE_VALUE",
        "1526, HY000, UNUSABLE_VALUE",
        "1046, 3D000, MISCONFIGURED",
        "1194, HY000, MISCONFIGURED",
        "1035, HY000, MISCONFIGURED",
        "1242, 21000, MISCONFIGURED",
        "1267, HY000, MISCONFIGURED",
        "1665, HY000, MISCONFIGURED",
        "1050, 42S01, UNUSABLE_NAME",
        "1036, HY000, NOT_WRITABLE",
        "1135, HY000, EXHAUSTED",
        "1461, 42000, EXHAUSTED",
        "3101, HY000, LOCKED",
        "1615, HY000, TABLE_CHANGED",
        "1709, HY000, UNSUPPORTED_TYPE",
        "3159, 08004, LOGIN_REFUSED",
        "1524, HY000, LOGIN_REFUSED",
        "4031, HY000, CONNECTION_LOST",
        "3819, HY000, UNUSABLE_VALUE",
        "0, 08S01, CONNECTION_LOST",
        "99999, HY000, INTERNAL"
    })
    void eachErrorHasACode(int error, String state, FailureCode code) {
        assertThat(MySqlErrors.classify(new SQLException("", state, error))).isEqualTo(code);
    }

    @Test
    void reasonsDoNotQuoteValues() {
        assertThat(MySqlErrors.withoutValues("Incorrect integer value: 'it's for column 'x' at row 1' for column 'id' at row 3"))
                .isEqualTo("Incorrect integer value for column 'id' at row 3");
        assertThat(MySqlErrors.withoutValues("Incorrect integer value: 'two\nlines' for column 'id' at row 3"))
                .isEqualTo("Incorrect integer value for column 'id' at row 3");
        assertThat(MySqlErrors.withoutValues("Duplicate entry '4711' for key 't.PRIMARY'")).isEqualTo("Duplicate entry for key 't.PRIMARY'");
        assertThat(MySqlErrors.withoutValues("Truncated incorrect DOUBLE value: '12x'")).isEqualTo("Truncated incorrect DOUBLE value");
        assertThat(MySqlErrors.withoutValues("Delimiter ' ' in position 19 in datetime value '0044-03-15 00:00:00 BC' at row 1 is deprecated."))
                .isEqualTo("Delimiter ' ' in position 19 in datetime value at row 1 is deprecated.");
        assertThat(MySqlErrors.withoutValues("Data truncated for column 'c' at row 1")).isEqualTo("Data truncated for column 'c' at row 1");
    }
}
