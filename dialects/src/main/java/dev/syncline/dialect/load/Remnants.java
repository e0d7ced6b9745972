package dev.syncline.dialect.load;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.WorkResult.Remnant;

/// What a look for the traces of one load has found.
public final class Remnants {

    private final List<Remnant> found = new ArrayList<>();

    /// Takes rows of a table's name and its size in bytes, which may be null.
    public Remnants tables(String schema, ResultSet rows) throws SQLException {
        while (rows.next()) {
            long bytes = rows.getLong(2);
            table(new TableName(schema, rows.getString(1)), rows.wasNull() ? -1 : bytes);
        }
        return this;
    }

    /// @param bytes -1 where nobody says
    public void table(TableName name, long bytes) {
        found.add(new Remnant("table " + name, bytes));
    }

    /// Takes in that the ledger knows the load.
    public Remnants ledgerRow(TableName ledger) {
        found.add(new Remnant("its row in table " + ledger, 0));
        return this;
    }

    public List<Remnant> list() {
        return List.copyOf(found);
    }
}
