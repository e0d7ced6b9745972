package dev.syncline.dialect.load;

import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadRules;

/// What a load is to do.
///
/// @param load the work's id, the same for every holder of the work
/// @param fence the holder's; a higher one takes the load over
/// @param table the table whose content is to be changed, or which is to be created
/// @param shape what the rows have; its primary key is the one the table gets
/// @param rules how the rows become the content of the table
/// @param lockWait how long to try for locks of the table, in all
public record LoadPlan(UUID load, long fence, TableName table, TableShape shape, LoadRules rules, LockWait lockWait) {

    /// A table of the schema into which is loaded.
    public TableName beside(String name) {
        return new TableName(table.schema(), name);
    }

    /// The same for rows that are declared otherwise.
    public LoadPlan of(TableShape declared) {
        return new LoadPlan(load, fence, table, declared, rules, lockWait);
    }
}
