package dev.syncline.dialect;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What a target is found to hold before an incremental extraction (S36 to S40, A5 to A8, A11), proven on the real server.
public abstract class TargetInspectionContract extends TargetTable {

    /// S40.
    @Test
    protected void aTableThatIsNotThereIsNotMade() throws Exception {
        use(new TableName(end().schema() + "_nowhere", "t"));

        assertThat(inspect(SHAPE, "seen").exists()).isFalse();

        assertThat(problems()).isEmpty();
        assertThat(end().texts("SELECT schema_name AS s FROM information_schema.schemata")).doesNotContain(table().schema());
    }

    /// A6, A7.
    @Test
    protected void withoutARowOfAWholeKeyThereIsNoMaximum() throws Exception {
        load(SHAPE, create(List.of("seen"), false), "1\t\\N\ta\n2\t5\t\\N\n");

        assertThat(inspect(SHAPE, "seen", "name").maximum()).isNull();
        assertThat(inspect(SHAPE, "seen", "name").exists()).isTrue();
        assertThat(inspect(SHAPE, "seen").maximum()).isEqualTo(new Bound(List.of("5")));
    }

    /// A8: the last row by all columns, not the greatest of each.
    @Test
    protected void theMaximumIsOneRowsKey() throws Exception {
        load(SHAPE, create(List.of("seen", "name"), false), "1\t2025\tz\n2\t2026\ta\n3\t2026\tB\n4\t2026\t_\n");

        assertThat(inspect(SHAPE, "seen", "name").maximum()).isEqualTo(new Bound(List.of("2026", "a")));
    }

    /// Pain 5: texts are compared byte by byte, whatever collation a table has that somebody else has made.
    @Test
    protected void textsAreComparedByteByByte() throws Exception {
        make(isMySql()
                ? "id bigint PRIMARY KEY, seen int, name varchar(40) CHARACTER SET latin1 COLLATE latin1_swedish_ci"
                : "id bigint PRIMARY KEY, seen int, name varchar(40) COLLATE \"en-x-icu\"");
        fill("(1, 1, 'a'), (2, 1, 'B'), (3, 1, '_')");

        assertThat(inspect(SHAPE, "name").maximum()).isEqualTo(new Bound(List.of("a")));
    }

    @Test
    protected void aMaximumInTheFutureIsNoted() throws Exception {
        TableShape shape = shape(List.of("id"), ID, column("at", new ColumnType.Instant(0), true));
        load(shape, create(List.of("at"), false), "1\t2020-01-01 00:00:00\n");
        assertThat(inspect(shape, "at").notes()).isEmpty();

        load(shape, create(List.of("at"), false), "1\t2200-01-01 00:00:00\n");
        assertThat(inspect(shape, "at").notes()).singleElement().asString().contains("future").contains("\"at\"");
    }

    /// A11.
    @Test
    protected void everyChangeIsNamedWithColumnAndTypes() throws Exception {
        make("id bigint PRIMARY KEY, seen int NOT NULL, name varchar(20), gone date, hs_sync_time int");
        TableShape wanted = shape(
                List.of("id"), ID, SEEN, NAME, column("extra", new ColumnType.Decimal(5, 1), true));

        List<String> changes = inspect(wanted, "id").changes();

        assertThat(changes).hasSize(4).allSatisfy(change -> assertThat(change).contains(table().toString()));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"extra\"").containsIgnoringCase("(5,1)"));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"gone\"").contains("date"));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"name\"").contains("20)").contains("40)"));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"seen\"").contains("null"));
    }

    /// A11: order, defaults, comments and the key's nullability are no changes, nor is a type that holds every value.
    @Test
    protected void whatHoldsEveryValueIsNoChange() throws Exception {
        make("name %s DEFAULT NULL, seen bigint DEFAULT 7, id %s NOT NULL".formatted(
                isMySql() ? "mediumtext" : "text", isMySql() ? "decimal(30,2) COMMENT 'wide'" : "numeric(30,2)"));

        assertThat(inspect(shape(List.of(), ID, SEEN, NAME), "id").changes()).isEmpty();
        assertThat(inspect(shape(List.of("id"), column("id", ID.type(), true), SEEN, NAME), "id").changes()).isEmpty();
    }

    /// A key that has been rounded, up as well as down, or is missing is of no use: rows would be left out.
    @Test
    protected void aKeyThatIsNotKeptExactlyHasNoMaximum() throws Exception {
        make("id bigint PRIMARY KEY, at %s".formatted(isMySql() ? "datetime" : "timestamp(0)"));
        fill("(1, '2026-01-01 00:00:00')");
        TableShape shape = shape(List.of("id"), ID, column("at", new ColumnType.Timestamp(6), true), column("other", new ColumnType.Date(), true));

        for (String key : List.of("at", "other")) {
            assertThat(inspect(shape, key).maximum()).isNull();
            assertThat(inspect(shape, key).notes()).singleElement().asString().contains('"' + key + '"');
        }
    }

    /// Whoever made it: of texts 9 is greater than 10.
    @Test
    void numbersThatSomebodyKeepsAsTextsHaveNoMaximum() throws Exception {
        make("id bigint PRIMARY KEY, seen varchar(20), name varchar(40)");
        fill("(1, '9', 'a'), (2, '10', 'b')");

        assertThat(inspect(SHAPE, "seen").maximum()).isNull();
        assertThat(inspect(SHAPE, "seen").notes()).singleElement().asString().contains("no usable greatest \"seen\"");
    }

    /// A table as a load makes it has not changed, whatever its types.
    @Test
    protected void aTableThatWasJustMadeHasNotChanged() throws Exception {
        TableShape everything = DialectGoldenContract.EVERYTHING;
        load(everything, LoadRules.CREATE, "");
        assertThat(inspect(everything).changes()).isEmpty();

        int number = 0;
        for (TypeCase type : (isMySql() ? MySqlTypes.all() : PostgreSqlTypes.all()).toList()) {
            nextTable();
            TableName source = new TableName(end().schema(), table().table() + "_source");
            if (isMySql() || !PostgreSqlTypes.definitions().isEmpty() && number++ == 0) {
                for (String definition : isMySql() ? List.<String>of() : PostgreSqlTypes.definitions()) {
                    end().execute(definition);
                }
            }
            end().execute("CREATE TABLE %s (id INT PRIMARY KEY, c %s NULL)".formatted(source.table(), type.type()));
            LoadHarness.copy(end(), source, end(), table());
            try (Connection session = end().session(Access.READ)) {
                assertThat(inspect(LoadHarness.shape(end(), session, source)).changes()).as(type.type()).isEmpty();
            }
        }
    }

    @Test
    protected void aViewIsNoTarget() throws Exception {
        end().execute("CREATE VIEW %s AS SELECT 1 AS id".formatted(quoted()));

        assertThatThrownBy(() -> inspect(SHAPE, "id"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContaining("view");
        assertThat(problems()).singleElement().asString().contains("view");
    }
}
