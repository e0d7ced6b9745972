package dev.syncline.scheduler.project;

import java.util.Optional;

import dev.syncline.contracts.project.ProjectRevision;
import org.jspecify.annotations.Nullable;

/// What is known of a project that is to be executed now.
///
/// @param revision empty where there is no such project
/// @param doubt why that is not what config-service says, in words for the run's log; null where it is
/// @param unreadable why this version cannot read what is stored of the project; null where it can
public record Known(Optional<ProjectRevision> revision, @Nullable String doubt, @Nullable RuntimeException unreadable) {

    public Known(Optional<ProjectRevision> revision, @Nullable String doubt) {
        this(revision, doubt, null);
    }

    /// Throws where it cannot be read: that fails whoever needs this project, and nobody who was asked about with it.
    @Override
    public Optional<ProjectRevision> revision() {
        if (unreadable != null) {
            throw new IllegalStateException("What is stored of a project cannot be read", unreadable);
        }
        return revision;
    }
}
