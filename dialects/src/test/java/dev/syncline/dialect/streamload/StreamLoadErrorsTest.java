package dev.syncline.dialect.streamload;

import java.sql.SQLException;

import dev.syncline.contracts.failure.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Texts as the front ends have written them.
class StreamLoadErrorsTest {

    private static SQLException doris(String detail) {
        return new SQLException("errCode = 2, detailMessage = " + detail, "HY000", 1105);
    }

    private static SQLException starRocks(String message) {
        return new SQLException(message, "42000", 1064);
    }

    @ParameterizedTest
    @CsvSource({
        "1045, 28000, LOGIN_REFUSED",
        "1044, 42000, PERMISSION_DENIED",
        "1142, 42000, PERMISSION_DENIED",
        "5203, 42000, PERMISSION_DENIED",
        "5501, 42000, NOT_FOUND",
        "1102, 42000, UNUSABLE_NAME",
        "1166, 42000, UNUSABLE_NAME",
        "1060, 42000, UNUSABLE_NAME",
        "1050, 42000, IN_USE",
        "1347, 42000, IN_USE",
        "1049, 42000, NOT_FOUND",
        "1051, 42S02, NOT_FOUND",
        "5502, 42000, NOT_FOUND",
        "0, 08001, UNREACHABLE",
        "0, 08S01, CONNECTION_LOST",
        "0, 08006, CONNECTION_LOST",
        "0, 22000, UNUSABLE_VALUE",
        "0, 28000, LOGIN_REFUSED",
        "0, HYT00, TIMED_OUT",
        "1105, HY000, INTERNAL"
    })
    void numbersAndStatesThatMeanSomethingDecide(int error, String state, FailureCode code) {
        assertThat(StreamLoadErrors.classify(new SQLException("", state, error))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Unknown table 'orders'|NOT_FOUND",
        "Unknown database 'sales'|NOT_FOUND",
        "Database [sales] does not exist.|NOT_FOUND",
        "Table [orders] does not exist in database [sales].|NOT_FOUND",
        "No backend available as scan node, please check the status of your backends.|UNREACHABLE",
        "There is no scanNode Backend available.[10002: not alive]|UNREACHABLE",
        "Can not change INT to DECIMALV3(12, 2)|MISCONFIGURED",
        "Can not modify distribution column[v]. index[orders]|MISCONFIGURED",
        "Key columns should be a ordered prefix of the schema. KeyColumns[1] (starts from zero) is id|MISCONFIGURED",
        "Invalid column nope|MISCONFIGURED",
        "String Type should not be used in key column[name].|MISCONFIGURED",
        "Datatype DecimalV3 with precision 76, which is larger than 38 is disabled by default|MISCONFIGURED",
        "Table[orders]'s state(SCHEMA_CHANGE) is not NORMAL. Do not allow doing ALTER ops|LOCKED",
        "Failed to find enough backend, there is no available backend|UNREACHABLE",
        "Access denied; you need (at least one of) the (LOAD) privilege(s) for this operation|PERMISSION_DENIED",
        "Insert has filtered data in strict mode|UNUSABLE_VALUE",
        "[DATA_QUALITY_ERROR]too many filtered rows|UNUSABLE_VALUE",
        "tablet writer write failed, err: -235|EXHAUSTED",
        "[E-235]failed to init rowset builder. version count: 2001, exceed limit: 2000|EXHAUSTED",
        "Process memory not enough, cancel top memory used query|EXHAUSTED",
        "query timeout|TIMED_OUT"
    })
    void whatDorisSays(String detail, FailureCode code) {
        assertThat(StreamLoadErrors.classify(doris(detail))).isEqualTo(code);
        assertThat(StreamLoadErrors.reason(doris(detail))).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Getting analyzing error. Detail message: Unknown table 'sales.orders'.|NOT_FOUND",
        "Getting analyzing error. Detail message: Key columns must be the first few columns of the schema.|MISCONFIGURED",
        "Getting analyzing error. Detail message: Key column(x) doesn't exist.|MISCONFIGURED",
        "Getting analyzing error. Detail message: Distribution column[v] is not key column.|MISCONFIGURED",
        "Getting analyzing error. Detail message: primary key column type not supported: double.|MISCONFIGURED",
        "Getting syntax error at line 1, column 40. Detail message: Unexpected input 'UNSIGNED'.|MISCONFIGURED",
        "A schema change operation is in progress|LOCKED",
        "Getting analyzing error. Detail message: Table orders is not found.|NOT_FOUND",
        "Getting analyzing error. Detail message: Table my timeout lock is not found.|NOT_FOUND",
        "Getting analyzing error. Detail message: Database default_catalog.sales is not found.|NOT_FOUND",
        "unknown table \"sales.orders\"|NOT_FOUND",
        "Backend node not found. Check if any backend node is down.backend: [host#0 alive: false inBlacklist: false]|UNREACHABLE",
        "Compute node not found. Check if any compute node is down.|UNREACHABLE",
        "class com.starrocks.common.DdlException: No backend alive.|UNREACHABLE",
        "StarRocks planner use long time 3000 ms in logical phase, This probably because 1. FE Full GC|TIMED_OUT",
        "primary key size exceed the limit.|UNUSABLE_VALUE",
        "Getting analyzing error. Detail message: Can not change INT to DECIMAL64(12,2).|MISCONFIGURED",
        "Cluster has no available capacity|UNREACHABLE",
        "No backend alive.|UNREACHABLE",
        "Insert has filtered data|UNUSABLE_VALUE",
        "too many filtered rows|UNUSABLE_VALUE",
        "Access denied; you need (at least one of) the INSERT privilege(s) on TABLE orders for this operation|PERMISSION_DENIED"
    })
    void whatStarRocksSays(String message, FailureCode code) {
        assertThat(StreamLoadErrors.classify(starRocks(message))).isEqualTo(code);
    }

    /// Names that are words of other failures are no such failures.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Getting analyzing error. Detail message: Column 'block' cannot be resolved.|MISCONFIGURED",
        "Getting analyzing error. Detail message: Column clock_id cannot be resolved.|MISCONFIGURED",
        "Getting analyzing error. Detail message: Key column(disk_size) doesn't exist.|MISCONFIGURED",
        "Getting analyzing error. Detail message: Unknown table 'sales.clock'.|NOT_FOUND"
    })
    void namesMeanNothing(String message, FailureCode code) {
        assertThat(StreamLoadErrors.classify(starRocks(message))).isEqualTo(code);
    }

    @Test
    void reasonsAreWithoutTheServersOwnFrame() {
        assertThat(StreamLoadErrors.reason(doris("Unknown table 'orders'"))).isEqualTo("Unknown table 'orders'");
        assertThat(StreamLoadErrors.reason(starRocks("Getting analyzing error. Detail message: Unknown table 'sales.orders'."))).isEqualTo("Unknown table 'sales.orders'.");
        assertThat(StreamLoadErrors.reason(starRocks("Getting syntax error at line 1, column 40. Detail message: Unexpected input 'UNSIGNED'.")))
                .isEqualTo("Unexpected input 'UNSIGNED'.");
        assertThat(StreamLoadErrors.reason(new SQLException("Communications link failure\n\nThe last packet", "08S01"))).isEqualTo("the connection to the server broke");
    }

    @Test
    void whatNobodyWouldGuessIsAddedToTheReason() {
        assertThat(StreamLoadErrors.reason(starRocks("class com.starrocks.common.DdlException: There is no 100-continue header"))).isEqualTo("There is no 100-continue header");
        assertThat(StreamLoadErrors.reason(starRocks("Table replication num should be less than or equal to the number of available BE nodes. Current alive backend is [1]")))
                .endsWith("; set the connection's option replicas to as many back ends as there are");
        assertThat(StreamLoadErrors.reason(doris("replication num should be less than the number of available backends. replication num is 3, available backend num is 1")))
                .endsWith("; set the connection's option replicas to as many back ends as there are");
        assertThat(StreamLoadErrors.reason(doris("Failed to find enough backend, please check the replication num,replication tag and storage medium.")))
                .endsWith("; set the connection's option replicas to as many back ends as there are");
        assertThat(StreamLoadErrors.reason(starRocks("primary key size exceed the limit."))).contains("128 bytes", "keyModel: unique");
    }

    @Test
    void reasonsQuoteNoValue() {
        for (String message : new String[] {"Invalid value 'secret' for column", "Invalid number literal: 'secret'", "Incorrect value \"secret\" here", "Values: 'secret\nof two lines'"}) {
            assertThat(StreamLoadErrors.reason(doris(message))).doesNotContain("secret");
        }
    }

    @Test
    void aLabelThatIsUsedIsSeen() {
        assertThat(StreamLoadErrors.isLabelUsed(doris("Label [abc-1] has already been used, relate to txn [7]"))).isTrue();
        assertThat(StreamLoadErrors.isLabelUsed(starRocks("Label [abc-1] has already been used."))).isTrue();
        assertThat(StreamLoadErrors.isLabelUsed(starRocks("Label format error"))).isFalse();
    }
}
