package dev.syncline.scheduler.record;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.message.Json;
import dev.syncline.scheduler.record.ChangesQuery.Answer;
import dev.syncline.scheduler.record.ChangesQuery.ChangedRun;
import dev.syncline.scheduler.record.ChangesQuery.ChangedTable;
import dev.syncline.scheduler.record.Watch.Tables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// However many watch whatever runs, all is read at once; each sees every state, and none twice.
class WatchedTest {

    private static final UUID RUN = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();
    private static final UUID ORDERS = UUID.randomUUID();
    private static final UUID ITEMS = UUID.randomUUID();

    private final Deque<Answer> database = new ArrayDeque<>();
    private final List<ChangesQuery> asked = new ArrayList<>();
    private final List<Object> serialised = new ArrayList<>();
    private final Watched all = new Watched(value -> {
        serialised.add(value);
        return Json.bytes(value);
    });

    @Test
    void fiveHundredWatchersOfFiftyRunsCostOneReading() throws Exception {
        List<UUID> runs = Stream.generate(UUID::randomUUID).limit(50).toList();
        List<Watcher> watchers = IntStream.range(0, 500).mapToObj(i -> watch(runs.get(i % 50), Tables.CHANGED, null)).toList();
        List<ChangedTable> tables = runs.stream().map(run -> table(run, UUID.randomUUID(), 7, 0, true)).toList();

        look(new Answer(7, runs.stream().map(run -> new ChangedRun(7, view(run, null))).toList(), tables));

        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().tables()).hasSize(50);
        assertThat(serialised).as("each table and each run once").hasSize(100);
        List<Frame> first = taken(watchers.getFirst());
        List<Frame> sameRun = taken(watchers.get(50));
        assertThat(first).hasSize(3);
        for (int i = 0; i < first.size(); i++) {
            assertThat(sameRun.get(i)).as("the same bytes, not equal ones").isSameAs(first.get(i));
        }
    }

    @Test
    void whoBeginsIsToldTheRunAndWhatIsInHandAndThenWhatChanges() throws Exception {
        Watcher watcher = watch(RUN, Tables.CHANGED, null);

        look(answer(7, run(7), table(RUN, ORDERS, 5, 40, true)));
        assertThat(texts(watcher)).containsExactly("%s: 40 rows".formatted(ORDERS), "run", "id 7");

        look(answer(9, run(9), table(RUN, ORDERS, 5, 50, true), table(RUN, ITEMS, 9, 3, false)));
        assertThat(texts(watcher)).containsExactly("%s: 50 rows".formatted(ORDERS), "%s: 3 rows".formatted(ITEMS), "run", "id 9");
        assertThat(asked.get(0).tables()).containsExactly(new ChangesQuery.OfRun(RUN, ChangesQuery.NOTHING, false));
        assertThat(asked.get(1).tables()).containsExactly(new ChangesQuery.OfRun(RUN, 7, false));
    }

    @Test
    void whoConnectsAgainGoesOnWhereItWas() throws Exception {
        Watcher steady = watch(RUN, Tables.CHANGED, null);
        look(answer(9, run(9)));
        taken(steady);
        Watcher again = watch(RUN, Tables.CHANGED, 4L);

        look(answer(9, run(9), table(RUN, ORDERS, 5, 40, false), table(RUN, ITEMS, 3, 3, false)));

        assertThat(asked.getLast().tables()).containsExactly(new ChangesQuery.OfRun(RUN, 4, false));
        assertThat(texts(again)).as("what changed in turn 3 it has seen").containsExactly("%s: 40 rows".formatted(ORDERS), "run", "id 9");
        assertThat(taken(steady)).as("it has seen all of it").isEmpty();
    }

    @Test
    void whatWasReadBehindTheRunIsNotToldTwiceAndNothingBetweenIsMissed() throws Exception {
        Watcher watcher = watch(RUN, Tables.CHANGED, null);
        look(answer(7, run(7), table(RUN, ORDERS, 9, 40, true)));
        assertThat(asked.getFirst().tables().getFirst().since()).isEqualTo(ChangesQuery.NOTHING);
        taken(watcher);

        look(answer(7, run(7), table(RUN, ITEMS, 8, 3, false)));
        look(answer(7, run(7)));

        assertThat(asked.get(1).tables().getFirst().since()).as("a table that nobody had in hand may have changed in turn 8").isEqualTo(7);
        assertThat(asked.get(2).tables().getFirst().since()).isEqualTo(8);
    }

    @Test
    void whereTooMuchHasChangedItIsToBeReadAgain() throws Exception {
        Watcher watcher = watch(RUN, Tables.CHANGED, 4L);
        Watcher late = watch(RUN, Tables.CHANGED, 1_000L);
        ChangedTable[] many = IntStream.rangeClosed(1, ChangesQuery.MOST + 1).mapToObj(i -> table(RUN, UUID.randomUUID(), 500 + i, 1, false)).toArray(ChangedTable[]::new);

        look(answer(2_000, run(2_000), many));

        assertThat(texts(watcher)).contains("reset");
        assertThat(texts(late)).doesNotContain("reset").contains("run", "id 2000");
    }

    @Test
    void whoHasSeenMoreThanThereIsBeginsAnew() throws Exception {
        Watcher watcher = watch(RUN, Tables.CHANGED, 90L);

        look(answer(7, run(7)));

        assertThat(texts(watcher)).as("the database was put back").containsExactly("run", "reset", "id 7");
    }

    @Test
    void eachIsToldOfTheTablesThatItAskedFor() throws Exception {
        Watcher none = watch(RUN, Tables.NONE, null);
        Watcher changed = watch(RUN, Tables.CHANGED, null);
        Watcher unsettled = watch(RUN, Tables.UNSETTLED, null);

        look(answer(7, run(7), table(RUN, ORDERS, 5, 0, false)));

        assertThat(asked.getFirst().tables()).containsExactly(new ChangesQuery.OfRun(RUN, ChangesQuery.NOTHING, true));
        assertThat(texts(none)).containsExactly("run", "id 7");
        assertThat(texts(changed)).containsExactly("run", "id 7");
        assertThat(texts(unsettled)).containsExactly("%s: 0 rows".formatted(ORDERS), "run", "id 7");
    }

    @Test
    void whoWatchesEverythingIsToldOfEachRunThatChanges() throws Exception {
        Watcher everything = new Watcher(new Watch(true, null, Tables.CHANGED, null));
        Watcher again = new Watcher(new Watch(true, RUN, Tables.CHANGED, 6L));
        all.join(everything);
        all.join(again);
        look(new Answer(8, List.of(new ChangedRun(5, view(RUN, null)), new ChangedRun(7, view(OTHER, null))), List.of()));
        assertThat(texts(everything)).containsExactly("id 8");
        assertThat(texts(again)).as("its own run, and what has changed since").containsExactly("run", "run", "id 8");

        look(new Answer(9, List.of(new ChangedRun(9, view(OTHER, Instant.EPOCH))), List.of()));

        assertThat(asked.get(1).since()).isEqualTo(8);
        assertThat(texts(everything)).containsExactly("run", "id 9");
        assertThat(everything.mailbox().exhausted()).as("it does not end").isFalse();
    }

    @Test
    void whatHasNotChangedIsNotSaidAgain() throws Exception {
        Watcher watcher = watch(RUN, Tables.CHANGED, null);
        look(answer(7, run(7), table(RUN, ORDERS, 5, 40, true)));
        taken(watcher);

        int changed = look(new Answer(7, List.of(), List.of(table(RUN, ORDERS, 5, 40, true))));

        assertThat(changed).isZero();
        assertThat(taken(watcher)).isEmpty();
    }

    @Test
    void aSlowWatcherHoldsUpNobodyAndFindsTheNewestStates() throws Exception {
        Watcher slow = watch(RUN, Tables.CHANGED, null);
        Watcher quick = watch(RUN, Tables.CHANGED, null);
        List<String> seen = new ArrayList<>();

        for (int rows = 1; rows <= 1_000; rows++) {
            look(answer(rows, run(rows), table(RUN, ORDERS, rows, rows, true)));
            seen.addAll(texts(quick));
        }

        assertThat(seen).hasSize(3_000).endsWith("%s: 1000 rows".formatted(ORDERS), "run", "id 1000");
        assertThat(texts(slow)).containsExactly("%s: 1000 rows".formatted(ORDERS), "run", "id 1000");
    }

    @Test
    void aPositionThatHasBeenSentIsNotAheadOfWhatWaits() throws Exception {
        Watcher watcher = watch(RUN, Tables.CHANGED, null);
        look(answer(5, run(5), table(RUN, ORDERS, 5, 1, true)));
        look(answer(6, run(5), table(RUN, ITEMS, 6, 1, false)));
        look(answer(7, run(5), table(RUN, ORDERS, 7, 2, false)));

        assertThat(texts(watcher)).containsExactly("run", "%s: 1 rows".formatted(ITEMS), "%s: 2 rows".formatted(ORDERS), "id 7");
    }

    @Test
    void theEndComesLastAndNothingBehindIt() throws Exception {
        Watcher watcher = watch(RUN, Tables.CHANGED, null);
        look(answer(1, run(1)));
        taken(watcher);

        look(new Answer(2, List.of(new ChangedRun(2, view(RUN, Instant.EPOCH))), List.of(table(RUN, ORDERS, 2, 40, false))));

        assertThat(watcher.mailbox().exhausted()).as("what is in it is still sent").isFalse();
        assertThat(texts(watcher)).containsExactly("%s: 40 rows".formatted(ORDERS), "run", "id 2", "finished");
        assertThat(watcher.mailbox().exhausted()).isTrue();
        assertThat(all.watchers()).isZero();
    }

    @Test
    void whoIsGoneIsToldNothing() throws Exception {
        Watcher one = watch(RUN, Tables.CHANGED, null);
        Watcher other = watch(RUN, Tables.CHANGED, null);
        all.leave(one);

        look(answer(7, run(7)));

        assertThat(all.watchers()).isEqualTo(1);
        assertThat(taken(one)).isEmpty();
        assertThat(texts(other)).containsExactly("run", "id 7");
        all.end();
        assertThat(other.mailbox().exhausted()).isTrue();
    }

    private Watcher watch(UUID run, Tables tables, @Nullable Long after) {
        Watcher watcher = new Watcher(new Watch(false, run, tables, after));
        all.join(watcher);
        return watcher;
    }

    private int look(Answer answer) {
        database.add(answer);
        return all.lookOnce(question -> {
            asked.add(question);
            return database.pop();
        });
    }

    private static List<Frame> taken(Watcher watcher) throws InterruptedException {
        return watcher.mailbox().take(Duration.ZERO);
    }

    private static List<String> texts(Watcher watcher) throws InterruptedException {
        return taken(watcher).stream().map(WatchedTest::text).toList();
    }

    /// `id` with the position, `run`, `reset`, `finished`, or the table with its rows.
    private static String text(Frame frame) {
        String[] lines = new String(frame.bytes(), StandardCharsets.UTF_8).split("\n", -1);
        if (lines[0].startsWith("id:")) {
            assertThat(lines).as("an id without an event").hasSize(3);
            return "id " + lines[0].substring("id:".length());
        }
        assertThat(lines).as("an event, its data and an empty line").hasSize(4);
        String event = lines[0].substring("event:".length());
        if (!event.equals("table")) {
            return event;
        }
        TableRecord table = Json.read(lines[1].substring("data:".length()), TableRecord.class);
        return "%s: %d rows".formatted(table.id(), table.rowsRead());
    }

    private static Answer answer(long newest, ChangedRun run, ChangedTable... tables) {
        return new Answer(newest, List.of(run), Arrays.asList(tables));
    }

    private static ChangedRun run(long turn) {
        return new ChangedRun(turn, view(RUN, null));
    }

    private static RunView view(UUID run, @Nullable Instant finished) {
        return new RunView(
                run, 1, "p", "MANUAL", null, 1, false, false, "RUNNING", List.of(), 2, 0, 0, 0, 0, 0, 0, 0, null, 3, Priority.MEDIUM, null, List.of(), null, null,
                Instant.EPOCH, Instant.EPOCH, finished, null, 0);
    }

    private static ChangedTable table(UUID run, UUID id, long turn, long rows, boolean inHand) {
        TableName name = new TableName("shop", id.toString());
        return new ChangedTable(run, turn, true, inHand, new TableRecord(
                id, name, name, "full", "LOADING", 1, rows, 0, -1, -1, null, 0, List.of(), List.of(), null, null, null, null, List.of(), List.of()));
    }
}
