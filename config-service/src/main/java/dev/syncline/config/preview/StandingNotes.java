package dev.syncline.config.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.policy.FullMode;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.TableRules;
import dev.syncline.dialect.read.Packing;

/// What every run means for what the targets hold, said once and not for each table.
final class StandingNotes {

    private StandingNotes() {}

    /// @param packing in which form the rows of each table travel, where that is known
    static List<String> of(List<TablePlan> plans, Map<TableName, Packing> packing) {
        List<String> notes = new ArrayList<>();
        long incremental = plans.stream().filter(TableRules::isIncremental).count();
        long replaced = plans.stream().filter(plan -> !TableRules.isIncremental(plan) && plan.fullMode() != FullMode.RETAIN_AND_CLEAR).count();
        if (replaced > 0) {
            notes.add("%s made anew at every run: indexes, foreign keys, defaults, comments, triggers and rights that somebody has added to %s in a target go with the old one; fullMode retain-and-clear keeps the table"
                    .formatted(replaced == 1 ? "1 table is" : replaced + " tables are", replaced == 1 ? "it" : "them"));
        }
        if (incremental > 0) {
            notes.add("Of %s only new and changed rows are read: rows that are deleted in the source stay in the targets; a run with \"full\": true loads %s anew once"
                    .formatted(incremental == 1 ? "1 table" : incremental + " tables", incremental == 1 ? "it" : "them"));
        }
        notes.addAll(forms(packing));
        return notes;
    }

    private static List<String> forms(Map<TableName, Packing> packing) {
        List<String> notes = new ArrayList<>();
        long packed = packing.values().stream().filter(Packing::isPacked).count();
        if (packed > 0) {
            notes.add("The rows of %s travel as PostgreSQL packs them (binary COPY), and not as text".formatted(TroubleWords.count(Math.toIntExact(packed), "table")));
        }
        List<String> hindered = packing.entrySet().stream()
                .filter(entry -> entry.getValue().hindrance() != null)
                .map(entry -> "%s (%s)".formatted(entry.getKey(), entry.getValue().hindrance()))
                .sorted()
                .toList();
        if (!hindered.isEmpty()) {
            notes.add("The rows of %s travel as text, and not as PostgreSQL packs them, which takes longer: %s"
                    .formatted(TroubleWords.count(hindered.size(), "table"), TroubleWords.list(hindered)));
        }
        return notes;
    }
}
