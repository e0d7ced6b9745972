package dev.syncline.config.project;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.syncline.config.connection.SavedConnection;
import dev.syncline.config.project.ProjectRequest.ExtractionRequest;
import dev.syncline.config.project.ProjectRequest.PolicyRequest;
import dev.syncline.config.project.ProjectRequest.SchemaNamingRequest;
import dev.syncline.config.project.ProjectRequest.TablePolicyRequest;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.ConnectionPolicy;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.FieldChanges;
import dev.syncline.contracts.policy.FullMode;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.policy.NewTables;
import dev.syncline.contracts.policy.SchemaPolicy;
import dev.syncline.contracts.policy.TableNaming;
import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import org.junit.jupiter.api.Test;

import static dev.syncline.config.project.ProjectRequests.aProject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProjectCheckTest {

    private static final SavedConnection SHOP = mysql(1, "shop.example", 3306, false);
    private static final SavedConnection WAREHOUSE = postgresql(2, "wh.example", "dw", true);
    private static final SavedConnection ARCHIVE = postgresql(3, "wh.example", "archive", true);
    private static final SavedConnection READ_ONLY = postgresql(4, "ro.example", "dw", false);
    private static final SavedConnection WAREHOUSE_AGAIN = postgresql(5, "WH.example", "dw", true);
    private static final SavedConnection LOCAL = mysql(6, "localhost", 3306, true);
    private static final SavedConnection LOOPBACK = mysql(7, "127.0.0.1", 3306, true);

    private static final Servers SERVERS =
            new Servers(List.of(SHOP, WAREHOUSE, ARCHIVE, READ_ONLY, WAREHOUSE_AGAIN, LOCAL, LOOPBACK));

    private final ProjectCheck check = new ProjectCheck(ids -> List.of(SHOP, WAREHOUSE, ARCHIVE, READ_ONLY, WAREHOUSE_AGAIN, LOCAL, LOOPBACK).stream()
            .filter(connection -> ids.contains(connection.id()))
            .collect(Collectors.toMap(SavedConnection::id, Function.identity())));

    @Test
    void freezesWhatWasDescribed() {
        ProjectRevision revision = check.check(aProject().to(2L, 3L).prefixed("x_").withTables("shop.orders", "shop.items").build(), 9, 4);

        assertThat(revision).isEqualTo(new ProjectRevision(
                9, "Copy", 4, SERVERS.ref(SHOP), List.of(SERVERS.ref(WAREHOUSE), SERVERS.ref(ARCHIVE)), new SchemaNaming.Prefix("x_"),
                List.of(new TableName("shop", "orders"), new TableName("shop", "items")),
                null, null, null, null, null, new NameLimit(63, 63)));
    }

    /// S9
    @Test
    void refusesATargetThatDoesNotAllowWriting() {
        refuses(aProject().to(4L), "does not allow write operations");
    }

    @Test
    void refusesConnectionsThatDoNotExist() {
        refuses(aProject().from(99).to(98L), "connection 99, which does not exist", "connection 98, which does not exist");
    }

    @Test
    void refusesTheSameTargetTwiceAlsoUnderAnotherSpelling() {
        refuses(aProject().to(2L, 2L), "twice");
        refuses(aProject().to(2L, 5L), "are the same database");
    }

    /// S14, S15
    @Test
    void hasNoDefaultForTheSchemaNaming() {
        refuses(aProject().schemasNamed(null), "schemaNaming is missing");
        refuses(aProject().schemasNamed(new SchemaNamingRequest(null, null, null)), "schemaNaming is missing");
        refuses(aProject().schemasNamed(new SchemaNamingRequest("prefix", " ", null)), "schemaNaming.prefix is missing; it has no default");
        refuses(aProject().schemasNamed(new SchemaNamingRequest("fixed", null, null)), "schemaNaming.name is missing; it has no default");
        refuses(aProject().schemasNamed(new SchemaNamingRequest("other", null, null)), "schemaNaming.mode is not one of original, prefix, fixed");
        refuses(aProject().schemasNamed(new SchemaNamingRequest("original", "x_", "y")),
                "schemaNaming.prefix belongs to mode 'prefix'", "schemaNaming.name belongs to mode 'fixed'");
    }

    /// S16 to S18: the original name is the default, an infix has none.
    @Test
    void needsAnInfixWhereTheModeHasOne() {
        refuses(aProject().tablesNamed("schema-infix", null), "tableNaming.infix is missing; it has no default");
        refuses(aProject().tablesNamed("schema-infix", "\t"), "tableNaming.infix is missing; it has no default");
        refuses(aProject().tablesNamed("original", "mid"), "tableNaming.infix belongs to mode 'schema-infix'");
        refuses(aProject().tablesNamed(null, null), "tableNaming.mode is not one of original, schema-infix");
        assertThat(checked(aProject()).tableNaming()).isEqualTo(new TableNaming.Original());
    }

    /// S13, S15, S17, S19, A1: the names of the specification, one of which begins with a digit.
    @Test
    void namesTablesAsTheSpecificationDoes() {
        TableName source = new TableName("chenjing", "86export");
        ProjectRequests project = aProject().withTables("chenjing.86export");

        assertThat(checked(project).targetOf(source)).isEqualTo(source);
        assertThat(checked(project.prefixed("prefix_")).targetOf(source)).isEqualTo(new TableName("prefix_chenjing", "86export"));
        assertThat(checked(project.inOneSchema("ods")).targetOf(source)).isEqualTo(new TableName("ods", "86export"));
        assertThat(Stream.of("mid", "_mid", "mid_", "_mid_").map(infix -> checked(project.tablesNamed("schema-infix", infix)).targetOf(source)))
                .containsOnly(new TableName("ods", "chenjing_mid_86export"));
    }

    /// A23
    @Test
    void refusesTablesThatLandInTheSameTable() {
        refuses(aProject().inOneSchema("all").withTables("a.orders", "b.orders"), "a.orders and b.orders would both be written to all.orders");
        refuses(aProject().withTables("a.orders", "a.Orders"), "a.orders and a.Orders would both be written to a.Orders");
        refuses(aProject().to(6L).withTables("a.orders", "A.orders"), "a.orders and A.orders would both be written to A.orders");
        refuses(aProject().inOneSchema("all").tablesNamed("schema-infix", "x").withTables("a.b_x_c", "a_x_b.c"), "would both be written to all.a_x_b_x_c");
    }

    /// A23: what is put together is shortened to the limits of all targets, and stays apart from what begins alike.
    @Test
    void shortensOnlyNamesThatItPutsTogether() {
        String begin = "a_table_with_a_name_that_is_nearly_as_long_as_it_may_be_at_all";
        ProjectRequests project = aProject().tablesNamed("schema-infix", "mid").withTables("shop." + begin + "1", "shop." + begin + "2");

        ProjectRevision revision = checked(project);

        assertThat(revision.tables()).extracting(table -> revision.targetOf(table).table())
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).hasSize(63).startsWith("shop_mid_a_table_with").matches(".*_[0-9a-f]{8}"));
        assertThat(checked(project.to(6L)).targetOf(new TableName("shop", begin + "1")).table()).hasSize(64);
        refuses(aProject().withTables("shop." + "x".repeat(64)), "a name that PostgreSQL cannot hold");
    }

    @Test
    void refusesATargetThatWouldBeOverwrittenWhileItIsRead() {
        refuses(aProject().from(6).to(6L), "the same database as the source", "shop.orders would be overwritten");
        refuses(aProject().from(6).to(7L), "the same database as the source");
        refuses(aProject().from(6).to(7L).inOneSchema("SHOP"), "the same database as the source");
        refuses(aProject().from(6).to(6L).prefixed("new_").withTables("shop.orders", "new_shop.orders"), "new_shop.orders would be overwritten");
    }

    @Test
    void letsADatabaseBeCopiedIntoAnotherSchemaOfItself() {
        assertThat(checked(aProject().from(6).to(6L).prefixed("copy_")).targets()).extracting(ConnectionRef::id).containsExactly(6L);
    }

    @Test
    void tellsConnectionsToOneDatabaseFromConnectionsToTwo() {
        assertThat(SERVERS.ref(WAREHOUSE).server()).isEqualTo(SERVERS.ref(WAREHOUSE_AGAIN).server()).isNotEqualTo(SERVERS.ref(ARCHIVE).server());
        assertThat(SERVERS.ref(LOCAL).server()).isEqualTo(SERVERS.ref(LOOPBACK).server()).isEqualTo("mysql://localhost:3306/");
        assertThat(SERVERS.ref(mysql(8, "localhost", 3307, true)).server()).isNotEqualTo(SERVERS.ref(LOCAL).server());
    }

    @Test
    void refusesNamesThatATargetCannotHold() {
        refuses(aProject().withTables("shop." + "x".repeat(64)), "a name that PostgreSQL cannot hold");
        refuses(aProject().prefixed("p".repeat(60)), "a name that PostgreSQL cannot hold");
        refuses(aProject().to(6L).inOneSchema("字".repeat(51)), "a name that MySQL cannot hold", "longer than 150 bytes");
        refuses(aProject().withTables("shop.a\0b"), "NUL");
    }

    @Test
    void refusesEmptyAndOverlongLists() {
        refuses(aProject().to().withTables(List.of()), "at least one target", "at least one table");
        refuses(aProject().withTables(IntStream.range(0, 20_001).mapToObj(i -> new TableName("s", "t" + i)).toList()), "more than 20000");
    }

    @Test
    void refusesNullsInLists() {
        refuses(aProject().to(2L, null).withTables(Arrays.asList(new TableName("a", "b"), null)), "targetConnectionIds contain null", "tables[1] is null");
        refuses(aProject().withSchema(null, null).withTablePolicy(null), "schemas[0].schema is missing", "tablePolicies[0] names no table");
        refuses(aProject().incremental("shop.orders", Arrays.asList("id", null), null), "tablePolicies[0].extraction.key has a column that is null");
    }

    @Test
    void namesATableThatIsListedTwice() {
        refuses(aProject().withTables("a.b", "a.b"), "tables[1] names a.b a second time");
    }

    /// S20 to S22, S25, S29, S30, A2
    @Test
    void hasTheDefaultsOfTheSpecification() {
        ProjectRevision revision = checked(aProject());

        assertThat(revision.policy()).isEqualTo(ConnectionPolicy.DEFAULT);
        assertThat(revision.planOf(new TableName("shop", "orders"))).satisfies(plan -> {
            assertThat(plan.fullMode()).isEqualTo(FullMode.DELETE_AND_CREATE);
            assertThat(plan.fieldChanges()).isEqualTo(FieldChanges.FULL_EXTRACTION);
            assertThat(plan.extraction()).isEqualTo(new Extraction.Full());
            assertThat(plan.addSyncTime()).isFalse();
            assertThat(plan.pageSize()).isEqualTo(-1);
        });
        assertThat(revision.includesNewTablesOf("shop")).isTrue();
    }

    @Test
    void takesEveryPolicyThatIsSet() {
        ProjectRevision revision = checked(aProject()
                .withPolicy(new PolicyRequest("retain-and-clear", "ignore", true, true, 50_000, Map.of("zero-date", "null", "not-a-number", "clamp")))
                .withSchema("shop", "include")
                .withSchema("crm", "inherit")
                .incremental("shop.orders", List.of("year", "month"), "2", "id"));

        assertThat(revision.policy()).isEqualTo(new ConnectionPolicy(
                FullMode.RETAIN_AND_CLEAR, FieldChanges.IGNORE, true, true, 50_000,
                Map.of(ValueTrouble.ZERO_DATE, ValueAction.NULL, ValueTrouble.NOT_A_NUMBER, ValueAction.CLAMP)));
        assertThat(revision.schemas()).containsExactly(new SchemaPolicy("shop", NewTables.INCLUDE), new SchemaPolicy("crm", NewTables.INHERIT));
        assertThat(revision.planOf(new TableName("shop", "orders")).extraction())
                .isEqualTo(new Extraction.Incremental(List.of("year", "month"), "2", false));
        assertThat(revision.includesNewTablesOf("shop")).isTrue();
        assertThat(revision.includesNewTablesOf("crm")).isFalse();
    }

    @Test
    void namesEveryWordThatIsNone() {
        refuses(aProject().withPolicy(new PolicyRequest("truncate", "drop", null, null, -1, Map.of("zero-date", "skip", "full-moon", "fail"))),
                "policy.fullMode is not one of delete-and-create, drop-first, retain-and-clear",
                "policy.fieldChanges is not one of full-extraction, ignore",
                "policy.pageSize is -1",
                "policy.values.zero-date is not one of fail, null, text, clamp",
                "policy.values is not one of zero-date, date-out-of-range, not-a-number, nul-character");
        refuses(aProject().withSchema("shop", "never").withSchema("shop", "ignore"),
                "schemas[0].newTables is not one of inherit, ignore, include", "schemas[1] names schema 'shop' a second time");
        refuses(aProject().withTablePolicy(new TablePolicyRequest(ProjectRequests.table("shop.orders"), new ExtractionRequest("delta", null, null, null), null, null)),
                "tablePolicies[0].extraction.mode is not one of full, incremental");
        refuses(aProject().withValues(Map.of("nul-character", "text")), "policy.values.nul-character is text, but such a column is text already");
    }

    /// S35, S38
    @Test
    void needsAnIncrementalKeyThatNamesEachColumnOnce() {
        refuses(aProject().incremental("shop.orders", null, null), "tablePolicies[0].extraction.key is missing");
        refuses(aProject().incremental("shop.orders", List.of(), null), "tablePolicies[0].extraction.key is missing");
        refuses(aProject().incremental("shop.orders", List.of("a", "b", "a"), null), "tablePolicies[0].extraction.key names column \"a\" twice");
        refuses(aProject().incremental("shop.orders", List.of("a"), null, "k", "k"), "tablePolicies[0].keyFields names column \"k\" twice");
        refuses(aProject().withTablePolicy(new TablePolicyRequest(
                        ProjectRequests.table("shop.orders"), new ExtractionRequest("full", List.of("id"), null, null), null, null)),
                "mode 'full' does not use");
    }

    /// A7
    @Test
    void takesALookBackOnlyWithKeyFieldsAndInALegalForm() {
        refuses(aProject().incremental("shop.orders", List.of("id"), "10"), "lookBack needs key fields");
        for (String wrong : List.of("", "-1", "1.5", "ten", "PT", "P1M", "10 minutes", "9".repeat(19), "P" + "9".repeat(40) + "D")) {
            refuses(aProject().incremental("shop.orders", List.of("id"), wrong, "id"), "lookBack is neither a whole number");
        }
        refuses(aProject().incremental("shop.orders", List.of("id"), "PT-5S", "id"), "lookBack is negative");
        for (String none : List.of("0", "000", "PT0S", "P0D")) {
            assertThat(incremental(aProject().incremental("shop.orders", List.of("id"), none, "id")).lookBack()).as("the greatest value's rows again").isEqualTo(none);
            refuses(aProject().incremental("shop.orders", List.of("id"), none), "lookBack needs key fields");
        }
        for (String legal : List.of("1", "999999999999999999", "PT10M", "P2D", "PT0.5S")) {
            assertThat(incremental(aProject().incremental("shop.orders", List.of("id"), legal, "id")).lookBack()).isEqualTo(legal);
        }
    }

    /// S31 to S33
    @Test
    void takesTablePoliciesOnlyForTablesThatAreCopied() {
        refuses(aProject().incremental("shop.orders", List.of("id"), null).incremental("shop.orders", List.of("id"), null), "tablePolicies[1] is for shop.orders a second time");
        refuses(aProject().incremental("crm.people", List.of("id"), null), "tablePolicies are for crm.people, which is not among the chosen tables");
        refuses(aProject().ignoringNewTables().incremental("shop.items", List.of("id"), null), "are for shop.items, which is not among");
        refuses(aProject().withSchema("shop", "ignore").incremental("shop.items", List.of("id"), null), "are for shop.items, which is not among");
        assertThat(checked(aProject().incremental("shop.items", List.of("id"), null)).tablePolicies()).hasSize(1);
        assertThat(checked(aProject().withSchema("crm", "include").ignoringNewTables().incremental("crm.people", List.of("id"), null)).tablePolicies()).hasSize(1);
    }

    /// S13 to S16: whatever way a name comes to be.
    @Test
    void refusesSchemasOfTheTargetsOwn() {
        for (String own : List.of("mysql", "MySQL", "sys", "information_schema", "performance_schema")) {
            refuses(aProject().from(1).to(6L).inOneSchema(own), "would get a name that MySQL cannot hold", "'%s'".formatted(own), "use another name");
        }
        refuses(aProject().to(6L).withTables("sys.orders"), "database name 'sys'");
        refuses(aProject().to(6L).prefixed("my").withTables("sql.orders"), "database name 'mysql'");
        refuses(aProject().to(2L).prefixed("pg_"), "schema name 'pg_shop'");
        refuses(aProject().to(2L).inOneSchema("Information_Schema"), "schema name 'Information_Schema'");
        assertThat(checked(aProject().to(2L).inOneSchema("mysql")).targetOf(new TableName("shop", "orders")).schema()).isEqualTo("mysql");
    }

    /// The names that a form shows before a target is chosen are judged by what no target takes.
    @Test
    void namesArePreviewedWithTheirFlaws() {
        assertThat(check.names(aProject().to(2L).prefixed("pg_").build()).findings()).singleElement().asString().contains("schema name 'pg_shop'");
        assertThat(check.names(aProject().to().prefixed("pg_").build()).findings()).isEmpty();
        assertThat(check.names(aProject().to().inOneSchema("information_schema").build()).findings()).singleElement().asString().contains("'information_schema'");
        assertThat(check.names(aProject().to().withTables("shop._syncline_ledger").build()).findings()).singleElement().asString().contains("'_syncline_ledger'");
    }

    @Test
    void refusesTablesThatAreCalledAsOurOwn() {
        refuses(aProject().withTables("shop._syncline_ledger"), "table name '_syncline_ledger'");
        refuses(aProject().tablesNamed("schema-infix", "x").withTables("_syncline.orders"), "table name '_syncline_x_orders'");
    }

    private void refuses(ProjectRequests request, String... reasons) {
        assertThatThrownBy(() -> checked(request)).hasMessageContainingAll(reasons);
    }

    private ProjectRevision checked(ProjectRequests request) {
        return check.check(request.build(), 1, 1);
    }

    private Extraction.Incremental incremental(ProjectRequests request) {
        return (Extraction.Incremental) checked(request).planOf(new TableName("shop", "orders")).extraction();
    }

    private static SavedConnection mysql(long id, String host, int port, boolean writable) {
        return new SavedConnection(id, 1, "m" + id, new DatabaseKind("mysql"), host, port, null, "me", Map.of(), writable, Instant.EPOCH, Instant.EPOCH);
    }

    private static SavedConnection postgresql(long id, String host, String database, boolean writable) {
        return new SavedConnection(
                id, 1, "p" + id, new DatabaseKind("postgresql"), host, 5432, database, "me", Map.of(), writable, Instant.EPOCH, Instant.EPOCH);
    }
}
