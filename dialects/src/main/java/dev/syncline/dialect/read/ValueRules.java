package dev.syncline.dialect.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.DayRange;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import org.jspecify.annotations.Nullable;

/// Decides for each column what becomes of the values that some target of the project cannot hold. All targets get the same values, so the
/// weakest of them decides. Knows no database: the sources turn the answers into SQL.
public final class ValueRules {

    /// Any date, time or number of bounded digits as neutral text is shorter.
    private static final int TEXT_LENGTH = 40;

    private final DatabaseKind origin;
    private final Map<ValueTrouble, ValueAction> values;
    /// A target of a kind that this worker does not know may hold nothing of the sort.
    private final List<Optional<Dialect>> targets;
    private final DayRange days;

    public ValueRules(DatabaseKind origin, Map<ValueTrouble, ValueAction> values, List<DatabaseKind> targets) {
        this.origin = origin;
        this.values = Map.copyOf(values);
        this.targets = targets.stream().map(Dialects::find).toList();
        this.days = this.targets.stream()
                .flatMap(target -> target.map(dialect -> dialect.descriptor().days()).stream())
                .reduce(DayRange.COMMON, DayRange::and);
    }

    /// What to do with a column.
    ///
    /// @param action never [ValueAction#FAIL]
    public record Answer(ValueTrouble trouble, ValueAction action) {

        /// Whether it makes other cells out of those that are read, and not another column.
        public boolean changesCells() {
            return action == ValueAction.NULL || action == ValueAction.CLAMP;
        }
    }

    /// A column some of whose cells are changed.
    public record Touched(Column column, Answer answer) {}

    /// The columns whose cells are changed, once for each trouble.
    public List<Touched> touched(TableShape shape) {
        return shape.columns().stream()
                .flatMap(column -> answers(shape, column).stream().filter(Answer::changesCells).map(answer -> new Touched(column, answer)))
                .toList();
    }

    /// The days that every target can store.
    public DayRange days() {
        return days;
    }

    /// The answers for a column, one for each trouble; empty where its values are read as they are. A column that becomes a text has no other.
    public List<Answer> answers(TableShape shape, Column column) {
        List<Answer> answers = troubles(shape, column).stream()
                .map(trouble -> answer(shape, column, trouble))
                .filter(Objects::nonNull)
                .toList();
        return answers.stream().filter(answer -> answer.action() == ValueAction.TEXT).findFirst().map(List::of).orElse(answers);
    }

    /// The troubles that a column can have and for which the project has no answer, so that the table fails where there is one.
    public List<ValueTrouble> undecided(TableShape shape, Column column) {
        List<Answer> answers = answers(shape, column);
        return answers.stream().anyMatch(answer -> answer.action() == ValueAction.TEXT)
                ? List.of()
                : troubles(shape, column).stream().filter(trouble -> answers.stream().noneMatch(answer -> answer.trouble() == trouble)).toList();
    }

    private @Nullable Answer answer(TableShape shape, Column column, ValueTrouble trouble) {
        ValueAction action = values.getOrDefault(trouble, ValueAction.FAIL);
        boolean possible = switch (action) {
            case FAIL -> false;
            // A key is never null.
            case NULL -> !shape.primaryKey().contains(column.name());
            case CLAMP -> trouble != ValueTrouble.NOT_A_NUMBER || !shape.primaryKey().contains(column.name());
            // A text is one already.
            case TEXT -> trouble != ValueTrouble.NUL_CHARACTER;
        };
        return possible ? new Answer(trouble, action) : null;
    }

    /// The shape that the table's rows have once the answers have been followed.
    public TableShape applyTo(TableShape shape) {
        List<Column> columns = new ArrayList<>(shape.columns().size());
        for (Column column : shape.columns()) {
            Column changed = column;
            for (Answer answer : answers(shape, column)) {
                changed = changed(changed, answer);
            }
            columns.add(changed);
        }
        return new TableShape(shape.origin(), columns, shape.primaryKey());
    }

    private static Column changed(Column column, Answer answer) {
        return switch (answer.action()) {
            case FAIL -> column;
            case NULL -> nullable(column);
            // No number is near to NaN.
            case CLAMP -> answer.trouble() == ValueTrouble.NOT_A_NUMBER ? nullable(column) : column;
            case TEXT -> new Column(column.name(), text(column.type()), column.nullable(), null);
        };
    }

    private static Column nullable(Column column) {
        return new Column(column.name(), column.type(), true, column.declaration());
    }

    private static ColumnType text(ColumnType type) {
        return switch (type) {
            case ColumnType.Decimal(int precision, int scale) -> new ColumnType.Text(Math.max(precision, Math.abs(scale)) + 3, false);
            case ColumnType.UnboundedDecimal _ -> new ColumnType.Text(0, false);
            case ColumnType.Bool _, ColumnType.Int _, ColumnType.Floating _, ColumnType.Text _, ColumnType.Binary _, ColumnType.Date _,
                    ColumnType.TimeOfDay _, ColumnType.ZonedTime _, ColumnType.Duration _, ColumnType.Interval _, ColumnType.Timestamp _,
                    ColumnType.Instant _, ColumnType.Json _, ColumnType.Uuid _, ColumnType.Bits _, ColumnType.Geometry _, ColumnType.Undecided _ -> new ColumnType.Text(TEXT_LENGTH, false);
        };
    }

    /// The rules of a single target, by which nothing has been decided yet.
    public static ValueRules ofTarget(DatabaseKind origin, DatabaseKind target) {
        return new ValueRules(origin, Map.of(), List.of(target));
    }

    /// Of the values of the column, those that some target cannot hold.
    public List<ValueTrouble> troubles(TableShape shape, Column column) {
        List<ValueTrouble> all = Dialects.source(origin).map(source -> source.troubles(column.type(), days)).orElse(List.of());
        return all.stream().filter(trouble -> !targets.stream().allMatch(target -> holds(target, trouble, shape, column))).toList();
    }

    private static boolean holds(Optional<Dialect> target, ValueTrouble trouble, TableShape shape, Column column) {
        return target.filter(dialect -> dialect.descriptor().holds().contains(trouble) || trouble == ValueTrouble.NOT_A_NUMBER && holdsEach(dialect, shape, column))
                .isPresent();
    }

    /// Some targets have NaN in floats and not in decimals, and whatever keeps a number as a text has it: the type decides.
    private static boolean holdsEach(Dialect target, TableShape shape, Column column) {
        return switch (target.target().fit(shape, column)) {
            case EXACT, WIDENED -> true;
            case NEEDS_POLICY, UNSUPPORTED -> false;
        };
    }
}
