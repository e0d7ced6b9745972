package dev.syncline.contracts.work;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import org.jspecify.annotations.Nullable;

/// What came of a piece of work, keyed by run. A result whose fence is not the work's present one is news of a lost holder.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(WorkResult.TablesDiscovered.class),
    @JsonSubTypes.Type(WorkResult.DiscoveryFinished.class),
    @JsonSubTypes.Type(WorkResult.TargetInspected.class),
    @JsonSubTypes.Type(WorkResult.ExtractionStarted.class),
    @JsonSubTypes.Type(WorkResult.TableExtracted.class),
    @JsonSubTypes.Type(WorkResult.TableLoaded.class),
    @JsonSubTypes.Type(WorkResult.LoadCleanedUp.class),
    @JsonSubTypes.Type(WorkResult.TargetSwept.class),
    @JsonSubTypes.Type(WorkResult.WorkFailed.class),
    @JsonSubTypes.Type(WorkResult.WorkStopped.class),
    @JsonSubTypes.Type(WorkResult.WorkRefused.class)
})
public sealed interface WorkResult {

    UUID runId();

    UUID workId();

    long fence();

    Instant at();

    /// Whether the worker has let go of the work, so that its slot is free.
    default boolean endsWork() {
        return switch (this) {
            case TablesDiscovered _, ExtractionStarted _ -> false;
            case DiscoveryFinished _, TargetInspected _, TableExtracted _, TableLoaded _, LoadCleanedUp _, TargetSwept _, WorkFailed _, WorkStopped _, WorkRefused _ -> true;
        };
    }

    /// The same with what there is to say of it, where it is a result that says something.
    default WorkResult saying(List<LogLine> lines) {
        return switch (this) {
            case DiscoveryFinished(var run, var work, var fence, var tables, var atOnce, var at, _) ->
                new DiscoveryFinished(run, work, fence, tables, atOnce, at, lines);
            case TargetInspected(var run, var work, var fence, var table, var state, var at, _) ->
                new TargetInspected(run, work, fence, table, state, at, lines);
            case TableExtracted(var run, var work, var fence, var table, var manifest, var report, var at, _) ->
                new TableExtracted(run, work, fence, table, manifest, report, at, lines);
            case TableLoaded(var run, var work, var fence, var table, var rows, var bytes, var statements, var report, var at, _) ->
                new TableLoaded(run, work, fence, table, rows, bytes, statements, report, at, lines);
            case WorkFailed(var run, var work, var fence, var table, var failure, var cleanedUp, var at, _) ->
                new WorkFailed(run, work, fence, table, failure, cleanedUp, at, lines);
            case TablesDiscovered _, ExtractionStarted _, LoadCleanedUp _, TargetSwept _, WorkStopped _, WorkRefused _ -> this;
        };
    }

    /// What a worker has said beside the result.
    default List<LogLine> log() {
        return List.of();
    }

    // Workers of earlier versions say nothing.
    private static List<LogLine> said(@Nullable List<LogLine> lines) {
        return lines == null ? List.of() : List.copyOf(lines);
    }

    /// Some of the tables of a run, at most 200 in a message; a table may be named twice when discovery is done again.
    @JsonTypeName("tables-discovered")
    record TablesDiscovered(UUID runId, UUID workId, long fence, List<DiscoveredTable> tables, Instant at) implements WorkResult {}

    /// @param tables how many tables were named in all messages of this discovery
    /// @param atOnce how many tables of the source all runs together may read at once, 1 or more; null where its connection does not say
    /// @param log what there is to say of it
    @JsonTypeName("discovery-finished")
    record DiscoveryFinished(UUID runId, UUID workId, long fence, int tables, @Nullable Integer atOnce, Instant at, List<LogLine> log)
            implements WorkResult {

        public DiscoveryFinished {
            log = said(log);
        }

        /// One of which there is nothing else to say.
        public DiscoveryFinished(UUID runId, UUID workId, long fence, int tables, @Nullable Integer atOnce, Instant at) {
            this(runId, workId, fence, tables, atOnce, at, List.of());
        }

        /// Of a source without a limit.
        public DiscoveryFinished(UUID runId, UUID workId, long fence, int tables, Instant at) {
            this(runId, workId, fence, tables, null, at);
        }
    }

    /// What a target holds of a table.
    ///
    /// @param log what there is to say of it
    @JsonTypeName("target-inspected")
    record TargetInspected(UUID runId, UUID workId, long fence, UUID tableRunId, TargetState state, Instant at, List<LogLine> log) implements WorkResult {

        public TargetInspected {
            log = said(log);
        }

        /// One of which there is nothing else to say.
        public TargetInspected(UUID runId, UUID workId, long fence, UUID tableRunId, TargetState state, Instant at) {
            this(runId, workId, fence, tableRunId, state, at, List.of());
        }
    }

    /// The first record of an extraction has been acknowledged; loaders may begin.
    ///
    /// @param identity which database the table is read from; null where no target may be that table
    @JsonTypeName("extraction-started")
    record ExtractionStarted(
            UUID runId, UUID workId, long fence, UUID tableRunId, int partition, long offset, Instant at, @Nullable String identity)
            implements WorkResult {

        /// Of a table whose target has a name of its own.
        public ExtractionStarted(UUID runId, UUID workId, long fence, UUID tableRunId, int partition, long offset, Instant at) {
            this(runId, workId, fence, tableRunId, partition, offset, at, null);
        }
    }

    /// All records of an extraction have been acknowledged.
    ///
    /// @param log what there is to say of it
    @JsonTypeName("table-extracted")
    record TableExtracted(UUID runId, UUID workId, long fence, UUID tableRunId, Manifest manifest, ReadReport report, Instant at, List<LogLine> log)
            implements WorkResult {

        public TableExtracted {
            log = said(log);
        }

        /// One of which there is nothing else to say.
        public TableExtracted(UUID runId, UUID workId, long fence, UUID tableRunId, Manifest manifest, ReadReport report, Instant at) {
            this(runId, workId, fence, tableRunId, manifest, report, at, List.of());
        }
    }

    /// The target table holds what the manifest says, by the load's rules.
    ///
    /// @param rows as many as the reader sent
    /// @param statements the DDL that was executed, in order
    /// @param log what there is to say of it, the steps of the load among it
    @JsonTypeName("table-loaded")
    record TableLoaded(
            UUID runId, UUID workId, long fence, UUID tableRunId, long rows, long bytes, List<String> statements, LoadReport report, Instant at,
            List<LogLine> log)
            implements WorkResult {

        public TableLoaded {
            log = said(log);
        }

        /// One of which there is nothing else to say.
        public TableLoaded(
                UUID runId, UUID workId, long fence, UUID tableRunId, long rows, long bytes, List<String> statements, LoadReport report, Instant at) {
            this(runId, workId, fence, tableRunId, rows, bytes, statements, report, at, List.of());
        }
    }

    /// Nothing of the load is left in its target. Also follows a [TableLoaded], from the same worker, once that has been acknowledged and the worker
    /// has removed what only served to find the load again.
    @JsonTypeName("load-cleaned-up")
    record LoadCleanedUp(UUID runId, UUID workId, long fence, UUID tableRunId, Instant at) implements WorkResult {}

    /// What a look into a target has shown of loads that are over.
    ///
    /// @param looks one for each load that could be looked for
    /// @param failure why the others could not be; null where there are none
    @JsonTypeName("target-swept")
    record TargetSwept(UUID runId, UUID workId, long fence, List<Look> looks, @Nullable Failure failure, Instant at) implements WorkResult {}

    /// The work cannot be done; what it had begun has been removed where the target could be reached.
    ///
    /// @param tableRunId null for a discovery
    /// @param cleanedUp whether nothing of a load is left in its target, after a look; false where a session had broken, for what it had begun may end later
    /// @param log what there is to say of it
    @JsonTypeName("work-failed")
    record WorkFailed(UUID runId, UUID workId, long fence, @Nullable UUID tableRunId, Failure failure, boolean cleanedUp, Instant at, List<LogLine> log)
            implements WorkResult {

        public WorkFailed {
            log = said(log);
        }

        /// One of which there is nothing else to say.
        public WorkFailed(UUID runId, UUID workId, long fence, @Nullable UUID tableRunId, Failure failure, boolean cleanedUp, Instant at) {
            this(runId, workId, fence, tableRunId, failure, cleanedUp, at, List.of());
        }
    }

    /// The work was withdrawn and has ended.
    @JsonTypeName("work-stopped")
    record WorkStopped(UUID runId, UUID workId, long fence, @Nullable UUID tableRunId, boolean cleanedUp, Instant at)
            implements WorkResult {}

    /// The work has not been begun: this worker does not know such a command, as where it is of an earlier version. Another one may.
    @JsonTypeName("work-refused")
    record WorkRefused(UUID runId, UUID workId, long fence, String worker, Instant at) implements WorkResult {}

    /// A table as discovery found it.
    ///
    /// @param shape null exactly where there is a failure
    /// @param estimatedRows the catalogue's estimate; -1 where it has none
    /// @param estimatedBytes the catalogue's estimate; -1 where it has none
    /// @param failure why the table cannot be copied
    record DiscoveredTable(
            TableName table, @Nullable TableShape shape, long estimatedRows, long estimatedBytes, @Nullable Failure failure) {}

    /// What a look into a target has shown of one load.
    ///
    /// @param load the id of its work
    /// @param left what is still there; empty where nothing is
    /// @param failure why it could not be removed; null where nothing is left
    record Look(UUID load, List<Remnant> left, @Nullable Failure failure) {}

    /// Something of a load in its target.
    ///
    /// @param what it is, and where
    /// @param bytes how large, as the target's catalogue estimates it; -1 where it does not say
    record Remnant(String what, long bytes) {}
}
