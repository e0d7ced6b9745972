package dev.syncline.console.about;

import org.jspecify.annotations.Nullable;

/// Where traces can be seen, as an operator says it.
final class TraceLink {

    private static final String PLACE = "{trace}";

    private TraceLink() {}

    /// @return null where nothing is set
    /// @throws IllegalArgumentException where it is no address of a web page with a place for the trace's id
    static @Nullable String parse(String template) {
        if (template.isBlank()) {
            return null;
        }
        if (!template.matches("https?://\\S+") || !template.contains(PLACE)) {
            throw new IllegalArgumentException(
                    "syncline.console.trace-url (SYNCLINE_TRACE_URL) is an address that begins with http:// or https:// and has {trace} in it, and not '%s'".formatted(template));
        }
        return template;
    }
}
