package dev.syncline.dialect.clickhouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.dialect.DialectGoldenContract;
import dev.syncline.dialect.TargetInspectionContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.testkit.ClickHouseServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClickHouseInspectionIT extends TargetInspectionContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.clickHouse();
    }

    @Override
    protected void make(String columns) throws SQLException {
        end().execute(ClickHouseTables.create(quoted(), columns));
    }

    @Override
    protected List<@Nullable String> rows(String columns) throws SQLException {
        return ClickHouseTables.rows(end(), quoted(), columns);
    }

    @Override
    @Test
    protected void textsAreComparedByteByByte() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40)");
        fill("(1, 1, 'a'), (2, 1, 'B'), (3, 1, '_')");

        assertThat(inspect(SHAPE, "name").maximum()).isEqualTo(new Bound(List.of("a")));
    }

    @Override
    @Test
    protected void everyChangeIsNamedWithColumnAndTypes() throws Exception {
        make("id bigint PRIMARY KEY, seen int NOT NULL, name UUID, gone date, hs_sync_time int");
        TableShape wanted = shape(List.of("id"), ID, SEEN, NAME, column("extra", new ColumnType.Decimal(5, 1), true));

        List<String> changes = inspect(wanted, "id").changes();

        assertThat(changes).hasSize(4).allSatisfy(change -> assertThat(change).contains(table().toString()));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"extra\"", "Decimal(5, 1)"));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"gone\"", "Date"));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"name\"", "UUID", "String"));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"seen\"", "null"));
    }

    @Override
    @Test
    protected void whatHoldsEveryValueIsNoChange() throws Exception {
        make("name text DEFAULT NULL, seen bigint DEFAULT 7, id bigint NOT NULL");

        assertThat(inspect(shape(List.of(), ID, SEEN, NAME), "id").changes()).isEmpty();
        assertThat(inspect(shape(List.of("id"), column("id", ID.type(), true), SEEN, NAME), "id").changes()).isEmpty();
    }

    @Override
    @Test
    protected void aKeyThatIsNotKeptExactlyHasNoMaximum() throws Exception {
        make("id bigint PRIMARY KEY, at DateTime64(0)");
        fill("(1, '2026-01-01 00:00:00')");
        TableShape shape = shape(List.of("id"), ID, column("at", new ColumnType.Timestamp(6), true), column("other", new ColumnType.Date(), true));

        for (String key : List.of("at", "other")) {
            assertThat(inspect(shape, key).maximum()).isNull();
            assertThat(inspect(shape, key).notes()).singleElement().asString().contains('"' + key + '"');
        }
    }

    @Override
    @Test
    protected void aTableThatWasJustMadeHasNotChanged() throws Exception {
        load(DialectGoldenContract.EVERYTHING, LoadRules.CREATE, "");

        assertThat(inspect(DialectGoldenContract.EVERYTHING).changes()).isEmpty();
    }

    /// Nothing is greater than NaN at the source, so that no row would ever be read again.
    @Test
    void aNumberThatIsNoneIsNoMaximum() throws Exception {
        TableShape shape = shape(List.of("id"), ID, column("rate", new ColumnType.Floating(64), true));
        load(shape, create(List.of("rate"), false), "1\t1.5\n2\tNaN\n3\tInfinity\n");

        assertThatThrownBy(() -> inspect(shape, "rate"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED));
    }

    @Test
    void rightsThatAreMissingAreNamed() throws Exception {
        try (Connection session = end().sessionAs(ClickHouseServer.READER, end().settings().secret())) {
            assertThat(end().dialect().target().problems(session, List.of(table())))
                    .singleElement().asString().contains(table().schema(), "INSERT", "ALTER MOVE PARTITION").doesNotContain("grant SELECT");
        }
    }
}
