package dev.syncline.scheduler.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.TableRules;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.contracts.work.Work;
import dev.syncline.scheduler.run.state.ExtractionState.Place;
import dev.syncline.scheduler.run.state.LoadState;
import org.jspecify.annotations.Nullable;

/// The pieces of work that a table of a run needs, in its present attempt.
final class TableWork {

    private TableWork() {}

    static Work.InspectTarget inspection(TableRun table, long target) {
        return new Work.InspectTarget(
                WorkIds.inspection(table.id(), target, table.state().attempt()),
                0,
                table.runId(),
                table.id(),
                target,
                table.source(),
                table.target(),
                TableRules.made(table.plan(), shape(table)),
                TableRules.incrementalKey(table.plan()));
    }

    /// Reads for the targets that wait for it.
    static Work.ExtractTable extraction(Run run, TableRun table, int partition) {
        List<@Nullable TargetState> targets = new ArrayList<>();
        table.state().loads().forEach((target, load) -> {
            if (load instanceof LoadState.Waiting) {
                targets.add(table.found().get(target));
            }
        });
        return new Work.ExtractTable(
                WorkIds.extraction(table.id(), table.state().attempt()),
                0,
                run.id(),
                table.id(),
                run.source(),
                table.source(),
                shape(table),
                partition,
                table.plan(),
                LoadChoice.after(table.plan(), targets),
                run.targets().stream().map(ConnectionRef::kind).distinct().toList(),
                // Whatever speaks against packed rows that nobody knew beforehand, such as a loader of an older version, does not stop a table twice.
                table.state().attempt() == 1);
    }

    static Work.LoadTable load(Run run, TableRun table, long target, Place place) {
        int attempt = table.state().attempt();
        LoadChoice choice = LoadChoice.of(table.plan(), table.found().get(target));
        return new Work.LoadTable(
                WorkIds.load(table.id(), target, attempt),
                0,
                table.runId(),
                table.id(),
                target,
                table.source(),
                table.target(),
                TableRules.loaded(table.plan(), shape(table)),
                WorkIds.extraction(table.id(), attempt),
                place.fence(),
                place.partition(),
                place.offset(),
                TableRules.rules(table.plan(), shape(table), choice.mode(), Objects.requireNonNull(table.startedAt())),
                place.identity(),
                run.retry().attempts());
    }

    static Work.CleanUpLoad cleanUp(TableRun table, long target) {
        int attempt = table.state().attempt();
        UUID id = WorkIds.cleanUp(table.id(), target, attempt);
        return new Work.CleanUpLoad(id, 0, table.runId(), table.id(), target, table.target(), WorkIds.load(table.id(), target, attempt));
    }

    private static TableShape shape(TableRun table) {
        return Objects.requireNonNull(table.shape());
    }
}
