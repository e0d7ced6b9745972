package dev.syncline.dialect.postgresql;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.read.RareEscapes;

/// A row of COPY text on its way to neutral text: the padding of `char(n)` is taken off, and escapes that not every target knows are found.
/// A cast to `text` in the query would take the padding off too, but four of them cost the server two thirds more time (measured on 15.18).
final class CopyRow {

    private final boolean[] padded;
    private final boolean any;
    private final boolean texts;
    private int length;
    private int escapes;

    /// @param shape of the rows that are read
    CopyRow(TableShape shape) {
        padded = new boolean[shape.columns().size()];
        boolean somePadded = false;
        boolean someText = false;
        for (int i = 0; i < padded.length; i++) {
            Column column = shape.columns().get(i);
            padded[i] = isPadded(column);
            somePadded |= padded[i];
            someText |= column.type() instanceof ColumnType.Text;
        }
        any = somePadded;
        texts = someText;
    }

    /// Which columns are.
    boolean[] padded() {
        return padded;
    }

    static boolean isPadded(Column column) {
        return column.type() instanceof ColumnType.Text(_, var fixed) && fixed;
    }

    /// Takes the next row, whose bytes may be moved.
    ///
    /// @param row ends with its newline
    void take(byte[] row) {
        length = row.length;
        escapes = 0;
        if (any) {
            trim(row);
        } else if (texts) {
            scan(row);
        }
    }

    /// How many of its bytes are left.
    int length() {
        return length;
    }

    /// Which of [RareEscapes] are in it.
    int escapes() {
        return escapes;
    }

    private void scan(byte[] row) {
        for (int i = 0; i < row.length; i++) {
            if (row[i] == '\\') {
                escapes |= rare(row[++i]);
            }
        }
    }

    private void trim(byte[] row) {
        int column = 0;
        int begin = 0;
        int from = 0;
        int to = 0;
        for (int i = 0; i < row.length; i++) {
            byte letter = row[i];
            if (letter == '\\') {
                escapes |= rare(row[++i]);
            } else if (letter == '\t' || letter == '\n') {
                if (padded[column++]) {
                    int end = i;
                    while (end > begin && row[end - 1] == ' ') {
                        end--;
                    }
                    if (end < i) {
                        to = move(row, from, end, to);
                        from = i;
                    }
                }
                begin = i + 1;
            }
        }
        length = move(row, from, row.length, to);
    }

    private static int move(byte[] row, int from, int end, int to) {
        if (from != to) {
            System.arraycopy(row, from, row, to, end - from);
        }
        return to + end - from;
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
