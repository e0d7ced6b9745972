package dev.syncline.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What tables of users may not be called, kind by kind.
class NameRulesTest {

    private static final List<String> KINDS = List.of("mysql", "postgresql", "greenplum", "clickhouse", "doris", "starrocks");

    static Stream<Arguments> serversOwn() {
        return Stream.of(
                        of("mysql", "mysql", "sys", "information_schema", "performance_schema", "ndbinfo", "mysql_innodb_cluster_metadata",
                                "mysql_rest_service_metadata", "MYSQL", "Sys", "Information_Schema", "\u017Fys", "#mysql50#mysql", "#MYSQL50#a"),
                        of("postgresql", "information_schema", "pg_catalog", "pg_toast", "pg_temp_1", "pg_", "pg_mine", "PG_CATALOG", "Information_Schema"),
                        of("greenplum", "information_schema", "pg_catalog", "pg_aoseg", "pg_bitmapindex", "pg_mine", "gp_toolkit", "GP_Toolkit", "gpexpand"),
                        of("clickhouse", "system", "information_schema", "INFORMATION_SCHEMA", "_temporary_and_external_tables", "SYSTEM", "Information_Schema"),
                        of("doris", "information_schema", "mysql", "__internal_schema", "INFORMATION_SCHEMA", "MySQL"),
                        of("starrocks", "information_schema", "sys", "_statistics_", "starrocks_monitor", "starrocks_audit_db__", "SYS", "_Statistics_"))
                .flatMap(each -> each);
    }

    private static Stream<Arguments> of(String kind, String... schemas) {
        return Arrays.stream(schemas).map(schema -> Arguments.of(kind, schema));
    }

    @ParameterizedTest
    @MethodSource("serversOwn")
    void noTableOfUsersGoesIntoASchemaOfTheServersOwn(String kind, String schema) {
        NameRules names = rules(kind);
        TableName table = new TableName(schema, "user");

        assertThat(names.flaws(table)).singleElement().asString().contains("'%s'".formatted(schema), "use another name");
        assertThatThrownBy(() -> names.expectUsable(table))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_NAME));
    }

    /// A source that tells `Id` from `ID` has one column too many for them.
    @Test
    void columnsThatDifferInLetterCaseOnlyAreOneInSomeEngines() {
        for (String kind : List.of("doris", "mysql", "starrocks")) {
            Column one = new Column("Id", new ColumnType.Int(32, false), true, null);
            Column other = new Column("ID", new ColumnType.Int(32, false), true, null);
            TableShape shape = new TableShape(new DatabaseKind("postgresql"), List.of(one, other), List.of());

            assertThat(rules(kind).flaws(new TableName("shop", "orders"), shape)).singleElement().asString().contains("'Id' and 'ID'");
        }
    }

    @Test
    void schemasThatOnlyLookLikeTheServersAreUsers() {
        assertThat(rules("mysql").flaws(new TableName("mysql_shop", "user"))).isEmpty();
        assertThat(rules("mysql").flaws(new TableName("system", "user"))).isEmpty();
        assertThat(rules("postgresql").flaws(new TableName("public", "pg_orders"))).isEmpty();
        assertThat(rules("postgresql").flaws(new TableName("mysql", "user"))).isEmpty();
        assertThat(rules("greenplum").flaws(new TableName("public", "gp_toolkit"))).isEmpty();
        assertThat(rules("clickhouse").flaws(new TableName("default", "system"))).isEmpty();
        assertThat(rules("doris").flaws(new TableName("shop", "syncline_orders"))).isEmpty();
        assertThat(rules("starrocks").flaws(new TableName("shop", "sys"))).isEmpty();
    }

    @Test
    void noTableOrColumnOfUsersIsCalledAsOneOfOurs() {
        for (String kind : KINDS) {
            NameRules names = rules(kind);

            for (String ours : List.of("_syncline_ledger", "_SYNCLINE_Ledger", "_syncline_0123456789abcdef0123456789abcdef_1")) {
                assertThat(names.flaws(new TableName("shop", ours))).as("%s: %s", kind, ours).isNotEmpty();
            }
            assertThat(names.column().of("_syncline_row")).as(kind).isNotNull();
            assertThat(names.column().of("sync_row")).as(kind).isNull();
        }
        assertThat(rules("doris").flaws(new TableName("shop", "syncline_ledger"))).isNotEmpty();
        assertThat(rules("doris").flaws(new TableName("shop", "syncline_0123456789abcdef0123456789abcdef_1"))).isNotEmpty();
        assertThat(rules("mysql").flaws(new TableName("shop", "syncline_ledger"))).isEmpty();
    }

    static NameRules rules(String kind) {
        return Dialects.of(new DatabaseKind(kind)).target().names();
    }
}
