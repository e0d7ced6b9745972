package dev.syncline.config.preview;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.FieldChanges;
import dev.syncline.contracts.policy.FullMode;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.TableRules;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.TargetDialect.Refusals;
import dev.syncline.dialect.connect.ServerIdentity;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LockWait;
import dev.syncline.dialect.load.TableLoad;
import org.jspecify.annotations.Nullable;

/// What one target says of some tables.
///
/// @param problems what stops loads into it
/// @param warnings what would stop a load that makes its table anew, where that happens at times only
/// @param states of incremental tables
/// @param refusals why a table could not be looked at
/// @param cautions what loads into a table do that does not stop them but has to be known
/// @param identity who its server is
record TargetLook(
        List<String> problems,
        List<String> warnings,
        Map<TableName, TargetState> states,
        Map<TableName, String> refusals,
        Map<TableName, List<String>> cautions,
        ServerIdentity identity) {

    /// @param shapes by source table, those that could be read
    static TargetLook at(
            Dialect dialect, Connection session, ServerIdentity identity, List<TablePlan> plans, Map<TableName, TableShape> shapes) throws SQLException {
        List<String> problems = problems(dialect, session, plans.stream().filter(TargetLook::replaces).toList());
        List<String> warnings = problems(dialect, session, plans.stream().filter(plan -> !replaces(plan)).toList());
        Set<String> everywhere = new HashSet<>(dialect.target().problems(session, List.of()));
        problems = merged(problems, warnings.stream().filter(everywhere::contains).toList());
        warnings = merged(warnings.stream().filter(warning -> !everywhere.contains(warning)).toList(), dialect.target().warnings(session));
        Map<TableName, TargetState> states = new HashMap<>();
        Map<TableName, String> refusals = new HashMap<>();
        Map<TableName, List<String>> cautions = new HashMap<>();
        Refusals refusing = dialect.target().refusals(session);
        for (TablePlan plan : plans) {
            TableShape shape = shapes.get(plan.source());
            if (shape == null) {
                continue;
            }
            List<String> refused = refusing.of(TableRules.loaded(plan, shape), properties(dialect, plan));
            if (!refused.isEmpty()) {
                refusals.put(plan.source(), String.join("; ", refused));
            } else if (TableRules.isIncremental(plan)) {
                inspect(dialect, session, plan, shape, states, refusals);
            } else if (plan.fullMode() == FullMode.RETAIN_AND_CLEAR) {
                expectPossible(dialect, session, plan, shape, new LoadMode.Clear(), refusals);
            }
            if (!refusals.containsKey(plan.source())) {
                caution(dialect, session, plan, shape, states.get(plan.source()), cautions);
            }
        }
        return new TargetLook(problems, warnings, states, refusals, cautions, identity);
    }

    /// Whether a new table takes the place of the one that is there.
    private static boolean replaces(TablePlan plan) {
        return !TableRules.isIncremental(plan) && plan.fullMode() != FullMode.RETAIN_AND_CLEAR;
    }

    private static List<String> problems(Dialect dialect, Connection session, List<TablePlan> plans) throws SQLException {
        if (plans.isEmpty()) {
            return List.of();
        }
        List<String> problems = new ArrayList<>(dialect.target().problems(session, plans.stream().map(TablePlan::target).toList()));
        Map<TableName, TableProperties> made = new LinkedHashMap<>();
        plans.forEach(plan -> made.put(plan.target(), properties(dialect, plan)));
        problems.addAll(dialect.target().losses(session, made));
        return problems;
    }

    private static TableProperties properties(Dialect dialect, TablePlan plan) {
        return plan.properties().getOrDefault(dialect.kind().id(), TableProperties.NONE);
    }

    private static List<String> merged(List<String> ones, List<String> others) {
        List<String> all = new ArrayList<>(ones);
        others.stream().filter(other -> !all.contains(other)).forEach(all::add);
        return all;
    }

    private static void inspect(
            Dialect dialect,
            Connection session,
            TablePlan plan,
            TableShape shape,
            Map<TableName, TargetState> states,
            Map<TableName, String> refusals) {
        try {
            TargetState state = dialect.target().inspect(session, plan.target(), TableRules.made(plan, shape), TableRules.incrementalKey(plan));
            states.put(plan.source(), state);
            if (state.exists() && (state.changes().isEmpty() || plan.fieldChanges() == FieldChanges.IGNORE)) {
                expectPossible(dialect, session, plan, shape, new LoadMode.Merge(state.maximum()), refusals);
            }
        } catch (SyncException e) {
            refusals.put(plan.source(), e.failure().message());
        } catch (SQLException e) {
            refusals.put(plan.source(), dialect.failure("look at table " + plan.target(), e).failure().message());
        }
    }

    /// As the load would be; where an incremental table is made anew for its fields, as that load.
    private static void caution(
            Dialect dialect,
            Connection session,
            TablePlan plan,
            TableShape shape,
            @Nullable TargetState state,
            Map<TableName, List<String>> cautions) throws SQLException {
        try {
            cautions.put(plan.source(), dialect.target().cautions(session, load(plan, shape, mode(plan, state))));
        } catch (SyncException _) { // what cannot be made is said of its statements
            cautions.put(plan.source(), List.of());
        }
    }

    private static LoadMode mode(TablePlan plan, @Nullable TargetState state) {
        if (TableRules.isIncremental(plan)) {
            return state == null || state.exists() && state.changes().isEmpty() || plan.fieldChanges() != FieldChanges.FULL_EXTRACTION
                    ? new LoadMode.Merge(null)
                    : new LoadMode.Create(false);
        }
        return switch (plan.fullMode()) {
            case DELETE_AND_CREATE -> new LoadMode.Create(false);
            case DROP_FIRST -> new LoadMode.Create(true);
            case RETAIN_AND_CLEAR -> new LoadMode.Clear();
        };
    }

    private static LoadPlan load(TablePlan plan, TableShape shape, LoadMode mode) {
        LoadRules rules = TableRules.rules(plan, shape, mode, Instant.EPOCH);
        return new LoadPlan(new UUID(0, 0), 1, plan.target(), TableRules.loaded(plan, shape), rules, new LockWait(Duration.ZERO));
    }

    /// As the load itself asks before its first row.
    private static void expectPossible(
            Dialect dialect, Connection session, TablePlan plan, TableShape shape, LoadMode mode, Map<TableName, String> refusals) throws SQLException {
        try (TableLoad possible = dialect.target().load(session, load(plan, shape, mode))) {
            possible.expectPossible();
        } catch (SyncException e) {
            refusals.put(plan.source(), e.failure().message());
        }
    }
}
