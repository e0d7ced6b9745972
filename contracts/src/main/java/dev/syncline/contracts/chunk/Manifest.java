package dev.syncline.contracts.chunk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// What a reader says it has published: the last record it writes, and part of [dev.syncline.contracts.work.WorkResult.TableExtracted].
///
/// @param bytes of all chunks, uncompressed
/// @param checksum of all chunks, see [#checksum(long, long, long)]
public record Manifest(long chunks, long rows, long bytes, long checksum) {

    /// The manifest of a reader that has published nothing yet.
    public static final Manifest EMPTY = new Manifest(0, 0, 0, 0);

    private static final String KIND = "syncline-kind";
    private static final String MANIFEST = "manifest";

    /// This manifest with one more chunk.
    public Manifest plus(ChunkHeader chunk, long chunkBytes) {
        return new Manifest(
                chunks + 1, rows + chunk.rows(), bytes + chunkBytes, checksum(checksum, chunk.number(), chunk.crc32c()));
    }

    /// Adds a chunk to a checksum. The number is mixed in, so that exchanged or repeated chunks do not go unseen, and the sum
    /// can be continued from a stored value.
    static long checksum(long sum, long number, long crc32c) {
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L ^ crc32c;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return sum + (mixed ^ (mixed >>> 31));
    }

    /// The headers of the record that ends a reader's chunks; its value is empty.
    public Map<String, String> toHeaders(UUID extraction, long fence, int reader) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(KIND, MANIFEST);
        headers.put("syncline-extraction", extraction.toString());
        headers.put("syncline-fence", Long.toString(fence));
        headers.put("syncline-reader", Integer.toString(reader));
        headers.put("syncline-chunks", Long.toString(chunks));
        headers.put("syncline-rows", Long.toString(rows));
        headers.put("syncline-bytes", Long.toString(bytes));
        headers.put("syncline-checksum", Long.toHexString(checksum));
        return headers;
    }

    /// Whether the headers belong to a manifest of this extraction under this fence.
    public static boolean isManifestOf(Map<String, String> headers, UUID extraction, long fence) {
        return MANIFEST.equals(headers.get(KIND))
                && extraction.toString().equals(headers.get("syncline-extraction"))
                && Long.toString(fence).equals(headers.get("syncline-fence"));
    }

    /// Reads the headers of a manifest's record.
    ///
    /// @throws IllegalArgumentException where a header is missing or malformed
    public static Manifest fromHeaders(Map<String, String> headers) {
        return new Manifest(
                Long.parseLong(Headers.required(headers, "syncline-chunks")),
                Long.parseLong(Headers.required(headers, "syncline-rows")),
                Long.parseLong(Headers.required(headers, "syncline-bytes")),
                Long.parseUnsignedLong(Headers.required(headers, "syncline-checksum"), 16));
    }
}
