package dev.syncline.scheduler.record;

import java.time.Instant;

/// Something that happened to a run or to one of its tables.
public record Note(Instant at, String note) {}
