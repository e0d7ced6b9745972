package dev.syncline.kit.worker;

import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Work;
import org.jspecify.annotations.Nullable;

/// How pieces of work are called in traces and logs.
public final class WorkNames {

    private WorkNames() {}

    /// What is done.
    public static String of(Work work) {
        return switch (work) {
            case Work.DiscoverTables _ -> "discover";
            case Work.InspectTarget _ -> "inspect";
            case Work.ExtractTable _ -> "read";
            case Work.LoadTable _ -> "load";
            case Work.CleanUpLoad _ -> "clean-up";
            case Work.SweepTarget _ -> "sweep";
        };
    }

    /// The table of the source that it is about, or of the target where the source's is not known; null where it is about many.
    public static @Nullable TableName table(Work work) {
        return switch (work) {
            case Work.DiscoverTables _, Work.SweepTarget _ -> null;
            case Work.InspectTarget inspect -> inspect.source();
            case Work.ExtractTable extract -> extract.table();
            case Work.LoadTable load -> load.source();
            case Work.CleanUpLoad cleanUp -> cleanUp.table();
        };
    }
}
