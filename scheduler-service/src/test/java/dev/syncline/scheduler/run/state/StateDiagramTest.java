package dev.syncline.scheduler.run.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.scheduler.run.state.ExtractionState.Place;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The diagrams of states in the documentation are what the state machines do: every input in every state that can be reached, starting from the first ones.
class StateDiagramTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "states.md");
    private static final RetryPolicy TWICE = new RetryPolicy(2, Duration.ZERO);
    private static final Failure PASSING = new Failure(FailureCode.LOCKED, "locked");
    private static final Failure LASTING = new Failure(FailureCode.PERMISSION_DENIED, "no");
    private static final LoadReport REPORT = new LoadReport(1, 0, 0, List.of());
    private static final long TARGET = 1;

    private static final List<RunInput> RUN_INPUTS = List.of(
            new RunInput.DependenciesMet(),
            new RunInput.DependenciesUnmet(LASTING),
            new RunInput.Admitted(1),
            new RunInput.Admitted(2),
            new RunInput.Unfit(LASTING),
            new RunInput.DiscoveryFinished(2, 0, 0),
            new RunInput.DiscoveryFinished(1, 1, 0),
            new RunInput.DiscoveryFinished(1, 0, 1),
            new RunInput.DiscoveryFailed(PASSING),
            new RunInput.DiscoveryFailed(LASTING),
            new RunInput.DiscoveryStopped(),
            new RunInput.TableSettled(Outcome.LOADED),
            new RunInput.TableSettled(Outcome.FAILED),
            new RunInput.CancelRequested());

    private static final List<TableRunInput> TABLE_INPUTS = List.of(
            new TableRunInput.CancelRequested(),
            new TableRunInput.InspectionDue(),
            new TableRunInput.Inspected(TARGET),
            new TableRunInput.PartitionGiven(0),
            new TableRunInput.ExtractionStarted(new Place(0, 1, 0)),
            new TableRunInput.ExtractionStarted(new Place(0, 2, 10)),
            new TableRunInput.Extracted(new Manifest(1, 1, 1, 1)),
            new TableRunInput.ExtractionFailed(PASSING),
            new TableRunInput.ExtractionFailed(LASTING),
            new TableRunInput.ExtractionStopped(),
            new TableRunInput.LoadDone(TARGET, 1, 1, List.of(), REPORT),
            new TableRunInput.LoadFailed(TARGET, PASSING, true),
            new TableRunInput.LoadFailed(TARGET, PASSING, false),
            new TableRunInput.LoadFailed(TARGET, LASTING, true),
            new TableRunInput.LoadStopped(TARGET, true),
            new TableRunInput.LoadStopped(TARGET, false),
            new TableRunInput.CleanedUp(TARGET),
            new TableRunInput.CleanUpFailed(TARGET));

    /// Run with `-Dgolden.write=true` to write the page.
    @Test
    void thePageIsUpToDate() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).content(StandardCharsets.UTF_8).isEqualTo(page);
    }

    private static String page() {
        Diagram runs = new Diagram();
        runs.begin(new RunState.Waiting());
        runs.begin(new RunState.Queued());
        explore(List.<RunState>of(new RunState.Waiting(), new RunState.Queued()), RUN_INPUTS, (state, input) -> {
            RunState next = RunStateMachine.next(state, input, TWICE).state();
            runs.edge(state, input, next);
            return next;
        });

        Diagram extractions = new Diagram();
        Diagram loads = new Diagram();
        for (boolean inspects : List.of(false, true)) {
            TableRunState first = TableRunState.fresh(List.of(TARGET));
            if (inspects) {
                first = new TableRunState.UnderWay(1, false, new ExtractionState.Uninspected(), first.loads());
            }
            extractions.begin(first.extraction());
            loads.begin(first.loads().get(TARGET));
            explore(List.of(first), TABLE_INPUTS, (state, input) -> {
                TableRunState next = TableRunStateMachine.next(state, input, TWICE, inspects).state();
                extractions.edge(state.extraction(), input, next.extraction());
                loads.edge(state.loads().get(TARGET), input, next.loads().get(TARGET));
                return next;
            });
        }
        return """
                # States

                Made from the state machines of `scheduler-service` by `StateDiagramTest`: every input in every state that can be reached. An input that
                is not at an arrow of a state changes nothing there, or only counts. The build fails when this page is not up to date.

                ## A run

                `RunStateMachine`. A run that a plan with dependencies makes begins in Waiting, any other one in Queued.

                %s
                ## The reading of a table

                `TableRunStateMachine`, `ExtractionState`. Only incremental tables begin in Uninspected. What leads back to the beginning is a further attempt,
                after an input with which the last share of a target has ended. (A table that was settled without being loaded can be tried again by hand, `RetryRequested`,
                as often as somebody likes; that is not drawn.)

                %s
                ## The share of one target in a table

                `TableRunStateMachine`, `LoadState`: each target has its own. A table has settled when its reading and all of its targets' shares rest and no attempt is left.

                %s""".formatted(runs, extractions, loads);
    }

    private static <S, I> void explore(Collection<S> first, List<I> inputs, BiFunction<S, I, S> machine) {
        Set<S> seen = new HashSet<>(first);
        Deque<S> open = new ArrayDeque<>(first);
        while (!open.isEmpty()) {
            S state = open.remove();
            for (I input : inputs) {
                S next = machine.apply(state, input);
                if (!countsBelowNothing(next) && seen.add(next)) {
                    open.add(next);
                }
            }
        }
    }

    // More pieces never end than have begun, which the machine leaves to those who ask it.
    private static boolean countsBelowNothing(Object state) {
        return state instanceof RunState.Discovering(int open, int _, Failure _) && open < 1;
    }

    private static final class Diagram {

        private final Set<String> first = new TreeSet<>();
        private final Map<String, Set<String>> edges = new TreeMap<>();

        void begin(Object state) {
            first.add(name(state));
        }

        void edge(Object from, Object input, Object to) {
            if (!name(from).equals(name(to))) {
                edges.computeIfAbsent("%s --> %s".formatted(name(from), name(to)), _ -> new TreeSet<>()).add(name(input));
            }
        }

        private static String name(Object value) {
            return value.getClass().getSimpleName();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
            first.forEach(state -> text.append("    [*] --> %s\n".formatted(state)));
            edges.forEach((edge, inputs) -> text.append("    %s: %s\n".formatted(edge, String.join(", ", inputs))));
            return text.append("```\n").toString();
        }
    }
}
