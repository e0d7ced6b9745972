package dev.syncline.extractor;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.FieldChanges;
import dev.syncline.contracts.policy.FullMode;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.Work.DiscoverTables;
import dev.syncline.contracts.work.Work.ExtractTable;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testsupport.SharedServers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExtractionIT {

    private static final Map<ValueTrouble, ValueAction> AS_TEXT = Map.of(ValueTrouble.ZERO_DATE, ValueAction.TEXT, ValueTrouble.DATE_OUT_OF_RANGE, ValueAction.TEXT);

    private RunningExtractor extractor;

    @BeforeAll
    void start() {
        extractor = new RunningExtractor();
    }

    @AfterAll
    void stop() {
        extractor.close();
    }

    static Stream<DatabaseServer> servers() {
        return Stream.of(SharedServers.mySql(), SharedServers.postgreSql());
    }

    private static TableName table(FreshDatabase database, String name) {
        return new TableName(database.server() instanceof MySqlServer ? database.name() : "public", name);
    }

    private List<DiscoveredTable> discover(UUID run, FreshDatabase source, TableName table, List<BaselineSchema> watched, Map<ValueTrouble, ValueAction> values) {
        DatabaseKind other = new DatabaseKind(source.server() instanceof MySqlServer ? "postgresql" : "mysql");
        DiscoverTables work =
                new DiscoverTables(UUID.randomUUID(), 1, run, extractor.connection(source), List.of(), List.of(table), 1, watched, values, List.of(other));
        WorkResult.DiscoveryFinished finished = extractor.end(work, WorkResult.DiscoveryFinished.class);
        List<DiscoveredTable> found =
                extractor.results(work, WorkResult.TablesDiscovered.class).stream().flatMap(result -> result.tables().stream()).toList();
        assertThat(finished.tables()).isEqualTo(found.size());
        return found;
    }

    private ExtractTable extraction(UUID run, FreshDatabase source, TablePlan plan, TableShape shape, List<Bound> after) {
        return extraction(run, source, extractor.connection(source), plan, shape, after);
    }

    private static ExtractTable extraction(UUID run, FreshDatabase source, long connection, TablePlan plan, TableShape shape, List<Bound> after) {
        DatabaseKind other = new DatabaseKind(source.server() instanceof MySqlServer ? "postgresql" : "mysql");
        return new ExtractTable(
                UUID.randomUUID(), 1, run, UUID.randomUUID(), connection, plan.source(), shape, 0, plan, after, List.of(other));
    }

    private static TablePlan plan(TableName table, Extraction extraction, int pageSize, Map<ValueTrouble, ValueAction> values) {
        return new TablePlan(
                table, table, FullMode.DELETE_AND_CREATE, FieldChanges.FULL_EXTRACTION, extraction, List.of(), false, pageSize, values, Map.of());
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(Column::name).toList();
    }

    /// S29, S32, A13: what was there at the save is not new, whether chosen or not; a view is never taken unasked.
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void tablesThatHaveAppearedAreDiscoveredToo(DatabaseServer server) {
        try (FreshDatabase source = server.freshDatabase("source")) {
            for (String name : List.of("chosen", "left_out", "new_one", "new_too")) {
                source.execute("CREATE TABLE %s (id int)".formatted(name));
            }
            source.execute("CREATE VIEW new_view AS SELECT id FROM chosen");
            TableName chosen = table(source, "chosen");
            BaselineSchema before = new BaselineSchema(chosen.schema(), List.of("chosen", "left_out", "dropped"));

            List<DiscoveredTable> watched = discover(UUID.randomUUID(), source, chosen, List.of(before, new BaselineSchema("no_such", List.of())), Map.of());
            List<DiscoveredTable> unwatched = discover(UUID.randomUUID(), source, chosen, List.of(), Map.of());

            assertThat(watched).extracting(found -> found.table().table()).containsExactly("chosen", "new_one", "new_too");
            assertThat(unwatched).extracting(found -> found.table().table()).containsExactly("chosen");
        }
    }

    /// A11: the scheduler learns the new columns before it tries again.
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void aTableThatHasChangedIsDescribedAnew(DatabaseServer server) {
        try (FreshDatabase source = server.freshDatabase("source")) {
            source.execute("CREATE TABLE orders (id int PRIMARY KEY, day date)");
            source.execute("INSERT INTO orders VALUES (1, NULL)");
            TableName orders = table(source, "orders");
            UUID run = UUID.randomUUID();
            TableShape shape = discover(run, source, orders, List.of(), AS_TEXT).getFirst().shape();
            source.execute("ALTER TABLE orders ADD COLUMN later date");
            ExtractTable work = extraction(run, source, plan(orders, new Extraction.Full(), -1, AS_TEXT), shape, List.of());

            WorkResult.WorkFailed failed = extractor.end(work, WorkResult.WorkFailed.class);

            assertThat(failed.failure().code()).isEqualTo(FailureCode.TABLE_CHANGED);
            DiscoveredTable found = extractor.results(work, WorkResult.TablesDiscovered.class).getFirst().tables().getFirst();
            assertThat(found.shape()).satisfies(now -> {
                assertThat(names(now.columns())).containsExactly("id", "day", "later");
                assertThat(now.columns().getLast().type()).isInstanceOf(ColumnType.Text.class);
            });
            ExtractTable again = extraction(run, source, plan(orders, new Extraction.Full(), -1, AS_TEXT), found.shape(), List.of());
            WorkResult.TableExtracted extracted = extractor.end(ofSecondHolder(again), WorkResult.TableExtracted.class);
            assertThat(extracted.manifest().rows()).isEqualTo(1);
            assertThat(extracted.report().notes()).as("whoever looks for the cause of a slow night").contains(
                    "Another extractor had begun to read it and was lost or stopped; this one read it from the beginning");
        }
    }

    private static ExtractTable ofSecondHolder(ExtractTable work) {
        return new ExtractTable(
                work.id(), 2, work.runId(), work.tableRunId(), work.source(), work.table(), work.shape(), work.partition(), work.plan(), work.after(), work.targetKinds());
    }

    /// S36, S52, A7, A21: in pages of the project's own size, with what is to be told beside the rows.
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void whatIsNewIsReadInPages(DatabaseServer server) {
        try (FreshDatabase source = server.freshDatabase("source")) {
            source.execute("CREATE TABLE orders (id int PRIMARY KEY, k int)");
            source.execute("INSERT INTO orders VALUES (1, 1), (2, NULL), (3, 3), (4, 4), (5, 5)");
            TableName orders = table(source, "orders");
            UUID run = UUID.randomUUID();
            TableShape shape = discover(run, source, orders, List.of(), Map.of()).getFirst().shape();
            TablePlan plan = plan(orders, new Extraction.Incremental(List.of("k"), null, false), 2, Map.of());
            ExtractTable work = extraction(run, source, plan, shape, List.of(new Bound(List.of("4")), new Bound(List.of("1"))));

            WorkResult.TableExtracted extracted = extractor.end(work, WorkResult.TableExtracted.class);

            assertThat(extracted.manifest().rows()).isEqualTo(3);
            ReadReport report = extracted.report();
            assertThat(report.nullKeys()).isEqualTo(1);
            assertThat(report.notes()).singleElement().asString().contains("CREATE INDEX");
        }
    }

    /// Of a table whose columns allow it, and where nothing speaks against it; the record says what did.
    @Test
    void rowsTravelPackedWhereTheyMay() {
        try (FreshDatabase source = SharedServers.postgreSql().freshDatabase("source")) {
            source.execute("CREATE TABLE orders (id int PRIMARY KEY, amount numeric(12,2))");
            source.execute("INSERT INTO orders SELECT i, i FROM generate_series(1, 100) AS i");
            source.execute("CREATE TABLE spans (id int PRIMARY KEY, span int4range)");
            UUID run = UUID.randomUUID();

            ExtractTable orders = packable(run, source, table(source, "orders"), true);
            WorkResult.TableExtracted packed = extractor.end(orders, WorkResult.TableExtracted.class);
            WorkResult.TableExtracted again = extractor.end(packable(run, source, table(source, "orders"), false), WorkResult.TableExtracted.class);
            WorkResult.TableExtracted unsaid = extractor.end(packable(run, source, table(source, "orders"), null), WorkResult.TableExtracted.class);
            WorkResult.TableExtracted spans = extractor.end(packable(run, source, table(source, "spans"), true), WorkResult.TableExtracted.class);

            assertThat(packed.manifest().bytes()).as("2 + (4 + 4) + (4 + 8 + 2) bytes a row").isEqualTo(100 * 24);
            assertThat(packed.report().notes()).isEmpty();
            assertThat(again.manifest().bytes()).as("id, amount, tab, newline").isEqualTo(192 + 192 + 300 + 200);
            assertThat(again.report().notes()).singleElement().asString().contains("travelled as text", "an earlier attempt has failed");
            assertThat(unsaid.manifest().bytes()).isEqualTo(again.manifest().bytes());
            assertThat(unsaid.report().notes()).as("by a scheduler of an older version").isEmpty();
            assertThat(spans.report().notes()).singleElement().asString().contains("travelled as text", "column \"span\" has the type int4range");
        }
    }

    private ExtractTable packable(UUID run, FreshDatabase source, TableName table, @Nullable Boolean packing) {
        TableShape shape = discover(run, source, table, List.of(), Map.of()).getFirst().shape();
        return new ExtractTable(
                UUID.randomUUID(), 1, run, UUID.randomUUID(), extractor.connection(source), table, shape, 0, TablePlan.full(table, table), List.of(),
                List.of(new DatabaseKind("postgresql")), packing);
    }

    /// S51: the message says what helps, and it does help. The line is as slow on any machine: the whole table takes 4 s at least, and a page of one row an eighth of a second.
    @Test
    void theSourcesTimeLimitIsKeptByPages() throws IOException {
        DatabaseServer server = SharedServers.postgreSql();
        try (FreshDatabase source = server.freshDatabase("source"); SlowLine line = new SlowLine(server.port(), 8)) {
            source.execute("CREATE TABLE heavy (id int PRIMARY KEY, name text)");
            source.execute("INSERT INTO heavy SELECT n, repeat('x', 1000000) FROM generate_series(1, 32) AS n");
            source.execute("ALTER DATABASE %s SET statement_timeout = 2500".formatted(source.name()));
            TableName heavy = table(source, "heavy");
            UUID run = UUID.randomUUID();
            TableShape shape = discover(run, source, heavy, List.of(), Map.of()).getFirst().shape();

            long slow = extractor.connection(source, line.port());
            WorkResult.WorkFailed failed = extractor.end(
                    extraction(run, source, slow, plan(heavy, new Extraction.Full(), 0, Map.of()), shape, List.of()), WorkResult.WorkFailed.class);
            WorkResult.TableExtracted extracted = extractor.end(
                    extraction(run, source, slow, plan(heavy, new Extraction.Full(), 1, Map.of()), shape, List.of()), WorkResult.TableExtracted.class);

            assertThat(failed.failure().code()).isEqualTo(FailureCode.TIMED_OUT);
            assertThat(failed.failure().message()).contains("public.heavy").contains("set policy.pageSize: 50000 in the project");
            assertThat(extracted.manifest().rows()).isEqualTo(32);
        }
    }
}
