package dev.syncline.scheduler.run;

import java.util.List;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.scheduler.run.state.ExtractionState;
import dev.syncline.scheduler.run.state.ExtractionState.Place;
import dev.syncline.scheduler.run.state.LoadState;
import dev.syncline.scheduler.run.state.RunState;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Every state can be stored, and comes back as it was.
class StateColumnsTest {

    private static final Failure REFUSED = new Failure(FailureCode.PERMISSION_DENIED, "no");
    private static final Place PLACE = new Place(3, 1, 0, null);

    @Test
    void statesOfRunsComeBackFromTheirColumns() {
        for (RunState state : List.of(
                new RunState.Discovering(2, 1, null), new RunState.Discovering(1, 3, REFUSED), new RunState.Running(5, 2, 1), new RunState.Cancelling(3),
                new RunState.Succeeded(), new RunState.Failed(null), new RunState.Failed(REFUSED), new RunState.Cancelled())) {
            assertThat(StateColumns.of(state).state()).isEqualTo(state);
        }
    }

    @Test
    void statesOfExtractionsComeBackFromTheirColumns() {
        for (ExtractionState state : List.of(
                new ExtractionState.Uninspected(), new ExtractionState.Inspecting(), new ExtractionState.Waiting(), new ExtractionState.Given(3),
                new ExtractionState.Started(PLACE), new ExtractionState.Withdrawing(), new ExtractionState.Done(PLACE, new Manifest(1, 100, 1000, 42)),
                new ExtractionState.Ended(null), new ExtractionState.Ended(REFUSED))) {
            assertThat(ExtractionColumns.of(state).state()).isEqualTo(state);
        }
    }

    @Test
    void statesOfLoadsComeBackFromTheirColumns() {
        LoadReport report = new LoadReport(60, 30, 10, List.of("It went well"));
        for (LoadState state : List.of(
                new LoadState.Inspecting(), new LoadState.Waiting(), new LoadState.Given(), new LoadState.Withdrawing(null), new LoadState.Withdrawing(REFUSED),
                new LoadState.CleaningUp(null, 1), new LoadState.CleaningUp(REFUSED, 3), new LoadState.Loaded(100, 1000, List.of(), report),
                new LoadState.Failed(REFUSED), new LoadState.Dropped())) {
            assertThat(LoadColumns.of(state).state()).isEqualTo(state);
        }
    }
}
