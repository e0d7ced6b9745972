package dev.syncline.scheduler.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.syncline.scheduler.record.ChangesQuery.Answer;
import dev.syncline.scheduler.record.ChangesQuery.ChangedRun;
import dev.syncline.scheduler.record.ChangesQuery.ChangedTable;
import org.jspecify.annotations.Nullable;

/// All that is watched here. It is looked at once for all who watch, and each state that has changed becomes bytes once. Who begins to watch is told the present state of the
/// run and of what is in hand; who connects again also what has changed since.
final class Watched {

    private final Function<Object, byte[]> json;
    private final Set<Watcher> joining = new LinkedHashSet<>();
    private final Set<Watcher> starting = new LinkedHashSet<>();
    private final Set<Watcher> established = new LinkedHashSet<>();
    private final Map<UUID, RunView> present = new HashMap<>();
    private final Map<UUID, Long> tablesToldUntil = new HashMap<>();
    private Map<UUID, Frame> inHand = Map.of();
    private @Nullable Long toldUntil;
    private boolean ended;

    Watched(Function<Object, byte[]> json) {
        this.json = json;
    }

    synchronized void join(Watcher watcher) {
        if (ended) {
            watcher.mailbox().close();
            return;
        }
        joining.add(watcher);
        notifyAll();
    }

    synchronized void leave(Watcher watcher) {
        List.of(joining, starting, established).forEach(some -> some.remove(watcher));
        watcher.mailbox().close();
    }

    synchronized int watchers() {
        return joining.size() + starting.size() + established.size();
    }

    synchronized int runs() {
        return (int) Stream.of(joining, starting, established).flatMap(Set::stream).map(it -> it.watch().run()).filter(Objects::nonNull).distinct().count();
    }

    /// Whether the run is known to be there.
    synchronized boolean knows(UUID run) {
        return present.containsKey(run);
    }

    /// Returns as soon as somebody is there to be told something, or nobody ever will be.
    synchronized void awaitWatchers() throws InterruptedException {
        while (watchers() == 0 && !ended) {
            wait();
        }
    }

    /// Returns as soon as somebody joins, and at last after this time.
    synchronized void awaitJoining(long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && joining.isEmpty() && !ended; left = until - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
    }

    /// Nothing more comes.
    synchronized void end() {
        ended = true;
        Stream.of(joining, starting, established).forEach(some -> {
            some.forEach(watcher -> watcher.mailbox().close());
            some.clear();
        });
        notifyAll();
    }

    /// Looks once and tells all what has changed since. Only one thread looks.
    ///
    /// @return how many states had changed
    int lookOnce(Function<ChangesQuery, Answer> look) {
        ChangesQuery question = ask();
        return tell(question, look.apply(question)); // not under the lock: whoever joins or leaves must not wait for the database
    }

    private synchronized ChangesQuery ask() {
        starting.addAll(joining);
        joining.clear();
        if (established.isEmpty()) {
            toldUntil = null; // what has changed while nobody watched is news to nobody
        }
        Set<UUID> watched = runsOf(Stream.concat(starting.stream(), established.stream()).map(Watcher::watch).toList());
        present.keySet().retainAll(watched);
        tablesToldUntil.keySet().retainAll(watched);
        long since = starting.stream().map(Watcher::watch).filter(Watch::everything).map(Watch::after).filter(Objects::nonNull).reduce(told(toldUntil), Math::min);
        return new ChangesQuery(
                since,
                Stream.concat(starting.stream(), established.stream()).anyMatch(watcher -> watcher.watch().everything()),
                watched,
                runsOf(starting.stream().map(Watcher::watch).toList()),
                watched.stream().filter(this::showsTables).map(this::tablesOf).toList(),
                Map.copyOf(present));
    }

    private static long told(@Nullable Long until) {
        return until == null ? ChangesQuery.NOTHING : until;
    }

    private static Set<UUID> runsOf(List<Watch> watches) {
        Set<UUID> runs = new HashSet<>();
        watches.stream().map(Watch::run).filter(Objects::nonNull).forEach(runs::add);
        return runs;
    }

    private boolean showsTables(UUID run) {
        return Stream.concat(starting.stream(), established.stream()).anyMatch(watcher -> watcher.watch().showsTablesOf(run));
    }

    private ChangesQuery.OfRun tablesOf(UUID run) {
        List<Watch> begun = starting.stream().map(Watcher::watch).filter(watch -> watch.showsTablesOf(run)).toList();
        long since = begun.stream().map(Watch::after).filter(Objects::nonNull).reduce(told(tablesToldUntil.get(run)), Math::min);
        return new ChangesQuery.OfRun(run, since, begun.stream().anyMatch(watch -> watch.tables() == Watch.Tables.UNSETTLED));
    }

    private synchronized int tell(ChangesQuery question, Answer seen) {
        Set<Watcher> told = new LinkedHashSet<>();
        int changed = tellTables(seen.tables(), told);
        changed += tellRuns(seen.runs(), told);
        tellWhatIsTooMuch(question, seen, told);
        toldUntil = seen.turn();
        question.tables().forEach(of -> tablesToldUntil.merge(of.run(), newest(of, seen), Math::max));
        Frame position = Frame.position(seen.turn());
        told.addAll(starting);
        told.forEach(watcher -> watcher.mailbox().deliver(position));
        established.addAll(starting);
        starting.clear();
        seen.runs().stream().map(ChangedRun::run).filter(run -> run.finishedAt() != null).forEach(this::finish);
        return changed;
    }

    // The tables were read behind the runs. Where nothing that has changed was asked for, what is in hand says nothing of the others.
    private static long newest(ChangesQuery.OfRun of, Answer seen) {
        return of.since() == ChangesQuery.NOTHING
                ? seen.turn()
                : seen.tables().stream().filter(table -> table.changed() && table.run().equals(of.run())).mapToLong(ChangedTable::turn).reduce(seen.turn(), Math::max);
    }

    private int tellTables(List<ChangedTable> tables, Set<Watcher> told) {
        Map<UUID, Frame> nowInHand = new HashMap<>();
        int changed = 0;
        for (ChangedTable table : tables) {
            Frame frame = Frame.of("table", table.table().id(), json.apply(table.table()));
            boolean news = (table.changed() && table.turn() > told(tablesToldUntil.get(table.run()))) || (table.inHand() && differs(frame, inHand.get(table.table().id())));
            if (table.inHand()) {
                nowInHand.put(table.table().id(), frame);
            }
            if (news) {
                changed++;
                put(frame, established, watch -> watch.showsTablesOf(table.run()), told);
            }
            put(frame, starting, watch -> watch.showsTablesOf(table.run()) && isNewTo(watch, table), told);
        }
        inHand = nowInHand;
        return changed;
    }

    private static boolean isNewTo(Watch watch, ChangedTable table) {
        return table.inHand()
                || (table.changed() && watch.isBefore(table.turn()))
                || (watch.tables() == Watch.Tables.UNSETTLED && table.table().finishedAt() == null);
    }

    private static boolean differs(Frame frame, @Nullable Frame before) {
        return before == null || !Arrays.equals(frame.bytes(), before.bytes());
    }

    private int tellRuns(List<ChangedRun> runs, Set<Watcher> told) {
        int changed = 0;
        for (ChangedRun run : runs) {
            UUID id = run.run().id();
            Frame frame = Frame.of("run", id, json.apply(run.run()));
            if (run.turn() > told(toldUntil)) {
                changed++;
                put(frame, established, watch -> watch.shows(id), told);
            }
            put(frame, starting, watch -> id.equals(watch.run()) || (watch.everything() && watch.isBefore(run.turn())), told);
            if (Stream.concat(starting.stream(), established.stream()).anyMatch(watcher -> id.equals(watcher.watch().run()))) {
                present.put(id, run.run());
            }
        }
        return changed;
    }

    // Of thousands only the newest have been read; whoever has not seen the others is told to read them.
    private void tellWhatIsTooMuch(ChangesQuery question, Answer seen, Set<Watcher> told) {
        long runs = floor(seen.runs().stream().map(ChangedRun::turn), question.since());
        Map<UUID, Long> tables = new LinkedHashMap<>();
        question.tables().forEach(of -> tables.put(
                of.run(), floor(seen.tables().stream().filter(table -> table.changed() && table.run().equals(of.run())).map(ChangedTable::turn), of.since())));
        put(Frame.reset("runs"), established, watch -> watch.everything() && told(toldUntil) < runs, told);
        put(Frame.reset("runs"), starting, watch -> watch.everything() && isBehind(watch, runs, seen.turn()), told);
        tables.forEach((run, floor) -> {
            put(Frame.reset("tables"), established, watch -> watch.showsTablesOf(run) && told(tablesToldUntil.get(run)) < floor, told);
            put(Frame.reset("tables"), starting, watch -> watch.showsTablesOf(run) && isBehind(watch, floor, seen.turn()), told);
        });
    }

    /// What changed in this turn or before it has not all been read; 0 where everything has.
    private static long floor(Stream<Long> turns, long since) {
        return turns.filter(turn -> turn > since).sorted(Comparator.reverseOrder()).skip(ChangesQuery.MOST).findFirst().orElse(0L);
    }

    // Ahead of everything is who has seen a database that was put back since.
    private static boolean isBehind(Watch watch, long floor, long newest) {
        Long after = watch.after();
        return after != null && (after < floor || after > newest);
    }

    private static void put(Frame frame, Set<Watcher> some, Predicate<Watch> whom, Set<Watcher> told) {
        some.stream().filter(watcher -> whom.test(watcher.watch())).forEach(watcher -> {
            watcher.mailbox().put(frame);
            told.add(watcher);
        });
    }

    private void finish(RunView run) {
        List<Watcher> last = new ArrayList<>(established.stream().filter(watcher -> watcher.watch().endsWith(run.id())).toList());
        if (last.isEmpty()) {
            return;
        }
        Frame finished = Frame.of("finished", "finished", json.apply(run));
        last.forEach(watcher -> {
            watcher.mailbox().put(finished);
            watcher.mailbox().close();
            established.remove(watcher);
        });
    }
}
