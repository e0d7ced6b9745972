package dev.syncline.contracts.run;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.run.RunEvent.TableFailure;
import dev.syncline.contracts.table.TableName;

/// News as the scheduler makes it: every kind, with everything and with as little as possible, also with odd names and large numbers.
final class EventSamples {

    private static final UUID RUN = UUID.fromString("0198f2c4-5a1e-7c3b-9d20-6f1f3c0a4b11");
    private static final Instant AT = Instant.parse("2026-03-29T01:59:59.999999Z");
    private static final TableName ORDERS = new TableName("sales", "orders");
    private static final TableName ODD = new TableName("Odd \"schema\"\n", "漢字 😀 {}\\");
    private static final Alerting ALERTING = new Alerting(true, true, true, List.of("data-team@example.com"));
    private static final String ODD_NAME = "\"};<script>\t漢字";

    private EventSamples() {}

    static Stream<EventData> all() {
        return Stream.concat(others(), causes().flatMap(EventSamples::ofRuns));
    }

    static Stream<RunCause> causes() {
        return Stream.of(
                new RunCause.Manual("k"), new RunCause.Manual(null), new RunCause.Plan(3, ODD_NAME, AT), new RunCause.Event("/erp", "e-1"),
                new RunCause.Repeat(RUN, true));
    }

    private static Stream<EventData> ofRuns(RunCause cause) {
        return Stream.of(
                new RunEvent.RunStarted(RUN, 7, "nightly", cause.origin(), AT, cause),
                new RunEvent.TableLoaded(RUN, 7, "nightly", ORDERS, ODD, 2, "dw", "merge", Long.MAX_VALUE, 0, AT, cause),
                new RunEvent.SchemaChanged(RUN, 7, "nightly", ODD, ORDERS, 2, "dw", List.of("Column \"a\" was added"), AT, cause),
                new RunEvent.RunSucceeded(RUN, 7, "nightly", 1, 2, 3, AT, cause, true, ALERTING, List.of(ORDERS, ODD)),
                new RunEvent.RunFailed(RUN, 7, "nightly", new Failure(FailureCode.DEPENDENCY, "Project 3 has failed"), 2, 1, List.of(), AT, cause, ALERTING, 3),
                new RunEvent.RunCancelled(RUN, 7, "nightly", AT, cause));
    }

    private static Stream<EventData> others() {
        return Stream.of(
                new RunEvent.RunStarted(RUN, Long.MAX_VALUE, ODD_NAME, RunOrigin.MANUAL, AT, null),
                new RunEvent.TableLoaded(RUN, 1, ODD_NAME, ORDERS, ORDERS, 1, ODD_NAME, "create", 0, Long.MAX_VALUE, AT, null),
                new RunEvent.SchemaChanged(RUN, 1, ODD_NAME, ORDERS, ORDERS, 1, ODD_NAME, List.of("one", "two"), AT, null),
                new RunEvent.RunSucceeded(RUN, 1, ODD_NAME, 0, 0, 0, AT, null, false, null, null),
                new RunEvent.RunFailed(RUN, 1, ODD_NAME, null, 200, 200, failures(), AT, null, null, null),
                new RunEvent.RunCancelled(RUN, 1, ODD_NAME, AT, null),
                new TriggerAnswer.TriggerAccepted("/erp", "e-1", 7, RUN, true, AT),
                new TriggerAnswer.TriggerAccepted("urn:x", "\u0000 漢字", Long.MAX_VALUE, RUN, false, AT),
                new TriggerAnswer.TriggerRefused("/erp", "e-2", null, "invalid-request", "The trigger names no project", AT),
                new TriggerAnswer.TriggerRefused("/erp", "e-3", 8L, "not-found", "There is no project 8", AT),
                new PlanMissed(3, "At night", 7, "nightly", 2, AT, AT, 1, Alerting.DEFAULT, AT),
                new PlanMissed(Long.MAX_VALUE, ODD_NAME, 7, ODD_NAME, Integer.MAX_VALUE, AT, AT, 0, ALERTING, AT),
                new SchemaPending(7, "nightly", 3, List.of("Table sales.orders has a new column \"discount\": numeric(12,2)"), 1, AT),
                new SchemaPending(Long.MAX_VALUE, ODD_NAME, Long.MAX_VALUE, List.of(ODD_NAME, "two"), Integer.MAX_VALUE, AT));
    }

    private static List<TableFailure> failures() {
        return Stream.of(FailureCode.values())
                .map(code -> new TableFailure(ODD, code.retryable() ? "dw" : null, new Failure(code, "Cannot read it")))
                .toList();
    }
}
