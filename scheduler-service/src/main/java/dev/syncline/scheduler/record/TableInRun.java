package dev.syncline.scheduler.record;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;

/// A table as one of its runs has treated it.
///
/// @param number by which a page goes on
/// @param origin of the run
/// @param runState of the run
public record TableInRun(@JsonIgnore long number, UUID runId, String origin, String runState, Instant requestedAt, TableRecord table) {}
