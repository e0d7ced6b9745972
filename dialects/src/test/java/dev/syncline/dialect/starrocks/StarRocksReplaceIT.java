package dev.syncline.dialect.starrocks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.InterruptedSession;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.dialect.streamload.StreamLoadReplaceContract;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StarRocksReplaceIT extends StreamLoadReplaceContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.starRocks();
    }

    private static final String KEYED = "PRIMARY KEY(id) %sDISTRIBUTED BY HASH(id)%s PROPERTIES(\"replication_num\" = \"1\")";

    /// What rights, and views, go by.
    private String id() throws SQLException {
        return end().text("SELECT TABLE_ID FROM information_schema.tables_config WHERE TABLE_SCHEMA = '%s' AND TABLE_NAME = '%s'".formatted(table().schema(), table().table()));
    }

    private void make(String name, String partition, String order) throws SQLException {
        end().execute("CREATE TABLE %s (id bigint NOT NULL, seen int, name varchar(%s)) %s".formatted(quoted(), name, KEYED.formatted(partition, order)));
    }

    private List<String> cautions(LoadRules rules) throws SQLException {
        try (Connection session = end().session(Access.WRITE)) {
            return end().dialect().target().cautions(session, LoadHarness.plan(UUID.randomUUID(), 1, table(), SHAPE, rules));
        }
    }

    /// Whether its rows are numbered in the staging table or not, and where it is cleared.
    @Test
    void aTableThatWouldBeMadeTheSameStaysTheOneThatIsThere() throws Exception {
        make("160", "", "");
        String id = id();
        List<LoadRules> all = List.of(create(List.of(), false), create(List.of("seen"), true), clear());
        for (int i = 0; i < all.size(); i++) {
            assertThat(cautions(all.get(i))).isEmpty();

            LoadReport report = load(SHAPE, all.get(i), "%1$d\t1\ta\n7%1$d\t2\tb\n".formatted(i));

            assertThat(report).isEqualTo(new LoadReport(2, 0, 0, List.of()));
            assertThat(rows("id")).containsExactly(Integer.toString(i), "7" + i);
            assertThat(id()).isEqualTo(id);
            assertThat(leftOvers()).isEmpty();
        }
    }

    /// What goes is in the record and, in the same words, in the preview.
    @Test
    void aTableThatIsMadeOtherwiseIsReplacedAndTheRecordSaysWhatGoes() throws Exception {
        for (String[] made : new String[][] {{"40", "", "", "its columns"}, {"160", "", " ORDER BY(seen)", "its sort key"}, {"160", "PARTITION BY (id) ", "", "has partitions"}}) {
            nextTable();
            make(made[0], made[1], made[2]);
            String id = id();
            List<String> cautions = cautions(create(List.of("seen"), true));
            assertThat(cautions).singleElement().asString().contains(made[3], table().toString(), "rights on this single table", "materialized views");

            LoadReport report = load(SHAPE, create(List.of("seen"), true), "1\t1\ta\n");

            assertThat(report.notes()).containsAll(cautions);
            assertThat(rows("id, name")).containsExactly("1|a");
            assertThat(id()).isNotEqualTo(id);
        }
        nextTable();
        make("160", "PARTITION BY (id) ", "");
        assertThat(cautions(clear())).singleElement().asString().contains("has partitions");
        assertThat(cautions(new LoadRules(new LoadMode.Create(true), List.of(), false, null))).singleElement().asString().contains("is dropped first");
        assertThat(cautions(mergeAfter())).isEmpty();
    }

    /// Done twice it is the same, and who goes on does not know whether it was done.
    @Test
    void rowsThatWereReplacedUnheardAreReplacedAgain() throws Exception {
        make("160", "", "");
        String tableId = id();
        UUID load = UUID.randomUUID();
        Ledger taken;
        try (Connection session = end().session(Access.WRITE); TableLoad first = open(session, load, 1, create(List.of("seen"), true))) {
            taken = stage(first, "1\t1\ta\n1\t2\tb\n");
            Connection dying = InterruptedSession.before(session, "'SWAPPED'", () -> {
                throw new SQLException("gone", "08S01");
            });
            TableLoad last = open(dying, load, 1, create(List.of("seen"), true));
            assertThatThrownBy(() -> last.publish(taken)).isInstanceOf(SyncException.class);
        }
        assertThat(rows("id, name")).containsExactly("1|b");
        end().execute("DELETE FROM %s WHERE id = 1".formatted(quoted()));

        try (Connection session = end().session(Access.WRITE); TableLoad second = open(session, load, 2, create(List.of("seen"), true))) {
            second.claim();
            assertThat(second.publish(taken).inserted()).isEqualTo(1);
            second.forget();
        }
        assertThat(rows("id, name")).containsExactly("1|b");
        assertThat(id()).isEqualTo(tableId);
        assertThat(leftOvers()).isEmpty();
    }
}
