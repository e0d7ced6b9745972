package dev.syncline.dialect.streamload;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.table.Column;
import dev.syncline.dialect.Advice;
import dev.syncline.dialect.load.FieldDifferences;
import dev.syncline.dialect.load.FieldDifferences.Retyped;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LoadSteps;
import dev.syncline.dialect.load.TypeFit;
import dev.syncline.dialect.streamload.StreamLoadCatalog.Change;
import org.jspecify.annotations.Nullable;

/// Lets a table that is there take the rows: new columns that may be null (A12), wider types, nulls where there may be some. The server does so by itself,
/// later, one change at a time, and lets nobody else change the table or its name meanwhile.
final class StreamLoadAlteration {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String title;
    private final LoadPlan plan;
    private final LoadSteps steps;
    private final StreamLoadCatalog catalog;

    StreamLoadAlteration(StreamLoadTarget target, LoadPlan plan, LoadSteps steps, StreamLoadCatalog catalog) {
        this.title = target.engine().descriptor().title();
        this.plan = plan;
        this.steps = steps;
        this.catalog = catalog;
    }

    /// @throws SyncException with `UNSUPPORTED_TYPE` where the server never makes such a change, however the columns are filled
    void expectPossible(FieldDifferences differences, TableForm held) {
        for (Retyped change : changed(differences)) {
            String never = never(held, change);
            if (never != null) {
                throw new SyncException(
                        FailureCode.UNSUPPORTED_TYPE,
                        "Column \"%s\" of table %s in the target has the type %s and %s, so that %s does not make it %s where it is; make the table anew%s".formatted(
                                change.held().name(),
                                plan.table(),
                                change.held().type(),
                                never,
                                title,
                                change.fit() == TypeFit.HOLDS ? change.held().type() + " NULL" : change.wanted(),
                                Remedy.after(Advice.instead(plan.rules().mode()))));
            }
        }
    }

    /// Why the column is never changed so; null where it is, or where its values would suffer, which is told otherwise.
    private static @Nullable String never(TableForm held, Retyped change) {
        return switch (change.fit()) {
            case OTHER -> null;
            case HOLDS -> role(held, change.held().name());
            case NARROWER -> HeldType.of(change.held().type()).isWhole() && change.wanted().startsWith("DECIMAL")
                    ? "is a whole number"
                    : role(held, change.held().name());
        };
    }

    /// What the column is to the table that it can never be changed; null where it can be.
    private static @Nullable String role(TableForm held, String column) {
        if (held.isPrimary() && TableForm.isAmong(held.key(), column)) {
            return "is in the primary key";
        }
        if (TableForm.isAmong(held.hashed(), column)) {
            return "distributes the rows";
        }
        if (held.isSplitBy(column)) {
            return "splits the table into partitions";
        }
        return held.isPrimary() && TableForm.isAmong(held.sorted(), column) ? "is in the sort key of a primary key table" : null;
    }

    private static List<Retyped> changed(FieldDifferences differences) {
        return Stream.concat(differences.retyped().stream(), differences.loosened().stream())
                .distinct()
                .filter(change -> !change.held().attributes().contains("KEY") || differences.retyped().contains(change))
                .toList();
    }

    void alter(FieldDifferences differences) throws SQLException {
        for (FieldDifferences.Typed added : differences.added()) {
            change("ADD COLUMN %s %s NULL".formatted(StreamLoadNames.quote(added.column().name()), added.type()));
        }
        for (Retyped change : changed(differences)) {
            change(modification(change));
        }
    }

    private String modification(Retyped change) {
        boolean holds = change.fit() == TypeFit.HOLDS;
        Column column = change.column();
        boolean nullable = change.held().nullable() || column.nullable() && !plan.shape().primaryKey().contains(column.name());
        return "MODIFY COLUMN %s %s%s %s".formatted(
                StreamLoadNames.quote(change.held().name()),
                holds ? change.held().type() : change.wanted(),
                change.held().attributes().contains("KEY") ? " KEY" : "",
                nullable ? "NULL" : "NOT NULL");
    }

    private void change(String action) throws SQLException {
        List<Change> before = catalog.changes(plan.table());
        long last = before.isEmpty() ? 0 : before.getFirst().job();
        whenFree("ALTER TABLE %s %s".formatted(StreamLoadNames.quote(plan.table()), action));
        // Where no change is told, it was made at once.
        if (awaitChanges(last).stream().anyMatch(Change::isGivenUp)) {
            throw new SQLException("the server gave up changing the column: %s".formatted(action), "HY000");
        }
    }

    /// Executes what the server refuses while the table is being changed, as soon as it is not.
    void whenFree(String sql) throws SQLException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            long began = System.nanoTime();
            try {
                steps.ddl(sql);
                return;
            } catch (SQLException e) {
                if (!StreamLoadErrors.isBeingChanged(e) || System.nanoTime() > deadline) {
                    throw e;
                }
                boolean known = catalog.changes(plan.table()).stream().anyMatch(change -> !change.isOver());
                awaitChanges(0);
                StreamLoadHttp.pause(PAUSE);
                // What nobody sees coming to an end is waited for as for any lock.
                if (!known && !plan.lockWait().allowsAnotherAfter(System.nanoTime() - began)) {
                    throw e;
                }
            }
        }
    }

    /// Waits until no change of the table is under way.
    ///
    /// @return those that are newer than this one
    private List<Change> awaitChanges(long last) throws SQLException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            List<Change> changes = catalog.changes(plan.table());
            if (changes.stream().allMatch(Change::isOver)) {
                return changes.stream().filter(change -> change.job() > last).toList();
            }
            if (System.nanoTime() > deadline) {
                throw new SQLException("the server is still changing columns of table %s; look at SHOW ALTER TABLE COLUMN".formatted(plan.table()), "HYT00");
            }
            StreamLoadHttp.pause(PAUSE);
        }
    }
}
