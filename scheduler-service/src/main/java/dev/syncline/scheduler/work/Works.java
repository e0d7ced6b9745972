package dev.syncline.scheduler.work;

import dev.syncline.contracts.work.Work;

/// What depends on the kind of work.
final class Works {

    private Works() {}

    static Work withFence(Work work, long fence) {
        return switch (work) {
            case Work.DiscoverTables(var id, _, var run, var source, var targets, var tables, var partitions) ->
                new Work.DiscoverTables(id, fence, run, source, targets, tables, partitions);
            case Work.ExtractTable(var id, _, var run, var tableRun, var source, var table, var shape, var partition) ->
                new Work.ExtractTable(id, fence, run, tableRun, source, table, shape, partition);
            case Work.LoadTable(
                            var id,
                            _,
                            var run,
                            var tableRun,
                            var target,
                            var source,
                            var table,
                            var shape,
                            var extraction,
                            var extractionFence,
                            var partition,
                            var offset) ->
                new Work.LoadTable(
                        id, fence, run, tableRun, target, source, table, shape, extraction, extractionFence, partition, offset);
            case Work.CleanUpLoad(var id, _, var run, var tableRun, var target, var table, var load) ->
                new Work.CleanUpLoad(id, fence, run, tableRun, target, table, load);
        };
    }

    /// As it is stored, for people who look into the queue and for the partitions that extractions hold.
    static String kindOf(Work work) {
        return switch (work) {
            case Work.DiscoverTables _ -> "DISCOVER";
            case Work.ExtractTable _ -> "EXTRACT";
            case Work.LoadTable _ -> "LOAD";
            case Work.CleanUpLoad _ -> "CLEAN_UP";
        };
    }

    static @org.jspecify.annotations.Nullable Integer partitionOf(Work work) {
        return work instanceof Work.ExtractTable extract ? (Integer) extract.partition() : null;
    }
}
