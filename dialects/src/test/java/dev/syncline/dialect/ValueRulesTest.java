package dev.syncline.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.read.ValueRules;
import dev.syncline.dialect.read.ValueRules.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Which columns an answer of the project applies to, and what they become.
class ValueRulesTest {

    private static final Column DAY = new Column("day", new ColumnType.Date(), false, "date");
    private static final Column NAME = new Column("name", new ColumnType.Text(20, false), false, "varchar(20)");
    private static final Column RATIO = new Column("ratio", new ColumnType.Floating(64), false, "double precision");
    private static final Column PRICE = new Column("price", new ColumnType.Decimal(10, 2), false, "numeric(10,2)");
    private static final Column ID = new Column("id", new ColumnType.Int(32, false), false, "int");

    private static TableShape shape(String origin, Column... columns) {
        return new TableShape(new DatabaseKind(origin), List.of(columns), List.of("id"));
    }

    private static ValueRules rules(String origin, ValueTrouble trouble, ValueAction action, String... targets) {
        return new ValueRules(new DatabaseKind(origin), Map.of(trouble, action), Arrays.stream(targets).map(DatabaseKind::new).toList());
    }

    @Test
    void theWeakestTargetDecidesForAll() {
        TableShape shape = shape("mysql", ID, DAY);

        assertThat(rules("mysql", ValueTrouble.ZERO_DATE, ValueAction.NULL, "mysql").answers(shape, DAY)).isEmpty();
        assertThat(rules("mysql", ValueTrouble.ZERO_DATE, ValueAction.NULL, "mysql", "postgresql").answers(shape, DAY))
                .containsExactly(new Answer(ValueTrouble.ZERO_DATE, ValueAction.NULL));
        assertThat(rules("mysql", ValueTrouble.ZERO_DATE, ValueAction.NULL, "unheardof").answers(shape, DAY)).isNotEmpty();
    }

    /// ClickHouse keeps fewer days than MySQL has.
    @Test
    void aTargetOfFewerDaysMakesAnotherTrouble() {
        TableShape shape = shape("mysql", ID, DAY);
        Map<ValueTrouble, ValueAction> both = Map.of(ValueTrouble.ZERO_DATE, ValueAction.NULL, ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.CLAMP);
        ValueRules rules = new ValueRules(shape.origin(), both, List.of(new DatabaseKind("mysql"), new DatabaseKind("clickhouse")));

        assertThat(rules.days()).isEqualTo(new DayRange("1900-01-01", "2299-12-31"));
        assertThat(rules.answers(shape, DAY)).containsExactly(
                new Answer(ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.CLAMP), new Answer(ValueTrouble.ZERO_DATE, ValueAction.NULL));
        assertThat(rules("mysql", ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.CLAMP, "mysql", "postgresql").answers(shape, DAY)).isEmpty();
        assertThat(rules("mysql", ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.TEXT, "clickhouse").applyTo(shape).columns().getLast().type())
                .isEqualTo(new ColumnType.Text(40, false));
    }

    @Test
    void onlyTypesThatCanHaveTheTroubleAreTouched() {
        TableShape mySql = shape("mysql", ID, DAY, NAME, RATIO, PRICE);
        ValueRules nul = rules("mysql", ValueTrouble.NUL_CHARACTER, ValueAction.CLAMP, "postgresql");
        assertThat(mySql.columns()).filteredOn(column -> !nul.answers(mySql, column).isEmpty()).containsExactly(NAME);

        TableShape postgreSql = shape("postgresql", ID, DAY, NAME, RATIO, PRICE);
        ValueRules numbers = rules("postgresql", ValueTrouble.NOT_A_NUMBER, ValueAction.CLAMP, "mysql");
        assertThat(postgreSql.columns()).filteredOn(column -> !numbers.answers(postgreSql, column).isEmpty()).containsExactly(RATIO, PRICE);
    }

    @ParameterizedTest
    @EnumSource(ValueTrouble.class)
    void whatIsNotAnsweredFailsAtTheTarget(ValueTrouble trouble) {
        TableShape shape = shape("postgresql", ID, DAY, NAME, RATIO);

        assertThat(new ValueRules(shape.origin(), Map.of(), List.of(new DatabaseKind("mysql"))).applyTo(shape)).isEqualTo(shape);
        assertThat(rules("postgresql", trouble, ValueAction.FAIL, "mysql").applyTo(shape)).isEqualTo(shape);
    }

    @Test
    void aNullNeedsAColumnThatMayBeNull() {
        TableShape shape = shape("mysql", ID, DAY);

        assertThat(rules("mysql", ValueTrouble.ZERO_DATE, ValueAction.NULL, "postgresql").applyTo(shape).columns())
                .containsExactly(ID, new Column("day", new ColumnType.Date(), true, "date"));
    }

    @Test
    void noNumberIsNearToNaN() {
        TableShape shape = shape("postgresql", ID, RATIO);

        assertThat(rules("postgresql", ValueTrouble.NOT_A_NUMBER, ValueAction.CLAMP, "mysql").applyTo(shape).columns().getLast().nullable()).isTrue();
        assertThat(rules("postgresql", ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.CLAMP, "mysql").applyTo(shape)).isEqualTo(shape);
    }

    @Test
    void aTextColumnHasNoDeclarationOfItsFormerType() {
        TableShape shape = shape("postgresql", ID, DAY, PRICE);

        assertThat(rules("postgresql", ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.TEXT, "mysql").applyTo(shape).columns())
                .containsExactly(ID, new Column("day", new ColumnType.Text(40, false), false, null), PRICE);
        assertThat(rules("postgresql", ValueTrouble.NOT_A_NUMBER, ValueAction.TEXT, "mysql").applyTo(shape).columns().getLast())
                .isEqualTo(new Column("price", new ColumnType.Text(13, false), false, null));
    }

    @Test
    void aTextWithANulCannotBecomeAText() {
        TableShape shape = shape("mysql", ID, NAME);

        assertThat(rules("mysql", ValueTrouble.NUL_CHARACTER, ValueAction.TEXT, "postgresql").answers(shape, NAME)).isEmpty();
    }

    @Test
    void aPrimaryKeyIsNeverNull() {
        TableShape shape = new TableShape(new DatabaseKind("postgresql"), List.of(DAY, RATIO), List.of("day", "ratio"));

        assertThat(rules("postgresql", ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.NULL, "mysql").answers(shape, DAY)).isEmpty();
        assertThat(rules("postgresql", ValueTrouble.NOT_A_NUMBER, ValueAction.CLAMP, "mysql").answers(shape, RATIO)).isEmpty();
        assertThat(rules("postgresql", ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.CLAMP, "mysql").answers(shape, DAY)).isNotEmpty();
    }

    /// ClickHouse has NaN in floats, and whatever keeps a number as a text has it, too.
    @Test
    void numbersThatAllTargetsHoldAreLeftAlone() {
        Column any = new Column("any", new ColumnType.UnboundedDecimal(), true, "numeric");
        Column wide = new Column("wide", new ColumnType.Decimal(70, 2), true, "numeric(70,2)");
        TableShape shape = shape("postgresql", ID, RATIO, PRICE, any, wide);

        for (ValueAction action : List.of(ValueAction.NULL, ValueAction.CLAMP, ValueAction.TEXT)) {
            assertThat(touched(shape, action, "clickhouse")).containsExactly(PRICE, wide);
            assertThat(touched(shape, action, "mysql")).containsExactly(RATIO, PRICE);
            assertThat(touched(shape, action, "clickhouse", "mysql")).containsExactly(RATIO, PRICE, wide);
            assertThat(touched(shape, action, "doris", "postgresql")).containsExactly(RATIO, PRICE);
            assertThat(touched(shape, action, "postgresql", "greenplum")).isEmpty();
        }
    }

    private static List<Column> touched(TableShape shape, ValueAction action, String... targets) {
        ValueRules rules = rules("postgresql", ValueTrouble.NOT_A_NUMBER, action, targets);
        return shape.columns().stream().filter(column -> !rules.answers(shape, column).isEmpty()).toList();
    }
}
