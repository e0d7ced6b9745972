package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.TargetLoadContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.TableLoad;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MySqlLoadIT extends TargetLoadContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.mySql();
    }

    @Override
    protected String createDependent(TableName table) {
        return "CREATE TABLE dependent (id BIGINT PRIMARY KEY, FOREIGN KEY (id) REFERENCES %s (id))".formatted(quoted(table));
    }

    /// The holder was killed between the rename and the ledger's news of it.
    @Test
    void aSwapThatNobodyHeardOfIsSeenByTheSuccessor() throws Exception {
        UUID id = UUID.randomUUID();
        LoadNames names = LoadNames.of(id);
        end().execute("CREATE TABLE %s (old INT)".formatted(quoted(table())));
        try (Connection session = end().session(Access.WRITE); TableLoad first = load(session, id, 1)) {
            first.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            first.begin(start);
            Ledger taken = LoadHarness.append(first, start, rows(1, 4));
            first.complete(taken);
        }
        end().execute("UPDATE %s SET phase = 'SWAPPING'".formatted(LoadNames.LEDGER));
        end().execute("RENAME TABLE %s TO %s, %s TO %s".formatted(table().table(), names.replaced(), names.staging(1), table().table()));

        try (Connection session = end().session(Access.WRITE); TableLoad second = load(session, id, 2)) {
            assertThat(second.claim()).hasValueSatisfying(ledger -> {
                assertThat(ledger.swapped()).isTrue();
                assertThat(ledger.taken().rows()).isEqualTo(4);
            });
            second.forget();
        }
        assertThat(count()).isEqualTo(4);
        assertThat(leftOvers()).isEmpty();
    }

    /// The holder was killed before the rename.
    @Test
    void aSwapThatWasOnlyAnnouncedIsDoneByTheSuccessor() throws Exception {
        UUID id = UUID.randomUUID();
        try (Connection session = end().session(Access.WRITE); TableLoad first = load(session, id, 1)) {
            first.claim();
            Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
            first.begin(start);
            LoadHarness.append(first, start, rows(1, 4));
        }
        end().execute("UPDATE %s SET phase = 'SWAPPING'".formatted(LoadNames.LEDGER));

        try (Connection session = end().session(Access.WRITE); TableLoad second = load(session, id, 2)) {
            Ledger taken = second.claim().orElseThrow();
            assertThat(taken.swapped()).isFalse();
            second.complete(taken);
            second.publish(taken);
            second.forget();
        }
        assertThat(count()).isEqualTo(4);
    }

    /// A staging table that is gone because a load began anew, or was forgotten, is no swap that has happened.
    @Test
    void aLoadThatWasBegunAnewIsNotTakenForSwapped() throws Exception {
        UUID id = UUID.randomUUID();
        Ledger start = Ledger.start(UUID.randomUUID(), 1, 0);
        try (Connection session = end().session(Access.WRITE); TableLoad first = load(session, id, 1)) {
            first.claim();
            first.begin(start);
            first.complete(LoadHarness.append(first, start, rows(1, 4)));
        }
        end().execute("UPDATE %s SET phase = 'SWAPPING'".formatted(LoadNames.LEDGER));
        try (Connection session = end().session(Access.WRITE); TableLoad second = load(session, id, 2)) {
            second.claim();
            second.begin(Ledger.start(UUID.randomUUID(), 2, 0));
        }
        assertThat(end().text("SELECT phase FROM %s WHERE load_id = '%s'".formatted(LoadNames.LEDGER, id))).isEqualTo("LOADING");
        // As if the holder had died between dropping the old staging table and making the new one.
        end().execute("DROP TABLE `%s`".formatted(LoadNames.of(id).staging(2)));

        try (Connection session = end().session(Access.WRITE); TableLoad third = load(session, id, 3)) {
            assertThat(third.claim()).isEmpty();
            third.begin(start);
            third.forget();
        }
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void aServerThatTakesNoLocalDataSaysHowToChangeIt() throws Exception {
        end().execute("SET GLOBAL local_infile = 0");
        try (Connection session = end().session(Access.WRITE); TableLoad load = load(session, UUID.randomUUID(), 1)) {
            assertThatThrownBy(load::claim)
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                    .hasMessageContaining("SET GLOBAL local_infile = 1");
        } finally {
            end().execute("SET GLOBAL local_infile = 1");
        }
    }

    @Test
    void aTriggerIsNotLostSilently() throws Exception {
        end().execute("CREATE TABLE %s (id BIGINT)".formatted(quoted(table())));
        end().execute("CREATE TRIGGER dependent_trigger BEFORE INSERT ON %s FOR EACH ROW SET NEW.id = NEW.id + 1".formatted(quoted(table())));

        try (Connection session = end().session(Access.WRITE); TableLoad load = load(session, UUID.randomUUID(), 1)) {
            load.claim();
            assertThatThrownBy(() -> load.begin(Ledger.start(UUID.randomUUID(), 1, 0)))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                    .hasMessageContaining("trigger dependent_trigger");
        }
    }
}
