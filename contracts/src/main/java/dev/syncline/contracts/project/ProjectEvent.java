package dev.syncline.contracts.project;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// News of what config-service keeps. Of two about one project the one with the later mark counts, in whatever order they come.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(ProjectEvent.ProjectSaved.class),
    @JsonSubTypes.Type(ProjectEvent.ProjectDeleted.class),
    @JsonSubTypes.Type(ProjectEvent.ConnectionsChanged.class)
})
public sealed interface ProjectEvent {

    /// When it was said.
    Mark mark();

    /// A revision has been saved, or is the present one again since the database was restored. Keyed by the project's id.
    ///
    /// @param mark what is missing in events from before there were marks stands for [Mark#NONE]
    @JsonTypeName("project.saved")
    record ProjectSaved(long projectId, ProjectRevision revision, Instant at, Mark mark) implements ProjectEvent {

        public ProjectSaved {
            mark = mark == null ? Mark.NONE : mark;
        }

        /// As it was said before there were marks.
        public ProjectSaved(long projectId, ProjectRevision revision, Instant at) {
            this(projectId, revision, at, Mark.NONE);
        }
    }

    /// The project is gone; runs that have begun keep their revision. Keyed by the project's id.
    ///
    /// @param revision the last revision it had, so that an older `ProjectSaved` that comes late changes nothing
    /// @param mark missing in events from before there were marks
    @JsonTypeName("project.deleted")
    record ProjectDeleted(long projectId, long revision, Instant at, Mark mark) implements ProjectEvent {

        public ProjectDeleted {
            mark = mark == null ? Mark.NONE : mark;
        }

        /// As it was said before there were marks.
        public ProjectDeleted(long projectId, long revision, Instant at) {
            this(projectId, revision, at, Mark.NONE);
        }
    }

    /// A connection was made, changed or deleted. Nobody needs to know more than its mark, which is what a restored database is recognised by.
    @JsonTypeName("connections.changed")
    record ConnectionsChanged(Instant at, Mark mark) implements ProjectEvent {

        public ConnectionsChanged {
            mark = mark == null ? Mark.NONE : mark;
        }
    }
}
