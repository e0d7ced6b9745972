package dev.syncline.dialect.mysql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.Advice;
import dev.syncline.dialect.load.FieldDifferences;
import dev.syncline.dialect.load.FieldDifferences.Retyped;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LoadSession;
import dev.syncline.dialect.load.TransactionalLedger.Phase;
import dev.syncline.dialect.load.TransactionalLedger.Row;
import dev.syncline.dialect.load.WrittenShape;

/// How staged rows become the content of the table: the staging table takes its place by one `RENAME TABLE`, or its rows are put into it in one
/// transaction with the ledger's news of it.
final class MySqlTableSwap {

    private final MySqlTarget target;
    private final LoadPlan plan;
    private final WrittenShape written;
    private final TableName staging;
    private final LoadNames names;
    private final String table;
    private final LoadSession steps;
    private final MySqlTargetCatalog catalog;
    private final MySqlRows rows;

    MySqlTableSwap(MySqlTarget target, LoadPlan plan, WrittenShape written, TableName staging, LoadSession steps, MySqlTargetCatalog catalog) {
        this.target = target;
        this.plan = plan;
        this.written = written;
        this.staging = staging;
        this.names = LoadNames.of(plan.load());
        this.table = MySqlNames.quote(plan.table());
        this.steps = steps;
        this.catalog = catalog;
        MySqlKey key = MySqlKey.of(plan.shape(), plan.rules().incrementalKey());
        Bound after = plan.rules().mode() instanceof LoadMode.Merge(var bound) ? bound : null;
        this.rows = new MySqlRows(plan.table(), staging, written.shape(), key, after);
    }

    /// Whether the staging table may have several rows of one primary key, which is built afterwards then.
    boolean deduplicates() {
        boolean wanted = plan.rules().deduplicate() || plan.rules().mode() instanceof LoadMode.Merge;
        return wanted && !plan.shape().primaryKey().isEmpty();
    }

    void createStaging() throws SQLException {
        List<String> refusals = target.keyRefusals(catalog, written.shape());
        if (!refusals.isEmpty()) {
            throw new SyncException(FailureCode.UNSUPPORTED_TYPE, refusals.getFirst());
        }
        steps.ddl(deduplicates() ? target.createNumberedTable(staging, written.shape()) : target.createTable(staging, written.shape(), TableProperties.NONE));
    }

    /// @throws SyncException where the table cannot be replaced, cleared or merged into; it is as it was then
    void expectPossible() throws SQLException {
        Optional<String> kind = catalog.kind(plan.table());
        if (kind.isEmpty()) {
            return;
        }
        if (!kind.get().equals(MySqlTargetCatalog.TABLE)) {
            throw inUse("replace %s in the target: it is a %s and not a table; drop it, or choose another name"
                    .formatted(plan.table(), kind.get().toLowerCase(Locale.ROOT)));
        }
        switch (plan.rules().mode()) {
            case LoadMode.Create _ -> expectReplaceable();
            case LoadMode.Clear _ -> {
                expectClearable();
                expectChangeable();
            }
            case LoadMode.Merge _ -> expectChangeable();
        }
    }

    /// Views name their table anew, so that they do not stand in the way.
    private void expectReplaceable() throws SQLException {
        List<String> foreignKeys = catalog.incomingForeignKeys(plan.table());
        List<String> dependents = new ArrayList<>(foreignKeys);
        dependents.addAll(catalog.triggers(plan.table()));
        if (catalog.isPartitioned(plan.table())) {
            dependents.add("its partitions");
        }
        if (!dependents.isEmpty()) {
            throw inUse("replace table %s in the target: %s would be lost or broken; drop what depends on it, or choose another target%s"
                    .formatted(plan.table(), String.join(", ", dependents), Advice.keeping(foreignKeys)));
        }
    }

    private void expectClearable() throws SQLException {
        List<String> foreignKeys = catalog.incomingForeignKeys(plan.table());
        if (!foreignKeys.isEmpty()) {
            throw inUse("clear table %s in the target: %s refers to its rows; drop it, or choose another target"
                    .formatted(plan.table(), String.join(", ", foreignKeys)));
        }
    }

    private void expectChangeable() throws SQLException {
        String engine = catalog.engine(plan.table()).orElse("InnoDB");
        if (!engine.equals("InnoDB")) {
            throw new SyncException(
                    FailureCode.MISCONFIGURED,
                    "Table %s in the target has the storage engine %s, which has no transactions; alter it to InnoDB%s"
                            .formatted(plan.table(), engine, Remedy.after(Advice.instead(plan.rules().mode()))));
        }
        FieldDifferences differences = differences();
        differences.expectLossless(plan.rules().mode());
        expectNoNumbering(differences);
        if (!differences.retyped().isEmpty()) {
            HeldIndexes.of(plan.table(), catalog).expectFitting(differences.retyped(), plan.rules().mode());
        }
    }

    /// A column that numbers its rows is never null, also where it is declared so: it takes a null for the wish for a number (measured on 8.0.33).
    private void expectNoNumbering(FieldDifferences differences) {
        for (Retyped change : differences.loosened()) {
            if (change.held().attributes().contains("AUTO_INCREMENT")) {
                throw new SyncException(
                        FailureCode.MISCONFIGURED,
                        "Column \"%s\" of table %s in the target numbers its rows (AUTO_INCREMENT), and would make a number of each null that the source may send; alter it to a plain column"
                                .formatted(change.held().name(), plan.table()));
            }
        }
    }

    private static SyncException inUse(String what) {
        return new SyncException(FailureCode.IN_USE, "Cannot " + what);
    }

    private FieldDifferences differences() throws SQLException {
        return FieldDifferences.between(plan.table(), written.shape(), catalog.columns(plan.table()), MySqlInspection.types(written.shape()));
    }

    /// For targets without room for both (A3).
    boolean dropOld() throws SQLException {
        if (steps.expectMine().phase() == Phase.SWAPPED) {
            throw steps.lost();
        }
        expectPossible();
        if (catalog.kind(plan.table()).isPresent()) {
            steps.ddl("DROP TABLE " + table);
        }
        return true;
    }

    /// Leaves one row of each primary key where the rules say that there may be several.
    ///
    /// @return how many went
    long deduplicate() throws SQLException {
        boolean needed = deduplicates() && !"0".equals(catalog.strings(rows.countOlder()).getFirst());
        return needed ? steps.update(rows.deleteOlder(), List.of()) : 0;
    }

    private boolean stays() throws SQLException {
        return !(plan.rules().mode() instanceof LoadMode.Create) && catalog.kind(plan.table()).isPresent();
    }

    /// Makes the staging table what the table is to be, where it will take its place.
    boolean prepare() throws SQLException {
        if (stays()) {
            return false;
        }
        steps.expectMine();
        List<String> actions = new ArrayList<>();
        if (catalog.hasColumn(staging, LoadNames.ROW)) {
            actions.add("DROP COLUMN %s".formatted(MySqlNames.quote(LoadNames.ROW)));
            actions.add("ADD " + MySqlTarget.primaryKey(plan.shape()));
        }
        if (target.needsKeyIndex(plan.shape(), plan.rules())
                && InnoDbLimits.fitsAKey(plan.shape(), plan.rules().incrementalKey(), catalog.longestKey())
                && !catalog.hasIndex(staging, MySqlTarget.KEY_INDEX)) {
            actions.add(MySqlTarget.addKeyIndex(plan.rules()));
        }
        if (!actions.isEmpty()) {
            steps.ddl("ALTER TABLE %s\n    %s".formatted(MySqlNames.quote(staging), String.join(",\n    ", actions)));
        }
        return true;
    }

    LoadReport publish(Ledger taken) throws SQLException {
        Row row = steps.transaction("look at", steps::expectMine);
        if (row.phase() == Phase.SWAPPED) {
            return Objects.requireNonNull(Objects.requireNonNull(row.taken()).published());
        }
        boolean stays = steps.transaction("look at", this::stays);
        if (!stays) {
            return swap(taken);
        }
        steps.inTries("alter", this::alter);
        steps.execute("SET innodb_lock_wait_timeout = 1");
        return steps.inTries("put rows into", this::putRows);
    }

    private LoadReport swap(Ledger taken) throws SQLException {
        steps.transaction("build the keys of", this::prepare);
        Row row = steps.transaction("replace", () -> {
            Row mine = steps.expectMine();
            steps.enter(Phase.SWAPPING, new LoadReport(0, 0, mine.duplicates(), List.of()));
            return mine;
        });
        steps.inTries("replace", this::rename);
        return steps.transaction("replace", () -> finishSwap(taken, row));
    }

    /// One statement, so that no reader sees the name missing. The session's lock_wait_timeout is a second: readers queue behind it.
    private boolean rename() throws SQLException {
        expectPossible();
        String next = "%s TO %s".formatted(MySqlNames.quote(staging), table);
        steps.ddl(catalog.kind(plan.table()).isPresent()
                ? "RENAME TABLE %s TO %s, %s".formatted(table, MySqlNames.quote(replaced()), next)
                : "RENAME TABLE " + next);
        return true;
    }

    private TableName replaced() {
        return plan.beside(names.replaced());
    }

    LoadReport finishSwap(Ledger taken, Row row) throws SQLException {
        LoadReport report = new LoadReport(taken.taken().rows() - row.duplicates(), 0, row.duplicates(), List.of());
        steps.expectMine();
        steps.enter(Phase.SWAPPED, report);
        steps.commit();
        steps.ddl("DROP TABLE IF EXISTS " + MySqlNames.quote(replaced()));
        return report;
    }

    /// Lets the table take the rows: new columns without NOT NULL (A12), wider types, nulls where there may be some.
    private boolean alter() throws SQLException {
        steps.expectMine();
        expectPossible();
        FieldDifferences differences = differences();
        if (!differences.needsAlteration()) {
            return false;
        }
        List<String> actions = new ArrayList<>();
        differences.added().forEach(added -> actions.add("ADD COLUMN %s %s NULL".formatted(MySqlNames.quote(added.column().name()), added.type())));
        differences.retyped().forEach(change -> actions.add(modify(change, change.wanted())));
        differences.loosened().stream()
                .filter(change -> !differences.retyped().contains(change))
                .forEach(change -> actions.add(modify(change, change.held().type())));
        steps.ddl("ALTER TABLE %s\n    %s".formatted(table, String.join(",\n    ", actions)));
        differences.alterations(plan.rules().mode()).forEach(steps::note);
        return true;
    }

    private String modify(Retyped change, String type) {
        boolean nullable = change.held().nullable() || change.column().nullable() && !plan.shape().primaryKey().contains(change.column().name());
        return "MODIFY COLUMN %s %s %s%s".formatted(
                MySqlNames.quote(change.held().name()), type, nullable ? "NULL" : "NOT NULL", change.held().attributes());
    }

    /// Readers go on reading the old rows until the end.
    private LoadReport putRows() throws SQLException {
        Row row = steps.expectMine();
        long inserted;
        long updated = 0;
        if (plan.rules().mode() instanceof LoadMode.Merge && !plan.shape().primaryKey().isEmpty()) {
            String update = rows.updatePresent();
            updated = update == null ? 0 : steps.update(update, rows.parameters());
            inserted = steps.update(rows.insertMissing(), rows.parameters());
        } else {
            if (!(plan.rules().mode() instanceof LoadMode.Merge)) {
                expectClearable();
                steps.execute(rows.deleteAll());
            }
            inserted = steps.update(rows.insertAll(), rows.parameters());
        }
        LoadReport report = new LoadReport(inserted, updated, row.duplicates(), List.of());
        steps.enter(Phase.SWAPPED, report);
        return report;
    }
}
