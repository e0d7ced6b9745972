package dev.syncline.scheduler.leftover;

import java.time.Instant;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// A load that is over and may have left something in its target.
///
/// @param load the id of its work
/// @param fence of its last holder, whose word that nothing is left is enough; null where an earlier holder was lost, who may have begun something
/// @param table where it went
/// @param since when it ended
public record LeftOver(UUID load, @Nullable Long fence, UUID runId, UUID tableRunId, long target, String targetName, TableName table, Instant since) {}
