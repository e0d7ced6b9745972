package dev.syncline.config.preview;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.syncline.config.connection.Connections;
import dev.syncline.config.connection.Sessions;
import dev.syncline.config.preview.Preview.TablePreview;
import dev.syncline.config.preview.Preview.TargetPreview;
import dev.syncline.config.project.ProjectRequest;
import dev.syncline.config.project.Projects;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.SourceDialect;
import dev.syncline.dialect.ValueRules;
import dev.syncline.kit.web.Cursors;
import dev.syncline.kit.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Asks the source and all targets of a project what a run would meet. What one of them does not answer hides nothing of the others.
@Component
class Previews {

    private final Projects projects;
    private final Connections connections;
    private final Sessions sessions;
    private final PreviewProperties properties;

    Previews(Projects projects, Connections connections, Sessions sessions, PreviewProperties properties) {
        this.projects = projects;
        this.connections = connections;
        this.sessions = sessions;
        this.properties = properties;
    }

    Preview saved(long projectId, @Nullable String cursor, int limit) {
        return preview(projects.present(projectId), cursor, limit);
    }

    Preview unsaved(ProjectRequest request, @Nullable String cursor, int limit) {
        return preview(projects.described(request), cursor, limit);
    }

    private Preview preview(ProjectRevision project, @Nullable String cursor, int limit) {
        List<TableName> all = project.tables();
        int from = (int) Math.min(Cursors.afterId(cursor), all.size());
        int to = Math.min(all.size(), from + Cursors.limit(limit) + 1);
        // A cursor says how many tables have been shown.
        Page<Integer> page = Page.of(IntStream.range(from, to).boxed().toList(), limit, place -> Integer.toString(place + 1));
        List<TablePlan> plans = page.items().stream().map(all::get).map(project::planOf).toList();

        Question<FoundTables> source = askSource(project, plans);
        FoundTables answer = source.answer() == null ? new FoundTables(Map.of(), Map.of()) : source.answer();
        Map<TableName, DiscoveredTable> found = answer.tables();
        Map<TableName, TableShape> shapes = shapes(project, found);
        Map<ConnectionRef, Question<TargetLook>> targets = askTargets(project, plans, shapes);
        TablePreviews previews = new TablePreviews(project, targets, answer.cautions());

        List<String> problems = source.refusal() == null
                ? List.of()
                : List.of("The source connection '%s' could not be asked: %s".formatted(project.source().name(), source.refusal()));
        List<TargetPreview> targetPreviews = new ArrayList<>();
        targets.forEach((target, look) -> targetPreviews.add(targetPreview(target, look)));
        List<TablePreview> tables = source.refusal() == null
                ? plans.stream().map(plan -> previews.of(plan, found.get(plan.source()), shapes.get(plan.source()))).toList()
                : List.of();
        boolean runnable = problems.isEmpty()
                && targetPreviews.stream().allMatch(target -> target.problems().isEmpty())
                && tables.stream().allMatch(table -> table.problems().isEmpty()
                        && table.loads().stream().allMatch(load -> load.problems().isEmpty()));
        return new Preview(project.projectId(), project.revision(), runnable, problems, targetPreviews, tables, page.next());
    }

    /// @param cautions what is to be known of the way in which a table is read
    private record FoundTables(Map<TableName, DiscoveredTable> tables, Map<TableName, String> cautions) {}

    private Question<FoundTables> askSource(ProjectRevision project, List<TablePlan> plans) {
        ConnectionSettings settings = connections.settings(project.source().id());
        List<TableName> names = plans.stream().map(TablePlan::source).toList();
        return Question.ask(properties.patience(), () -> sessions.ask(settings, (dialect, session) -> foundTables(dialect.source(), session, names)))
                .join();
    }

    private static FoundTables foundTables(SourceDialect source, Connection session, List<TableName> names) throws SQLException {
        List<DiscoveredTable> tables = source.discover(session, names);
        List<TableName> readable = tables.stream().filter(table -> table.shape() != null).map(DiscoveredTable::table).toList();
        return new FoundTables(
                tables.stream().collect(Collectors.toMap(DiscoveredTable::table, Function.identity())), source.cautions(session, readable));
    }

    private Map<ConnectionRef, Question<TargetLook>> askTargets(
            ProjectRevision project, List<TablePlan> plans, Map<TableName, TableShape> shapes) {
        Map<ConnectionRef, CompletableFuture<Question<TargetLook>>> asked = new LinkedHashMap<>();
        for (ConnectionRef target : project.targets()) {
            ConnectionSettings settings = connections.settings(target.id());
            asked.put(target, Question.ask(properties.patience(), () ->
                    sessions.ask(settings, (dialect, session) -> TargetLook.at(dialect, session, plans, shapes))));
        }
        Map<ConnectionRef, Question<TargetLook>> answers = new LinkedHashMap<>();
        asked.forEach((target, answer) -> answers.put(target, answer.join()));
        return answers;
    }

    /// As targets get them: the policy for values may change a column's type.
    private static Map<TableName, TableShape> shapes(ProjectRevision project, Map<TableName, DiscoveredTable> found) {
        ValueRules rules = new ValueRules(
                project.source().kind(),
                Objects.requireNonNull(Objects.requireNonNull(project.policy()).values()),
                project.targets().stream().map(ConnectionRef::kind).toList());
        Map<TableName, TableShape> shapes = new HashMap<>();
        found.forEach((name, table) -> {
            if (table.shape() != null) {
                shapes.put(name, rules.applyTo(table.shape()));
            }
        });
        return shapes;
    }

    private static TargetPreview targetPreview(ConnectionRef target, Question<TargetLook> look) {
        TargetLook answer = look.answer();
        return new TargetPreview(
                target.id(),
                target.name(),
                target.kind().id(),
                answer != null,
                answer == null
                        ? List.of("The target connection '%s' could not be asked: %s".formatted(target.name(), look.refusal()))
                        : answer.problems(),
                answer == null ? List.of() : answer.warnings());
    }
}
