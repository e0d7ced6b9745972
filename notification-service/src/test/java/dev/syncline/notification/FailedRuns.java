package dev.syncline.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.run.RunEvent.RunFailed;
import dev.syncline.contracts.run.RunEvent.TableFailure;
import dev.syncline.contracts.table.TableName;

/// Failed runs to tell people about.
public final class FailedRuns {

    private FailedRuns() {}

    public static RunFailed aFailedRun(String projectName) {
        TableFailure orders = new TableFailure(
                new TableName("sales", "orders"),
                "warehouse",
                new Failure(FailureCode.LOCKED, "Could not lock table sales.orders within 30 s; see which session holds it"));
        return failed(projectName, null, 3, List.of(orders));
    }

    public static RunFailed failed(String projectName, Failure whole, int tables, List<TableFailure> examples) {
        return new RunFailed(
                UUID.randomUUID(), 7, projectName, whole, tables, examples.size(), examples, Instant.parse("2026-11-22T03:04:05Z"), null, null);
    }
}
