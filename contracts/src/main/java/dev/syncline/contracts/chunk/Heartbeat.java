package dev.syncline.contracts.chunk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// A record without rows by which a reader says that more will follow: the source is slow, or a slower target holds the reader back.
/// A loader that has seen nothing of its extraction for long, not even this, has lost its reader.
public final class Heartbeat {

    private static final String KIND = "syncline-kind";
    private static final String ALIVE = "alive";

    private Heartbeat() {}

    /// The headers of such a record; its value is empty.
    public static Map<String, String> toHeaders(UUID extraction, long fence) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(KIND, ALIVE);
        headers.put("syncline-extraction", extraction.toString());
        headers.put("syncline-fence", Long.toString(fence));
        return headers;
    }

    /// Whether the headers are a sign of life of this extraction under this fence.
    public static boolean isAliveOf(Map<String, String> headers, UUID extraction, long fence) {
        return ALIVE.equals(headers.get(KIND))
                && extraction.toString().equals(headers.get("syncline-extraction"))
                && Long.toString(fence).equals(headers.get("syncline-fence"));
    }
}
