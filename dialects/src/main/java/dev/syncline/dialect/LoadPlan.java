package dev.syncline.dialect;

import java.time.Duration;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;

/// What a load is to do.
///
/// @param load the work's id, the same for every holder of the work
/// @param fence the holder's; a higher one takes the load over
/// @param table the table whose content is to be replaced, or which is to be created
/// @param lockWait how long to try for the lock of the swap, in all
public record LoadPlan(UUID load, long fence, TableName table, TableShape shape, Duration lockWait) {}
