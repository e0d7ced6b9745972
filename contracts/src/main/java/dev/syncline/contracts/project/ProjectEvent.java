package dev.syncline.contracts.project;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// News of a project, keyed by its id.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(ProjectEvent.ProjectSaved.class),
    @JsonSubTypes.Type(ProjectEvent.ProjectDeleted.class)
})
public sealed interface ProjectEvent {

    long projectId();

    /// A revision has been saved.
    @JsonTypeName("project.saved")
    record ProjectSaved(long projectId, ProjectRevision revision, Instant at) implements ProjectEvent {}

    /// The project is gone; runs that have begun keep their revision.
    ///
    /// @param revision the last revision it had, so that an older `ProjectSaved` that comes late changes nothing
    @JsonTypeName("project.deleted")
    record ProjectDeleted(long projectId, long revision, Instant at) implements ProjectEvent {}
}
