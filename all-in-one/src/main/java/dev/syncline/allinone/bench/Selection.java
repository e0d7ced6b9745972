package dev.syncline.allinone.bench;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What is to be measured.
///
/// @param rows of the table of 16 columns, one size after the other; the table of many types has half as many as the first says
/// @param lanes names of lanes, or the first words of some; empty for all
/// @param rounds warm ones, of which the medians are reported
/// @param options of the connections that Syncline uses, by their names in requests
public record Selection(List<Integer> rows, List<String> lanes, int rounds, Map<String, String> options) {

    public static final Selection STANDARD = new Selection(List.of(1_000_000, 4_000_000), List.of(), 5, Map.of());
    static final String INCREMENTAL = "incremental";
    static final String SMALL = "small";

    /// A table of one size, and where it goes.
    ///
    /// @param more what follows the copies: [#INCREMENTAL], [#SMALL]
    record Workload(BenchTable table, int rows, List<Lane> lanes, List<String> more) {

        /// The servers that have the table.
        Set<Site> sources() {
            Set<Site> sources = EnumSet.of(Site.POSTGRESQL);
            lanes.forEach(lane -> sources.add(lane.source()));
            if (!more.isEmpty()) {
                sources.add(Site.MYSQL);
            }
            return sources;
        }
    }

    public Selection {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("A benchmark has a size");
        }
        rows = List.copyOf(rows);
        lanes = List.copyOf(lanes);
        options = Map.copyOf(options);
    }

    /// All that can be chosen.
    public static List<String> names() {
        return Stream.concat(Lane.ALL.stream().map(Lane::name), Stream.of(INCREMENTAL, SMALL)).toList();
    }

    /// Whether a word chooses something.
    public static boolean knows(String word) {
        return names().stream().anyMatch(name -> begins(name, word));
    }

    private static boolean begins(String name, String word) {
        return name.equals(word) || name.startsWith(word + "-");
    }

    boolean has(String name) {
        return lanes.isEmpty() || lanes.stream().anyMatch(word -> begins(name, word));
    }

    /// In the order in which they are measured.
    List<Workload> workloads() {
        List<Workload> workloads = new ArrayList<>();
        List<String> more = Stream.of(INCREMENTAL, SMALL).filter(this::has).toList();
        for (int size : rows) {
            // What is throttled takes its time, and says no more of a larger table.
            boolean first = workloads.isEmpty();
            workloads.add(new Workload(BenchTable.LINEITEM, size, lanes(lane -> lane.table() == BenchTable.LINEITEM && (first || !lane.throttled())),
                    first ? more : List.of()));
        }
        workloads.add(new Workload(BenchTable.MANY_TYPES, Math.max(1, rows.getFirst() / 2), lanes(lane -> lane.table() == BenchTable.MANY_TYPES), List.of()));
        return workloads.stream().filter(workload -> !workload.lanes().isEmpty() || !workload.more().isEmpty()).toList();
    }

    private List<Lane> lanes(Predicate<Lane> which) {
        return Lane.ALL.stream().filter(lane -> has(lane.name())).filter(which).toList();
    }

    /// The servers that take part; rows are made in PostgreSQL.
    Set<Site> sites() {
        Set<Site> sites = EnumSet.of(Site.POSTGRESQL);
        for (Workload workload : workloads()) {
            sites.addAll(workload.sources());
            workload.lanes().forEach(lane -> sites.addAll(lane.targets()));
        }
        return sites;
    }
}
