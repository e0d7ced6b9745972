package dev.syncline.dialect;

import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.type.ColumnType;

class ClickHouseRoundTripIT extends TargetRoundTripContract {

    @Override
    TestDatabase open() throws SQLException {
        return TestDatabase.clickHouse();
    }

    @Override
    String atTarget(ColumnType type) {
        return switch (type) {
            case ColumnType.Text _, ColumnType.Binary _ -> "hex(%s)";
            case ColumnType.Geometry _ -> "concat(hex(substring(%s, 1, 4)), ' ', toString(reinterpretAsUInt32(substring(%s, 6, 4))), ' ', hex(substring(%s, 10)))";
            default -> "toString(%s)";
        };
    }

    @Override
    boolean isBeyond(ColumnType type, String shown) {
        boolean day = type instanceof ColumnType.Date || type instanceof ColumnType.Timestamp || type instanceof ColumnType.Instant;
        return day && (shown.compareTo("1900") < 0 || shown.compareTo("2300") >= 0);
    }

    @Override
    List<String> daysBeyond() {
        return List.of("0000-01-01", "1000-01-01", "9999-12-31");
    }

    @Override
    boolean holdsNul() {
        return true;
    }

    @Override
    boolean holdsInfinity() {
        return true;
    }
}
