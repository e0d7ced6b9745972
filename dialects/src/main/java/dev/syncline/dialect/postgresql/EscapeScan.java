package dev.syncline.dialect.postgresql;

import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.RareEscapes;

/// Finds the escapes of COPY text that not every target knows.
final class EscapeScan {

    private EscapeScan() {}

    /// Whether rows of this shape can hold such escapes at all: only free text can.
    static boolean isNeededFor(TableShape shape) {
        return shape.columns().stream().anyMatch(column -> column.type() instanceof ColumnType.Text);
    }

    static int of(byte[] row) {
        int found = 0;
        for (int i = 0; i < row.length; i++) {
            if (row[i] == '\\') {
                found |= rare(row[++i]);
            }
        }
        return found;
    }

    private static int rare(byte letter) {
        return switch (letter) {
            case 'b' -> RareEscapes.BACKSPACE;
            case 'f' -> RareEscapes.FORM_FEED;
            case 'v' -> RareEscapes.VERTICAL_TAB;
            default -> 0;
        };
    }
}
