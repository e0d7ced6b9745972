package dev.syncline.kit.audit;

import java.time.Clock;
import java.util.UUID;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.audit.AuditOutcome;
import dev.syncline.contracts.audit.AuditRecord;
import dev.syncline.contracts.text.Printable;
import dev.syncline.kit.outbox.Outbox;
import dev.syncline.kit.security.CalledBy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionOperations;

/// Takes down what the audit is to tell. What cannot be written because the database is away stands in the log at least: the request has been answered by then.
public final class AuditTrail {

    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);
    /// Callers choose paths and headers, of any length.
    private static final int LONGEST = 500;

    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final String service;

    AuditTrail(Outbox outbox, TransactionOperations transactions, Clock clock, String service) {
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
        this.service = service;
    }

    /// An answer that is to be told of.
    ///
    /// @param operation method and route, such as `PUT /api/v1/connections/{id}`
    /// @param object what it was called on, or what it has made
    /// @param before the header If-Match
    /// @param after the header ETag
    /// @param problem the type of the problem that was answered
    public record Answered(
            CalledBy caller, String operation, String object, @Nullable String before, @Nullable String after, int status, @Nullable String problem) {}

    public void add(Answered answered) {
        AuditRecord record = new AuditRecord(
                UUID.randomUUID(),
                clock.instant(),
                service,
                answered.caller.name(),
                answered.caller.way(),
                answered.caller.role(),
                answered.caller.address(),
                answered.operation,
                readable(answered.object),
                revision(answered.before),
                revision(answered.after),
                AuditOutcome.of(answered.status),
                answered.status,
                answered.problem,
                MDC.get("request"));
        try {
            transactions.executeWithoutResult(_ -> outbox.add(Topics.AUDIT, service, record));
        } catch (RuntimeException e) {
            log.error("The audit lacks {}", record, e);
        }
    }

    private static @Nullable String revision(@Nullable String tag) {
        return tag == null || tag.isBlank() ? null : readable(tag.strip().replaceFirst("^\"([^\"]*)\"$", "$1"));
    }

    private static String readable(String text) {
        return Printable.cut(Printable.line(text), LONGEST);
    }
}
