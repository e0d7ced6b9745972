package dev.syncline.dialect;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.read.ValueRules;

/// What a person can do about a failure, as the end of its message.
public final class Advice {

    private Advice() {}

    public static String after(FailureCode code) {
        return switch (code) {
            case UNREACHABLE -> "; check host, port and firewall, and that the server is running";
            case LOGIN_REFUSED -> "; check user and password of the connection";
            case PERMISSION_DENIED -> "; grant the connection's user the right";
            case NOT_WRITABLE -> "; use a server that takes writes";
            case NOT_FOUND -> "; check the name, or that it has not been dropped";
            case UNSUPPORTED_TYPE -> "; leave the table out, or change the column";
            case UNUSABLE_NAME -> "; use another name";
            case UNUSABLE_VALUE -> "; correct the value in the source, or change the column";
            case LOCKED -> "; it is tried again, or end the session that holds the lock";
            case IN_USE -> "; drop what depends on it, or choose another target";
            case EXHAUSTED -> "; free disk space, memory or connections of the server";
            case MISCONFIGURED -> "; change the server's setting";
            case CONNECTION_LOST, TABLE_CHANGED, TIMED_OUT, UNPROVEN, STALLED, SERVICE_UNAVAILABLE, DEPENDENCY, INTERNAL -> "";
        };
    }

    /// The policies that cure what a load has met.
    static List<Remedy> remedies(Dialect target, LoadPlan plan, SQLException e) {
        return switch (target.classify(e)) {
            case UNUSABLE_VALUE -> values(plan.shape(), target.kind(), target.troubles(e), target.reason(e));
            case EXHAUSTED -> plan.rules().mode() instanceof LoadMode.Create(boolean dropFirst) && !dropFirst && target.isFull(e)
                    ? List.of(Remedy.droppingFirst())
                    : List.of();
            case UNREACHABLE, CONNECTION_LOST, LOGIN_REFUSED, PERMISSION_DENIED, NOT_WRITABLE, NOT_FOUND, TABLE_CHANGED, UNSUPPORTED_TYPE,
                    UNUSABLE_NAME, LOCKED, IN_USE, TIMED_OUT, UNPROVEN, STALLED, SERVICE_UNAVAILABLE, MISCONFIGURED, DEPENDENCY, INTERNAL ->
                List.of();
        };
    }

    /// @param troubles what the refusal may be about
    /// @param reason where it names a column, the others have nothing to do with it
    public static List<Remedy> values(TableShape rows, DatabaseKind target, Set<ValueTrouble> troubles, String reason) {
        if (troubles.isEmpty()) {
            return List.of();
        }
        List<Column> named = rows.columns().stream().filter(column -> names(reason, column.name())).toList();
        ValueRules rules = ValueRules.ofTarget(rows.origin(), target);
        List<Remedy> remedies = new ArrayList<>();
        for (Column column : named.isEmpty() ? rows.columns() : named) {
            rules.troubles(rows, column).stream()
                    .filter(troubles::contains)
                    .sorted()
                    .map(trouble -> Remedy.values(trouble, rows.primaryKey().contains(column.name())))
                    .forEach(remedies::add);
        }
        return remedies.stream().distinct().toList();
    }

    /// A null in a column by which rows are told apart: a value that lacks cannot be corrected by a policy.
    ///
    /// @param reason says that it is about a null, and as a rule names the column
    public static String missing(TableShape rows, String reason) {
        if (!reason.toLowerCase(Locale.ROOT).contains("null")) {
            return "";
        }
        boolean namesNone = rows.columns().stream().noneMatch(column -> names(reason, column.name()));
        List<String> fields = rows.primaryKey().stream().filter(column -> namesNone || names(reason, column)).map(column -> '"' + column + '"').toList();
        return switch (fields.size()) {
            case 0 -> "";
            case 1 -> "; %s is a key field, by which rows are told apart, and has no value in some row: choose other keyFields".formatted(fields.getFirst());
            default -> "; %s are key fields, by which rows are told apart, and one of them has no value in some row: choose other keyFields".formatted(String.join(", ", fields));
        };
    }

    /// A key that the target cannot have: the source's own need not be the target's.
    public static String otherKey() {
        return "; name other keyFields that tell its rows apart" + Remedy.after(List.of(Remedy.withoutKey()));
    }

    /// Servers quote names in their own ways, and some of them in lower case.
    public static boolean names(String reason, String column) {
        String words = reason.toLowerCase(Locale.ROOT);
        String name = column.toLowerCase(Locale.ROOT);
        return Stream.of("\"%s\"", "'%s'", "`%s`", ".%s'").anyMatch(quotes -> words.contains(quotes.formatted(name)));
    }

    /// What depends on a table that would be replaced stays with one that is cleared, unless it refers to the table's rows.
    public static String keeping(List<String> foreignKeys) {
        return foreignKeys.isEmpty() ? Remedy.after(List.of(Remedy.retaining())) : "";
    }

    /// How a table in the target that cannot take the rows is made anew.
    public static List<Remedy> instead(LoadMode mode) {
        return switch (mode) {
            case LoadMode.Create _ -> List.of();
            case LoadMode.Clear _ -> List.of(Remedy.makingAnew());
            case LoadMode.Merge _ -> List.of(Remedy.extractingInFull());
        };
    }
}
