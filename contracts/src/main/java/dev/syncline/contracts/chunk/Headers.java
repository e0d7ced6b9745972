package dev.syncline.contracts.chunk;

import java.util.Map;

/// Reads record headers that must be there.
final class Headers {

    private Headers() {}

    static String required(Map<String, String> headers, String name) {
        String value = headers.get(name);
        if (value == null) {
            throw new IllegalArgumentException("A record of a rows topic lacks the header " + name);
        }
        return value;
    }
}
