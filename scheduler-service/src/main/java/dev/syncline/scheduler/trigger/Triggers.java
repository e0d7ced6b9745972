package dev.syncline.scheduler.trigger;

import java.util.List;
import java.util.Optional;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.run.Alerting;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.contracts.run.TriggerAnswer;
import dev.syncline.contracts.run.TriggerAnswer.TriggerAccepted;
import dev.syncline.contracts.run.TriggerAnswer.TriggerRefused;
import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.outbox.Inbox;
import dev.syncline.kit.outbox.Outbox;
import dev.syncline.kit.web.Problem;
import dev.syncline.scheduler.project.Asked;
import dev.syncline.scheduler.project.PresentProjects;
import dev.syncline.scheduler.run.RunCommands;
import dev.syncline.scheduler.run.RunOrder;
import dev.syncline.scheduler.run.RunSubmission;
import dev.syncline.scheduler.run.RunSubmission.Placed;
import dev.syncline.scheduler.run.TableNames;
import dev.syncline.scheduler.store.SchedulerTransaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Answers triggers: each once, in the transaction that makes its run.
@Component
class Triggers {

    private static final Logger log = LoggerFactory.getLogger(Triggers.class);

    private final PresentProjects projects;
    private final RunSubmission submission;
    private final RunCommands commands;
    private final Inbox inbox;
    private final Outbox outbox;

    Triggers(PresentProjects projects, RunSubmission submission, RunCommands commands, Inbox inbox, Outbox outbox) {
        this.projects = projects;
        this.submission = submission;
        this.commands = commands;
        this.inbox = inbox;
        this.outbox = outbox;
    }

    void take(Trigger trigger) {
        try (Asked asked = projects.ask(trigger.project() == null ? List.of() : List.of(trigger.project()))) {
            take(trigger, asked);
        }
    }

    private void take(Trigger trigger, Asked asked) {
        Optional<TriggerAnswer> answered = commands.inTransaction(transaction -> {
            // A length makes a pair of texts one text that no other pair makes.
            if (!inbox.take("trigger/%d/%s/%s".formatted(trigger.source().length(), trigger.source(), trigger.id()))) {
                return Optional.empty();
            }
            TriggerAnswer answer = answer(transaction, trigger, asked);
            outbox.add(Topics.RUNS, trigger.project() == null ? trigger.source() : "project/" + trigger.project(), CloudEvent.of(answer));
            return Optional.of(answer);
        });
        answered.ifPresent(Triggers::log);
    }

    private static void log(TriggerAnswer answer) {
        switch (answer) {
            case TriggerAccepted accepted ->
                log.info("trigger={} source={} run={} joined={}", accepted.id(), accepted.source(), accepted.runId(), accepted.joined());
            case TriggerRefused refused ->
                log.info("trigger={} source={} project={} refused: {}", refused.id(), refused.source(), refused.projectId(), refused.problem());
        }
    }

    private TriggerAnswer answer(SchedulerTransaction transaction, Trigger trigger, Asked asked) {
        Long project = trigger.project();
        if (project == null) {
            return refused(transaction, trigger, Problem.INVALID, "The event's subject names no project; it has the form project/7");
        }
        Optional<ProjectRevision> revision = asked.of(project).revision();
        if (revision.isEmpty()) {
            return refused(transaction, trigger, Problem.NOT_FOUND, "There is no project %d to execute; save it first, or check the id".formatted(project));
        }
        String objection = objection(trigger, revision.get());
        if (objection != null) {
            return refused(transaction, trigger, Problem.INVALID, objection);
        }
        RunOrder order = order(trigger, revision.get());
        Optional<String> unfit = submission.objection(order);
        if (unfit.isPresent()) {
            return refused(transaction, trigger, Problem.INVALID, unfit.get());
        }
        Placed placed = submission.placeOrJoin(transaction, order);
        return new TriggerAccepted(trigger.source(), trigger.id(), project, placed.run(), placed.joined(), transaction.now());
    }

    private static RunOrder order(Trigger trigger, ProjectRevision revision) {
        TableName single = trigger.wish().table();
        List<TableName> tables = trigger.wish().tables();
        Priority priority = trigger.wish().priority();
        return new RunOrder(
                revision,
                single != null ? List.of(single) : tables == null ? null : tables.stream().distinct().toList(),
                single != null,
                new RunCause.Event(trigger.source(), trigger.id()),
                priority == null ? Priority.MEDIUM : priority,
                null,
                Alerting.DEFAULT,
                null,
                Boolean.TRUE.equals(trigger.wish().full()),
                null);
    }

    private static @Nullable String objection(Trigger trigger, ProjectRevision revision) {
        List<TableName> tables = trigger.wish().tables();
        if (tables == null) {
            return null;
        }
        if (trigger.wish().table() != null) {
            return "An event asks either for tables or for one table by itself, not both";
        }
        if (tables.isEmpty()) {
            return "An empty list of tables leaves nothing to run; leave it out to run all tables";
        }
        Optional<String> impossible = tables.stream().map(TableNames::objection).flatMap(Optional::stream).findFirst();
        if (impossible.isPresent()) {
            return impossible.get();
        }
        return RunOrder.findUnknown(revision, tables)
                .map(table -> "Table %s is not among the tables of project %d; choose it there first, or ask for it by itself as \"table\""
                        .formatted(table, revision.projectId()))
                .orElse(null);
    }

    private static TriggerRefused refused(SchedulerTransaction transaction, Trigger trigger, Problem problem, String reason) {
        return new TriggerRefused(trigger.source(), trigger.id(), trigger.project(), problem.slug(), reason, transaction.now());
    }
}
