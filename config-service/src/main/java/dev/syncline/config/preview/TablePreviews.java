package dev.syncline.config.preview;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Flaw;
import dev.syncline.config.preview.DataLook.Seen;
import dev.syncline.config.preview.Preview.ColumnPreview;
import dev.syncline.config.preview.Preview.LoadPreview;
import dev.syncline.config.preview.Preview.StatePreview;
import dev.syncline.config.preview.Preview.TablePreview;
import dev.syncline.config.project.ColumnCheck;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.FieldChanges;
import dev.syncline.contracts.policy.FullMode;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.TableRules;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.Advice;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.Fit;
import dev.syncline.dialect.SourceDialect;
import dev.syncline.dialect.read.Glance.Suspicion.Missing;
import dev.syncline.dialect.read.Glance.Suspicion.TooLong;
import dev.syncline.dialect.read.Glance.Suspicion.Troubled;
import dev.syncline.dialect.read.KeyOrder;
import dev.syncline.dialect.read.ReadPlan;
import org.jspecify.annotations.Nullable;

/// Puts together what is known of a table.
final class TablePreviews {

    private final ProjectRevision project;
    private final Map<ConnectionRef, Question<TargetLook>> targets;
    private final Map<TableName, String> cautions;
    private final Set<TableName> unindexed;
    private final DataLook values;

    /// @param cautions what the source says of the reading of some tables
    /// @param unindexed tables whose incremental key no index of the source begins with
    /// @param values what the source's rows hold
    TablePreviews(
            ProjectRevision project, Map<ConnectionRef, Question<TargetLook>> targets, Map<TableName, String> cautions, Set<TableName> unindexed,
            DataLook values) {
        this.unindexed = unindexed;
        this.values = values;
        this.project = project;
        this.targets = targets;
        this.cautions = cautions;
    }

    /// @param shape as targets get it; null where the table cannot be copied
    TablePreview of(TablePlan plan, @Nullable DiscoveredTable found, @Nullable TableShape shape) {
        String extraction = TableRules.isIncremental(plan) ? "incremental" : "full";
        Said said = new Said(plan.source(), null);
        if (found == null || found.shape() == null || shape == null) {
            sayWhyNot(plan, found == null ? null : found.failure(), said);
            return new TablePreview(
                    plan.source(), plan.target(), extraction, false, null, null, null, null, List.of(), said.problems(), said.warnings(), said.findings());
        }
        Findings findings = new Findings("The table");
        ColumnCheck.check("tablePolicies", plan, found.shape(), findings);
        said.problems(findings.list());
        said.problems(FindingCode.KEY_ORDER_DIFFERS, KeyOrder.flawsOnTheWay(found.shape(), shape, TableRules.incrementalKey(plan)));
        warn(plan, shape, said);
        return new TablePreview(
                plan.source(),
                plan.target(),
                extraction,
                true,
                found.estimatedRows() < 0 ? null : found.estimatedRows(),
                found.estimatedBytes() < 0 ? null : found.estimatedBytes(),
                select(plan, found.shape(), shape),
                KeyAdvice.key(plan, shape),
                targets.keySet().stream().map(target -> load(target, plan, shape)).toList(),
                said.problems(),
                said.warnings(),
                said.findings());
    }

    private void sayWhyNot(TablePlan plan, @Nullable Failure failure, Said said) {
        if (failure != null && failure.code() == FailureCode.NOT_FOUND && stood(plan.source())) {
            said.warning(FindingCode.TABLE_GONE, "Table %s was there when the project was saved and is not there any more; a run skips it, and leaves %s as it is in the targets"
                    .formatted(plan.source(), plan.target()));
        } else if (failure == null) {
            said.problem(FindingCode.TABLE_NOT_READABLE, "The source said nothing of it");
        } else {
            said.problem(Flaw.of(FindingCode.TABLE_NOT_READABLE, failure.message()).with("failure", failure.code()));
        }
    }

    /// As the scheduler decides it: only a table that was there at the save can have gone.
    private boolean stood(TableName source) {
        return project.baseline().stream()
                .anyMatch(schema -> schema.schema().equals(source.schema()) && schema.tables().contains(source.table()));
    }

    /// What a run would ask the source: of an incremental table what is new to the targets, unless one of them needs everything.
    private String select(TablePlan plan, TableShape source, TableShape shape) {
        SourceDialect dialect = Dialects.of(project.source().kind()).source();
        List<TargetState> states = targets.values().stream()
                .map(Question::answer)
                .filter(Objects::nonNull)
                .map(look -> look.states().get(plan.source()))
                .filter(Objects::nonNull)
                .toList();
        boolean everything = states.stream().anyMatch(state -> needsEverything(plan, state));
        List<Bound> after = everything ? List.of() : states.stream().map(TargetState::maximum).filter(Objects::nonNull).distinct().toList();
        try {
            return dialect.select(new ReadPlan(plan.source(), shape, plan, after, List.of(), 0), source);
        } catch (SyncException _) { // the key is no key, which the problems say
            return dialect.select(plan.source(), source);
        }
    }

    /// @param state null where the target does not say
    private static boolean needsEverything(TablePlan plan, @Nullable TargetState state) {
        return !TableRules.isIncremental(plan)
                || state != null && (state.maximum() == null || !state.changes().isEmpty() && plan.fieldChanges() == FieldChanges.FULL_EXTRACTION);
    }

    private void warn(TablePlan plan, TableShape shape, Said said) {
        String caution = cautions.get(plan.source());
        if (caution != null) {
            said.warning(FindingCode.READ_OTHERWISE, caution);
        }
        List<String> key = TableRules.incrementalKey(plan);
        // Of a column that the table does not have, nothing more can be said than that; its name may even be one that the source cannot have.
        if (key.isEmpty() || !shape.columnNames().containsAll(key)) {
            return;
        }
        if (unindexed.contains(plan.source())) {
            Dialect source = Dialects.of(project.source().kind());
            said.warning(FindingCode.NO_INDEX_ON_KEY, ("Every run looks up rows by the incremental key, and the source has no index that begins with (%s): "
                    + "it looks through all rows each time").formatted(key.stream().map(source::quote).collect(Collectors.joining(", "))));
        }
        said.warnings(FindingCode.KEY_ADVICE, KeyAdvice.of(plan, shape));
        String nullable = ColumnCheck.nullableKeyFields(plan, shape);
        if (nullable != null) {
            said.warning(FindingCode.KEY_FIELD_MAY_BE_NULL, nullable);
        }
    }

    private LoadPreview load(ConnectionRef target, TablePlan plan, TableShape shape) {
        Dialect dialect = Dialects.of(target.kind());
        TableShape loaded = TableRules.loaded(plan, shape);
        Said said = new Said(plan.source(), target.id());
        said.problems(FindingCode.UNUSABLE_NAME, dialect.target().names().flaws(plan.target()));
        said.problems(FindingCode.UNUSABLE_COLUMN_NAME, dialect.target().names().flaws(plan.target(), loaded));
        said.problems(FindingCode.KEY_ORDER_DIFFERS, KeyOrder.flaws(dialect.target(), loaded, TableRules.incrementalKey(plan)));
        List<ColumnPreview> columns =
                loaded.columns().stream().map(column -> column(dialect, loaded, column, said)).toList();
        TargetLook look = Objects.requireNonNull(targets.get(target)).answer();
        TargetState state = look == null ? null : look.states().get(plan.source());
        // Of an incremental table only new rows are read, once the target has it.
        if (needsEverything(plan, state)) {
            said.problems(FindingCode.VALUES_WITHOUT_PLACE, valuesThatAreThere(dialect, plan));
        } else {
            said.warnings(FindingCode.VALUES_WITHOUT_PLACE, valuesThatAreThere(dialect, plan));
        }
        sayLongKeys(dialect, plan, needsEverything(plan, state), said);
        String refusal = look == null ? null : look.refusals().get(plan.source());
        if (refusal != null) {
            said.problem(FindingCode.TARGET_WILL_REFUSE, refusal);
        }
        said.warnings(FindingCode.TARGET_CAUTION, look == null ? List.of() : look.cautions().getOrDefault(plan.source(), List.of()));
        if (state != null && !state.changes().isEmpty() && plan.fieldChanges() == FieldChanges.FULL_EXTRACTION) {
            said.warning(FindingCode.FIELDS_HAVE_CHANGED, "The fields of table %s have changed, so it is extracted in full and the target's table is made anew".formatted(plan.target()));
        }
        List<String> statements = statements(dialect, plan, shape, said);
        return new LoadPreview(
                target.id(),
                statements,
                columns,
                state == null
                        ? null
                        : new StatePreview(
                                state.exists(), state.maximum() == null ? List.of() : state.maximum().values(), state.changes(), state.notes()),
                said.problems(),
                said.warnings(),
                said.findings());
    }

    private static List<String> statements(Dialect dialect, TablePlan plan, TableShape shape, Said said) {
        try {
            return dialect.target().preview(plan.target(), TableRules.loaded(plan, shape), made(plan, shape));
        } catch (SyncException e) {
            said.problem(Flaw.of(FindingCode.TARGET_WILL_REFUSE, e.failure().message()).with("failure", e.code()));
            return List.of();
        }
    }

    /// The rules of a load that makes the table; when it will be is not known.
    private static LoadRules made(TablePlan plan, TableShape shape) {
        return TableRules.rules(plan, shape, new LoadRules.LoadMode.Create(plan.fullMode() == FullMode.DROP_FIRST), Instant.EPOCH);
    }

    /// Rows of an incremental extraction that the target has already are not read again.
    private void sayLongKeys(Dialect target, TablePlan plan, boolean everything, Said said) {
        Seen seen = values.of(plan.source());
        for (TooLong one : seen == null ? List.<TooLong>of() : seen.tooLong(target.kind())) {
            String sentence = "Key field \"%s\" holds values of more than %,d %s, which a key of %s %s%s".formatted(
                    one.column().name(),
                    one.longest().most(),
                    one.longest().bytes() ? "bytes" : "characters",
                    target.descriptor().title(),
                    one.longest().certain() ? "cannot have: the table fails where they are read" : "has only where they can be compressed: the table may fail where they are read",
                    Advice.otherKey());
            if (everything && one.longest().certain()) {
                said.problems(FindingCode.VALUES_WITHOUT_PLACE, List.of(sentence));
            } else {
                said.warnings(FindingCode.VALUES_WITHOUT_PLACE, List.of(sentence));
            }
        }
    }

    private List<String> valuesThatAreThere(Dialect target, TablePlan plan) {
        Seen seen = values.of(plan.source());
        if (seen == null) {
            return List.of();
        }
        List<String> sentences = new ArrayList<>(missingKeyFields(seen));
        Map<ValueTrouble, List<Troubled>> byTrouble = new EnumMap<>(ValueTrouble.class);
        seen.found(target.kind()).forEach(one -> byTrouble.computeIfAbsent(one.trouble(), _ -> new ArrayList<>()).add(one));
        byTrouble.forEach((trouble, columns) -> sentences.add("%s %s %s, which %s cannot hold: the table fails where they are read; correct them in the source, or %s"
                .formatted(
                        columns.size() == 1 ? "Column " + TroubleWords.columns(columns) : "Columns " + TroubleWords.columns(columns),
                        columns.size() == 1 ? "holds" : "hold",
                        TroubleWords.values(trouble, columns.getFirst().days()),
                        target.descriptor().title(),
                        TroubleWords.remedy(trouble, columns, seen.shape()))));
        return sentences;
    }

    private static List<String> missingKeyFields(Seen seen) {
        List<Missing> missing = seen.missing();
        return missing.isEmpty()
                ? List.of()
                : List.of("%s %s no value in some row, and rows are told apart by key fields: the table fails where such a row is read; correct the row in the source, or choose other keyFields"
                        .formatted((missing.size() == 1 ? "Key field " : "Key fields ") + TroubleWords.columns(missing), missing.size() == 1 ? "has" : "have"));
    }

    private static ColumnPreview column(Dialect dialect, TableShape shape, Column column, Said said) {
        String sourceType = Objects.requireNonNullElseGet(column.declaration(), () -> meaning(column.type()));
        try {
            Fit fit = dialect.target().fit(shape, column);
            String targetType = dialect.target().columnType(shape, column);
            return new ColumnPreview(column.name(), sourceType, targetType, word(fit));
        } catch (SyncException e) {
            said.problem(Flaw.of(FindingCode.UNSUPPORTED_TYPE, e.failure().message()).in(column.name()).with("type", sourceType));
            return new ColumnPreview(column.name(), sourceType, null, word(Fit.UNSUPPORTED));
        }
    }

    /// The words of the page on types.
    private static String word(Fit fit) {
        return switch (fit) {
            case EXACT -> "exact";
            case WIDENED -> "wider";
            case NEEDS_POLICY -> "needs-policy";
            case UNSUPPORTED -> "refused";
        };
    }

    private static String meaning(ColumnType type) {
        return type instanceof ColumnType.Undecided(String declaration) ? declaration : type.toString();
    }
}
