package dev.syncline.scheduler.work;

import dev.syncline.contracts.work.Work;

/// What depends on the kind of work.
final class WorkCodec {

    private WorkCodec() {}

    static Work withFence(Work work, long fence) {
        return switch (work) {
            case Work.DiscoverTables it ->
                new Work.DiscoverTables(
                        it.id(), fence, it.runId(), it.source(), it.targets(), it.tables(), it.partitions(), it.watched(), it.values(),
                        it.targetKinds());
            case Work.InspectTarget it ->
                new Work.InspectTarget(
                        it.id(), fence, it.runId(), it.tableRunId(), it.target(), it.source(), it.table(), it.shape(), it.incrementalKey());
            case Work.ExtractTable it ->
                new Work.ExtractTable(
                        it.id(), fence, it.runId(), it.tableRunId(), it.source(), it.table(), it.shape(), it.partition(), it.plan(), it.after(),
                        it.targetKinds(), it.packing());
            case Work.LoadTable it ->
                new Work.LoadTable(
                        it.id(), fence, it.runId(), it.tableRunId(), it.target(), it.source(), it.table(), it.shape(), it.extraction(),
                        it.extractionFence(), it.partition(), it.offset(), it.rules(), it.notInto(), it.attempts());
            case Work.CleanUpLoad it ->
                new Work.CleanUpLoad(it.id(), fence, it.runId(), it.tableRunId(), it.target(), it.table(), it.load());
            case Work.SweepTarget it -> new Work.SweepTarget(it.id(), fence, it.runId(), it.target(), it.loads());
        };
    }

    /// As it is stored, for people who look into the queue and for the partitions that extractions hold.
    static String kindOf(Work work) {
        return switch (work) {
            case Work.DiscoverTables _ -> "DISCOVER";
            case Work.InspectTarget _ -> "INSPECT";
            case Work.ExtractTable _ -> "EXTRACT";
            case Work.LoadTable _ -> "LOAD";
            case Work.CleanUpLoad _ -> "CLEAN_UP";
            case Work.SweepTarget _ -> "SWEEP";
        };
    }

    static @org.jspecify.annotations.Nullable Integer partitionOf(Work work) {
        return work instanceof Work.ExtractTable extract ? (Integer) extract.partition() : null;
    }
}
