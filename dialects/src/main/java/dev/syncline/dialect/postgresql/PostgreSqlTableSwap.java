package dev.syncline.dialect.postgresql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.policy.SyncTime;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.Advice;
import dev.syncline.dialect.load.FieldDifferences;
import dev.syncline.dialect.load.HeldColumn;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LoadSession;
import dev.syncline.dialect.load.TransactionalLedger.Phase;
import dev.syncline.dialect.load.TransactionalLedger.Row;
import dev.syncline.dialect.load.WrittenShape;

/// How staged rows become the content of the table: the staging table takes its place, or its rows are put into it. Either is one transaction
/// with the ledger's news of it.
final class PostgreSqlTableSwap {

    /// Readers queue behind a lock that waits: it may wait for half a second only.
    private static final String SHORT_WAIT = "SET LOCAL lock_timeout = '500ms'";

    private final PostgreSqlVariant variant;
    private final PostgreSqlTarget target;
    private final TableProperties properties;
    private final LoadPlan plan;
    private final WrittenShape written;
    private final TableName staging;
    private final LoadNames names;
    private final String table;
    private final LoadSession steps;
    private final PostgreSqlTargetCatalog catalog;
    private final PostgreSqlRows rows;
    /// Whether the index on the incremental key has turned out to be impossible.
    private boolean indexless;

    PostgreSqlTableSwap(
            PostgreSqlVariant variant,
            PostgreSqlTarget target,
            TableProperties properties,
            LoadPlan plan,
            WrittenShape written,
            TableName staging,
            LoadSession steps,
            PostgreSqlTargetCatalog catalog) {
        this.variant = variant;
        this.target = target;
        this.properties = properties;
        this.plan = plan;
        this.written = written;
        this.staging = staging;
        this.names = LoadNames.of(plan.load());
        this.table = PostgreSqlNames.quote(plan.table());
        this.steps = steps;
        this.catalog = catalog;
        this.rows = new PostgreSqlRows(
                plan.table(),
                staging,
                written.shape(),
                PostgreSqlKey.of(plan.shape(), plan.rules().incrementalKey()),
                plan.rules().mode() instanceof LoadMode.Merge(var after) ? after : null);
    }

    PostgreSqlRows rows() {
        return rows;
    }

    /// @throws SyncException where the table cannot be replaced, cleared or merged into; it is as it was then
    void expectPossible() throws SQLException {
        variant.expectNameable(plan.table(), properties);
        List<String> refusals = catalog.refusals(properties);
        if (!refusals.isEmpty()) {
            throw new SyncException(FailureCode.MISCONFIGURED, "Cannot make table %s in the target: %s".formatted(plan.table(), String.join("; ", refusals)));
        }
        Optional<String> kind = catalog.relationKind(plan.table());
        if (kind.isEmpty()) {
            return;
        }
        if (!RelationKind.isTable(kind.get())) {
            throw inUse("replace %s in the target: it is a %s and not a table; drop it, or choose another name"
                    .formatted(plan.table(), RelationKind.word(kind.get())));
        }
        switch (plan.rules().mode()) {
            case LoadMode.Create(boolean dropFirst) -> expectReplaceable(kind.get(), dropFirst);
            case LoadMode.Clear _ -> {
                expectClearable();
                expectAlterable();
            }
            case LoadMode.Merge _ -> expectAlterable();
        }
    }

    private void expectAlterable() throws SQLException {
        FieldDifferences differences = differences();
        differences.expectLossless(plan.rules().mode());
        alteration(differences).expectPossible(plan.rules().mode());
    }

    private Alteration alteration(FieldDifferences differences) throws SQLException {
        return variant.alteration(catalog, plan.table(), differences.retyped());
    }

    private void expectReplaceable(String kind, boolean dropFirst) throws SQLException {
        List<String> views = catalog.views(plan.table());
        List<String> foreignKeys = catalog.incomingForeignKeys(plan.table());
        List<String> dependents = new ArrayList<>(foreignKeys);
        dependents.addAll(catalog.lostWithTheTable(plan.table()));
        if (isPartitioned(kind) && !variant.makesPartitions(properties)) {
            dependents.add("its partitions");
        }
        boolean keepsViews = !dropFirst && differences().isSame();
        if (!keepsViews) {
            dependents.addAll(views);
        }
        if (!dependents.isEmpty()) {
            throw inUse("replace table %s in the target: %s would be lost or broken%s; drop what depends on it, or choose another target%s".formatted(
                    plan.table(),
                    String.join(", ", dependents),
                    views.isEmpty() || keepsViews ? "" : dropFirst ? "" : ", since the columns have changed",
                    Advice.keeping(foreignKeys)));
        }
    }

    private boolean isPartitioned(String kind) throws SQLException {
        return kind.equals(RelationKind.PARTITIONED) || variant.hasHeirs(catalog, plan.table());
    }

    private void expectClearable() throws SQLException {
        List<String> foreignKeys = catalog.incomingForeignKeys(plan.table());
        if (!foreignKeys.isEmpty()) {
            throw inUse("clear table %s in the target: %s refers to its rows; drop it, or choose another target"
                    .formatted(plan.table(), String.join(", ", foreignKeys)));
        }
    }

    private static SyncException inUse(String what) {
        return new SyncException(FailureCode.IN_USE, "Cannot " + what);
    }

    private FieldDifferences differences() throws SQLException {
        return FieldDifferences.between(plan.table(), written.shape(), catalog.columns(plan.table()), PostgreSqlInspection.types(written.shape()));
    }

    void dropOld() throws SQLException {
        if (catalog.exists(plan.table())) {
            steps.ddl("DROP TABLE %s RESTRICT".formatted(table));
        }
    }

    /// As the staging table's default, so that COPY need not carry it.
    void setSyncTime() throws SQLException {
        if (written.syncTime() != null) {
            steps.execute("ALTER TABLE %s ALTER COLUMN %s SET DEFAULT TIMESTAMP '%s'"
                    .formatted(PostgreSqlNames.quote(staging), PostgreSqlNames.quote(SyncTime.NAME), written.syncTime()));
        }
    }

    /// Whether of equally new rows of one key the last that came is kept, so that they have to come in order.
    boolean lastWins() {
        return !plan.shape().primaryKey().isEmpty() && (plan.rules().deduplicate() || plan.rules().mode() instanceof LoadMode.Merge);
    }

    /// Leaves one row of each primary key where the rules say that there may be several.
    ///
    /// @return how many went
    long deduplicate() throws SQLException {
        if (plan.shape().primaryKey().isEmpty()) {
            return 0;
        }
        if (lastWins()) {
            return steps.update(rows.deleteOlder(variant.place()), List.of());
        }
        if (!variant.hasPrimaryKey(plan.shape(), properties) && catalog.number(rows.countEqualKeys(), List.of()) > 0) {
            throw new SyncException(
                    FailureCode.UNUSABLE_VALUE,
                    "Cannot prove the rows of table %s in the target: two rows have the same key; correct the value in the source, or choose other key fields"
                            .formatted(plan.table()));
        }
        return 0;
    }

    /// Whether the table stays and gets the rows, as it does when views read it.
    private boolean stays() throws SQLException {
        boolean create = plan.rules().mode() instanceof LoadMode.Create;
        return catalog.exists(plan.table()) && (!create || !catalog.views(plan.table()).isEmpty());
    }

    /// Makes the staging table what the table is to be, where it will take its place.
    boolean prepare() throws SQLException {
        if (stays()) {
            return false;
        }
        for (String statement : variant.beforeKeys()) {
            steps.execute(statement);
        }
        if (target.needsPrimaryKey(plan.shape(), properties) && !catalog.hasPrimaryKey(staging)) {
            for (String statement : variant.finish(staging, plan.shape(), properties)) {
                steps.ddl(statement);
            }
            steps.ddl(PostgreSqlTarget.addPrimaryKey(staging, names.key(), plan.shape()));
        }
        if (target.needsKeyIndex(plan.shape(), plan.rules()) && !indexless && !catalog.exists(plan.beside(names.index()))) {
            createKeyIndex();
        }
        return true;
    }

    /// It only makes the look for the greatest key quicker: where a row has a longer one than an index can have, the table does without.
    private void createKeyIndex() throws SQLException {
        steps.execute("SAVEPOINT before_index");
        try {
            steps.ddl(PostgreSqlTarget.createKeyIndex(staging, names.index(), plan.shape(), plan.rules()));
        } catch (SQLException e) {
            if (!PostgreSqlErrors.isTooLongForAnIndex(e)) {
                throw e;
            }
            steps.execute("ROLLBACK TO SAVEPOINT before_index");
            indexless = true;
            steps.note("Table %s has no index on its incremental key %s, for a row has a longer one than an index can have; each run looks through all rows"
                    .formatted(plan.table(), plan.rules().incrementalKey()));
        }
    }

    LoadReport publish(Ledger taken) throws SQLException {
        boolean stays = steps.transaction("look at", this::stays);
        if (!stays) {
            steps.transaction("build the keys of", this::prepare);
            return steps.inTries("replace", () -> unlessPublished(row -> swap(taken, row)));
        }
        steps.inTries("alter", this::alter);
        return steps.inTries("put rows into", () -> unlessPublished(this::putRows));
    }

    private interface Publishing {
        LoadReport run(Row row) throws SQLException;
    }

    /// A ledger that says so is final: the rows are never written twice.
    private LoadReport unlessPublished(Publishing publishing) throws SQLException {
        steps.execute(SHORT_WAIT);
        steps.execute("SET LOCAL synchronous_commit = on");
        Row row = steps.expectMine();
        if (row.phase() == Phase.SWAPPED) {
            return Objects.requireNonNull(Objects.requireNonNull(row.taken()).published());
        }
        expectPossible();
        LoadReport report = publishing.run(row);
        steps.enter(Phase.SWAPPED, report);
        return report;
    }

    /// The old table goes first: another name would be its partitions' as well in Greenplum, and may be too long for them. Nobody sees that it is gone before
    /// the new one is there.
    private LoadReport swap(Ledger taken, Row row) throws SQLException {
        List<String> grants = List.of();
        if (catalog.exists(plan.table())) {
            steps.execute("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(table));
            grants = catalog.grants(plan.table(), plan.table());
            dropOld();
        }
        if (written.syncTime() != null) {
            steps.execute("ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT"
                    .formatted(PostgreSqlNames.quote(staging), PostgreSqlNames.quote(SyncTime.NAME)));
        }
        steps.ddl("ALTER TABLE %s RENAME TO %s".formatted(PostgreSqlNames.quote(staging), PostgreSqlNames.quote(plan.table().table())));
        for (String grant : grants) {
            steps.ddl(grant);
        }
        nameIndexes();
        return new LoadReport(taken.taken().rows() - row.duplicates(), 0, row.duplicates(), List.of());
    }

    /// `<table>_pkey`, as PostgreSQL itself would call it; where another object has that name, the load's name stays.
    private void nameIndexes() throws SQLException {
        // The constraints and indexes of partitions are named after these, and not renamed with them.
        if (variant.makesPartitions(properties)) {
            return;
        }
        String key = PostgreSqlNames.withSuffix(plan.table().table(), "_pkey");
        if (target.needsPrimaryKey(plan.shape(), properties) && !catalog.exists(plan.beside(key))) {
            steps.ddl("ALTER TABLE %s RENAME CONSTRAINT %s TO %s"
                    .formatted(table, PostgreSqlNames.quote(names.key()), PostgreSqlNames.quote(key)));
        }
        String index = PostgreSqlNames.withSuffix(plan.table().table(), PostgreSqlTarget.KEY_INDEX);
        if (target.needsKeyIndex(plan.shape(), plan.rules()) && catalog.exists(plan.beside(names.index())) && !catalog.exists(plan.beside(index))) {
            steps.ddl("ALTER INDEX %s RENAME TO %s".formatted(PostgreSqlNames.quote(plan.beside(names.index())), PostgreSqlNames.quote(index)));
        }
    }

    /// Lets the table take the rows: new columns without NOT NULL (A12), wider types, nulls where there may be some. A transaction of its own,
    /// since readers wait for its lock and must not wait for the rows as well.
    private boolean alter() throws SQLException {
        steps.execute(SHORT_WAIT);
        if (steps.expectMine().phase() == Phase.SWAPPED) {
            return false;
        }
        expectPossible();
        FieldDifferences differences = differences();
        if (!differences.needsAlteration()) {
            return false;
        }
        Alteration alteration = alteration(differences);
        for (String statement : alteration.before()) {
            steps.ddl(statement);
        }
        String actions = Stream.of(
                        differences.added().stream()
                                .map(added -> "ADD COLUMN %s %s".formatted(PostgreSqlNames.quote(added.column().name()), added.type())),
                        differences.retyped().stream()
                                .map(change -> "ALTER COLUMN %s TYPE %s".formatted(PostgreSqlNames.quote(change.held().name()), change.wanted())),
                        differences.loosened().stream()
                                .map(change -> "ALTER COLUMN %s DROP NOT NULL".formatted(PostgreSqlNames.quote(change.held().name()))))
                .flatMap(each -> each)
                .collect(Collectors.joining(",\n    "));
        try {
            steps.ddl("ALTER TABLE %s\n    %s".formatted(table, actions));
        } catch (SQLException e) {
            if (PostgreSqlErrors.FEATURE_NOT_SUPPORTED.equals(e.getSQLState())) {
                throw new SyncException(
                        FailureCode.IN_USE,
                        "Cannot alter table %s in the target: %s; drop what depends on the column%s"
                                .formatted(plan.table(), PostgreSqlErrors.reason(e), Remedy.after(Advice.instead(plan.rules().mode()))),
                        e);
            }
            throw e;
        }
        for (String statement : alteration.after()) {
            steps.ddl(statement);
        }
        differences.alterations(plan.rules().mode()).forEach(steps::note);
        return true;
    }

    /// Readers go on reading the old rows until the end; other writers wait, so that a row that is missing stays missing until it is inserted.
    private LoadReport putRows(Row row) throws SQLException {
        steps.execute("LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE".formatted(table));
        boolean overriding = !catalog.isBefore10();
        long inserted;
        long updated = 0;
        boolean merges = plan.rules().mode() instanceof LoadMode.Merge && !plan.shape().primaryKey().isEmpty();
        List<HeldColumn> own = merges && !variant.updatesRows() ? ownColumns() : List.of();
        if (merges && !variant.updatesRows() && own.isEmpty()) {
            updated = catalog.number(rows.countPresent(), rows.parameters());
            steps.update(rows.deletePresent(), rows.parameters());
            inserted = steps.update(rows.insertAll(overriding), rows.parameters()) - updated;
        } else if (merges && !variant.updatesRows() && mayMoveRows()) {
            steps.execute(rows.addOwn(own));
            updated = steps.update(rows.takeOwn(own), rows.parameters());
            steps.update(rows.deletePresent(), rows.parameters());
            steps.update(rows.insertPresent(overriding, own), List.of());
            inserted = steps.update(rows.insertNew(overriding), rows.parameters());
        } else if (merges) {
            String update = rows.updatePresent();
            updated = update == null ? 0 : steps.update(update, rows.parameters());
            inserted = steps.update(rows.insertMissing(overriding), rows.parameters());
        } else {
            if (!(plan.rules().mode() instanceof LoadMode.Merge)) {
                // Once more under the lock: a foreign key might take other tables' rows along.
                expectClearable();
                steps.execute(rows.deleteAll());
            }
            inserted = steps.update(rows.insertAll(overriding), rows.parameters());
        }
        if (plan.rules().mode() instanceof LoadMode.Create) {
            steps.note("Table %s kept its place, since %s would be lost with it: its rows were replaced instead"
                    .formatted(plan.table(), String.join(", ", catalog.views(plan.table()))));
        }
        steps.execute("DROP TABLE " + PostgreSqlNames.quote(staging));
        return new LoadReport(inserted, updated, row.duplicates(), List.of());
    }

    /// Columns of the table that the source does not have, or no longer: a row that is deleted would take their values along.
    private List<HeldColumn> ownColumns() throws SQLException {
        List<String> sent = written.shape().columnNames();
        return catalog.columns(plan.table()).stream().filter(column -> !column.computed() && !sent.contains(column.name())).toList();
    }

    /// Whether an update may give a row another partition or another segment, which Greenplum 6 refuses ("moving tuple from partition … not supported"): by a
    /// column that is no key field.
    private boolean mayMoveRows() throws SQLException {
        List<String> places = new ArrayList<>(catalog.partitionColumns(plan.table()));
        places.addAll(catalog.distributionColumns(plan.table()));
        return written.shape().columns().stream().map(Column::name).anyMatch(name -> places.contains(name) && !plan.shape().primaryKey().contains(name));
    }
}
