package dev.syncline.dialect.streamload;

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
import dev.syncline.testsupport.streamload.StreamLoadServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Where what is found in Doris or StarRocks is unlike others.
public abstract class StreamLoadInspectionContract extends TargetInspectionContract {

    protected StreamLoadServer server() {
        return EmulatedServer.of(end());
    }

    @Override
    protected void make(String columns) throws SQLException {
        end().execute(StreamLoadTables.create(end(), quoted(), columns));
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
        make("id bigint PRIMARY KEY, seen int NOT NULL, name varchar(20), gone date, hs_sync_time int");
        TableShape wanted = shape(List.of("id"), ID, SEEN, NAME, column("extra", new ColumnType.Decimal(5, 1), true));

        List<String> changes = inspect(wanted, "id").changes();

        assertThat(changes).hasSize(4).allSatisfy(change -> assertThat(change).contains(table().toString()));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"extra\"", "DECIMAL(5,1)"));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"gone\"", "date"));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"name\"", "varchar(20)", "VARCHAR(160)"));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"seen\"", "null"));
    }

    @Override
    @Test
    protected void whatHoldsEveryValueIsNoChange() throws Exception {
        make("id decimal(30,2) NOT NULL, seen bigint DEFAULT 7, name varchar(1000)");

        assertThat(inspect(shape(List.of(), ID, SEEN, NAME), "id").changes()).isEmpty();
        assertThat(inspect(shape(List.of("id"), column("id", ID.type(), true), SEEN, NAME), "id").changes()).isEmpty();
    }

    @Override
    @Test
    protected void aKeyThatIsNotKeptExactlyHasNoMaximum() throws Exception {
        make("id bigint PRIMARY KEY, at float");
        fill("(1, 1.5)");
        TableShape shape = shape(List.of("id"), ID, column("at", new ColumnType.Decimal(20, 6), true), column("other", new ColumnType.Date(), true));

        for (String key : List.of("at", "other")) {
            assertThat(inspect(shape, key).maximum()).isNull();
            assertThat(inspect(shape, key).notes()).singleElement().asString().contains('"' + key + '"');
        }
    }

    /// What a DESC prints of each type is what was declared.
    @Override
    @Test
    protected void aTableThatWasJustMadeHasNotChanged() throws Exception {
        load(DialectGoldenContract.EVERYTHING, LoadRules.CREATE, "");

        assertThat(inspect(DialectGoldenContract.EVERYTHING).changes()).isEmpty();
    }

    @Override
    @Test
    protected void aViewIsNoTarget() throws Exception {
        server().behind().execute(table().schema(), "CREATE VIEW %s AS SELECT 1 AS id".formatted(quoted()));

        assertThatThrownBy(() -> inspect(SHAPE, "id"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContaining("view");
        assertThat(problems()).singleElement().asString().contains("view");
    }
}
