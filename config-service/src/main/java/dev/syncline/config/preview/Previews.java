package dev.syncline.config.preview;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.syncline.config.check.Finding;
import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Flaw;
import dev.syncline.config.connection.Connections;
import dev.syncline.config.connection.DatabaseSessions;
import dev.syncline.config.connection.Identities;
import dev.syncline.config.preview.Preview.TablePreview;
import dev.syncline.config.preview.Preview.TargetPreview;
import dev.syncline.config.project.Overwriting;
import dev.syncline.config.project.ProjectRequest;
import dev.syncline.config.project.Projects;
import dev.syncline.config.project.SelectionLook;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.TableRules;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.SourceDialect;
import dev.syncline.dialect.connect.ServerIdentity;
import dev.syncline.dialect.read.Packing;
import dev.syncline.dialect.read.ReadPlan;
import dev.syncline.dialect.read.ValueRules;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Cursors;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Asks the source and all targets of a project what a run would meet. What one of them does not answer hides nothing of the others.
@Component
class Previews {

    private final Projects projects;
    private final Connections connections;
    private final DatabaseSessions sessions;
    private final Identities identities;
    private final SelectionLook selections;
    private final PreviewProperties properties;

    Previews(
            Projects projects,
            Connections connections,
            DatabaseSessions sessions,
            Identities identities,
            SelectionLook selections,
            PreviewProperties properties) {
        this.selections = selections;
        this.projects = projects;
        this.connections = connections;
        this.sessions = sessions;
        this.identities = identities;
        this.properties = properties;
    }

    /// @param look at most how long rows are looked at; null for as long as the service is set up for
    Preview saved(long projectId, @Nullable String cursor, int limit, @Nullable Duration look) {
        return preview(projects.present(projectId), cursor, limit, atMost(look));
    }

    Preview unsaved(ProjectRequest request, @Nullable String cursor, int limit, @Nullable Duration look) {
        return preview(projects.described(request), cursor, limit, atMost(look));
    }

    private Duration atMost(@Nullable Duration look) {
        if (look != null && look.isNegative()) {
            throw new ApiException(Problem.INVALID, "Rows are looked at for PT0S or longer, not for %s".formatted(look));
        }
        return look == null || look.compareTo(properties.look()) > 0 ? properties.look() : look;
    }

    private Preview preview(ProjectRevision configured, @Nullable String cursor, int limit, Duration atMost) {
        SelectionLook.Now chosen = chosen(configured);
        ProjectRevision project = chosen.project();
        BiFunction<TableName, @Nullable Collection<String>, TablePlan> policies = project.plansByColumns();
        List<TableName> all = project.tables();
        int from = (int) Math.min(Cursors.afterId(cursor), all.size());
        int to = Math.min(all.size(), from + Cursors.limit(limit) + 1);
        // A cursor says how many tables have been shown.
        Page<Integer> page = Page.of(IntStream.range(from, to).boxed().toList(), limit, place -> Integer.toString(place + 1));
        List<TableName> shown = page.items().stream().map(all::get).toList();

        Suspicions suspicions = new Suspicions(project);
        List<TableName> lookedAt = from == 0 ? all.stream().limit(Cursors.LARGEST_PAGE).toList() : shown;
        CompletableFuture<List<DiscoveredTable>> described = new CompletableFuture<>();
        CompletableFuture<Question<DataLook>> looking = askForValues(project, lookedAt, policies, suspicions, atMost, lookedAt.equals(shown) ? described : null);
        Question<Found> source = askSource(project, shown, policies, described);
        Map<TableName, DiscoveredTable> found = source.answer() == null ? Map.of() : source.answer().tables();
        List<TablePlan> plans = shown.stream().map(table -> planOf(table, found.get(table), policies)).toList();
        Map<TableName, String> cautions = source.answer() == null ? Map.of() : source.answer().cautions();
        Set<TableName> unindexed = source.answer() == null ? Set.of() : source.answer().unindexed();
        Map<TableName, TableShape> shapes = shapes(project, found);
        Map<ConnectionRef, Question<TargetLook>> targets = askTargets(project, plans, shapes);
        Question<DataLook> values = looking.join();
        DataLook look = Objects.requireNonNullElse(values.answer(), DataLook.NONE);
        TablePreviews previews = new TablePreviews(project, targets, cautions, unindexed, look);

        Said said = new Said(null, project.source().id());
        if (source.refusal() != null) {
            said.problem(Flaw.of(FindingCode.SOURCE_NOT_ASKED, "The source connection '%s' could not be asked: %s".formatted(project.source().name(), source.refusal()))
                    .with("reason", source.refusal()));
        }
        chosen.problems().forEach(flaw -> said.problem(flaw.after("The selection ")));
        List<String> problems = said.problems();
        List<TargetPreview> targetPreviews = new ArrayList<>();
        Overwriting overwriting = Overwriting.asIdentified(identified(project, source, targets));
        targets.forEach((target, answer) -> targetPreviews.add(targetPreview(target, answer, overwriting)));
        List<TablePreview> tables = source.refusal() == null
                ? plans.stream()
                        .map(plan -> previews.of(plan, found.get(plan.source()), shapes.get(plan.source())))
                        // Each page begins with what will fail.
                        .sorted(Comparator.comparing(table -> !table.hasProblems()))
                        .toList()
                : List.of();
        boolean runnable = problems.isEmpty()
                && targetPreviews.stream().allMatch(target -> target.problems().isEmpty())
                && tables.stream().noneMatch(TablePreview::hasProblems);
        return new Preview(
                project.projectId(), project.revision(), runnable, problems, Notices.of(look, values.refusal(), tables, suspicions), targetPreviews, tables,
                StandingNotes.of(plans, source.answer() == null ? Map.of() : source.answer().packing()), findings(said, targetPreviews, tables), page.next());
    }

    /// @param cautions what is to be known of the way in which a table is read
    /// @param unindexed tables whose incremental key no index begins with
    /// @param packing in which form the rows of each table travel
    /// @param identity who the source's server is
    private record Found(
            Map<TableName, DiscoveredTable> tables, Map<TableName, String> cautions, Set<TableName> unindexed, Map<TableName, Packing> packing,
            ServerIdentity identity) {}

    /// What patterns choose now; where the source does not say, what they chose at the save, and then the source's own question says why.
    private SelectionLook.Now chosen(ProjectRevision described) {
        if (described.selection().isEmpty()) {
            return new SelectionLook.Now(described, List.of());
        }
        SelectionLook.Now now = Question.ask(properties.patience(), () -> selections.of(described)).join().answer();
        return now == null ? new SelectionLook.Now(described, List.of()) : now;
    }

    private static TablePlan planOf(
            TableName table, @Nullable DiscoveredTable found, BiFunction<TableName, @Nullable Collection<String>, TablePlan> policies) {
        TableShape shape = found == null ? null : found.shape();
        return policies.apply(table, shape == null ? null : shape.columnNames());
    }

    private Question<Found> askSource(
            ProjectRevision project,
            List<TableName> shown,
            BiFunction<TableName, @Nullable Collection<String>, TablePlan> policies,
            CompletableFuture<List<DiscoveredTable>> described) {
        ConnectionSettings settings = connections.settings(project.source().id());
        Question<Found> answer = Question.ask(properties.patience(), () -> sessions.ask(settings, (dialect, session) -> {
            ServerIdentity identity = identities.ask(settings, dialect, session);
            List<DiscoveredTable> tables = dialect.source().discover(session, shown);
            described.complete(tables);
            return find(project, settings, dialect.source(), session, tables, policies, identity);
        })).join();
        described.complete(List.of()); // where there is no answer, nobody is to wait for it
        return answer;
    }

    private static Map<TableName, Packing> packing(
            ProjectRevision project, ConnectionSettings settings, SourceDialect source, Connection session, List<TablePlan> plans, Map<TableName, TableShape> shapes)
            throws SQLException {
        List<DatabaseKind> targets = project.targets().stream().map(ConnectionRef::kind).distinct().toList();
        Map<TableName, Packing> packing = new HashMap<>();
        for (TablePlan plan : plans) {
            TableShape shape = shapes.get(plan.source());
            if (shape != null) {
                packing.put(plan.source(), source.packing(session, new ReadPlan(plan.source(), shape, plan, List.of(), targets, 0)).as(settings));
            }
        }
        return packing;
    }

    /// In a session of its own, so that nothing else waits for it or is lost with it.
    ///
    /// @param described the tables, where they are asked for anyway
    private CompletableFuture<Question<DataLook>> askForValues(
            ProjectRevision project,
            List<TableName> tables,
            BiFunction<TableName, @Nullable Collection<String>, TablePlan> policies,
            Suspicions suspicions,
            Duration atMost,
            @Nullable CompletableFuture<List<DiscoveredTable>> described) {
        if (atMost.isZero()) {
            return CompletableFuture.completedFuture(new Question<>(DataLook.NONE, null));
        }
        ConnectionSettings settings = connections.settings(project.source().id());
        return Question.ask(properties.patience(), () -> sessions.ask(settings, (dialect, session) -> {
            List<DiscoveredTable> found = described == null ? dialect.source().discover(session, tables) : described.join();
            return DataLook.take(dialect.source(), session, found, table -> planOf(table.table(), table, policies), suspicions, atMost);
        }));
    }

    private static Found find(
            ProjectRevision project,
            ConnectionSettings settings,
            SourceDialect source,
            Connection session,
            List<DiscoveredTable> tables,
            BiFunction<TableName, @Nullable Collection<String>, TablePlan> policies,
            ServerIdentity identity)
            throws SQLException {
        List<TablePlan> plans = tables.stream().map(table -> planOf(table.table(), table, policies)).toList();
        Set<TableName> readable = tables.stream().filter(table -> table.shape() != null).map(DiscoveredTable::table).collect(Collectors.toCollection(LinkedHashSet::new));
        Map<TableName, List<String>> keys = plans.stream()
                .filter(plan -> TableRules.isIncremental(plan) && readable.contains(plan.source()))
                .collect(Collectors.toMap(TablePlan::source, TableRules::incrementalKey));
        Set<TableName> unindexed = keys.isEmpty() ? Set.of() : source.withoutIndex(session, keys);
        Map<TableName, DiscoveredTable> found = tables.stream().collect(Collectors.toMap(DiscoveredTable::table, Function.identity()));
        return new Found(
                found, source.cautions(session, List.copyOf(readable)), unindexed, packing(project, settings, source, session, plans, shapes(project, found)), identity);
    }

    private Map<ConnectionRef, Question<TargetLook>> askTargets(
            ProjectRevision project, List<TablePlan> plans, Map<TableName, TableShape> shapes) {
        Map<ConnectionRef, CompletableFuture<Question<TargetLook>>> asked = new LinkedHashMap<>();
        for (ConnectionRef target : project.targets()) {
            ConnectionSettings settings = connections.settings(target.id());
            asked.put(target, Question.ask(properties.patience(), () ->
                    sessions.ask(settings, (dialect, session) ->
                            TargetLook.at(dialect, session, identities.ask(settings, dialect, session), plans, shapes))));
        }
        Map<ConnectionRef, Question<TargetLook>> answers = new LinkedHashMap<>();
        asked.forEach((target, answer) -> answers.put(target, answer.join()));
        return answers;
    }

    /// With what the servers say now, and where they do not answer, with what they said before.
    private static ProjectRevision identified(ProjectRevision project, Question<Found> source, Map<ConnectionRef, Question<TargetLook>> targets) {
        Map<Long, String> identities = new HashMap<>();
        learn(identities, project.source(), source.answer() == null ? null : source.answer().identity());
        targets.forEach((target, look) -> learn(identities, target, look.answer() == null ? null : look.answer().identity()));
        return project.identified(identities);
    }

    private static void learn(Map<Long, String> identities, ConnectionRef connection, @Nullable ServerIdentity answer) {
        String identity = answer == null ? connection.identity() : answer.database();
        if (identity != null) {
            identities.put(connection.id(), identity);
        }
    }

    /// As targets get them: the policy for values may change a column's type.
    private static Map<TableName, TableShape> shapes(ProjectRevision project, Map<TableName, DiscoveredTable> found) {
        ValueRules rules = new ValueRules(
                project.source().kind(),
                project.policy().values(),
                project.targets().stream().map(ConnectionRef::kind).toList());
        Map<TableName, TableShape> shapes = new HashMap<>();
        found.forEach((name, table) -> {
            if (table.shape() != null) {
                shapes.put(name, rules.applyTo(table.shape()));
            }
        });
        return shapes;
    }

    private static List<Finding> findings(Said said, List<TargetPreview> targets, List<TablePreview> tables) {
        List<Finding> all = new ArrayList<>(said.findings());
        targets.forEach(target -> all.addAll(target.findings()));
        tables.forEach(table -> {
            all.addAll(table.findings());
            table.loads().forEach(load -> all.addAll(load.findings()));
        });
        return all;
    }

    private static TargetPreview targetPreview(ConnectionRef target, Question<TargetLook> look, Overwriting overwriting) {
        TargetLook answer = look.answer();
        Said said = new Said(null, target.id());
        overwriting.problems(target).forEach(said::problem);
        if (answer == null) {
            said.problem(Flaw.of(FindingCode.TARGET_NOT_ASKED, "The target connection '%s' could not be asked: %s".formatted(target.name(), look.refusal()))
                    .with("reason", String.valueOf(look.refusal())));
        } else {
            said.problems(FindingCode.TARGET_WILL_REFUSE, answer.problems());
            said.warnings(FindingCode.TARGET_SETTING, answer.warnings());
        }
        return new TargetPreview(target.id(), target.name(), target.kind().id(), answer != null, said.problems(), said.warnings(), said.findings());
    }
}
