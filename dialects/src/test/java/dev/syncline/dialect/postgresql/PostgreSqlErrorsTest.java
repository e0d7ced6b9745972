package dev.syncline.dialect.postgresql;

import dev.syncline.contracts.failure.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

import static org.assertj.core.api.Assertions.assertThat;

class PostgreSqlErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "28P01, LOGIN_REFUSED",
        "3D000, NOT_FOUND",
        "42501, PERMISSION_DENIED",
        "42P01, NOT_FOUND",
        "55P03, LOCKED",
        "40002, LOCKED",
        "57P04, NOT_FOUND",
        "44000, UNUSABLE_VALUE",
        "P0002, UNUSABLE_VALUE",
        "21000, MISCONFIGURED",
        "42883, MISCONFIGURED",
        "26000, MISCONFIGURED",
        "58030, MISCONFIGURED",
        "XX001, MISCONFIGURED",
        "HV000, MISCONFIGURED",
        "HV00N, UNREACHABLE",
        "0LP01, PERMISSION_DENIED",
        "42809, TABLE_CHANGED",
        "54001, EXHAUSTED",
        "0A000, MISCONFIGURED",
        "40P01, LOCKED",
        "2BP01, IN_USE",
        "53300, EXHAUSTED",
        "53100, EXHAUSTED",
        "57014, TIMED_OUT",
        "25P03, TIMED_OUT",
        "25P04, TIMED_OUT",
        "57P01, CONNECTION_LOST",
        "P0001, UNUSABLE_VALUE",
        "22P02, UNUSABLE_VALUE",
        "23505, UNUSABLE_VALUE",
        "XX000, INTERNAL"
    })
    void eachStateHasACode(String state, FailureCode code) {
        assertThat(PostgreSqlErrors.classify(fromServer(state, "x", ""))).isEqualTo(code);
    }

    @Test
    void reasonsDoNotQuoteValues() {
        PSQLException e = fromServer(
                "22P02", "invalid input syntax for type integer: \"secret\"", "COPY t, line 3, column id: \"secret, column x: \"");

        assertThat(PostgreSqlErrors.reason(e)).isEqualTo("column \"id\": a value is not one of the type");
    }

    @Test
    void theColumnOfPackedRowsIsNamed() {
        PSQLException e = fromServer("22001", "value too long for type character varying(3)", "COPY t, line 3, column id");

        assertThat(PostgreSqlErrors.reason(e)).isEqualTo("column \"id\": a value is too long for its type");
    }

    /// As Greenplum 6 says it (its errcodes.txt), and PostgreSQL 17.
    @Test
    void aRowWithoutAPartitionSaysSo() {
        String words = "the table has no partition for a row; add one that takes it";

        assertThat(PostgreSqlErrors.reason(fromServer("22M01", "no partition for partitioning key", ""))).isEqualTo(words);
        assertThat(PostgreSqlErrors.reason(fromServer("23514", "no partition of relation \"t\" found for row", ""))).isEqualTo(words);
        assertThat(PostgreSqlErrors.reason(fromServer("23514", "new row for relation \"t\" violates check constraint \"c\"", "")))
                .isEqualTo("a row violates a check constraint of the table");
    }

    @Test
    void ofAnErrorThatQuotesNoValueTheFirstSentenceIsTheReason() {
        assertThat(PostgreSqlErrors.reason(fromServer("42501", "permission denied for table t", ""))).isEqualTo("permission denied for table t");
        assertThat(PostgreSqlErrors.classify(new PSQLException("x", PSQLState.CONNECTION_FAILURE))).isEqualTo(FailureCode.CONNECTION_LOST);
    }

    private static PSQLException fromServer(String state, String message, String where) {
        return new PSQLException(new ServerErrorMessage("SERROR\0C%s\0M%s\0W%s\0".formatted(state, message, where)));
    }
}
