package dev.syncline.contracts.work;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import org.jspecify.annotations.Nullable;

/// A piece of work for one worker.
///
/// Its id stays when it is given again; its fence grows each time, and whoever holds an older fence has lost it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(Work.DiscoverTables.class),
    @JsonSubTypes.Type(Work.InspectTarget.class),
    @JsonSubTypes.Type(Work.ExtractTable.class),
    @JsonSubTypes.Type(Work.LoadTable.class),
    @JsonSubTypes.Type(Work.CleanUpLoad.class),
    @JsonSubTypes.Type(Work.SweepTarget.class)
})
public sealed interface Work {

    UUID id();

    long fence();

    UUID runId();

    /// The kind of worker that can do it.
    default WorkerKind workerKind() {
        return switch (this) {
            case DiscoverTables _, ExtractTable _ -> WorkerKind.EXTRACTOR;
            case InspectTarget _, LoadTable _, CleanUpLoad _, SweepTarget _ -> WorkerKind.LOADER;
        };
    }

    /// The connection it will use, by id.
    default long connection() {
        return switch (this) {
            case DiscoverTables discover -> discover.source();
            case InspectTarget inspect -> inspect.target();
            case ExtractTable extract -> extract.source();
            case LoadTable load -> load.target();
            case CleanUpLoad cleanUp -> cleanUp.target();
            case SweepTarget sweep -> sweep.target();
        };
    }

    /// Read the shapes and sizes of tables, look for new ones, check that the targets may be written, and make the run's rows topic.
    ///
    /// @param source the source connection's id
    /// @param targets the target connections' ids
    /// @param partitions how many partitions the rows topic gets
    /// @param watched schemas whose tables are copied too where they are not in the baseline
    /// @param values the project's answers to values that a target cannot hold, which may change a column's type
    /// @param targetKinds the kinds of the targets
    @JsonTypeName("discover-tables")
    record DiscoverTables(
            UUID id,
            long fence,
            UUID runId,
            long source,
            List<Long> targets,
            List<TableName> tables,
            int partitions,
            List<BaselineSchema> watched,
            Map<ValueTrouble, ValueAction> values,
            List<DatabaseKind> targetKinds)
            implements Work {}

    /// Look at what a target holds of a table, before an incremental extraction.
    ///
    /// @param source the name of the table it comes from, for messages
    /// @param table the target's
    /// @param shape as the target table would be made
    /// @param incrementalKey the columns whose greatest value is wanted, in order
    @JsonTypeName("inspect-target")
    record InspectTarget(
            UUID id,
            long fence,
            UUID runId,
            UUID tableRunId,
            long target,
            TableName source,
            TableName table,
            TableShape shape,
            List<String> incrementalKey)
            implements Work {}

    /// Read one table as of one moment and publish its rows as chunks, then a manifest.
    ///
    /// @param partition of the rows topic, this reader's own while it writes
    /// @param plan how the table is treated
    /// @param after the greatest incremental keys of the targets: what is greater than any of them is read; empty reads everything
    /// @param targetKinds the kinds of the targets
    /// @param packing whether rows may travel as the database packs them where all targets take them so; otherwise, and where nobody has said so, as text
    @JsonTypeName("extract-table")
    record ExtractTable(
            UUID id,
            long fence,
            UUID runId,
            UUID tableRunId,
            long source,
            TableName table,
            TableShape shape,
            int partition,
            TablePlan plan,
            List<Bound> after,
            List<DatabaseKind> targetKinds,
            @Nullable Boolean packing)
            implements Work {

        /// One whose rows travel as text.
        public ExtractTable(
                UUID id,
                long fence,
                UUID runId,
                UUID tableRunId,
                long source,
                TableName table,
                TableShape shape,
                int partition,
                TablePlan plan,
                List<Bound> after,
                List<DatabaseKind> targetKinds) {
            this(id, fence, runId, tableRunId, source, table, shape, partition, plan, after, targetKinds, null);
        }
    }

    /// Load the chunks of one extraction into one target.
    ///
    /// @param source the name of the table it comes from, for messages
    /// @param table where it goes
    /// @param shape what the rows have; its primary key is the one the target table gets
    /// @param extraction the work whose chunks to take, and only those written under `extractionFence`
    /// @param offset the first record of that extraction in the partition
    /// @param rules how the rows become the table's content
    /// @param notInto the database that the rows come from, which also reads a table of the name of this one: there it is not loaded; null where there is none
    /// @param attempts how many the table has in this run at most, among which the time that it may wait for a lock is shared out; null where nobody has said so
    @JsonTypeName("load-table")
    record LoadTable(
            UUID id,
            long fence,
            UUID runId,
            UUID tableRunId,
            long target,
            TableName source,
            TableName table,
            TableShape shape,
            UUID extraction,
            long extractionFence,
            int partition,
            long offset,
            LoadRules rules,
            @Nullable String notInto,
            @Nullable Integer attempts)
            implements Work {

        /// A load whose table nobody reads, of a table that is tried once.
        public LoadTable(
                UUID id,
                long fence,
                UUID runId,
                UUID tableRunId,
                long target,
                TableName source,
                TableName table,
                TableShape shape,
                UUID extraction,
                long extractionFence,
                int partition,
                long offset,
                LoadRules rules) {
            this(id, fence, runId, tableRunId, target, source, table, shape, extraction, extractionFence, partition, offset, rules, null, 1);
        }
    }

    /// Remove what a load has left in its target: staging table and ledger row. Never touches the target table itself.
    ///
    /// @param load the id of the [LoadTable] work
    @JsonTypeName("clean-up-load")
    record CleanUpLoad(UUID id, long fence, UUID runId, UUID tableRunId, long target, TableName table, UUID load) implements Work {}

    /// Look for what loads that are over may have left in a target, and remove it. Belongs to no run: its `runId` is its own id.
    @JsonTypeName("sweep-target")
    record SweepTarget(UUID id, long fence, UUID runId, long target, List<EndedLoad> loads) implements Work {}

    /// A load that is over.
    ///
    /// @param load the id of the [LoadTable] work
    /// @param table where it went
    record EndedLoad(UUID load, TableName table) {}
}
