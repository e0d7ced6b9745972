package dev.syncline.cli.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import dev.syncline.cli.api.ApiAnswer;
import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.api.Lookup;
import dev.syncline.cli.api.PublicApi;
import dev.syncline.cli.terminal.Surroundings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Brings an installation to what files say: first it looks at everything and finds the steps, then it takes them, connections first and plans last. A step is
/// taken on the state that was looked at, or not at all.
public final class Rollout {

    private final PublicApi api;
    private final Surroundings surroundings;
    private final Configuration files;
    private final boolean secretsAnew;
    private final List<Prepared> prepared = new ArrayList<>();
    private final Map<String, Long> connections = new HashMap<>();
    private final Map<String, Long> projects = new HashMap<>();

    /// @param secretsAnew whether secrets are sent also where nothing else of a connection changes, since nobody can compare them
    /// @param prune what is deleted beside, where it is not in the files any more; null for nothing
    public Rollout(PublicApi api, Surroundings surroundings, Configuration files, boolean secretsAnew, @Nullable Pruning prune) {
        this.api = api;
        this.surroundings = surroundings;
        this.files = files;
        this.secretsAnew = secretsAnew;
        Lookup lookup = new Lookup(api);
        files.connections().forEach(document -> prepared.add(connection(document, lookup)));
        List<Prepared> plans = new ArrayList<>();
        files.projects().forEach(document -> prepared.add(project(document, lookup)));
        files.projects().forEach(document -> plans.addAll(plans(document, lookup)));
        prepared.addAll(plans);
        if (prune != null) {
            prune.found(api, files).forEach(found -> prepared.add(new Prepared(found.step(), _ -> found.delete(api), UNCHECKED)));
        }
    }

    /// A step, and how it is taken.
    private record Prepared(PlannedStep step, Action action, Runnable check) {}

    @FunctionalInterface
    private interface Action {
        void take(@Nullable String message);
    }

    private static final Runnable UNCHECKED = () -> { };

    /// What is to be done; nothing has been.
    public List<PlannedStep> steps() {
        return prepared.stream().map(Prepared::step).toList();
    }

    /// Checks everything as a save does, as far as it can be checked before what it needs is there; nothing is stored.
    public void validate() {
        prepared.forEach(one -> one.check.run());
    }

    /// @param taken is told of each step that was taken
    public void apply(@Nullable String message, Consumer<PlannedStep> taken) {
        validate();
        boolean begun = false;
        for (Prepared one : prepared) {
            if (one.step.changes()) {
                try {
                    one.action.take(message);
                } catch (ClientFailure e) {
                    throw begun ? new ClientFailure(e.code(), "%s\nWhat is listed above has been done, this and what follows has not; apply again once it is settled.".formatted(e.getMessage())) : e;
                }
                begun = true;
                taken.accept(one.step);
            }
        }
    }

    private Prepared connection(FileDocument document, Lookup lookup) {
        String name = document.name();
        ObjectNode request = ConnectionForm.request(document, kinds());
        Optional<JsonNode> known = lookup.findConnection(name);
        if (known.isEmpty()) {
            manage(request);
            return new Prepared(
                    new PlannedStep(PlannedStep.CREATE, "connection", name, List.of()),
                    _ -> connections.put(name, api.post("/connections", request.put("secret", ConnectionForm.secret(document, surroundings))).path("id").asLong()),
                    () -> ConnectionForm.secret(document, surroundings));
        }
        long id = known.get().path("id").asLong();
        connections.put(name, id);
        ApiAnswer present = api.read("/connections/" + id);
        List<String> differences = new ArrayList<>(ConnectionForm.differences(present.body(), request));
        if (secretsAnew && document.spec().has("secretFrom")) {
            differences.add("secret: sent anew");
        }
        return new Prepared(
                new PlannedStep(differences.isEmpty() ? PlannedStep.KEEP : PlannedStep.CHANGE, "connection", name, differences),
                _ -> {
                    if (document.spec().has("secretFrom")) {
                        request.put("secret", ConnectionForm.secret(document, surroundings));
                    }
                    api.send("PUT", "/connections/" + id, request, ifMatch(present));
                },
                () -> {
                    if (!differences.isEmpty() && document.spec().has("secretFrom")) {
                        ConnectionForm.secret(document, surroundings);
                    }
                });
    }

    private @Nullable List<JsonNode> kinds;

    private List<JsonNode> kinds() {
        List<JsonNode> known = kinds;
        if (known == null) {
            known = api.get("/connection-kinds").valueStream().toList();
            kinds = known;
        }
        return known;
    }

    private static Map<String, String> ifMatch(ApiAnswer present) {
        return Map.of("If-Match", Objects.requireNonNull(present.etag()));
    }

    private Prepared project(FileDocument document, Lookup lookup) {
        String name = document.name();
        boolean complete = ProjectForm.connections(document.spec()).stream().allMatch(connection -> isThere(connection, document, lookup));
        Optional<JsonNode> known = lookup.findProject(name);
        if (known.isEmpty()) {
            return new Prepared(
                    new PlannedStep(PlannedStep.CREATE, "project", name, List.of("%d tables".formatted(document.spec().path("tables").size()))),
                    message -> projects.put(name, api.post("/projects", commented(manage(request(document)), message)).path("id").asLong()),
                    complete ? () -> api.post("/projects/validate", request(document)) : UNCHECKED);
        }
        long id = known.get().path("id").asLong();
        projects.put(name, id);
        ApiAnswer present = api.read("/projects/%d/request".formatted(id));
        List<String> differences = complete ? differences(id, document) : List.of("it reads or writes a connection that is made first");
        return new Prepared(
                new PlannedStep(differences.isEmpty() ? PlannedStep.KEEP : PlannedStep.CHANGE, "project", name, differences),
                message -> api.send("PUT", "/projects/" + id, commented(request(document), message), ifMatch(present)),
                complete && !differences.isEmpty() ? () -> api.post("/projects/validate", request(document).put("projectId", id)) : UNCHECKED);
    }

    private List<String> differences(long id, FileDocument document) {
        return api.pages("POST", "/projects/%d/difference".formatted(id), request(document), "items").stream()
                .map(change -> switch (change.path("kind").asString()) {
                    case "added" -> "+ %s%s".formatted(change.path("path").asString(), value(change.path("after")));
                    case "removed" -> "- %s%s".formatted(change.path("path").asString(), value(change.path("before")));
                    default -> "%s: %s -> %s".formatted(change.path("path").asString(), plain(change.path("before")), plain(change.path("after")));
                })
                .toList();
    }

    private static String value(JsonNode value) {
        return value.isObject() ? "" : ": " + plain(value);
    }

    private static String plain(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }

    private ObjectNode request(FileDocument document) {
        return ProjectForm.request(document, name -> Objects.requireNonNull(connections.get(name)));
    }

    /// What files make is theirs, whatever they call themselves.
    private static ObjectNode manage(ObjectNode request) {
        return request.has("managedBy") ? request : request.put("managedBy", Pruning.FILES);
    }

    private static ObjectNode commented(ObjectNode request, @Nullable String message) {
        return message == null ? request : request.put("comment", message);
    }

    private boolean isThere(String connection, FileDocument document, Lookup lookup) {
        if (connections.containsKey(connection)) {
            return true;
        }
        Optional<JsonNode> known = lookup.findConnection(connection);
        known.ifPresent(one -> connections.put(connection, one.path("id").asLong()));
        if (known.isEmpty() && files.connection(connection).isEmpty()) {
            throw ClientFailure.usage("%s: %s".formatted(document.place("/spec"), reason(() -> lookup.connection(connection))));
        }
        return known.isPresent();
    }

    private static String reason(Runnable question) {
        try {
            question.run();
            return "";
        } catch (ClientFailure e) {
            return String.valueOf(e.getMessage());
        }
    }

    private List<Prepared> plans(FileDocument document, Lookup lookup) {
        String project = document.name();
        List<Prepared> steps = new ArrayList<>();
        List<JsonNode> present = projects.containsKey(project) ? api.all("/plans?project=" + projects.get(project)) : List.of();
        for (JsonNode plan : PlanForm.plans(document.spec())) {
            String name = PlanForm.name(plan, project);
            plan.path("after").forEach(after -> expectProject(after.path("project").asString(), document, lookup));
            List<JsonNode> named = present.stream().filter(one -> one.path("name").asString().equals(name)).toList();
            if (named.size() > 1) {
                throw new ClientFailure(ExitCode.CONFLICT, "%d plans of project '%s' are named '%s'; delete or rename all but one".formatted(named.size(), project, name));
            }
            steps.add(named.isEmpty() ? newPlan(plan, project) : changedPlan(plan, project, named.getFirst()));
        }
        return steps;
    }

    private void expectProject(String name, FileDocument document, Lookup lookup) {
        if (!projects.containsKey(name) && files.projects().stream().noneMatch(one -> one.name().equals(name))) {
            Optional<JsonNode> known = lookup.findProject(name);
            projects.put(name, known.orElseThrow(() -> ClientFailure.usage("%s: %s".formatted(
                    document.place("/spec"), reason(() -> lookup.project(name))))).path("id").asLong());
        }
    }

    private Prepared newPlan(JsonNode plan, String project) {
        return new Prepared(
                new PlannedStep(PlannedStep.CREATE, "plan", project + "/" + PlanForm.name(plan, project), List.of()),
                _ -> api.post("/plans", PlanForm.request(plan, project, this::project)),
                () -> canonical(plan, project));
    }

    private Prepared changedPlan(JsonNode plan, String project, JsonNode before) {
        List<String> differences = PlanForm.differences(before, canonical(plan, project));
        long id = before.path("id").asLong();
        ApiAnswer present = new ApiAnswer(before, "\"%d\"".formatted(before.path("version").asLong()));
        return new Prepared(
                new PlannedStep(differences.isEmpty() ? PlannedStep.KEEP : PlannedStep.CHANGE, "plan", project + "/" + PlanForm.name(plan, project), differences),
                _ -> api.send("PUT", "/plans/" + id, PlanForm.request(plan, project, this::project), ifMatch(present)),
                UNCHECKED);
    }

    private long project(String name) {
        return Objects.requireNonNull(projects.get(name));
    }

    /// As it would be stored. A project that is still to be made has a number that nothing else has.
    private JsonNode canonical(JsonNode plan, String project) {
        return api.post("/plans/preview", PlanForm.request(plan, project, name -> projects.containsKey(name) ? projects.get(name) : -1L - Math.abs((long) name.hashCode()))).path("plan");
    }
}
