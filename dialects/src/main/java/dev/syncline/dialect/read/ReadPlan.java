package dev.syncline.dialect.read;

import java.util.List;

import dev.syncline.contracts.chunk.RowFormat;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.Bound;

/// What a reader is to read of a table.
///
/// @param policy how the table is treated
/// @param after rows whose incremental key is greater than any of these are read; empty reads all rows
/// @param targetKinds the kinds of the targets, which say what values cannot be held
/// @param pageSize rows per query; 0 reads the table in one query
/// @param format in which the rows are wanted, one that the source has offered
public record ReadPlan(
        TableName table, TableShape shape, TablePlan policy, List<Bound> after, List<DatabaseKind> targetKinds, int pageSize, RowFormat format) {

    public ReadPlan {
        after = after.stream().distinct().toList();
        targetKinds = List.copyOf(targetKinds);
    }

    /// A plan that reads text.
    public ReadPlan(TableName table, TableShape shape, TablePlan policy, List<Bound> after, List<DatabaseKind> targetKinds, int pageSize) {
        this(table, shape, policy, after, targetKinds, pageSize, RowFormat.TEXT);
    }

    /// The same for rows in this format.
    public ReadPlan in(RowFormat wanted) {
        return new ReadPlan(table, shape, policy, after, targetKinds, pageSize, wanted);
    }

    /// All rows of a table in one query, under the defaults.
    public static ReadPlan everything(TableName table, TableShape shape) {
        return new ReadPlan(table, shape, TablePlan.full(table, table), List.of(), List.of(), 0);
    }

    /// The columns of the incremental key; empty where the table is extracted in full.
    public List<String> key() {
        return policy.extraction() instanceof Extraction.Incremental incremental ? incremental.key() : List.of();
    }
}
