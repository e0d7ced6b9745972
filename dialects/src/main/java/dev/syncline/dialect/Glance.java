package dev.syncline.dialect;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.Column;

/// What a short look at the rows of a table has found.
///
/// @param found suspicions that are true of some row
/// @param complete whether the others are true of none; else the look ended before
public record Glance(List<Suspicion> found, boolean complete) {

    public Glance {
        found = List.copyOf(found);
    }

    /// A column that may hold values which some target cannot hold.
    ///
    /// @param days that the target can hold
    public record Suspicion(Column column, ValueTrouble trouble, DayRange days) {}

    /// One question to the table.
    public interface Question {

        /// @param suspicions of one kind of trouble, at least one
        /// @return which of them are true of the first row of which any is, in their order; none where there is no such row
        List<Boolean> anyRow(List<Suspicion> suspicions, long millis) throws SQLException;
    }

    /// Asks for the rest until no row is left of which any is true. Texts are asked for last, for they are the longest.
    ///
    /// @param endedByTime whether an error says that the time was over
    public static Glance take(List<Suspicion> suspicions, Duration atMost, Question question, Predicate<SQLException> endedByTime) throws SQLException {
        long end = System.nanoTime() + atMost.toNanos();
        Map<ValueTrouble, List<Suspicion>> byTrouble = new LinkedHashMap<>();
        suspicions.stream()
                .sorted((one, other) -> one.trouble().compareTo(other.trouble()))
                .forEach(suspicion -> byTrouble.computeIfAbsent(suspicion.trouble(), _ -> new ArrayList<>()).add(suspicion));
        List<Suspicion> found = new ArrayList<>();
        for (List<Suspicion> left : byTrouble.values()) {
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
