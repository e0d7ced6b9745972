package dev.syncline.config.preview;

import java.util.ArrayList;
import java.util.List;

import dev.syncline.config.preview.Preview.KeyPreview;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.CoarseKey;
import dev.syncline.contracts.work.TableRules;

/// What is to be known of the keys of a table: the one that the target's table gets, and the one by which rows are new.
final class KeyAdvice {

    private KeyAdvice() {}

    /// Which key the target's table gets, and why.
    static KeyPreview key(TablePlan plan, TableShape shape) {
        List<String> key = TableRules.key(plan, shape);
        return new KeyPreview(key, switch (plan.key()) {
            case SOURCE -> key.isEmpty()
                    ? "The source's table has no primary key, and the project names no keyFields"
                    : "The source's primary key, as the project names no keyFields";
            case FIELDS -> "The project's keyFields";
            case NONE -> "The project's keyFields are an empty list: the target's table gets no key";
        });
    }

    /// What may go wrong with the keys of an incremental table.
    static List<String> of(TablePlan plan, TableShape shape) {
        List<String> advice = new ArrayList<>();
        if (TableRules.key(plan, shape).isEmpty()) {
            String remedy = shape.primaryKey().isEmpty()
                    ? "add keyFields"
                    : "leave keyFields out, and the source's primary key %s is taken".formatted(shape.primaryKey());
            advice.add("Table %s has no key fields: new rows are appended, and a row that is changed in the source arrives a second time; %s"
                    .formatted(plan.source(), remedy));
        }
        CoarseKey.advice(plan, shape).ifPresent(advice::add);
        return advice;
    }
}
