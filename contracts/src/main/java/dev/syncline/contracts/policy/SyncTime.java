package dev.syncline.contracts.policy;

import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;

/// The column that says when a row was synchronised: one moment per run and table, as the wall clock of UTC in milliseconds (S30, A15).
public final class SyncTime {

    public static final String NAME = "hs_sync_time";
    public static final Column COLUMN = new Column(NAME, new ColumnType.Timestamp(3), false, null);

    private SyncTime() {}

    /// The shape with this column as its last.
    public static TableShape addTo(TableShape shape) {
        List<Column> columns = new ArrayList<>(shape.columns());
        columns.add(COLUMN);
        return new TableShape(shape.origin(), columns, shape.primaryKey());
    }

    /// Whether a source table has a column of this name already, in whatever letter case.
    public static boolean isTaken(TableShape shape) {
        return shape.columns().stream().anyMatch(column -> column.name().equalsIgnoreCase(NAME));
    }
}
