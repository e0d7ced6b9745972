package dev.syncline.dialect.connect;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Encryption;

/// Who a server is that is spoken to as PostgreSQL is: PostgreSQL, or the coordinator of a Greenplum, whatever kind its connection has.
public final class PostgreSqlProtocol {

    private static final String UNDEFINED_FUNCTION = "42883";
    private static final String UNDEFINED_TABLE = "42P01";

    // The identifier is made by initdb and kept by standbys, which hold the same tables; a database is another name space.
    private static final String OF_CONTROL_FILE = """
            SELECT 'postgresql:' || control.system_identifier || '/' || here.oid
            FROM pg_catalog.pg_control_system() AS control
            CROSS JOIN pg_catalog.pg_database AS here
            WHERE here.datname = pg_catalog.current_database()
            """;

    // Greenplum 6 is a PostgreSQL 9.4, whose control file no function reads. Its coordinator knows where it lies, whatever way led there.
    private static final String OF_COORDINATOR = """
            SELECT 'greenplum:' || pg_catalog.md5(segment.hostname || ':' || segment.port || ':' || segment.datadir) || '/' || here.oid
            FROM pg_catalog.gp_segment_configuration AS segment
            CROSS JOIN pg_catalog.pg_database AS here
            WHERE segment.content = -1 AND segment.role = 'p' AND here.datname = pg_catalog.current_database()
            """;

    private static final String SEGMENTS = """
            SELECT 1
            FROM pg_catalog.pg_class AS class
            JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
            WHERE namespace.nspname = 'pg_catalog' AND class.relname = 'gp_segment_configuration'
            """;

    private PostgreSqlProtocol() {}

    /// Anybody may ask, unless the right to call the function has been taken away from `PUBLIC`.
    public static ServerIdentity ofServer(Dialect dialect, Connection session) throws SQLException {
        try {
            return answer(session, OF_CONTROL_FILE);
        } catch (SQLException e) {
            return UNDEFINED_FUNCTION.equals(e.getSQLState()) ? ofCoordinator(dialect, session) : ServerIdentity.refused(dialect, e);
        }
    }

    private static ServerIdentity ofCoordinator(Dialect dialect, Connection session) throws SQLException {
        try {
            return answer(session, OF_COORDINATOR);
        } catch (SQLException e) {
            return ServerIdentity.refused(dialect, e);
        }
    }

    /// Which product answers, where it is another than that of a connection's kind. Only a Greenplum has segments.
    ///
    /// @param greenplum whether the connection is to be one to a Greenplum
    public static Optional<String> impostor(Connection session, boolean greenplum) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(SEGMENTS)) {
            boolean segments = rows.next();
            return segments == greenplum ? Optional.empty() : Optional.of(segments ? "Greenplum" : "PostgreSQL");
        }
    }

    /// Anybody may ask for the own session. Greenplum 6 is a PostgreSQL 9.4, which has no such view (it came with 9.5).
    public static Encryption encryption(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()")) {
            if (!rows.next()) {
                return Encryption.UNKNOWN;
            }
            return rows.getBoolean(1) ? Encryption.ENCRYPTED : Encryption.PLAIN;
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return Encryption.UNKNOWN;
            }
            throw e;
        }
    }

    private static ServerIdentity answer(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getString(1) != null ? ServerIdentity.of(rows.getString(1)) : ServerIdentity.unknown("the server does not say who it is");
        }
    }
}
