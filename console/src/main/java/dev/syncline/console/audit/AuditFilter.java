package dev.syncline.console.audit;

import java.time.Instant;

import dev.syncline.console.access.ReadableText;
import dev.syncline.contracts.audit.AuditOutcome;
import dev.syncline.kit.web.ApiException;
import org.jspecify.annotations.Nullable;

/// What is looked for; null for anything.
///
/// @param who the name of a user, in upper or lower case
/// @param operation a part of method and route, such as `DELETE` or `/projects`
/// @param object such as `/api/v1/projects/7`, with all that is beneath it
/// @param from at this moment or later
/// @param to before this moment
record AuditFilter(
        @Nullable String who,
        @Nullable String service,
        @Nullable String operation,
        @Nullable String object,
        @Nullable AuditOutcome outcome,
        @Nullable Instant from,
        @Nullable Instant to) {

    // No record is outside; PostgreSQL's own times end in 294276.
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /// @throws ApiException where a text is none that a record can have
    AuditFilter {
        who = text("who", who);
        service = text("service", service);
        operation = text("operation", operation);
        object = text("object", object);
        from = within(from);
        to = within(to);
    }

    private static @Nullable String text(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        ReadableText.check(name, value);
        return value;
    }

    private static @Nullable Instant within(@Nullable Instant time) {
        if (time == null) {
            return null;
        }
        return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    }
}
