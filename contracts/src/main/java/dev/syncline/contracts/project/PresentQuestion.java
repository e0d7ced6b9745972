package dev.syncline.contracts.project;

import java.util.List;

/// What the scheduler asks config-service before it executes projects: which revision of each is the present one.
///
/// @param known the latest mark that the scheduler has heard of; from one that is later than its own, config-service learns that it was restored
public record PresentQuestion(Mark known, List<Known> projects) {

    public PresentQuestion {
        projects = List.copyOf(projects);
    }

    /// A project that is asked about.
    ///
    /// @param revision the one that the scheduler has, which need not be sent again; 0 for none
    /// @param epoch in which it heard of that
    public record Known(long id, long revision, long epoch) {}
}
