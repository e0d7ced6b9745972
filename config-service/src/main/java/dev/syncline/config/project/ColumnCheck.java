package dev.syncline.config.project;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.syncline.config.check.Finding;
import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Flaw;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.Extraction.Incremental;
import dev.syncline.contracts.policy.SyncTime;
import dev.syncline.contracts.policy.TableKey;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.TableRules;
import dev.syncline.dialect.Descriptor.PropertyType;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.read.KeyOrder;
import dev.syncline.dialect.read.KeyValues;
import dev.syncline.dialect.read.ValueRules;
import org.jspecify.annotations.Nullable;

/// Whether a table's columns are what its policy says of them (S35, S42, A7, A15).
public final class ColumnCheck {

    private ColumnCheck() {}

    /// All tables whose columns are known.
    ///
    /// @return what its user has to know though it is not wrong
    static List<Finding> check(ProjectRevision project, Map<TableName, TableShape> shapes, Findings findings) {
        List<Finding> notes = new ArrayList<>();
        PolicyPlaces places = new PolicyPlaces(project);
        BiFunction<TableName, @Nullable Collection<String>, TablePlan> plans = project.plansByColumns();
        shapes.forEach((table, shape) -> {
            List<String> columns = ListedTables.columns(shape);
            TablePlan plan = plans.apply(table, columns);
            String field = places.of(table, columns);
            check(field, plan, shape, findings);
            keyOrder(project, plan, shape).forEach(flaw -> findings.add(field + ".extraction.key", Flaw.of(FindingCode.KEY_ORDER_DIFFERS, "has another order in a target: " + flaw).about(table)));
            checkShape(field + ".properties", project, plan, shape, findings);
            String note = nullableKeyFields(plan, shape);
            if (note != null) {
                notes.add(Finding.note(Flaw.of(FindingCode.KEY_FIELD_MAY_BE_NULL, note).about(table)));
            }
        });
        return notes;
    }

    /// @param field where the policy stands
    public static void check(String field, TablePlan plan, TableShape shape, Findings findings) {
        Map<String, Column> columns =
                shape.columns().stream().collect(Collectors.toMap(Column::name, Function.identity(), (first, _) -> first));
        if (plan.addSyncTime() && SyncTime.isTaken(shape)) {
            findings.add("policy.addSyncTime", Flaw.of(FindingCode.SYNC_TIME_TAKEN, "is set, but table %s has a column %s already; leave the table out, or do not add the column"
                    .formatted(plan.source(), SyncTime.NAME)).about(plan.source(), SyncTime.NAME));
        }
        if (plan.extraction() instanceof Incremental incremental) {
            checkKey(field + ".extraction.key", plan, incremental, columns, findings);
            checkLookBack(field + ".extraction.lookBack", plan, shape, incremental, columns, findings);
        }
        checkProperties(field + ".properties", plan, columns, findings);
        checkOwnKey(field + ".properties", plan, shape, findings);
        for (String name : plan.keyFields()) {
            Column column = columns.get(name);
            if (column == null) {
                findings.add(field + ".keyFields", missing(name, plan));
            } else if (!canBePrimaryKey(column.type())) {
                findings.add(field + ".keyFields", Flaw.of(FindingCode.UNUSABLE_KEY_COLUMN, "name column \"%s\" of table %s, whose type %s cannot be part of a primary key; choose another column"
                        .formatted(name, plan.source(), typeOf(column))).about(plan.source(), name).with("type", typeOf(column)));
            }
        }
    }

    /// Of the kinds of target that the project has; others say so when they are chosen. What has been said without the columns is not said again.
    private static void checkShape(String field, ProjectRevision project, TablePlan plan, TableShape shape, Findings findings) {
        for (DatabaseKind kind : new LinkedHashSet<>(project.targets().stream().map(ConnectionRef::kind).toList())) {
            TableProperties properties = plan.properties().getOrDefault(kind.id(), TableProperties.NONE);
            TableShape loaded = TableRules.loaded(plan, shape);
            TableShape made = plan.addSyncTime() && !SyncTime.isTaken(loaded) ? SyncTime.addTo(loaded) : loaded;
            Set<String> flaws = new LinkedHashSet<>(Dialects.of(kind).target().shapeFlaws(made, properties));
            flaws.removeAll(Dialects.of(kind).target().flaws(properties, made.primaryKey()));
            flaws.forEach(flaw -> findings.add("%s.%s:".formatted(field, kind.id()), Flaw.of(FindingCode.UNUSABLE_PROPERTY, "%s (table %s)".formatted(flaw, plan.source())).about(plan.source())));
        }
    }

    /// Why the columns of the incremental key are not ordered in every target as they are at the source.
    private static Set<String> keyOrder(ProjectRevision project, TablePlan plan, TableShape shape) {
        Set<String> flaws = new LinkedHashSet<>();
        List<String> key = TableRules.incrementalKey(plan);
        if (!key.isEmpty()) {
            List<DatabaseKind> kinds = project.targets().stream().map(ConnectionRef::kind).toList();
            TableShape travelling = new ValueRules(
                    project.source().kind(), project.policy().values(), kinds).applyTo(shape);
            flaws.addAll(KeyOrder.flawsOnTheWay(shape, travelling, key));
            kinds.forEach(kind -> flaws.addAll(KeyOrder.flaws(Dialects.of(kind).target(), TableRules.loaded(plan, travelling), key)));
        }
        return flaws;
    }

    private static void checkProperties(String field, TablePlan plan, Map<String, Column> columns, Findings findings) {
        plan.properties().forEach((kind, properties) -> Dialects.of(new DatabaseKind(kind)).descriptor().tableProperties().stream()
                .filter(property -> property.type() == PropertyType.COLUMNS)
                .forEach(property -> properties.all(property.name()).stream()
                        .filter(name -> !columns.containsKey(name) && !(plan.addSyncTime() && name.equals(SyncTime.NAME)))
                        .forEach(name -> findings.add("%s.%s.%s".formatted(field, kind, property.name()), missing(name, plan)))));
    }

    /// With key fields the properties have been judged without a look at the source.
    private static void checkOwnKey(String field, TablePlan plan, TableShape shape, Findings findings) {
        if (plan.key() != TableKey.SOURCE || !TableRules.isIncremental(plan) || shape.primaryKey().isEmpty()) {
            return;
        }
        plan.properties().forEach((kind, properties) -> Dialects.of(new DatabaseKind(kind)).target().flaws(properties, shape.primaryKey())
                .forEach(flaw -> findings.add(field + '.' + kind + ':', Flaw.of(FindingCode.UNUSABLE_PROPERTY, flaw + "; as table %s has no keyFields, they are its primary key %s; an empty list is none"
                        .formatted(plan.source(), shape.primaryKey())).about(plan.source()))));
    }

    private static void checkKey(String field, TablePlan plan, Incremental incremental, Map<String, Column> columns, Findings findings) {
        for (String name : incremental.key()) {
            Column column = columns.get(name);
            if (column == null) {
                findings.add(field, missing(name, plan));
            } else if (column.type() instanceof ColumnType.Text && !incremental.confirmedTextKey()) {
                findings.add(field, Flaw.of(FindingCode.TEXT_KEY_UNCONFIRMED, "names column \"%s\" of table %s, a text, and databases order texts differently; choose another column, or confirm with confirmedTextKey that its values only grow when they are compared byte by byte"
                        .formatted(name, plan.source())).about(plan.source(), name));
            } else if (!KeyValues.canBeKey(column.type())) {
                findings.add(field, Flaw.of(FindingCode.UNUSABLE_KEY_COLUMN, "names column \"%s\" of table %s, whose type %s has no order that all databases share; choose a number, a date or a time"
                        .formatted(name, plan.source(), typeOf(column))).about(plan.source(), name).with("type", typeOf(column)));
            }
        }
    }

    private static void checkLookBack(
            String field, TablePlan plan, TableShape shape, Incremental incremental, Map<String, Column> columns, Findings findings) {
        String lookBack = incremental.lookBack();
        Column first = columns.get(incremental.key().getFirst());
        if (lookBack == null || first == null) {
            return;
        }
        if (TableRules.key(plan, shape).isEmpty()) {
            findings.add(field, Flaw.of(FindingCode.LOOK_BACK_NEEDS_KEY, "needs key fields, as table %s has no primary key: rows that are read again would be doubled without them".formatted(plan.source())).about(plan.source()));
        }
        boolean fits = LookBack.isNumber(lookBack) ? KeyValues.isNumber(first.type()) : KeyValues.isTime(first.type());
        if (!fits) {
            findings.add(field, Flaw.of(FindingCode.LOOK_BACK_OF_ANOTHER_TYPE, "does not fit column \"%s\" of table %s, the first of the incremental key, whose type is %s; a number needs a whole number, a date or time a duration such as PT10M"
                    .formatted(first.name(), plan.source(), typeOf(first))).about(plan.source(), first.name()).with("type", typeOf(first)));
        }
    }

    private static Flaw missing(String name, TablePlan plan) {
        return Flaw.of(FindingCode.NO_SUCH_COLUMN, "names column \"%s\", which table %s does not have; choose another column".formatted(name, plan.source()))
                .about(plan.source(), name);
    }

    /// The type of a column as people know it.
    static String typeOf(Column column) {
        return Objects.requireNonNullElseGet(
                column.declaration(), () -> column.type() instanceof ColumnType.Undecided(String declared) ? declared : column.type().toString());
    }

    private static boolean canBePrimaryKey(ColumnType type) {
        return !(type instanceof ColumnType.Json || type instanceof ColumnType.Undecided);
    }

    /// Rows are told apart by key fields, so that they get no null in any target.
    public static List<Column> keyFieldsThatMayBeNull(TablePlan plan, TableShape shape) {
        return shape.columns().stream().filter(column -> column.nullable() && plan.keyFields().contains(column.name())).toList();
    }

    /// What is to be said of them; null where there are none.
    public static @Nullable String nullableKeyFields(TablePlan plan, TableShape shape) {
        List<String> nullable = keyFieldsThatMayBeNull(plan, shape).stream().map(column -> '"' + column.name() + '"').toList();
        return nullable.isEmpty()
                ? null
                : "Key fields %s of table %s may be null in the source; a row without a value there makes the load fail".formatted(nullable, plan.source());
    }
}
