package dev.syncline.scheduler.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Makes tables of a run out of what was found in the source.
@Component
class DiscoveredTables {

    private static final Logger log = LoggerFactory.getLogger(DiscoveredTables.class);

    private final RunRepository runs;
    private final TableRepository tables;

    DiscoveredTables(RunRepository runs, TableRepository tables) {
        this.runs = runs;
        this.tables = tables;
    }

    /// Stores some of the tables of a run.
    void found(UnitOfWork unit, Work.DiscoverTables work, List<DiscoveredTable> found) {
        Run run = unit.run(work.runId());
        TablePlans plans = unit.plans(run.id());
        List<PlannedTable> findings = new ArrayList<>();
        List<DiscoveredTable> appeared = new ArrayList<>();
        Set<TableName> asked = new HashSet<>(work.tables());
        for (DiscoveredTable table : found) {
            if (run.singleTable() || asked.contains(table.table()) || plans.isChosen(table.table())) {
                findings.add(chosen(run, plans, table));
            } else if (plans.isUnwanted(table.table())) {
                log.warn("run={} table={} is not wanted; update the extractor, which is of an earlier version", run.id(), table.table());
            } else if (table.failure() == null || table.failure().code() != FailureCode.NOT_FOUND) { // else it has gone again
                appeared.add(table);
            }
        }
        findings.addAll(appeared(run, plans, appeared));
        tables.insert(unit.transaction(), run, findings);
    }

    // Who asks for one table wants to know that it is not there.
    private static PlannedTable chosen(Run run, TablePlans plans, DiscoveredTable found) {
        TablePlan plan = plans.of(found);
        boolean gone = found.failure() != null && found.failure().code() == FailureCode.NOT_FOUND;
        return gone && !run.singleTable() && plans.stood(found.table())
                ? PlannedTable.skipped(
                        plan,
                        "Table %s was there when the project was saved and is not there any more; it was skipped, and %s was left as it is in the targets"
                                .formatted(found.table(), plan.target()))
                : PlannedTable.of(plan, found, plans.passedOver(found).stream().toArray(String[]::new));
    }

    private List<PlannedTable> appeared(Run run, TablePlans plans, List<DiscoveredTable> found) {
        if (found.isEmpty()) {
            return List.of();
        }
        TargetTables targets = new TargetTables(plans.revision());
        targets.addAll(plans.revision().tables());
        targets.addAll(tables.findNames(run.id()));
        List<String> databases = TargetTables.databases(plans.revision());
        List<TableName> names = found.stream().map(table -> plans.of(table.table()).target()).toList();
        Map<TableName, UUID> taken = runs.findOverlaps(databases, names, run.id());
        List<PlannedTable> findings = found.stream()
                .map(table -> appeared(PlannedTable.of(
                        plans.of(table),
                        table,
                        plans.knew(table.table().schema())
                                ? "Table %s has appeared since the project was saved".formatted(table.table())
                                : "Table %s is one that the project's patterns choose".formatted(table.table())), targets, taken))
                .toList();
        runs.claimTargets(run.id(), databases, findings.stream().filter(PlannedTable::copied).map(finding -> finding.plan().target()).toList());
        return findings;
    }

    private static PlannedTable appeared(PlannedTable finding, TargetTables targets, Map<TableName, UUID> taken) {
        Optional<String> objection = targets.add(finding.plan().source());
        if (objection.isPresent()) {
            return finding.failed(new Failure(FailureCode.UNUSABLE_NAME, objection.get()));
        }
        UUID other = taken.get(finding.plan().target());
        return other == null
                ? finding
                : finding.failed(new Failure(
                        FailureCode.LOCKED,
                        "Table %s was not known when the project was saved, but run %s is writing %s in the target; the next run will copy it"
                                .formatted(finding.plan().source(), other, finding.plan().target())));
    }

    /// A run succeeds only when every table it was asked for has an outcome, also one that a worker has said nothing of.
    void finished(UnitOfWork unit, Work.DiscoverTables work) {
        Set<TableName> found = tables.findNames(work.runId());
        Collection<PlannedTable> forgotten = work.tables().stream()
                .filter(table -> !found.contains(table))
                .map(table -> PlannedTable.of(
                        unit.plans(work.runId()).of(table),
                        new DiscoveredTable(
                                table,
                                null,
                                -1,
                                -1,
                                new Failure(
                                        FailureCode.INTERNAL,
                                        "The look at the source said nothing of table %s; run it again".formatted(table)))))
                .toList();
        if (!forgotten.isEmpty()) {
            tables.insert(unit.transaction(), unit.run(work.runId()), forgotten);
        }
        List<PlannedTable> gone = goneAgain(unit, work);
        if (!gone.isEmpty()) {
            tables.insert(unit.transaction(), unit.run(work.runId()), gone);
        }
    }

    // The project does not name what was copied because it had appeared, so nothing else would miss it.
    private List<PlannedTable> goneAgain(UnitOfWork unit, Work.DiscoverTables work) {
        Set<String> watched = work.watched().stream().map(BaselineSchema::schema).collect(Collectors.toSet());
        if (watched.isEmpty()) {
            return List.of();
        }
        TablePlans plans = unit.plans(work.runId());
        Set<TableName> found = tables.findNames(work.runId());
        return tables.namesBefore(work.runId()).stream()
                .filter(table -> watched.contains(table.schema()) && !plans.isChosen(table) && !plans.stood(table) && !plans.isUnwanted(table) && !found.contains(table))
                .map(table -> PlannedTable.skipped(
                        plans.of(table),
                        "Table %s, which had appeared after the project was saved and was copied by earlier runs, is not there any more; %s was left as it is in the targets"
                                .formatted(table, plans.of(table).target())))
                .toList();
    }
}
