package dev.syncline.contracts.audit;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/// Somebody has asked for a change by the REST interface: who, when, on what, from which revision to which, and what came of it. Nothing of what was sent or
/// answered beside that. The value of a record of [dev.syncline.contracts.Topics#AUDIT].
///
/// @param id by which a receiver recognises a second delivery
/// @param at when it was answered, by the clock of the service that did
/// @param service that has answered it
/// @param who the name of the user; `api` for the token of the installation; null where nobody is known
/// @param role of the caller at that moment; null where it has none
/// @param address where the request came from, as the console sees it; null where it did not come through the console
/// @param operation method and route, such as `PUT /api/v1/connections/{id}`
/// @param object what it was called on, or what it has made, such as `/api/v1/connections/7`
/// @param before the revision from which the caller began (the header If-Match); null where none was named
/// @param after the revision that stands since then (the header ETag); null where there is none
/// @param status of HTTP
/// @param problem the type of the problem that was answered, such as `stale`; null where there was none
/// @param request the id of the request, which its lines in the services' logs have, too
public record AuditRecord(
        UUID id,
        Instant at,
        String service,
        @Nullable String who,
        AuditWay way,
        @Nullable String role,
        @Nullable String address,
        String operation,
        String object,
        @Nullable String before,
        @Nullable String after,
        AuditOutcome outcome,
        int status,
        @Nullable String problem,
        @Nullable String request) {}
