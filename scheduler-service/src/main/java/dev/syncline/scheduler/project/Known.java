package dev.syncline.scheduler.project;

import java.util.Optional;

import dev.syncline.contracts.project.ProjectRevision;
import org.jspecify.annotations.Nullable;

/// What is known of a project that is to be executed now.
///
/// @param revision empty where there is no such project
/// @param doubt why that is not what config-service says, in words for the run's log; null where it is
public record Known(Optional<ProjectRevision> revision, @Nullable String doubt) {}
