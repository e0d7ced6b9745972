package dev.syncline.contracts.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.syncline.contracts.table.TableName;

/// What is said of patterns, to be asked about many tables.
///
/// @param <T> a rule or a policy
final class MostSpecific<T> {

    private record Ranked<T>(T said, TablePattern pattern) {}

    private final List<Ranked<T>> ranked;

    /// @param pattern of each
    MostSpecific(Collection<T> said, Function<T, TablePattern> pattern) {
        ranked = said.stream()
                .map(one -> new Ranked<>(one, pattern.apply(one)))
                .sorted(Comparator.comparing(Ranked::pattern, TablePattern.SPECIFIC_FIRST))
                .toList();
    }

    /// Those whose pattern meets a condition, the most specific first.
    Stream<T> where(Predicate<TablePattern> condition) {
        return ranked.stream().filter(one -> condition.test(one.pattern)).map(Ranked::said);
    }

    /// Those that match a table, the most specific first.
    Stream<T> of(TableName table) {
        return where(pattern -> pattern.matches(table));
    }
}
