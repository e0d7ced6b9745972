package dev.syncline.dialect.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.policy.SyncTime;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.Advice;

/// How the fields of a target table differ from those that the rows have (A11). Order, comments and defaults make no difference, nor does the
/// nullability of the primary key's columns, nor a type that is wide enough.
///
/// @param added columns that the table lacks
/// @param removed columns of the table that the rows lack
/// @param retyped columns whose type does not hold every value
/// @param loosened columns of the table that refuse nulls where the rows may have them
/// @param tightened columns of the table that take nulls where the rows have none
/// @param computed columns of the table that take no values where the rows have them
public record FieldDifferences(
        TableName table,
        List<Typed> added,
        List<HeldColumn> removed,
        List<Retyped> retyped,
        List<Retyped> loosened,
        List<Retyped> tightened,
        List<HeldColumn> computed) {

    /// @param type as it would be declared here
    public record Typed(Column column, String type) {}

    /// @param wanted the type it would get if the table were made now
    public record Retyped(Column column, HeldColumn held, String wanted, TypeFit fit) {}

    /// How one kind of database names and types its columns.
    public interface Types {

        String wanted(Column column);

        TypeFit fit(Column column, String wanted, HeldColumn held);

        /// The same for two names that are one there.
        String identity(String name);
    }

    public static FieldDifferences between(TableName table, TableShape shape, List<HeldColumn> held, Types types) {
        FieldDifferences found = new FieldDifferences(
                table, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<String, HeldColumn> byName = new LinkedHashMap<>();
        held.forEach(column -> byName.put(types.identity(column.name()), column));
        List<String> key = shape.primaryKey().stream().map(types::identity).toList();
        for (Column column : shape.columns()) {
            String wanted = types.wanted(column);
            HeldColumn present = byName.remove(types.identity(column.name()));
            if (present == null) {
                found.added.add(new Typed(column, wanted));
            } else if (present.computed()) {
                found.computed.add(present);
            } else {
                found.compare(new Retyped(column, present, wanted, types.fit(column, wanted, present)), key.contains(types.identity(column.name())));
            }
        }
        // What the database computes of other columns is nobody's to send.
        byName.values().stream().filter(column -> !column.computed()).forEach(found.removed::add);
        return found;
    }

    /// What has changed at the source: the column that says when a row was synchronised never has.
    public static FieldDifferences ofSource(TableName table, TableShape shape, List<HeldColumn> held, Types types) {
        List<Column> columns = shape.columns().stream().filter(column -> !isSyncTime(column.name())).toList();
        List<HeldColumn> others = held.stream().filter(column -> !isSyncTime(column.name())).toList();
        return between(table, new TableShape(shape.origin(), columns, shape.primaryKey()), others, types);
    }

    private static boolean isSyncTime(String name) {
        return name.toLowerCase(Locale.ROOT).equals(SyncTime.NAME);
    }

    private void compare(Retyped column, boolean inKey) {
        if (column.fit != TypeFit.HOLDS) {
            retyped.add(column);
        }
        if (!inKey && column.column.nullable() != column.held.nullable()) {
            (column.column.nullable() ? loosened : tightened).add(column);
        }
    }

    /// Whether the rows can be put into the table as it is, column by column.
    public boolean isSame() {
        return added.isEmpty() && removed.isEmpty() && retyped.isEmpty() && loosened.isEmpty() && computed.isEmpty();
    }

    /// Whether the table has to be altered before it can take the rows.
    public boolean needsAlteration() {
        return !(added.isEmpty() && retyped.isEmpty() && loosened.isEmpty());
    }

    /// One sentence for each difference.
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        added.forEach(typed -> sentences.add(
                "Column \"%s\" (%s) is new: table %s in the target does not have it".formatted(typed.column.name(), typed.type, table)));
        removed.forEach(column -> sentences.add(
                "Column \"%s\" (%s) of table %s in the target is not at the source any more".formatted(column.name(), column.type(), table)));
        retyped.forEach(change -> sentences.add(sentence(change, "the type has changed from %s to %s".formatted(change.held.type(), change.wanted))));
        loosened.forEach(change -> sentences.add(
                sentence(change, "it may be null now (%s NOT NULL before, %s NULL now)".formatted(change.held.type(), change.wanted))));
        tightened.forEach(change -> sentences.add(
                sentence(change, "it is never null now (%s NULL before, %s NOT NULL now)".formatted(change.held.type(), change.wanted))));
        computed.forEach(column -> sentences.add("Column \"%s\" of table %s in the target is computed there and takes no values".formatted(column.name(), table)));
        return sentences;
    }

    private String sentence(Retyped change, String what) {
        return "Column \"%s\" of table %s in the target: %s".formatted(change.held.name(), table, what);
    }

    /// @throws SyncException where the table cannot take the rows without a loss, or the rows lack what the table asks for; nothing has been changed then
    ///
    /// @param mode how the rows are to become the table's content
    public void expectLossless(LoadMode mode) {
        for (HeldColumn column : computed) {
            throw new SyncException(
                    FailureCode.MISCONFIGURED,
                    "Column \"%s\" of table %s in the target is computed there and takes no values; make it a plain column, or extract the table in full as a new one"
                            .formatted(column.name(), table));
        }
        for (Retyped change : retyped) {
            if (change.fit == TypeFit.OTHER) {
                throw new SyncException(
                        FailureCode.UNSUPPORTED_TYPE,
                        "Column \"%s\" of table %s in the target has the type %s, which cannot be made %s without a loss; change the column%s"
                                .formatted(change.held.name(), table, change.held.type(), change.wanted, Remedy.after(Advice.instead(mode))));
            }
        }
        for (HeldColumn column : removed) {
            if (!column.nullable() && !column.hasDefault()) {
                throw new SyncException(
                        FailureCode.UNUSABLE_VALUE,
                        "Column \"%s\" (%s) of table %s in the target is not at the source, takes no null and has no default; drop it, or give it a default%s"
                                .formatted(column.name(), column.type(), table, Remedy.after(Advice.instead(mode))));
            }
        }
    }

    /// What will have been done to the table once it is altered, for the record.
    ///
    /// @param mode of the load: only a table that keeps its rows has some without a value in a new column
    public List<String> alterations(LoadMode mode) {
        String before = mode instanceof LoadMode.Merge ? "rows from before have no value in it" : "all its rows are written anew";
        List<String> notes = new ArrayList<>();
        added.forEach(typed -> notes.add("Column \"%s\" (%s) was added to table %s; %s"
                .formatted(typed.column.name(), typed.type, table, before)));
        retyped.forEach(change -> notes.add("Column \"%s\" of table %s was widened from %s to %s"
                .formatted(change.held.name(), table, change.held.type(), change.wanted)));
        loosened.forEach(change -> notes.add("Column \"%s\" of table %s may be null from now on".formatted(change.held.name(), table)));
        return notes;
    }
}
