package dev.syncline.cli.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.syncline.cli.api.ApiAnswer;
import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.api.PublicApi;
import tools.jackson.databind.JsonNode;

/// What files have managed and do not have any more: what carries one of the names that they manage things by, and is not in them. Each is deleted as it was
/// when it was looked at, or not at all.
///
/// @param among only of these labels
public record Pruning(Labels among) {

    /// By what name things are managed whose files do not say one. Nothing is pruned by it unless it is said: others' files may not say one, too.
    static final String FILES = "files";

    /// Something to delete.
    ///
    /// @param path in the interface
    record Found(PlannedStep step, String path, ApiAnswer present) {

        void delete(PublicApi api) {
            api.send("DELETE", path, null, Map.of("If-Match", Objects.requireNonNull(present.etag())));
        }
    }

    /// Projects first, since no connection is deleted that one uses.
    List<Found> found(PublicApi api, Configuration files) {
        Set<String> managers = files.managers();
        if (managers.isEmpty()) {
            throw ClientFailure.usage("--prune deletes what is managed by the same name and not in the files any more, and they say no name; add --managed-by NAME, or managedBy to the metadata");
        }
        List<Found> found = new ArrayList<>();
        Set<Long> projects = new HashSet<>();
        for (JsonNode project : forgotten(api, files, managers, FileDocument.PROJECT, "/projects")) {
            projects.add(project.path("id").asLong());
            found.add(found(api, project, "project", "/projects/"));
        }
        for (JsonNode connection : forgotten(api, files, managers, FileDocument.CONNECTION, "/connections")) {
            expectUnused(api, connection, projects);
            found.add(found(api, connection, "connection", "/connections/"));
        }
        return found;
    }

    private List<JsonNode> forgotten(PublicApi api, Configuration files, Set<String> managers, String kind, String list) {
        return api.all(list + "?sort=name").stream()
                .filter(one -> managers.contains(one.path("managedBy").asString("")) && among.match(one.path("labels")) && !files.has(kind, one.path("name").asString()))
                .toList();
    }

    private static Found found(PublicApi api, JsonNode one, String kind, String path) {
        String own = path + one.path("id").asLong();
        return new Found(
                new PlannedStep(PlannedStep.DELETE, kind, one.path("name").asString(), List.of("managed by %s, and not in the files".formatted(one.path("managedBy").asString()))),
                own, api.read(own));
    }

    private static void expectUnused(PublicApi api, JsonNode connection, Set<Long> pruned) {
        Optional<JsonNode> user = api.all("/projects?connection=" + connection.path("id").asLong()).stream()
                .filter(project -> !pruned.contains(project.path("id").asLong()))
                .findFirst();
        if (user.isPresent()) {
            throw new ClientFailure(ExitCode.CONFLICT, "Connection '%s' is managed by %s and not in the files any more, but project '%s' uses it; let the project use another one, or put the connection into the files again. Nothing was changed."
                    .formatted(connection.path("name").asString(), connection.path("managedBy").asString(), user.get().path("name").asString()));
        }
    }
}
