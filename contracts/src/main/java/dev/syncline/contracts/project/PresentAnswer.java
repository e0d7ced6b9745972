package dev.syncline.contracts.project;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// The present revisions of the projects that were asked about. One that is missing is not there.
///
/// @param mark when that was so
public record PresentAnswer(Mark mark, List<Present> projects) {

    public PresentAnswer {
        projects = List.copyOf(projects);
    }

    /// A project that is there.
    ///
    /// @param configuration null where whoever asked has it
    public record Present(long id, long revision, @Nullable ProjectRevision configuration) {}
}
