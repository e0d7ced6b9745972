package dev.syncline.scheduler.plan;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.jspecify.annotations.Nullable;

/// A real database whose clock the test sets, and whose sessions die in the middle of what they write when the test says so. The product does not
/// notice: a schema before the system's own has a `clock_timestamp()` too, and triggers end the session that they run in.
final class SimulatedDatabase implements AutoCloseable {

    /// The lock under which the outbox is sent; the test holds it, so that all messages stay there to be counted.
    private static final long OUTBOX_LOCK = 0x53594e4f55544258L;

    private final FreshDatabase own = SharedServers.postgreSql().freshDatabase("simulation");
    private final Connection session;

    SimulatedDatabase() throws SQLException {
        session = own.connect();
        // Sequences, because they do not wait for a transaction to end, nor go back with it.
        execute("""
                CREATE SCHEMA sim;
                CREATE SEQUENCE sim.clock MINVALUE 0;
                CREATE SEQUENCE sim.written;
                CREATE SEQUENCE sim.fatal MINVALUE 0;
                CREATE FUNCTION sim.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
                AS 'SELECT to_timestamp(last_value / 1000.0) FROM sim.clock';
                CREATE FUNCTION sim.die() RETURNS trigger LANGUAGE plpgsql AS '
                BEGIN
                    IF nextval(''sim.written'') = (SELECT last_value FROM sim.fatal) THEN
                        PERFORM pg_terminate_backend(pg_backend_pid());
                    END IF;
                    RETURN NULL;
                END';
                """);
        execute("SELECT pg_advisory_lock(%d)".formatted(OUTBOX_LOCK));
    }

    /// Once the product has made its tables: from now on what it writes there can be fatal, as can the commit.
    void makeMortal() throws SQLException {
        for (String table : List.of("plan", "fire", "run", "run_note", "work", "outbox")) {
            execute("CREATE TRIGGER mortal AFTER INSERT OR UPDATE ON public.%s FOR EACH STATEMENT EXECUTE FUNCTION sim.die()".formatted(table));
        }
        execute("""
                CREATE CONSTRAINT TRIGGER mortal_at_commit AFTER UPDATE ON public.plan DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION sim.die()
                """);
        // What the test itself writes is not fatal.
        execute("SET session_replication_role = replica");
    }

    /// For the settings of the service.
    String url() {
        return own.jdbcUrl() + "?currentSchema=sim,public,pg_catalog";
    }

    String user() {
        return own.user();
    }

    String password() {
        return own.password();
    }

    void setClock(Instant now) throws SQLException {
        execute("SELECT setval('sim.clock', %d)".formatted(now.toEpochMilli()));
    }

    /// How many rows of `run` each look into it has read, by the database's own count.
    long runsReadEachTime() throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet found = statement.executeQuery("""
                SELECT (seq_tup_read + idx_tup_fetch) / greatest(1, seq_scan + idx_scan) FROM pg_catalog.pg_stat_user_tables WHERE relname = 'run'""")) {
            found.next();
            return found.getLong(1);
        }
    }

    /// The statement after so many others will be somebody's last.
    void killAfter(int statements) throws SQLException {
        execute("SELECT setval('sim.fatal', (SELECT last_value FROM sim.written) + %d)".formatted(statements));
    }

    /// Whether that has happened; if it has not, it no longer will.
    boolean killed() throws SQLException {
        boolean killed = first("SELECT last_value > 0 AND last_value <= (SELECT last_value FROM sim.written) FROM sim.fatal", row -> row.getBoolean(1));
        execute("SELECT setval('sim.fatal', 0)");
        return killed;
    }

    @Nullable Instant nextDue() throws SQLException {
        return first("SELECT (extract(epoch FROM min(next_due_at)) * 1000)::bigint FROM public.plan WHERE enabled", row -> {
            long millis = row.getLong(1);
            return row.wasNull() ? null : Instant.ofEpochMilli(millis);
        });
    }

    /// Ends the runs under way of a part of the projects, as if workers had been there.
    void finishRuns(int remainder, int parts) throws SQLException {
        execute("""
                WITH ended AS (
                    UPDATE public.run
                    SET state = 'SUCCEEDED', finished_at = sim.clock_timestamp()
                    WHERE finished_at IS NULL AND began_at IS NOT NULL AND project_id %% %d = %d
                    RETURNING id),
                released AS (DELETE FROM public.run_target WHERE run_id IN (SELECT id FROM ended))
                DELETE FROM public.work WHERE run_id IN (SELECT id FROM ended)
                """.formatted(parts, remainder));
    }

    void execute(String statement) throws SQLException {
        try (Statement sql = session.createStatement()) {
            sql.execute(statement);
        }
    }

    void insertProject(long id, String configuration) throws SQLException {
        try (PreparedStatement sql = session.prepareStatement(
                "INSERT INTO public.project (id, revision, deleted, configuration, changed_at) VALUES (?, 1, false, CAST(? AS jsonb), now())")) {
            sql.setLong(1, id);
            sql.setString(2, configuration);
            sql.executeUpdate();
        }
    }

    <T> List<T> all(String query, Reading<T> reading) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (Statement sql = session.createStatement(); ResultSet row = sql.executeQuery(query)) {
            while (row.next()) {
                rows.add(reading.read(row));
            }
        }
        return rows;
    }

    <T extends @Nullable Object> T first(String query, Reading<T> reading) throws SQLException {
        return all(query, reading).getFirst();
    }

    @Override
    public void close() throws SQLException {
        session.close();
        own.close();
    }

    interface Reading<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }
}
