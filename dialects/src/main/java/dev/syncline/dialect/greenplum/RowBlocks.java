package dev.syncline.dialect.greenplum;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/// Cuts neutral text into blocks of whole rows, and rows that are larger than a block into pieces. There, a line break always ends a row.
final class RowBlocks {

    private static final byte[] NOTHING = {};

    private final InputStream rows;
    private final int blockBytes;
    private byte[] left = NOTHING;
    private boolean betweenRows = true;
    private long offset;
    private long taken;

    RowBlocks(InputStream rows, int blockBytes) {
        this.rows = rows;
        this.blockBytes = blockBytes;
    }

    /// Whole rows, or a piece of one.
    ///
    /// @param length how much of the bytes they are
    /// @param offset what came before them, in bytes
    /// @param row the number of the first one; the first of all is 1
    /// @param begins whether a row begins here, and not in a block before
    /// @param ends whether a row ends here; otherwise the next block has more of it
    record Block(byte[] bytes, int length, long offset, long row, boolean begins, boolean ends) {}

    /// The next block; null after the last.
    ///
    /// @throws IOException where the text cannot be read, or ends within a row
    @Nullable Block next() throws IOException {
        byte[] bytes = Arrays.copyOf(left, blockBytes);
        int length = left.length + rows.readNBytes(bytes, left.length, blockBytes - left.length);
        int end = endOfRows(bytes, length);
        if (end == 0 && length < blockBytes) {
            return ended(length);
        }
        int given = end == 0 ? length : end;
        left = Arrays.copyOfRange(bytes, given, length);
        Block block = new Block(bytes, given, offset, taken + 1, betweenRows, end > 0);
        betweenRows = end > 0;
        offset += given;
        taken += rowsIn(bytes, given);
        return block;
    }

    private @Nullable Block ended(int length) throws IOException {
        if (length > 0 || !betweenRows) {
            throw new IOException("The last row has no end");
        }
        return null;
    }

    /// How many rows the blocks had so far.
    long taken() {
        return taken;
    }

    /// Behind the last line break; 0 where there is none.
    private static int endOfRows(byte[] bytes, int length) {
        int end = length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static int rowsIn(byte[] bytes, int length) {
        int found = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                found++;
            }
        }
        return found;
    }
}
