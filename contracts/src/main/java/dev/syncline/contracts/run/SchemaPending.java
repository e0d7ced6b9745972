package dev.syncline.contracts.run;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonTypeName;

/// A look at a project's source has found changes that nobody knew. Told by config-service, without a run.
///
/// @param revision the project's, with which the source was compared
/// @param changes what is new, one sentence each; the first hundred
/// @param pending how many changes of the project nobody has settled, those included
@JsonTypeName("schema.pending")
public record SchemaPending(long projectId, String projectName, long revision, List<String> changes, int pending, Instant at) implements EventData {

    public SchemaPending {
        changes = List.copyOf(changes);
    }
}
