package dev.syncline.config.project;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.syncline.config.check.Finding;
import dev.syncline.contracts.project.ProjectRevision;

/// A configuration as a run would get it, with what its user has to know.
///
/// @param findings the notes, for programs
record CheckedProject(@JsonUnwrapped ProjectRevision revision, List<String> notes, List<Finding> findings) {

    static CheckedProject of(ProjectRevision revision, List<Finding> findings) {
        return new CheckedProject(revision, findings.stream().map(Finding::message).toList(), findings);
    }
}
