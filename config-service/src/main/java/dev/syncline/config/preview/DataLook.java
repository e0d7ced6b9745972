package dev.syncline.config.preview;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.syncline.config.project.ColumnCheck;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.SourceDialect;
import dev.syncline.dialect.read.Glance;
import dev.syncline.dialect.read.Glance.Suspicion;
import dev.syncline.dialect.read.Glance.Suspicion.Missing;
import dev.syncline.dialect.read.Glance.Suspicion.TooLong;
import dev.syncline.dialect.read.Glance.Suspicion.Troubled;
import org.jspecify.annotations.Nullable;

/// What a short look at the rows of a source says of values that make a table fail. All tables together get a few seconds, the smallest first; what has
/// not been looked at is said.
///
/// @param tables those that can be read, in the project's order
record DataLook(Map<TableName, Seen> tables) {

    static final DataLook NONE = new DataLook(Map.of());

    /// No table gets all of the time.
    private static final int SHARES = 4;

    /// @param shape as the source has it
    /// @param refused for each kind of target what it cannot hold of the table's columns
    /// @param keyFields that may be null, which no target takes
    /// @param longKeys for each kind of target the key fields that may be longer than a key there
    /// @param glance null where the rows have not been looked at
    record Seen(TablePlan plan, TableShape shape, Map<DatabaseKind, List<Troubled>> refused, List<Missing> keyFields, Map<DatabaseKind, List<TooLong>> longKeys,
            @Nullable Glance glance) {

        List<Suspicion> suspicions() {
            return Stream.<List<? extends Suspicion>>concat(Stream.of(keyFields), Stream.concat(refused.values().stream(), longKeys.values().stream()))
                    .flatMap(List::stream)
                    .map(Suspicion.class::cast)
                    .distinct()
                    .toList();
        }

        boolean isComplete() {
            return suspicions().isEmpty() || glance != null && glance.complete();
        }

        List<Troubled> found(DatabaseKind target) {
            return glance == null ? List.of() : refused.getOrDefault(target, List.of()).stream().filter(glance.found()::contains).toList();
        }

        List<TooLong> tooLong(DatabaseKind target) {
            return glance == null ? List.of() : longKeys.getOrDefault(target, List.of()).stream().filter(glance.found()::contains).toList();
        }

        Seen with(@Nullable Glance taken) {
            return new Seen(plan, shape, refused, keyFields, longKeys, taken);
        }

        List<Missing> missing() {
            return glance == null ? List.of() : keyFields.stream().filter(glance.found()::contains).toList();
        }
    }

    /// @param found as the source describes the tables
    /// @param plans what is planned for a table that was found
    static DataLook take(
            SourceDialect source, Connection session, List<DiscoveredTable> found, Function<DiscoveredTable, TablePlan> plans, Suspicions suspicions, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        Map<TableName, Seen> seen = new HashMap<>();
        List<DiscoveredTable> smallestFirst = found.stream()
                .filter(table -> table.shape() != null)
                .sorted(Comparator.comparingLong(table -> table.estimatedBytes() < 0 ? Long.MAX_VALUE : table.estimatedBytes()))
                .toList();
        for (DiscoveredTable table : smallestFirst) {
            TablePlan plan = plans.apply(table);
            TableShape shape = Objects.requireNonNull(table.shape());
            List<Missing> keyFields = ColumnCheck.keyFieldsThatMayBeNull(plan, shape).stream().map(Missing::new).toList();
            Seen unseen = new Seen(plan, shape, suspicions.of(plan, shape), keyFields, suspicions.longKeys(plan, shape), null);
            Duration left = Duration.ofNanos(Math.min(end - System.nanoTime(), atMost.toNanos() / SHARES));
            seen.put(table.table(), unseen.with(glance(source, session, table.table(), unseen.suspicions(), left)));
        }
        Map<TableName, Seen> inOrder = new LinkedHashMap<>();
        found.stream().map(DiscoveredTable::table).filter(seen::containsKey).forEach(name -> inOrder.put(name, Objects.requireNonNull(seen.get(name))));
        return new DataLook(inOrder);
    }

    /// What is in the way of a look is in the way of a run, which says it better.
    private static @Nullable Glance glance(SourceDialect source, Connection session, TableName table, List<Suspicion> suspicions, Duration left) {
        if (suspicions.isEmpty() || !left.isPositive()) {
            return null;
        }
        try {
            return source.glance(session, table, suspicions, left);
        } catch (SQLException _) {
            return null;
        }
    }

    @Nullable Seen of(TableName table) {
        return tables.get(table);
    }

    List<Seen> all() {
        return new ArrayList<>(tables.values());
    }
}
