package dev.syncline.dialect;

import java.util.List;

import dev.syncline.contracts.type.ColumnType;
import org.jspecify.annotations.Nullable;

/// What Doris and StarRocks show, and what neither holds.
abstract class StreamLoadRoundTripContract extends TargetRoundTripContract {

    /// Of a text, as both are set unless someone has set them otherwise.
    private static final int MOST_BYTES = 1 << 20;

    @Override
    String atTarget(ColumnType type) {
        return switch (type) {
            case ColumnType.Text _ -> "hex(%s)";
            case ColumnType.Bool _ -> "CASE WHEN %s THEN 'true' WHEN NOT %s THEN 'false' END";
            // Hexadecimal digits of the EWKB, whose reference system is in little-endian order.
            case ColumnType.Geometry _ -> "concat(upper(substring(%s, 1, 8)), ' ',"
                    + " conv(concat(substring(%s, 17, 2), substring(%s, 15, 2), substring(%s, 13, 2), substring(%s, 11, 2)), 16, 10), ' ', upper(substring(%s, 19)))";
            case ColumnType.Date _, ColumnType.Timestamp _, ColumnType.Instant _ -> "CAST(%s AS CHAR)";
            default -> "%s";
        };
    }

    /// The emulator reads a zero without its sign; what is sent has it.
    @Override
    @Nullable String common(ColumnType type, @Nullable String text) {
        String common = super.common(type, text);
        return type instanceof ColumnType.Floating && "-0.0".equals(common) ? "0.0" : common;
    }

    @Override
    boolean isBeyond(ColumnType type, String shown) {
        int digitsPerByte = type instanceof ColumnType.Text ? 2 : 1;
        return shown.length() > MOST_BYTES * digitsPerByte;
    }

    @Override
    List<String> daysBeyond() {
        return List.of("0000-01-01");
    }

    @Override
    boolean holdsNul() {
        return false;
    }

    @Override
    boolean holdsInfinity() {
        return false;
    }
}
