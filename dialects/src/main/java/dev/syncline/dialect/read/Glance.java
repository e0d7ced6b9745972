package dev.syncline.dialect.read;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.Column;
import dev.syncline.dialect.DayRange;
import dev.syncline.dialect.KeyLength;

/// What a short look at the rows of a table has found.
///
/// @param found suspicions that are true of some row
/// @param complete whether the others are true of none; else the look ended before
public record Glance(List<Suspicion> found, boolean complete) {

    public Glance {
        found = List.copyOf(found);
    }

    /// What a column may hold that makes a table fail.
    public sealed interface Suspicion {

        Column column();

        /// A column that may hold values which some target cannot hold.
        ///
        /// @param days that the target can hold
        record Troubled(Column column, ValueTrouble trouble, DayRange days) implements Suspicion {}

        /// A key field that may have no value in some row.
        record Missing(Column column) implements Suspicion {}

        /// A key field that may be longer than a key of some target.
        record TooLong(Column column, KeyLength longest) implements Suspicion {}

        /// Questions for which one query is asked; the later ones take longer.
        private int kind() {
            return switch (this) {
                case Missing _ -> -1;
                case Troubled troubled -> troubled.trouble.ordinal();
                case TooLong _ -> ValueTrouble.values().length;
            };
        }
    }

    /// One question to the table.
    public interface Question {

        /// @param suspicions of one kind, at least one
        /// @return which of them are true of the first row of which any is, in their order; none where there is no such row
        List<Boolean> anyRow(List<Suspicion> suspicions, long millis) throws SQLException;
    }

    /// Asks for the rest until no row is left of which any is true. Texts are asked for last, for they are the longest.
    ///
    /// @param endedByTime whether an error says that the time was over
    public static Glance take(List<Suspicion> suspicions, Duration atMost, Question question, Predicate<SQLException> endedByTime) throws SQLException {
        long end = System.nanoTime() + atMost.toNanos();
        Map<Integer, List<Suspicion>> byKind = new LinkedHashMap<>();
        suspicions.stream()
                .sorted(Comparator.comparingInt(Suspicion::kind))
                .forEach(suspicion -> byKind.computeIfAbsent(suspicion.kind(), _ -> new ArrayList<>()).add(suspicion));
        List<Suspicion> found = new ArrayList<>();
        for (List<Suspicion> left : byKind.values()) {
            while (!left.isEmpty()) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return new Glance(found, false);
                }
                List<Boolean> answers;
                try {
                    answers = question.anyRow(left, millis);
                } catch (SQLException e) {
                    if (endedByTime.test(e)) {
                        return new Glance(found, false);
                    }
                    throw e;
                }
                if (!answers.contains(true)) {
                    break;
                }
                for (int i = answers.size() - 1; i >= 0; i--) {
                    if (answers.get(i)) {
                        found.add(left.remove(i));
                    }
                }
            }
        }
        return new Glance(found, true);
    }
}
