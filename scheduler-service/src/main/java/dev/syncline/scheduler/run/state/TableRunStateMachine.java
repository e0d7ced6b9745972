package dev.syncline.scheduler.run.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.scheduler.run.state.ExtractionState.Done;
import dev.syncline.scheduler.run.state.ExtractionState.Ended;
import dev.syncline.scheduler.run.state.ExtractionState.Given;
import dev.syncline.scheduler.run.state.ExtractionState.Inspecting;
import dev.syncline.scheduler.run.state.ExtractionState.Place;
import dev.syncline.scheduler.run.state.ExtractionState.Started;
import dev.syncline.scheduler.run.state.ExtractionState.Uninspected;
import dev.syncline.scheduler.run.state.ExtractionState.Waiting;
import dev.syncline.scheduler.run.state.ExtractionState.Withdrawing;
import dev.syncline.scheduler.run.state.TableEffect.Hasten;
import dev.syncline.scheduler.run.state.TableEffect.QueueCleanUp;
import dev.syncline.scheduler.run.state.TableEffect.QueueExtraction;
import dev.syncline.scheduler.run.state.TableEffect.QueueInspection;
import dev.syncline.scheduler.run.state.TableEffect.QueueLoad;
import dev.syncline.scheduler.run.state.TableEffect.ReissueLoad;
import dev.syncline.scheduler.run.state.TableEffect.Reopen;
import dev.syncline.scheduler.run.state.TableEffect.Retry;
import dev.syncline.scheduler.run.state.TableEffect.Settle;
import dev.syncline.scheduler.run.state.TableEffect.WithdrawExtraction;
import dev.syncline.scheduler.run.state.TableEffect.WithdrawInspection;
import dev.syncline.scheduler.run.state.TableEffect.WithdrawLoad;
import dev.syncline.scheduler.run.state.TableRunInput.CancelRequested;
import dev.syncline.scheduler.run.state.TableRunInput.CleanUpFailed;
import dev.syncline.scheduler.run.state.TableRunInput.CleanedUp;
import dev.syncline.scheduler.run.state.TableRunInput.Extracted;
import dev.syncline.scheduler.run.state.TableRunInput.ExtractionFailed;
import dev.syncline.scheduler.run.state.TableRunInput.ExtractionInput;
import dev.syncline.scheduler.run.state.TableRunInput.ExtractionStarted;
import dev.syncline.scheduler.run.state.TableRunInput.ExtractionStopped;
import dev.syncline.scheduler.run.state.TableRunInput.Inspected;
import dev.syncline.scheduler.run.state.TableRunInput.InspectionDue;
import dev.syncline.scheduler.run.state.TableRunInput.LoadDone;
import dev.syncline.scheduler.run.state.TableRunInput.LoadFailed;
import dev.syncline.scheduler.run.state.TableRunInput.LoadInput;
import dev.syncline.scheduler.run.state.TableRunInput.LoadStopped;
import dev.syncline.scheduler.run.state.TableRunInput.PartitionGiven;
import dev.syncline.scheduler.run.state.TableRunInput.RetryRequested;
import dev.syncline.scheduler.run.state.TableRunState.Settled;
import dev.syncline.scheduler.run.state.TableRunState.UnderWay;
import org.jspecify.annotations.Nullable;

/// The life of one table of a run, as one pure function. Its targets have separate fates; a retry repeats only those that failed.
public final class TableRunStateMachine {

    /// How often a table waits for the removal of what its load has left, so that nobody still works on it when the next attempt begins. Whatever comes
    /// of that: what may be left is looked for until it is gone, after the run too.
    public static final int CLEAN_UP_TRIES = 3;

    private record Reading(ExtractionState state, ExtractionInput input) {}

    private record Loading(LoadState state, LoadInput input) {}

    private TableRunStateMachine() {}

    /// @param inspects whether each attempt begins with a look at its targets
    public static Transition<TableRunState, TableEffect> next(TableRunState state, TableRunInput input, RetryPolicy retry, boolean inspects) {
        return switch (state) {
            case Settled settled when input instanceof RetryRequested -> reopened(settled, inspects);
            case Settled settled -> Transition.stay(settled);
            case UnderWay table -> {
                List<TableEffect> effects = new ArrayList<>();
                UnderWay changed = switch (input) {
                    case CancelRequested _ -> cancelled(table, effects);
                    case RetryRequested _ -> hastened(table, effects);
                    case ExtractionInput reading -> read(table, reading, effects);
                    case LoadInput loading -> loaded(table, loading, effects);
                };
                yield new Transition<>(conclude(changed, retry, inspects, effects), effects);
            }
        };
    }

    // What is loaded stays loaded, as in any other further attempt.
    private static Transition<TableRunState, TableEffect> reopened(Settled table, boolean inspects) {
        return switch (table.outcome()) {
            case LOADED, SKIPPED -> Transition.stay(table);
            case FAILED, CANCELLED -> {
                SortedMap<Long, LoadState> loads = new TreeMap<>(table.loads());
                SortedMap<Long, Failure> failures = new TreeMap<>();
                loads.replaceAll((target, load) -> {
                    if (load instanceof LoadState.Failed(Failure failure)) {
                        failures.put(target, failure);
                    }
                    return load instanceof LoadState.Loaded ? load : new LoadState.Waiting();
                });
                yield new Transition<>(
                        new UnderWay(table.attempt() + 1, false, inspects ? new Uninspected() : new Waiting(), loads),
                        List.of(new Reopen(table.outcome()), new Retry(table.attempt(), failures, Duration.ZERO)));
            }
        };
    }

    private static UnderWay hastened(UnderWay table, List<TableEffect> effects) {
        switch (table.extraction()) {
            case Uninspected _, Waiting _ -> effects.add(new Hasten());
            case Inspecting _, Given _, Started _, Withdrawing _, Done _, Ended _ -> { } // it is being tried
        }
        return table;
    }

    private static UnderWay read(UnderWay table, ExtractionInput input, List<TableEffect> effects) {
        return switch (new Reading(table.extraction(), input)) {
            case Reading(Uninspected _, InspectionDue _) -> inspecting(table, effects);
            case Reading(Uninspected _, _) -> table; // of an earlier attempt
            case Reading(Inspecting _, _) -> table;

            case Reading(Waiting _, PartitionGiven(int partition)) -> {
                effects.add(new QueueExtraction(partition));
                yield table.with(new Given(partition));
            }
            case Reading(Waiting _, ExtractionStarted _) -> table; // of an earlier attempt
            case Reading(Waiting _, Extracted _) -> table;
            case Reading(Waiting _, ExtractionFailed _) -> table;
            case Reading(Waiting _, ExtractionStopped _) -> table;
            case Reading(Waiting _, InspectionDue _) -> table; // its targets have been looked at

            case Reading(Given _, ExtractionStarted(Place place)) -> started(table, place, effects);
            case Reading(Given _, ExtractionFailed(Failure failure)) -> failed(table, failure, effects);
            // The input of its beginning was lost, so nobody knows where its rows are.
            case Reading(Given _, Extracted _) -> failed(table, unannounced(), effects);
            case Reading(Given _, PartitionGiven _) -> table; // it has one
            case Reading(Given _, ExtractionStopped _) -> table; // it was not withdrawn
            case Reading(Given _, InspectionDue _) -> table;

            case Reading(Started(Place before), ExtractionStarted(Place place)) when place.fence() <= before.fence() -> table; // twice
            case Reading(Started _, ExtractionStarted(Place place)) -> started(table, place, effects);
            case Reading(Started(Place place), Extracted(var manifest)) -> table.with(new Done(place, manifest));
            case Reading(Started _, ExtractionFailed(Failure failure)) -> failed(table, failure, effects);
            case Reading(Started _, PartitionGiven _) -> table;
            case Reading(Started _, ExtractionStopped _) -> table;
            case Reading(Started _, InspectionDue _) -> table;

            case Reading(Withdrawing _, ExtractionStopped _) -> table.with(new Ended(null));
            case Reading(Withdrawing _, ExtractionFailed _) -> table.with(new Ended(null));
            case Reading(Withdrawing _, Extracted _) -> table.with(new Ended(null));
            case Reading(Withdrawing _, ExtractionStarted _) -> table;
            case Reading(Withdrawing _, PartitionGiven _) -> table;
            case Reading(Withdrawing _, InspectionDue _) -> table;

            case Reading(Done _, _), Reading(Ended _, _) -> table; // late input
        };
    }

    private static UnderWay inspecting(UnderWay table, List<TableEffect> effects) {
        SortedMap<Long, LoadState> loads = new TreeMap<>(table.loads());
        loads.replaceAll((target, load) -> {
            if (!(load instanceof LoadState.Waiting)) {
                return load;
            }
            effects.add(new QueueInspection(target));
            return new LoadState.Inspecting();
        });
        return new UnderWay(table.attempt(), table.cancelled(), new Inspecting(), loads);
    }

    // What could not be looked at does not keep the others from being read for.
    private static UnderWay onceInspected(UnderWay table) {
        if (!(table.extraction() instanceof Inspecting) || table.loads().containsValue(new LoadState.Inspecting())) {
            return table;
        }
        return table.with(table.loads().containsValue(new LoadState.Waiting()) ? new Waiting() : new Ended(null));
    }

    // Also when an extraction has been begun anew: what a load has taken of the earlier one is worth nothing.
    private static UnderWay started(UnderWay table, Place place, List<TableEffect> effects) {
        SortedMap<Long, LoadState> loads = new TreeMap<>(table.loads());
        boolean needed = false;
        for (Map.Entry<Long, LoadState> load : loads.entrySet()) {
            long target = load.getKey();
            switch (load.getValue()) {
                case LoadState.Waiting _ -> {
                    effects.add(new QueueLoad(target, place));
                    load.setValue(new LoadState.Given());
                    needed = true;
                }
                case LoadState.Given _ -> {
                    effects.add(new ReissueLoad(target, place));
                    needed = true;
                }
                case LoadState.Inspecting _, LoadState.Withdrawing _, LoadState.CleaningUp _, LoadState.Loaded _, LoadState.Failed _,
                        LoadState.Dropped _ -> { }
            }
        }
        if (!needed) {
            effects.add(new WithdrawExtraction());
            return table.with(new Withdrawing());
        }
        return new UnderWay(table.attempt(), table.cancelled(), new Started(place), loads);
    }

    private static UnderWay failed(UnderWay table, Failure failure, List<TableEffect> effects) {
        return new UnderWay(
                table.attempt(), table.cancelled(), new Ended(failure), withdrawn(table.loads(), failure, effects));
    }

    private static Failure unannounced() {
        return new Failure(FailureCode.INTERNAL, "The extraction ended without having said where its rows begin; run the table again");
    }

    private static SortedMap<Long, LoadState> withdrawn(
            SortedMap<Long, LoadState> before, @Nullable Failure reason, List<TableEffect> effects) {
        SortedMap<Long, LoadState> loads = new TreeMap<>(before);
        loads.replaceAll((target, load) -> switch (load) {
            case LoadState.Waiting _ -> ended(reason);
            case LoadState.Inspecting _ -> {
                effects.add(new WithdrawInspection(target));
                yield new LoadState.Withdrawing(reason);
            }
            case LoadState.Given _ -> {
                effects.add(new WithdrawLoad(target));
                yield new LoadState.Withdrawing(reason);
            }
            case LoadState.Withdrawing _, LoadState.CleaningUp _, LoadState.Loaded _, LoadState.Failed _, LoadState.Dropped _ -> load;
        });
        return loads;
    }

    private static UnderWay cancelled(UnderWay table, List<TableEffect> effects) {
        ExtractionState extraction = switch (table.extraction()) {
            case Uninspected _, Inspecting _, Waiting _ -> new Ended(null);
            case Given _, Started _ -> {
                effects.add(new WithdrawExtraction());
                yield new Withdrawing();
            }
            case Withdrawing _, Done _, Ended _ -> table.extraction();
        };
        return new UnderWay(table.attempt(), true, extraction, withdrawn(table.loads(), null, effects));
    }

    private static UnderWay loaded(UnderWay table, LoadInput input, List<TableEffect> effects) {
        LoadState load = table.loads().get(input.target());
        return load == null ? table : onceInspected(table.with(input.target(), load(load, input, effects)));
    }

    private static LoadState load(LoadState load, LoadInput input, List<TableEffect> effects) {
        return switch (new Loading(load, input)) {
            case Loading(LoadState.Inspecting _, Inspected _) -> new LoadState.Waiting();
            case Loading(LoadState.Inspecting _, LoadFailed(_, Failure failure, _)) -> ended(failure);
            case Loading(LoadState.Inspecting _, LoadDone _) -> load; // of an earlier attempt
            case Loading(LoadState.Inspecting _, LoadStopped _) -> load; // it was not withdrawn
            case Loading(LoadState.Inspecting _, CleanedUp _) -> load;
            case Loading(LoadState.Inspecting _, CleanUpFailed _) -> load;

            case Loading(LoadState.Given _, LoadDone done) -> loaded(done);
            case Loading(LoadState.Given _, Inspected _) -> load; // delivered twice
            case Loading(LoadState.Given _, LoadFailed(long target, Failure failure, boolean cleanedUp)) ->
                cleanedUp ? ended(failure) : cleanUp(target, failure, 1, effects);
            case Loading(LoadState.Given _, LoadStopped _) -> load; // it was not withdrawn
            case Loading(LoadState.Given _, CleanedUp _) -> load;
            case Loading(LoadState.Given _, CleanUpFailed _) -> load;

            case Loading(LoadState.Withdrawing _, LoadDone done) -> loaded(done); // it was quicker
            case Loading(LoadState.Withdrawing(Failure reason), LoadStopped(long target, boolean cleanedUp)) ->
                cleanedUp ? ended(reason) : cleanUp(target, reason, 1, effects);
            case Loading(LoadState.Withdrawing(Failure reason), LoadFailed(long target, _, boolean cleanedUp)) ->
                cleanedUp ? ended(reason) : cleanUp(target, reason, 1, effects);
            case Loading(LoadState.Withdrawing(Failure reason), Inspected _) -> ended(reason);
            case Loading(LoadState.Withdrawing _, CleanedUp _) -> load;
            case Loading(LoadState.Withdrawing _, CleanUpFailed _) -> load;

            case Loading(LoadState.CleaningUp(Failure reason, _), CleanedUp _) -> ended(reason);
            case Loading(LoadState.CleaningUp(Failure reason, int tries), CleanUpFailed(long target)) ->
                tries < CLEAN_UP_TRIES ? cleanUp(target, reason, tries + 1, effects) : ended(reason);
            case Loading(LoadState.CleaningUp _, Inspected _) -> load;
            case Loading(LoadState.CleaningUp _, LoadDone _) -> load;
            case Loading(LoadState.CleaningUp _, LoadFailed _) -> load;
            case Loading(LoadState.CleaningUp _, LoadStopped _) -> load;

            case Loading(LoadState.Waiting _, _) -> load; // of an earlier attempt
            case Loading(LoadState.Loaded _, _), Loading(LoadState.Failed _, _), Loading(LoadState.Dropped _, _) -> load; // late input
        };
    }

    private static LoadState loaded(LoadDone done) {
        return new LoadState.Loaded(done.rows(), done.bytes(), done.statements(), done.report());
    }

    private static LoadState cleanUp(long target, @Nullable Failure reason, int tries, List<TableEffect> effects) {
        effects.add(new QueueCleanUp(target, tries));
        return new LoadState.CleaningUp(reason, tries);
    }

    private static LoadState ended(@Nullable Failure reason) {
        return reason == null ? new LoadState.Dropped() : new LoadState.Failed(reason);
    }

    private static TableRunState conclude(UnderWay table, RetryPolicy retry, boolean inspects, List<TableEffect> effects) {
        if (!table.loads().values().stream().allMatch(LoadState::rests)) {
            return table;
        }
        boolean complete = table.loads().values().stream().allMatch(LoadState.Loaded.class::isInstance);
        if (!table.extraction().rests()) {
            return withoutReaders(table, complete, effects);
        }
        if (complete) {
            return settled(table, Outcome.LOADED, effects);
        }
        if (table.cancelled()) {
            return settled(table, Outcome.CANCELLED, effects);
        }
        SortedMap<Long, Failure> again = retryable(table.loads());
        if (again.isEmpty() || !retry.allowsAnother(table.attempt())) {
            return settled(table, Outcome.FAILED, effects);
        }
        effects.add(new Retry(table.attempt(), again, retry.delayAfter(table.attempt())));
        SortedMap<Long, LoadState> loads = new TreeMap<>(table.loads());
        again.keySet().forEach(target -> loads.put(target, new LoadState.Waiting()));
        return new UnderWay(table.attempt() + 1, false, inspects ? new Uninspected() : new Waiting(), loads);
    }

    // Where all targets are done, the manifest has been read, and the input of the extraction's end is on its way.
    private static UnderWay withoutReaders(UnderWay table, boolean complete, List<TableEffect> effects) {
        return switch (table.extraction()) {
            case Given _, Started _ -> {
                if (complete) {
                    yield table;
                }
                effects.add(new WithdrawExtraction());
                yield table.with(new Withdrawing());
            }
            case Uninspected _, Inspecting _, Waiting _, Withdrawing _, Done _, Ended _ -> table;
        };
    }

    private static SortedMap<Long, Failure> retryable(Map<Long, LoadState> loads) {
        SortedMap<Long, Failure> failures = new TreeMap<>();
        loads.forEach((target, load) -> {
            if (load instanceof LoadState.Failed(Failure failure) && failure.code().retryable()) {
                failures.put(target, failure);
            }
        });
        return failures;
    }

    private static Settled settled(UnderWay table, Outcome outcome, List<TableEffect> effects) {
        effects.add(new Settle(outcome));
        return new Settled(outcome, table.attempt(), table.extraction(), table.loads());
    }
}
