package dev.syncline.contracts.work;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.policy.SyncTime;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadRules.LoadMode;

/// What a table's plan means for its shape and for its loads: the same for a run and for a preview of it.
public final class TableRules {

    private TableRules() {}

    /// What speaks against copying a table of this shape by this plan.
    public static Optional<Failure> objection(TablePlan plan, TableShape shape) {
        if (plan.addSyncTime() && SyncTime.isTaken(shape)) {
            return Optional.of(new Failure(
                    FailureCode.UNUSABLE_NAME,
                    "Table %s has a column %s already, so the update time cannot be added; rename the column, or %s"
                            .formatted(plan.source(), SyncTime.NAME, Remedy.withoutUpdateTime().sentence())));
        }
        Set<String> columns = shape.columns().stream().map(Column::name).collect(Collectors.toSet());
        return missing(plan, incrementalKey(plan), columns, "incremental key; choose another key or extract in full")
                .or(() -> missing(plan, plan.keyFields(), columns, "key fields; choose others or none"))
                .or(() -> doubling(plan, shape));
    }

    private static Optional<Failure> missing(TablePlan plan, List<String> wanted, Set<String> columns, String role) {
        return wanted.stream()
                .filter(name -> !columns.contains(name))
                .findFirst()
                .map(name -> new Failure(
                        FailureCode.NOT_FOUND, "Table %s has no column \"%s\", which belongs to its %s".formatted(plan.source(), name, role)));
    }

    private static Optional<Failure> doubling(TablePlan plan, TableShape shape) {
        boolean looksBack = plan.extraction() instanceof Extraction.Incremental incremental && incremental.lookBack() != null;
        return looksBack && key(plan, shape).isEmpty()
                ? Optional.of(new Failure(
                        FailureCode.MISCONFIGURED,
                        "Table %s is read again from before its greatest incremental key, but has no primary key and no key fields, so that rows would be doubled; add keyFields, or leave lookBack out"
                                .formatted(plan.source())))
                : Optional.empty();
    }

    /// The primary key that the target's table gets, and by which its rows are told apart (S42 to S44); empty for none (A22).
    public static List<String> key(TablePlan plan, TableShape shape) {
        return switch (plan.key()) {
            case SOURCE -> shape.primaryKey();
            case FIELDS -> plan.keyFields();
            case NONE -> List.of();
        };
    }

    /// What the rows have, with the primary key that the target's table gets.
    public static TableShape loaded(TablePlan plan, TableShape shape) {
        return switch (plan.key()) {
            case SOURCE -> shape;
            case FIELDS -> withKeyFields(plan, shape);
            case NONE -> new TableShape(shape.origin(), shape.columns(), List.of());
        };
    }

    private static TableShape withKeyFields(TablePlan plan, TableShape shape) {
        List<Column> columns = shape.columns().stream()
                .map(column -> plan.keyFields().contains(column.name())
                        ? new Column(column.name(), column.type(), false, column.declaration())
                        : column)
                .toList();
        return new TableShape(shape.origin(), columns, plan.keyFields());
    }

    /// The table as it would be made in a target.
    public static TableShape made(TablePlan plan, TableShape shape) {
        TableShape loaded = loaded(plan, shape);
        return plan.addSyncTime() ? SyncTime.addTo(loaded) : loaded;
    }

    /// How a load makes the rows the table's content.
    ///
    /// @param began when the run began with the table, the same in every attempt and for every target (A15)
    public static LoadRules rules(TablePlan plan, TableShape shape, LoadMode mode, Instant began) {
        return new LoadRules(
                mode,
                incrementalKey(plan),
                deduplicates(plan, shape),
                plan.addSyncTime() ? began.truncatedTo(ChronoUnit.MILLIS) : null,
                plan.properties());
    }

    // The source's own key is unique, and key fields that hold all of it are as unique as it is.
    private static boolean deduplicates(TablePlan plan, TableShape shape) {
        List<String> key = key(plan, shape);
        boolean unique = !shape.primaryKey().isEmpty() && new HashSet<>(key).containsAll(shape.primaryKey());
        return isIncremental(plan) && !key.isEmpty() && !unique;
    }

    /// Whether a run reads only what is new of the table, if it can.
    public static boolean isIncremental(TablePlan plan) {
        return plan.extraction() instanceof Extraction.Incremental;
    }

    /// Whether a run has to know what the targets hold before it reads the table.
    public static boolean isInspected(TablePlan plan) {
        return isIncremental(plan) && !isAnew(plan);
    }

    /// Whether a run extracts everything of the table though it usually reads what is new.
    public static boolean isAnew(TablePlan plan) {
        return Boolean.TRUE.equals(plan.anew());
    }

    /// The columns of the incremental key; empty where everything is extracted.
    public static List<String> incrementalKey(TablePlan plan) {
        return switch (plan.extraction()) {
            case Extraction.Full _ -> List.of();
            case Extraction.Incremental incremental -> incremental.key();
        };
    }
}
