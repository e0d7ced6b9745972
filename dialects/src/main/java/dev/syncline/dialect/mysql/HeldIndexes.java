package dev.syncline.dialect.mysql;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.Advice;
import dev.syncline.dialect.load.FieldDifferences.Retyped;
import org.jspecify.annotations.Nullable;

/// The keys and indexes of a table that is there, whoever has made them: whether they still fit once some of its columns are wider. The server would say so
/// only when it alters the table, behind the rows (1071 "Specified key was too long").
record HeldIndexes(TableName table, List<Index> indexes, Map<String, String> types, int longestKey, int longestColumn) {

    /// A key or an index, of trees.
    record Index(String name, List<Part> parts) {}

    /// @param length of the column's beginning that is in it, in characters or bytes; null for all of it
    record Part(String column, @Nullable Integer length) {}

    static HeldIndexes of(TableName table, MySqlTargetCatalog catalog) throws SQLException {
        Map<String, String> types = new HashMap<>();
        catalog.columns(table).forEach(column -> types.put(column.name(), column.type()));
        return new HeldIndexes(table, catalog.indexes(table), types, catalog.longestKey(), catalog.longestKeyColumn(table));
    }

    /// @param retyped columns that are to be widened
    /// @throws SyncException with `UNSUPPORTED_TYPE` where an index would not fit
    void expectFitting(List<Retyped> retyped, LoadMode mode) {
        Map<String, String> wanted = new HashMap<>(types);
        retyped.forEach(change -> wanted.put(change.held().name(), change.wanted()));
        for (Retyped change : retyped) {
            for (Index index : indexes) {
                if (index.parts().stream().anyMatch(part -> part.column().equals(change.held().name()))) {
                    expectFitting(change, index, wanted, mode);
                }
            }
        }
    }

    private void expectFitting(Retyped change, Index index, Map<String, String> wanted, LoadMode mode) {
        long bytes = 0;
        for (Part part : index.parts()) {
            MySqlType type = MySqlType.of(wanted.getOrDefault(part.column(), ""));
            if (part.length() == null && InnoDbLimits.isWithoutLength(type)) {
                throw refusal(change, index, "there can be none of the whole of a " + type.name(), mode);
            }
            long own = part.length() == null ? InnoDbLimits.inKey(type) : (long) part.length() * InnoDbLimits.perCharacter(type);
            if (own > longestColumn) {
                throw refusal(change, index, "its column \"%s\" would take %,d bytes, and can take %,d".formatted(part.column(), own, longestColumn), mode);
            }
            bytes += own;
        }
        if (bytes > longestKey) {
            throw refusal(change, index, "it would take %,d bytes, and can take %,d".formatted(bytes, longestKey), mode);
        }
    }

    private SyncException refusal(Retyped change, Index index, String reason, LoadMode mode) {
        String what = "Column \"%s\" of table %s in the target has the type %s, which cannot be made %s"
                .formatted(change.held().name(), table, change.held().type(), change.wanted());
        String name = index.name().equals("PRIMARY") ? "the primary key" : "the index \"%s\"".formatted(index.name());
        return new SyncException(
                FailureCode.UNSUPPORTED_TYPE,
                "%s, since %s has it: %s; drop that, or let it have the column's beginning only%s".formatted(what, name, reason, Remedy.after(Advice.instead(mode))));
    }
}
