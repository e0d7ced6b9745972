package dev.syncline.allinone;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Supplier;

import dev.syncline.allinone.compare.Engine;
import dev.syncline.testkit.FreshDatabase;
import org.awaitility.Awaitility;

/// A run whose loader is removing what its load has left, and waits before the ledger's row goes: a trigger of the ledger asks for a lock that is held
/// here. What the loader does is what it always does; only the moment is held.
record CleanUpHeldUp(String run, Connection holder) implements AutoCloseable {

    /// @param start starts a run into the target, whose ledger is there already
    static CleanUpHeldUp of(FreshDatabase target, Supplier<String> start) throws SQLException {
        boolean mySql = Engine.of(target.server()) == Engine.MYSQL;
        if (mySql) {
            target.execute("""
                    CREATE TRIGGER held_up BEFORE DELETE ON _syncline_ledger FOR EACH ROW
                    BEGIN DO GET_LOCK('held_up', 600); DO RELEASE_LOCK('held_up'); END
                    """);
        } else {
            target.execute("""
                    CREATE FUNCTION held_up() RETURNS trigger LANGUAGE plpgsql
                    AS $$ BEGIN PERFORM pg_catalog.pg_advisory_xact_lock(21); RETURN OLD; END $$
                    """);
            target.execute("""
                    CREATE TRIGGER held_up BEFORE DELETE ON "%s"._syncline_ledger FOR EACH ROW EXECUTE FUNCTION held_up()
                    """.formatted(target.name()));
        }
        Connection holder = target.connect();
        query(holder, mySql ? "SELECT GET_LOCK('held_up', 0)" : "SELECT 1 FROM pg_advisory_lock(21)");
        String run = start.get();
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).until(() -> 1 == query(holder, mySql
                ? "SELECT count(*) FROM information_schema.processlist WHERE state = 'User lock'"
                : "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 21 AND NOT granted"));
        return new CleanUpHeldUp(run, holder);
    }

    private static long query(Connection session, String question) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// Lets the clean-up go on, where somebody is there to do it.
    @Override
    public void close() throws SQLException {
        holder.close();
    }
}
