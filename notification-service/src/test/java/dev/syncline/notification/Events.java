package dev.syncline.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.run.Alerting;
import dev.syncline.contracts.run.EventData;
import dev.syncline.contracts.run.PlanMissed;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.contracts.run.RunEvent.RunCancelled;
import dev.syncline.contracts.run.RunEvent.RunFailed;
import dev.syncline.contracts.run.RunEvent.RunStarted;
import dev.syncline.contracts.run.RunEvent.RunSucceeded;
import dev.syncline.contracts.run.RunEvent.SchemaChanged;
import dev.syncline.contracts.run.RunEvent.TableFailure;
import dev.syncline.contracts.run.RunEvent.TableLoaded;
import dev.syncline.contracts.run.RunOrigin;
import dev.syncline.contracts.run.TriggerAnswer.TriggerAccepted;
import dev.syncline.contracts.run.TriggerAnswer.TriggerRefused;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// News of runs and plans to tell people about.
public final class Events {

    public static final Instant AT = Instant.parse("2026-11-22T03:04:05Z");
    private static final RunCause PLAN = new RunCause.Plan(3, "At night", Instant.parse("2026-11-22T03:00:00Z"));
    private static final TableName ORDERS = new TableName("sales", "orders");

    private Events() {}

    public static RunFailed aFailedRun(String projectName) {
        return aFailedRun(projectName, null);
    }

    public static RunFailed aFailedRun(String projectName, @Nullable Alerting alerting) {
        TableFailure orders = new TableFailure(
                ORDERS, "warehouse", new Failure(FailureCode.LOCKED, "Could not lock table sales.orders within 30 s; see which session holds it"));
        return new RunFailed(UUID.randomUUID(), 7, projectName, null, 3, 1, List.of(orders), AT, PLAN, alerting, 4);
    }

    /// As above, with a chosen table that is not in the source any more.
    public static RunFailed aFailedRunOfAStaleProject(String projectName, Alerting alerting) {
        RunFailed run = aFailedRun(projectName, alerting);
        return new RunFailed(
                run.runId(), 7, projectName, null, 3, 1, run.examples(), AT, PLAN, alerting, 4, List.of(new TableName("sales", "old")));
    }

    public static RunFailed failed(String projectName, @Nullable Failure whole, int tables, List<TableFailure> examples) {
        return new RunFailed(UUID.randomUUID(), 7, projectName, whole, tables, examples.size(), examples, AT, null, null, null);
    }

    public static RunSucceeded aSuccess(boolean recovered, @Nullable Alerting alerting) {
        return new RunSucceeded(UUID.randomUUID(), 8, "Hourly stock", 2, 1_500, 60_000, AT, new RunCause.Event("/erp", "e-17"), recovered, alerting);
    }

    public static PlanMissed aMissedPlan(int missed, int caughtUp, Alerting alerting) {
        return new PlanMissed(3, "At night", 9, "Nightly sales", missed, AT.minusSeconds(7200), AT.minusSeconds(3600), caughtUp, alerting, AT);
    }

    public static Alerting everything(String... recipients) {
        return new Alerting(true, true, true, List.of(recipients));
    }

    /// News of which nobody is told.
    public static List<EventData> uninteresting() {
        UUID run = UUID.randomUUID();
        return List.of(
                new RunStarted(run, 7, "p", RunOrigin.PLAN, AT, PLAN),
                new TableLoaded(run, 7, "p", ORDERS, ORDERS, 2, "dw", "merge", 5, 6, AT, PLAN),
                new SchemaChanged(run, 7, "p", ORDERS, ORDERS, 2, "dw", List.of("a column more"), AT, PLAN),
                aSuccess(false, everything()),
                aSuccess(true, Alerting.DEFAULT),
                aFailedRun("quiet", new Alerting(false, true, true, List.of())),
                aMissedPlan(1, 1, Alerting.DEFAULT),
                new RunCancelled(run, 7, "p", AT, PLAN),
                new TriggerAccepted("/erp", "e-1", 7, run, false, AT),
                new TriggerRefused("/erp", "e-2", 7L, "not-found", "There is no project 7", AT));
    }
}
