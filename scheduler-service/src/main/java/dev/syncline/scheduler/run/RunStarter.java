package dev.syncline.scheduler.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.run.Alerting;
import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.contracts.run.RunEvent;
import dev.syncline.contracts.run.RunOrigin;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Work;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.outbox.Outbox;
import dev.syncline.kit.security.CalledBy;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import dev.syncline.scheduler.project.Known;
import dev.syncline.scheduler.project.KnownProjects;
import dev.syncline.scheduler.project.PresentProjects;
import dev.syncline.scheduler.project.UnsavedProjects;
import dev.syncline.scheduler.run.RunRepository.RunKey;
import dev.syncline.scheduler.run.state.RetryPolicy;
import dev.syncline.scheduler.store.SchedulerTransaction;
import dev.syncline.scheduler.store.SchedulerTransactions;
import dev.syncline.scheduler.work.WorkItem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Begins runs, or says why one cannot begin.
@Component
class RunStarter {

    private static final Problem ALREADY_RUNNING =
            new Problem("run-in-progress", HttpStatus.CONFLICT, "Another run is in the way");
    private static final Problem KEY_REUSED =
            new Problem("idempotency-key-reused", HttpStatus.CONFLICT, "The idempotency key belongs to another request");
    private static final Problem NOTHING_FAILED = new Problem("nothing-failed", HttpStatus.CONFLICT, "No table failed");
    private static final Problem NOT_YET = new Problem("revision-unknown", HttpStatus.CONFLICT, "The revision is not known here yet");

    private static final Problem SUPERSEDED = new Problem("revision-superseded", HttpStatus.CONFLICT, "The project has been saved since");

    private static final int LONGEST_KEY = 200;

    private static final UUID NOBODY = new UUID(0, 0);

    private final KnownProjects projects;
    private final PresentProjects present;
    private final UnsavedProjects unsaved;
    private final RunRepository runs;
    private final RunSubmission submission;
    private final RunAdmission admission;
    private final RunCommands commands;
    private final RunProperties properties;

    RunStarter(
            KnownProjects projects,
            PresentProjects present,
            UnsavedProjects unsaved,
            RunRepository runs,
            RunSubmission submission,
            RunAdmission admission,
            RunCommands commands,
            RunProperties properties) {
        this.projects = projects;
        this.present = present;
        this.unsaved = unsaved;
        this.runs = runs;
        this.submission = submission;
        this.admission = admission;
        this.commands = commands;
        this.properties = properties;
    }

    /// @param key by which the caller may repeat the request without causing a second run, or null
    UUID start(RunRequest request, @Nullable String key) {
        RunKey runKey = checked(key, digest(request));
        Optional<UUID> before = findBefore(runKey);
        if (before.isPresent()) {
            return before.get();
        }
        Chosen choice = choose(request);
        ProjectRevision revision = choice.revision();
        List<TableName> tables = chosen(request, revision);
        RunOrder order = new RunOrder(
                revision, request.whole() ? null : tables, request.table() != null, new RunCause.Manual(key),
                request.priority() == null ? Priority.HIGH : request.priority(), retry(request), Alerting.DEFAULT, null, request.fullOnce(), CalledBy.presentName());
        return start(order, runKey, choice.doubt());
    }

    /// The same as an earlier run, or its failed tables, with the revision of then, as long as config-service shows that.
    UUID repeat(UUID earlier, boolean failedOnly, @Nullable String key) {
        RunKey runKey = checked(key, earlier + " " + failedOnly);
        Optional<UUID> before = findBefore(runKey);
        if (before.isPresent()) {
            return before.get();
        }
        RunOrder then = runs.orderOf(earlier);
        List<TableName> tables = then.tables();
        if (failedOnly) {
            tables = runs.failedTables(earlier);
            if (tables.isEmpty()) {
                throw new ApiException(NOTHING_FAILED, "No table of run %s failed, so there is nothing to do again".formatted(earlier));
            }
        }
        present.objection(then.revision()).ifPresent(objection -> {
            throw new ApiException(Problem.NOT_FOUND, "Run %s cannot be repeated: %s; execute the project".formatted(earlier, objection));
        });
        return start(
                new RunOrder(
                        then.revision(), tables, then.singleTable(), new RunCause.Repeat(earlier, failedOnly), Priority.HIGH, then.retry(),
                        then.alerting(), null, then.fullOnce(), CalledBy.presentName()),
                runKey,
                null);
    }

    private UUID start(RunOrder order, RunKey key, @Nullable String doubt) {
        submission.objection(order).ifPresent(objection -> {
            throw new ApiException(Problem.INVALID, objection);
        });
        return commands.inTransaction((transaction, unit) -> findBefore(key).orElseGet(() -> {
            List<TableName> tables = order.wanted();
            refuseWhereInTheWay(order.revision(), TargetTables.of(order.revision(), tables));
            UUID run = submission.place(transaction, order, key);
            unit.fetchRuns(List.of(run));
            admission.begin(unit, run, order.revision(), tables, order.tables() == null);
            admission.noteDoubt(transaction, run, order.revision(), doubt);
            return run;
        }));
    }

    private static RunKey checked(@Nullable String key, String digest) {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new ApiException(Problem.INVALID, "An Idempotency-Key has 1 to %d characters".formatted(LONGEST_KEY));
        }
        return new RunKey(key, digest);
    }

    private Optional<UUID> findBefore(RunKey key) {
        if (key.key() == null) {
            return Optional.empty();
        }
        return runs.findByKey(key.key()).map(keyed -> {
            if (!keyed.digest().equals(key.digest())) {
                throw new ApiException(
                        KEY_REUSED,
                        "The Idempotency-Key has been used for another request, which began run %s; use a new key".formatted(keyed.id()),
                        Map.of("runId", keyed.id().toString()));
            }
            return keyed.id();
        });
    }

    private Chosen choose(RunRequest request) {
        long project = Objects.requireNonNull(request.projectId());
        if (request.configuration() != null) {
            return new Chosen(unsaved.validate(project, request.configuration()), null);
        }
        long wanted = request.revision() == null ? 0 : request.revision();
        Known known = present.ask(project);
        Optional<ProjectRevision> found = known.doubt() == null ? known.revision() : projects.await(project, wanted);
        ProjectRevision revision = found.orElseThrow(() -> new ApiException(
                Problem.NOT_FOUND, "There is no project %d to execute; save it first, or check the id".formatted(project)));
        if (revision.revision() < wanted) {
            throw new ApiException(
                    NOT_YET,
                    "Revision %d of project %d is not known, the last known one is %d; try again in a moment, or look at the project"
                            .formatted(wanted, project, revision.revision()));
        }
        if (wanted != 0 && wanted < revision.revision()) {
            throw new ApiException(
                    SUPERSEDED,
                    "Project %d has been saved since as revision %d, and only the last one is executed; look at it, and execute that"
                            .formatted(project, revision.revision()));
        }
        return new Chosen(revision, known.doubt());
    }

    private static List<TableName> chosen(RunRequest request, ProjectRevision revision) {
        if (request.table() != null) {
            return List.of(request.table());
        }
        if (request.tables() == null) {
            return revision.tables();
        }
        RunOrder.findUnknown(revision, request.tables()).ifPresent(table -> {
            throw new ApiException(
                    Problem.INVALID,
                    "Table %s is not among the tables of project %d; choose it there first, or run it by itself as \"table\""
                            .formatted(table, revision.projectId()));
        });
        return request.tables();
    }

    private RetryPolicy retry(RunRequest request) {
        RunRequest.Retry wanted = request.retry() == null ? new RunRequest.Retry(null, null) : request.retry();
        return new RetryPolicy(
                wanted.attempts() == null ? properties.retry().attempts() : wanted.attempts(),
                wanted.backoff() == null ? properties.retry().backoff() : wanted.backoff());
    }

    private void refuseWhereInTheWay(ProjectRevision revision, List<TableName> targets) {
        runs.findActive(revision.projectId()).ifPresent(other -> {
            throw inTheWay(other, "Project %d is already being executed by run %s".formatted(revision.projectId(), other));
        });
        runs.findOverlaps(TargetTables.databases(revision), targets, NOBODY).entrySet().stream().findFirst().ifPresent(overlap -> {
            throw inTheWay(
                    overlap.getValue(), "Run %s is writing the same target table %s".formatted(overlap.getValue(), overlap.getKey()));
        });
    }

    private static ApiException inTheWay(UUID other, String what) {
        return new ApiException(ALREADY_RUNNING, what + "; wait for its end or cancel it", Map.of("runId", other.toString()));
    }

    private static String digest(RunRequest request) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Json.text(request).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256", e);
        }
    }

    /// @param doubt why that may not be the newest revision, or null
    private record Chosen(ProjectRevision revision, @Nullable String doubt) {}
}
