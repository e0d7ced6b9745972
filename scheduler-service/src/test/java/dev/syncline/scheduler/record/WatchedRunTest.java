package dev.syncline.scheduler.record;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.message.Json;
import dev.syncline.scheduler.record.RunReader.Look;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// However many watch a run, it is read once; each sees every state, and none twice.
class WatchedRunTest {

    private static final UUID RUN = UUID.randomUUID();
    private static final UUID ORDERS = UUID.randomUUID();
    private static final UUID ITEMS = UUID.randomUUID();

    private final Deque<Look> database = new ArrayDeque<>();
    private final List<Long> asked = new ArrayList<>();
    private final List<Object> serialised = new ArrayList<>();
    private final WatchedRun run = new WatchedRun(
            turn -> {
                asked.add(turn);
                return database.pop();
            },
            value -> {
                serialised.add(value);
                return Json.bytes(value);
            });

    @Test
    void fiveHundredWatchersCostOneReading() throws Exception {
        List<Mailbox> watchers = Stream.generate(Mailbox::new).limit(500).toList();
        watchers.forEach(run::join);
        database.add(look(1, null, table(ORDERS, 0)));

        run.lookOnce();

        assertThat(asked).hasSize(1);
        assertThat(serialised).as("the table and the run").hasSize(2);
        List<Frame> first = taken(watchers.getFirst());
        for (Mailbox watcher : watchers.subList(1, 500)) {
            List<Frame> other = taken(watcher);
            assertThat(other).hasSameSizeAs(first);
            for (int i = 0; i < first.size(); i++) {
                assertThat(other.get(i)).as("the same bytes, not equal ones").isSameAs(first.get(i));
            }
        }
    }

    @Test
    void whoComesLateGetsWhatIsKnownAndThenOnlyWhatChanges() throws Exception {
        Mailbox early = new Mailbox();
        run.join(early);
        database.add(look(1, null, table(ORDERS, 0), table(ITEMS, 0)));
        database.add(look(2, null, table(ORDERS, 40), table(ITEMS, 0)));
        run.lookOnce();
        Mailbox late = new Mailbox();
        run.join(late);

        run.lookOnce();

        assertThat(texts(late)).containsExactly(rows(ORDERS, 40), rows(ITEMS, 0), "run");
        assertThat(texts(early)).containsExactly(rows(ORDERS, 40), rows(ITEMS, 0), "run");
        assertThat(asked).containsExactly(-1L, 1L);
    }

    @Test
    void whatHasNotChangedIsNotSaidAgain() throws Exception {
        Mailbox watcher = new Mailbox();
        run.join(watcher);
        database.add(look(1, null, table(ORDERS, 40)));
        database.add(look(1, null, table(ORDERS, 40)));
        run.lookOnce();
        taken(watcher);

        int changed = run.lookOnce();

        assertThat(changed).isZero();
        assertThat(taken(watcher)).isEmpty();
    }

    @Test
    void aSlowWatcherHoldsUpNobodyAndFindsTheNewestStates() throws Exception {
        Mailbox slow = new Mailbox();
        Mailbox quick = new Mailbox();
        run.join(slow);
        run.join(quick);
        List<String> seen = new ArrayList<>();

        for (int rows = 1; rows <= 1_000; rows++) {
            database.add(look(rows, null, table(ORDERS, rows)));
            run.lookOnce();
            seen.addAll(texts(quick));
        }

        assertThat(seen).hasSize(1_001).endsWith(rows(ORDERS, 1_000));
        assertThat(texts(slow)).containsExactly(rows(ORDERS, 1_000), "run");
    }

    @Test
    void theEndComesLastAndNothingBehindIt() throws Exception {
        Mailbox watcher = new Mailbox();
        run.join(watcher);
        database.add(look(1, Instant.EPOCH, table(ORDERS, 40)));

        run.lookOnce();

        assertThat(watcher.exhausted()).as("what is in it is still sent").isFalse();
        assertThat(texts(watcher)).containsExactly(rows(ORDERS, 40), "run", "finished");
        assertThat(watcher.exhausted()).isTrue();
        assertThat(run.over()).isTrue();
        assertThat(run.join(new Mailbox())).as("it begins anew with another reading").isFalse();
    }

    @Test
    void whereNobodyWatchesAnyMoreNobodyReads() {
        Mailbox one = new Mailbox();
        Mailbox other = new Mailbox();
        run.join(one);
        run.join(other);

        run.leave(one);
        assertThat(run.over()).isFalse();
        run.leave(other);

        assertThat(run.over()).isTrue();
    }

    private static List<Frame> taken(Mailbox watcher) throws InterruptedException {
        return watcher.take(Duration.ZERO);
    }

    private static List<String> texts(Mailbox watcher) throws InterruptedException {
        return taken(watcher).stream().map(WatchedRunTest::text).toList();
    }

    /// `run`, `finished`, or the table with its rows.
    private static String text(Frame frame) {
        String[] lines = new String(frame.bytes(), StandardCharsets.UTF_8).split("\n", -1);
        assertThat(lines).as("an event, its data and an empty line").hasSize(4);
        String event = lines[0].substring("event:".length());
        if (!event.equals("table")) {
            return event;
        }
        TableView table = Json.read(lines[1].substring("data:".length()), TableView.class);
        return rows(table.id(), table.rowsRead());
    }

    private static String rows(UUID table, long rows) {
        return "%s: %d rows".formatted(table, rows);
    }

    private static Look look(long turn, @Nullable Instant finished, TableView... tables) {
        RunView view = new RunView(
                RUN, 1, "p", "MANUAL", 1, false, false, "RUNNING", List.of(), tables.length, 0, 0, 0, 0, 0, null, 3, Priority.MEDIUM, null, List.of(), null,
                Instant.EPOCH, Instant.EPOCH, finished);
        return new Look(turn, view, List.of(tables));
    }

    private static TableView table(UUID id, long rows) {
        TableName name = new TableName("shop", id.toString());
        return new TableView(
                id, name, name, "full", "LOADING", 1, rows, 0, -1, -1, null, 0, List.of(), List.of(), null, null, null, List.of());
    }
}
