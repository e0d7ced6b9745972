package dev.syncline.config.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.syncline.config.check.Finding;
import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Flaw;
import dev.syncline.config.connection.Identities.Known;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;

/// What a save has learnt of its source.
///
/// @param baseline what the schemas hold, as far as it can be kept
/// @param chosen the tables that the selection chooses beside the named ones
/// @param idle what is wrong with the selection, as it chooses nothing
/// @param shapes of the tables whose columns matter to the policies, where they could be read
/// @param notes what the user has to know
/// @param identities by connection, which database its server says it is; also of the targets
record SourceState(
        List<BaselineSchema> baseline, List<TableName> chosen, List<Flaw> idle, Map<TableName, TableShape> shapes, List<Finding> notes, Map<Long, String> identities) {

    SourceState {
        baseline = List.copyOf(baseline);
        chosen = List.copyOf(chosen);
        idle = List.copyOf(idle);
        shapes = Map.copyOf(shapes);
        notes = List.copyOf(notes);
        identities = Map.copyOf(identities);
    }

    /// The same, with what is known of all the servers. One that does not say who it is, is told apart by its address, which the user has to know.
    SourceState identified(ProjectRevision project, Map<Long, Known> known) {
        Map<Long, String> identified = new HashMap<>();
        known.forEach((id, server) -> {
            if (server.database() != null) {
                identified.put(id, server.database());
            }
        });
        List<Finding> all = new ArrayList<>(notes);
        Stream.concat(Stream.of(project.source()), project.targets().stream()).distinct().forEach(connection -> {
            String reason = Objects.requireNonNull(known.get(connection.id())).note();
            if (reason != null) {
                all.add(Finding.note(Flaw.of(FindingCode.SERVER_NOT_IDENTIFIED, "Connection '%s' was told apart from other databases by host and port%s: %s"
                        .formatted(connection.name(), identified.containsKey(connection.id()) ? ", and by what its server said before" : " only", reason)))
                        .at(connection.id()));
            }
        });
        return new SourceState(baseline, chosen, idle, shapes, all, identified);
    }
}
