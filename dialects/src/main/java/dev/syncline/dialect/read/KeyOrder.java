package dev.syncline.dialect.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.TargetDialect;

/// Whether the columns of an incremental key have the same order in a target as at the source. A target says which of its rows is the greatest, and
/// which of two rows of one key came last: with another order rows would never be read again, or an older one would win.
public final class KeyOrder {

    private KeyOrder() {}

    /// What speaks against a key, one sentence for each of its columns; empty where nothing does.
    ///
    /// @param wanted the table as it would be made there
    /// @param key names of columns, those that are missing are not looked at
    public static List<String> flaws(TargetDialect target, TableShape wanted, List<String> key) {
        String title = target.names().title();
        List<String> flaws = new ArrayList<>();
        for (String name : key) {
            find(wanted, name).filter(column -> losesOrder(target, wanted, column)).ifPresent(column -> flaws.add(
                    "Column \"%s\" cannot be an incremental key: %s keeps its type as a text, and of texts 9 is greater than 10; choose another key, give the column bounds that %s has a number for, or extract in full"
                            .formatted(name, title, title)));
        }
        return flaws;
    }

    /// @throws SyncException with `MISCONFIGURED` where a column has another order there
    public static void expect(TargetDialect target, TableShape wanted, List<String> key) {
        List<String> flaws = flaws(target, wanted, key);
        if (!flaws.isEmpty()) {
            throw new SyncException(FailureCode.MISCONFIGURED, flaws.getFirst());
        }
    }

    /// Texts are compared byte by byte everywhere, and of UUIDs, all of one length and in small letters, the text has their own order.
    private static boolean losesOrder(TargetDialect target, TableShape wanted, Column column) {
        return switch (column.type()) {
            case ColumnType.Text _, ColumnType.Uuid _ -> false;
            case ColumnType.Int _,
                    ColumnType.Decimal _,
                    ColumnType.UnboundedDecimal _,
                    ColumnType.Floating _,
                    ColumnType.Date _,
                    ColumnType.Timestamp _,
                    ColumnType.Instant _ -> target.isKeptAsText(wanted, column);
            // No key of a plan, see KeyValues.
            case ColumnType.Bool _,
                    ColumnType.Binary _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Json _,
                    ColumnType.Bits _,
                    ColumnType.Geometry _,
                    ColumnType.Undecided _ -> false;
        };
    }

    /// What speaks against a key whose columns become texts on their way, by the policy for values: one sentence each.
    ///
    /// @param source as its database has the table
    /// @param travelling what the rows have
    public static List<String> flawsOnTheWay(TableShape source, TableShape travelling, List<String> key) {
        return key.stream()
                .filter(name -> find(source, name).filter(column -> !(column.type() instanceof ColumnType.Text)).isPresent()
                        && find(travelling, name).filter(column -> column.type() instanceof ColumnType.Text).isPresent())
                .map("Column \"%s\" cannot be an incremental key: it becomes a text by the project's policy for values, and a text is ordered otherwise; choose another key, or another policy than text"::formatted)
                .toList();
    }

    private static Optional<Column> find(TableShape shape, String name) {
        return shape.columns().stream().filter(column -> column.name().equals(name)).findFirst();
    }
}
