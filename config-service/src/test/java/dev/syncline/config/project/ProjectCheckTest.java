package dev.syncline.config.project;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.syncline.config.connection.SavedConnection;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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

    private final ProjectCheck check = new ProjectCheck(ids -> List.of(SHOP, WAREHOUSE, ARCHIVE, READ_ONLY, WAREHOUSE_AGAIN, LOCAL, LOOPBACK).stream()
            .filter(connection -> ids.contains(connection.id()))
            .collect(Collectors.toMap(SavedConnection::id, Function.identity())));

    @Test
    void freezesWhatWasDescribed() {
        ProjectRevision revision = check.check(copy(1, List.of(2L, 3L), new SchemaNaming.Prefix("x_"), "shop.orders", "shop.items"), 9, 4);

        assertThat(revision).isEqualTo(new ProjectRevision(
                9, "Copy", 4, SHOP.ref(), List.of(WAREHOUSE.ref(), ARCHIVE.ref()), new SchemaNaming.Prefix("x_"),
                List.of(new TableName("shop", "orders"), new TableName("shop", "items"))));
    }

    /// S9
    @Test
    void refusesATargetThatDoesNotAllowWriting() {
        refuses(copy(1, List.of(4L), new SchemaNaming.Original(), "shop.orders"), "does not allow write operations");
    }

    @Test
    void refusesConnectionsThatDoNotExist() {
        refuses(copy(99, List.of(98L), new SchemaNaming.Original(), "shop.orders"), "connection 99, which does not exist", "connection 98, which does not exist");
    }

    @Test
    void refusesTheSameTargetTwiceAlsoUnderAnotherSpelling() {
        refuses(copy(1, List.of(2L, 2L), new SchemaNaming.Original(), "shop.orders"), "twice");
        refuses(copy(1, List.of(2L, 5L), new SchemaNaming.Original(), "shop.orders"), "are the same database");
    }

    /// S14, S15
    @Test
    void hasNoDefaultForTheSchemaNaming() {
        refuses(new ProjectRequest(null, "Copy", 1L, List.of(2L), null, List.of(new TableName("a", "b"))), "schemaNaming is missing");
    }

    /// A23
    @Test
    void refusesTablesThatLandInTheSameTable() {
        refuses(copy(1, List.of(2L), new SchemaNaming.Fixed("all"), "a.orders", "b.orders"), "a.orders and b.orders would both be written to all.orders");
        refuses(copy(1, List.of(2L), new SchemaNaming.Original(), "a.orders", "a.Orders"), "a.orders and a.Orders would both be written to a.Orders");
    }

    @Test
    void refusesATargetThatWouldBeOverwrittenWhileItIsRead() {
        refuses(copy(6, List.of(6L), new SchemaNaming.Original(), "shop.orders"), "the same database as the source", "shop.orders would be overwritten");
        refuses(copy(6, List.of(7L), new SchemaNaming.Original(), "shop.orders"), "the same database as the source");
        refuses(copy(6, List.of(7L), new SchemaNaming.Fixed("SHOP"), "shop.orders"), "the same database as the source");
        refuses(copy(6, List.of(6L), new SchemaNaming.Prefix("new_"), "shop.orders", "new_shop.orders"), "new_shop.orders would be overwritten");
    }

    @Test
    void letsADatabaseBeCopiedIntoAnotherSchemaOfItself() {
        assertThat(check.check(copy(6, List.of(6L), new SchemaNaming.Prefix("copy_"), "shop.orders"), 1, 1).targets()).containsExactly(LOCAL.ref());
    }

    @Test
    void refusesNamesThatATargetCannotHold() {
        refuses(copy(1, List.of(2L), new SchemaNaming.Original(), "shop." + "x".repeat(64)), "a name that PostgreSQL cannot hold");
        refuses(copy(1, List.of(2L), new SchemaNaming.Prefix("p".repeat(60)), "shop.orders"), "a name that PostgreSQL cannot hold");
        refuses(copy(1, List.of(2L), new SchemaNaming.Original(), "shop.a\0b"), "NUL");
    }

    @Test
    void refusesEmptyAndOverlongLists() {
        refuses(new ProjectRequest(null, "Copy", 1L, List.of(), new SchemaNaming.Original(), List.of()), "at least one target", "at least one table");
        List<TableName> many = IntStream.range(0, 20_001).mapToObj(i -> new TableName("s", "t" + i)).toList();
        refuses(new ProjectRequest(null, "Copy", 1L, List.of(2L), new SchemaNaming.Original(), List.copyOf(many)), "more than 20000");
    }

    @Test
    void refusesNullsInLists() {
        List<@Nullable Long> targets = Arrays.asList(2L, null);
        List<@Nullable TableName> tables = Arrays.asList(new TableName("a", "b"), null);

        refuses(new ProjectRequest(null, "Copy", 1L, targets, new SchemaNaming.Original(), tables), "targetConnectionIds contain null", "tables[1] is null");
    }

    @Test
    void namesATableThatIsListedTwice() {
        refuses(copy(1, List.of(2L), new SchemaNaming.Original(), "a.b", "a.b"), "tables[1] names a.b a second time");
    }

    private void refuses(ProjectRequest request, String... reasons) {
        assertThatThrownBy(() -> check.check(request, 1, 1)).hasMessageContainingAll(reasons);
    }

    private static ProjectRequest copy(long source, List<Long> targets, SchemaNaming naming, String... tables) {
        List<TableName> names = Arrays.stream(tables)
                .map(table -> new TableName(table.substring(0, table.indexOf('.')), table.substring(table.indexOf('.') + 1)))
                .toList();
        return new ProjectRequest(null, "Copy", source, List.copyOf(targets), naming, List.copyOf(names));
    }

    private static SavedConnection mysql(long id, String host, int port, boolean writable) {
        return new SavedConnection(id, 1, "m" + id, new DatabaseKind("mysql"), host, port, null, "me", Map.of(), writable, Instant.EPOCH, Instant.EPOCH);
    }

    private static SavedConnection postgresql(long id, String host, String database, boolean writable) {
        return new SavedConnection(
                id, 1, "p" + id, new DatabaseKind("postgresql"), host, 5432, database, "me", Map.of(), writable, Instant.EPOCH, Instant.EPOCH);
    }
}
