package dev.syncline.contracts.chunk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// What travels beside the bytes of one chunk, as record headers of plain text.
///
/// @param extraction the work that reads the table
/// @param fence the fence under which it was read; a loader ignores chunks of another fence than the one it was told
/// @param reader which of the table's readers wrote it, from 0
/// @param number counts a reader's chunks, from 0 without gaps
/// @param rows how many rows end in this chunk
/// @param crc32c of the chunk's bytes
/// @param endsRow whether the last byte ends a row; a row larger than a chunk continues in the next record
/// @param escapes the letters of the escapes that occur beyond `\\ \t \n \r \N`, in any order: of `b`, `f` and `v`
/// @param format of the rows
public record ChunkHeader(
        UUID extraction, long fence, int reader, long number, int rows, long crc32c, boolean endsRow, String escapes, RowFormat format) {

    private static final String KIND = "syncline-kind";
    private static final String CHUNK = "chunk";

    /// Of rows in text.
    public ChunkHeader(UUID extraction, long fence, int reader, long number, int rows, long crc32c, boolean endsRow, String escapes) {
        this(extraction, fence, reader, number, rows, crc32c, endsRow, escapes, RowFormat.TEXT);
    }

    /// The headers of a record that carries this chunk.
    public Map<String, String> toHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(KIND, CHUNK);
        headers.put("syncline-format", format.word());
        headers.put("syncline-extraction", extraction.toString());
        headers.put("syncline-fence", Long.toString(fence));
        headers.put("syncline-reader", Integer.toString(reader));
        headers.put("syncline-number", Long.toString(number));
        headers.put("syncline-rows", Integer.toString(rows));
        headers.put("syncline-crc32c", Long.toHexString(crc32c));
        headers.put("syncline-ends-row", Boolean.toString(endsRow));
        headers.put("syncline-escapes", escapes);
        return headers;
    }

    /// Whether the headers belong to a chunk (and not to a manifest).
    public static boolean isChunk(Map<String, String> headers) {
        return CHUNK.equals(headers.get(KIND));
    }

    /// Whether the headers belong to a chunk of this extraction under this fence.
    public static boolean isChunkOf(Map<String, String> headers, UUID extraction, long fence) {
        return isChunk(headers)
                && extraction.toString().equals(headers.get("syncline-extraction"))
                && Long.toString(fence).equals(headers.get("syncline-fence"));
    }

    /// Reads the headers of a chunk's record.
    ///
    /// @throws IllegalArgumentException where a header is missing, malformed, or names a format this version does not know
    public static ChunkHeader fromHeaders(Map<String, String> headers) {
        RowFormat format = RowFormat.of(Headers.required(headers, "syncline-format"));
        return new ChunkHeader(
                UUID.fromString(Headers.required(headers, "syncline-extraction")),
                Long.parseLong(Headers.required(headers, "syncline-fence")),
                Integer.parseInt(Headers.required(headers, "syncline-reader")),
                Long.parseLong(Headers.required(headers, "syncline-number")),
                Integer.parseInt(Headers.required(headers, "syncline-rows")),
                Long.parseLong(Headers.required(headers, "syncline-crc32c"), 16),
                Boolean.parseBoolean(Headers.required(headers, "syncline-ends-row")),
                Headers.required(headers, "syncline-escapes"),
                format);
    }
}
