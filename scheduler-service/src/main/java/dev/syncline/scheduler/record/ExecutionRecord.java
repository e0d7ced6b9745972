package dev.syncline.scheduler.record;

import java.util.List;

import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Everything there is to know of a run, as one document (S69).
///
/// @param configuration what the run began with
/// @param chosen the tables that were chosen for this run, or null for all
/// @param timeline what happened, in order
/// @param notes what somebody may have to see to
public record ExecutionRecord(
        RunView run, ProjectRevision configuration, @Nullable List<TableName> chosen, List<String> notes, List<Note> timeline, List<TableRecord> tables) {}
