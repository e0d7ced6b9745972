package dev.syncline.contracts.work;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.FieldChanges;
import dev.syncline.contracts.policy.FullMode;
import dev.syncline.contracts.policy.TableKey;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.policy.TablePolicy;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableRulesTest {

    private static final Extraction FULL = new Extraction.Full();
    private static final Extraction BY_TIME = new Extraction.Incremental(List.of("changed"), null, false);
    private static final LoadMode CREATE = new LoadMode.Create(false);
    private static final Instant BEGAN = Instant.parse("2026-11-24T10:00:00.123456Z");
    private static final TableShape ORDERS = shape("id", "code", "changed");

    /// S42 to S44.
    @Test
    void keyFieldsArePrimaryKeyAndNeverNull() {
        TableShape loaded = TableRules.loaded(plan(FULL, false, "code", "changed"), ORDERS);

        assertThat(loaded.primaryKey()).containsExactly("code", "changed");
        assertThat(loaded.columns()).extracting(Column::nullable).containsExactly(true, false, false);
    }

    @Test
    void withoutKeyFieldsAFullTableKeepsTheSourcesKey() {
        assertThat(TableRules.loaded(plan(FULL, false), ORDERS)).isEqualTo(ORDERS);
    }

    /// A22.
    @Test
    void withoutKeyFieldsAnIncrementalTableIsAppendedTo() {
        TableShape loaded = TableRules.loaded(plan(BY_TIME, false), ORDERS);

        assertThat(loaded.primaryKey()).isEmpty();
        assertThat(loaded.columns()).isEqualTo(ORDERS.columns());
    }

    /// S42 to S44: left out, they are the source's; an empty list is none, in a full copy as well.
    @Test
    void keyFieldsThatAreLeftOutAreTheSourcesKeyAndAnEmptyListIsNone() {
        for (Extraction extraction : List.of(FULL, BY_TIME)) {
            assertThat(TableRules.loaded(keyed(extraction, TableKey.SOURCE), ORDERS)).isEqualTo(ORDERS);
            assertThat(TableRules.loaded(keyed(extraction, TableKey.NONE), ORDERS).primaryKey()).isEmpty();
            assertThat(deduplicates(keyed(extraction, TableKey.SOURCE))).as("a key of the source is unique").isFalse();
        }
        TableShape keyless = new TableShape(ORDERS.origin(), ORDERS.columns(), List.of());
        assertThat(TableRules.loaded(keyed(BY_TIME, TableKey.SOURCE), keyless)).isEqualTo(keyless);
    }

    /// What was saved before a policy said which key it means goes on as it was.
    @Test
    void policiesOfOlderVersionsMeanWhatTheyMeant() {
        TableName table = new TableName("shop", "orders");

        assertThat(new TablePolicy(table, FULL, List.of()).key()).isEqualTo(TableKey.SOURCE);
        assertThat(new TablePolicy(table, BY_TIME, List.of()).key()).isEqualTo(TableKey.NONE);
        assertThat(new TablePolicy(table, BY_TIME, List.of("id")).key()).isEqualTo(TableKey.FIELDS);
    }

    /// A7
    @Test
    void aLookBackThatWouldDoubleRowsIsRefusedOnceTheSourceIsKnown() {
        Extraction lookingBack = new Extraction.Incremental(List.of("changed"), "0", false);
        TableShape keyless = new TableShape(ORDERS.origin(), ORDERS.columns(), List.of());

        assertThat(TableRules.objection(keyed(lookingBack, TableKey.SOURCE), ORDERS)).isEmpty();
        assertThat(TableRules.objection(keyed(lookingBack, TableKey.SOURCE), keyless)).hasValueSatisfying(failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.MISCONFIGURED);
            assertThat(failure.message()).contains("shop.orders", "doubled", "keyFields");
        });
    }

    /// S43.
    @Test
    void theNewestOfSeveralRowsIsWantedWhereKeyFieldsAreNotUniqueInTheSource() {
        assertThat(deduplicates(plan(BY_TIME, false, "code"))).isTrue();
        assertThat(deduplicates(plan(BY_TIME, false, "id"))).isFalse();
        assertThat(deduplicates(plan(BY_TIME, false, "code", "id"))).isFalse();
        assertThat(deduplicates(plan(BY_TIME, false))).isFalse();
        assertThat(deduplicates(plan(FULL, false, "code"))).isFalse();
        TableShape keyless = new TableShape(ORDERS.origin(), ORDERS.columns(), List.of());
        assertThat(TableRules.rules(plan(BY_TIME, false, "code"), keyless, CREATE, BEGAN).deduplicate()).isTrue();
    }

    @Test
    void theIncrementalKeyGoesWithTheRows() {
        assertThat(TableRules.rules(plan(BY_TIME, false), ORDERS, CREATE, BEGAN).incrementalKey()).containsExactly("changed");
        assertThat(TableRules.rules(plan(FULL, false), ORDERS, CREATE, BEGAN).incrementalKey()).isEmpty();
    }

    /// S30, A15.
    @Test
    void theUpdateTimeIsTheTablesBeginningInMilliseconds() {
        assertThat(TableRules.rules(plan(FULL, true), ORDERS, CREATE, BEGAN).syncTime()).isEqualTo(Instant.parse("2026-11-24T10:00:00.123Z"));
        assertThat(TableRules.rules(plan(FULL, false), ORDERS, CREATE, BEGAN).syncTime()).isNull();
        assertThat(TableRules.loaded(plan(FULL, true), ORDERS).columns()).as("the rows do not have it").hasSize(3);
        assertThat(TableRules.made(plan(FULL, true), ORDERS).columns()).last().extracting(Column::name).isEqualTo("hs_sync_time");
        assertThat(TableRules.made(plan(FULL, false), ORDERS)).isEqualTo(ORDERS);
    }

    /// A15.
    @Test
    void aSourceThatHasAnUpdateTimeOfItsOwnIsRefused() {
        assertThat(TableRules.objection(plan(FULL, true), shape("id", "HS_Sync_Time"))).hasValueSatisfying(failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.UNUSABLE_NAME);
            assertThat(failure.message()).contains("shop.orders", "hs_sync_time");
        });
        assertThat(TableRules.objection(plan(FULL, false), shape("id", "hs_sync_time"))).isEmpty();
    }

    /// S35, S42.
    @Test
    void aTableWithoutTheColumnsOfItsPolicyIsRefused() {
        assertThat(TableRules.objection(plan(BY_TIME, false, "code"), ORDERS)).isEmpty();
        assertThat(TableRules.objection(plan(BY_TIME, false), shape("id", "code"))).hasValueSatisfying(failure -> {
            assertThat(failure.code().retryable()).isFalse();
            assertThat(failure.message()).contains("shop.orders", "\"changed\"", "incremental key");
        });
        assertThat(TableRules.objection(plan(FULL, false, "code"), shape("id"))).hasValueSatisfying(failure ->
                assertThat(failure.message()).contains("\"code\"", "key fields"));
    }

    private static boolean deduplicates(TablePlan plan) {
        return TableRules.rules(plan, ORDERS, CREATE, BEGAN).deduplicate();
    }

    private static TablePlan keyed(Extraction extraction, TableKey key) {
        TableName table = new TableName("shop", "orders");
        return new TablePlan(
                table, table, FullMode.DELETE_AND_CREATE, FieldChanges.IGNORE, extraction, List.of(), false, -1, Map.of(), Map.of(), false, key, false);
    }

    private static TablePlan plan(Extraction extraction, boolean syncTime, String... keyFields) {
        TableName table = new TableName("shop", "orders");
        return new TablePlan(
                table, table, FullMode.DELETE_AND_CREATE, FieldChanges.IGNORE, extraction, List.of(keyFields), syncTime, -1, Map.of(), Map.of());
    }

    /// The first column is the primary key; all may be null.
    private static TableShape shape(String... columns) {
        return new TableShape(
                new DatabaseKind("mysql"),
                List.of(columns).stream().map(name -> new Column(name, new ColumnType.Int(64, false), true, null)).toList(),
                List.of(columns[0]));
    }
}
