package dev.syncline.scheduler.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.syncline.scheduler.record.AttemptTimes;
import dev.syncline.scheduler.run.state.ExtractionState;
import dev.syncline.scheduler.run.state.LoadState;
import dev.syncline.scheduler.run.state.TableRunState;
import org.jspecify.annotations.Nullable;

/// When the steps of a table were done, seen from how its state changes.
final class Times {

    private Times() {}

    /// @param known the attempts so far, the present one last
    static List<AttemptTimes> after(List<AttemptTimes> known, TableRunState before, TableRunState next, Instant now) {
        List<AttemptTimes> attempts = new ArrayList<>(known);
        if (attempts.isEmpty() || attempts.getLast().attempt() != before.attempt()) {
            if (!hasBegun(next, before.attempt())) {
                return known;
            }
            attempts.add(AttemptTimes.begun(before.attempt(), now));
        }
        AttemptTimes present = ofExtraction(attempts.getLast(), before.extraction(), next.extraction(), now);
        for (Map.Entry<Long, LoadState> load : before.loads().entrySet()) {
            present = ofLoad(present, load.getKey(), load.getValue(), next.loads().get(load.getKey()), next.attempt() > before.attempt(), now);
        }
        attempts.set(attempts.size() - 1, present);
        return attempts;
    }

    private static boolean hasBegun(TableRunState next, int attempt) {
        return switch (next.extraction()) {
            case ExtractionState.Uninspected _, ExtractionState.Waiting _ -> next.attempt() > attempt;
            case ExtractionState.Inspecting _, ExtractionState.Given _, ExtractionState.Started _, ExtractionState.Withdrawing _, ExtractionState.Done _,
                    ExtractionState.Ended _ -> true;
        };
    }

    private static AttemptTimes ofExtraction(AttemptTimes times, ExtractionState before, ExtractionState next, Instant now) {
        if (before.getClass() == next.getClass()) {
            return times;
        }
        return switch (next) {
            case ExtractionState.Waiting _ when before instanceof ExtractionState.Inspecting -> times.inspected(now);
            case ExtractionState.Given _ -> times.queued(now);
            case ExtractionState.Started _ -> times.started(now);
            case ExtractionState.Done _ -> times.read(now);
            case ExtractionState.Uninspected _, ExtractionState.Inspecting _, ExtractionState.Waiting _, ExtractionState.Withdrawing _, ExtractionState.Ended _ -> times;
        };
    }

    // What has failed and is tried again in the same step waits already.
    private static AttemptTimes ofLoad(AttemptTimes times, long target, LoadState before, @Nullable LoadState next, boolean again, Instant now) {
        if (before.rests() || next == null) {
            return times;
        }
        if (next instanceof LoadState.Given && !(before instanceof LoadState.Given)) {
            return times.queued(target, now);
        }
        boolean ended = next.rests() || (again && next instanceof LoadState.Waiting);
        return ended && times.loads().containsKey(target) ? times.ended(target, now) : times;
    }
}
