package dev.syncline.scheduler.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.FieldChanges;
import dev.syncline.contracts.policy.FullMode;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.TargetState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What each target gets: S21, S22, S25, S26, S36, S39, S40, A3 to A7.
class LoadChoiceTest {

    private static final LoadMode CREATE = new LoadMode.Create(false);
    private static final LoadMode DROP_FIRST = new LoadMode.Create(true);
    private static final LoadMode CLEAR = new LoadMode.Clear();
    private static final Bound SEVEN = new Bound(List.of("7"));
    private static final Bound NINE = new Bound(List.of("9"));
    private static final LoadMode AFTER_SEVEN = new LoadMode.Merge(SEVEN);
    private static final LoadMode ALL_READ = new LoadMode.Merge(null);
    private static final TargetState MISSING = new TargetState(false, List.of(), null, List.of());
    private static final TargetState EMPTY = new TargetState(true, List.of(), null, List.of());
    private static final TargetState EMPTY_AND_CHANGED = new TargetState(true, List.of("Column x was added"), null, List.of());
    private static final TargetState AT_SEVEN = new TargetState(true, List.of(), SEVEN, List.of());
    private static final TargetState AT_NINE = new TargetState(true, List.of(), NINE, List.of());
    private static final TargetState CHANGED = new TargetState(true, List.of("Column x was added"), SEVEN, List.of());

    @ParameterizedTest
    @MethodSource("choices")
    void eachTargetGetsWhatItLacks(TablePlan plan, @Nullable TargetState found, LoadMode expected) {
        assertThat(LoadChoice.of(plan, found).mode()).isEqualTo(expected);
        assertThat(LoadChoice.of(plan, found).reason()).isNotBlank();
    }

    static Stream<Arguments> choices() {
        TablePlan full = plan(FullMode.DELETE_AND_CREATE, FieldChanges.FULL_EXTRACTION, false, null);
        TablePlan fullDropping = plan(FullMode.DROP_FIRST, FieldChanges.FULL_EXTRACTION, false, null);
        TablePlan fullRetaining = plan(FullMode.RETAIN_AND_CLEAR, FieldChanges.FULL_EXTRACTION, false, null);
        TablePlan creating = plan(FullMode.DELETE_AND_CREATE, FieldChanges.FULL_EXTRACTION, true, null);
        TablePlan dropping = plan(FullMode.DROP_FIRST, FieldChanges.FULL_EXTRACTION, true, null);
        TablePlan retaining = plan(FullMode.RETAIN_AND_CLEAR, FieldChanges.FULL_EXTRACTION, true, null);
        TablePlan ignoring = plan(FullMode.RETAIN_AND_CLEAR, FieldChanges.IGNORE, true, null);
        TablePlan lookingBack = plan(FullMode.DELETE_AND_CREATE, FieldChanges.IGNORE, true, "PT10M");
        return Stream.of(
                Arguments.of(full, null, CREATE),
                Arguments.of(fullDropping, null, DROP_FIRST),
                Arguments.of(fullRetaining, null, CLEAR),

                Arguments.of(creating, MISSING, CREATE),
                Arguments.of(creating, EMPTY, CREATE),
                Arguments.of(creating, AT_SEVEN, AFTER_SEVEN),
                Arguments.of(creating, CHANGED, CREATE),
                Arguments.of(creating, EMPTY_AND_CHANGED, CREATE),

                Arguments.of(dropping, MISSING, DROP_FIRST),
                Arguments.of(dropping, EMPTY, DROP_FIRST),
                Arguments.of(dropping, AT_SEVEN, AFTER_SEVEN),
                Arguments.of(dropping, CHANGED, DROP_FIRST),

                Arguments.of(retaining, MISSING, CREATE),
                Arguments.of(retaining, EMPTY, CLEAR),
                Arguments.of(retaining, AT_SEVEN, AFTER_SEVEN),
                Arguments.of(retaining, CHANGED, CREATE),
                Arguments.of(retaining, EMPTY_AND_CHANGED, CREATE),

                Arguments.of(ignoring, MISSING, CREATE),
                Arguments.of(ignoring, EMPTY, CLEAR),
                Arguments.of(ignoring, EMPTY_AND_CHANGED, CLEAR),
                Arguments.of(ignoring, CHANGED, AFTER_SEVEN),

                Arguments.of(lookingBack, AT_SEVEN, ALL_READ),
                Arguments.of(lookingBack, EMPTY, CREATE));
    }

    /// By the project's full mode, whatever the targets hold.
    @Test
    void aRunThatLoadsEverythingOnceReadsAllAndLooksAtNoTarget() {
        for (FullMode mode : FullMode.values()) {
            TablePlan usual = plan(mode, FieldChanges.FULL_EXTRACTION, true, null);
            LoadMode asFull = LoadChoice.of(plan(mode, FieldChanges.FULL_EXTRACTION, false, null), null).mode();

            assertThat(LoadChoice.of(usual.once(), AT_SEVEN).mode()).isEqualTo(asFull);
            assertThat(LoadChoice.of(usual.once(), null).reason()).contains("this once");
            assertThat(LoadChoice.after(usual.once(), List.of(AT_SEVEN))).isEmpty();
        }
    }

    /// A5.
    @Test
    void aTableIsReadFromWhereTheTargetsEnd() {
        TablePlan plan = plan(FullMode.DELETE_AND_CREATE, FieldChanges.FULL_EXTRACTION, true, null);

        assertThat(LoadChoice.after(plan, List.of(AT_SEVEN, AT_NINE))).containsExactly(SEVEN, NINE);
        assertThat(LoadChoice.after(plan, List.of(AT_SEVEN, AT_SEVEN))).containsExactly(SEVEN);
        assertThat(LoadChoice.after(plan, List.of(AT_SEVEN, MISSING))).as("one needs everything").isEmpty();
        assertThat(LoadChoice.after(plan, List.of(AT_SEVEN, CHANGED))).isEmpty();
    }

    /// A7.
    @Test
    void aLookBackBeginsAtTheTargetsMaximumToo() {
        TablePlan plan = plan(FullMode.DELETE_AND_CREATE, FieldChanges.IGNORE, true, "PT10M");

        assertThat(LoadChoice.after(plan, List.of(AT_SEVEN))).containsExactly(SEVEN);
    }

    @Test
    void aTableThatIsAlwaysExtractedInFullIsReadFromItsBeginning() {
        List<@Nullable TargetState> nobodyLooked = new ArrayList<>();
        nobodyLooked.add(null);

        assertThat(LoadChoice.after(plan(FullMode.RETAIN_AND_CLEAR, FieldChanges.IGNORE, false, null), nobodyLooked)).isEmpty();
    }

    private static TablePlan plan(FullMode mode, FieldChanges changes, boolean incremental, @Nullable String lookBack) {
        TableName table = new TableName("shop", "orders");
        Extraction extraction =
                incremental ? new Extraction.Incremental(List.of("id"), lookBack, false) : new Extraction.Full();
        return new TablePlan(table, table, mode, changes, extraction, List.of("id"), false, -1, Map.of(), Map.of());
    }
}
