package dev.syncline.config.preview;

import java.util.List;
import java.util.stream.Collectors;

import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.DayRange;
import dev.syncline.dialect.read.Glance.Suspicion;
import dev.syncline.dialect.read.Glance.Suspicion.Troubled;

/// How a preview speaks of values that a target cannot hold.
final class TroubleWords {

    private static final int SHOWN = 20;

    private TroubleWords() {}

    static String values(ValueTrouble trouble, DayRange days) {
        return switch (trouble) {
            case ZERO_DATE -> "dates that are none, such as 0000-00-00";
            case DATE_OUT_OF_RANGE -> "days before %s or after %s".formatted(days.first(), days.last());
            case NOT_A_NUMBER -> "NaN or infinity in place of a number";
            case NUL_CHARACTER -> "texts with the character NUL";
        };
    }

    /// The line that cures all of these columns.
    static String remedy(ValueTrouble trouble, List<Troubled> columns, TableShape shape) {
        return remedy(trouble, columns.stream().anyMatch(one -> shape.primaryKey().contains(one.column().name())));
    }

    static String remedy(ValueTrouble trouble, boolean inKey) {
        return Remedy.values(trouble, inKey).sentence();
    }

    static String columns(List<? extends Suspicion> columns) {
        return list(columns.stream().map(one -> '"' + one.column().name() + '"').distinct().toList());
    }

    static String list(List<String> all) {
        String shown = all.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return all.size() <= SHOWN ? shown : "%s and %d more".formatted(shown, all.size() - SHOWN);
    }

    static String count(int number, String noun) {
        return "%d %s".formatted(number, number == 1 ? noun : noun + "s");
    }
}
