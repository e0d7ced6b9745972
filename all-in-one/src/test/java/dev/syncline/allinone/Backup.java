package dev.syncline.allinone;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.testsupport.SharedServers;

/// A database of a service as it was at one moment, as `pg_dump` sees it: one snapshot of all its tables and sequences. It can be restored while the
/// service runs.
record Backup(String database, String schema, List<String> tables, List<String> sequences) {

    private static int number;

    static Backup of(String database) throws SQLException {
        String schema = "backup_" + ++number;
        try (Connection session = SharedServers.postgreSql().connect(database)) {
            session.setAutoCommit(false);
            session.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            List<String> tables = texts(session, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'flyway_schema_history'");
            List<String> sequences = texts(session, "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'");
            execute(session, "CREATE SCHEMA " + schema);
            for (String table : tables) {
                execute(session, "CREATE TABLE %1$s.%2$s AS TABLE public.%2$s".formatted(schema, table));
            }
            for (String sequence : sequences) {
                execute(session, "CREATE TABLE %1$s.%2$s AS SELECT last_value, is_called FROM public.%2$s".formatted(schema, sequence));
            }
            session.commit();
            return new Backup(database, schema, tables, sequences);
        }
    }

    void restore() throws SQLException {
        try (Connection session = SharedServers.postgreSql().connect(database)) {
            session.setAutoCommit(false);
            execute(session, "SET LOCAL session_replication_role = replica");
            execute(session, "TRUNCATE " + String.join(", ", tables.stream().map(table -> "public." + table).toList()));
            for (String table : tables) {
                // What is generated comes by itself.
                String columns = String.join(", ", texts(session, """
                        SELECT quote_ident(column_name) FROM information_schema.columns
                        WHERE table_schema = 'public' AND table_name = '%s' AND is_generated = 'NEVER'""".formatted(table)));
                execute(session, "INSERT INTO public.%2$s (%3$s) OVERRIDING SYSTEM VALUE SELECT %3$s FROM %1$s.%2$s".formatted(schema, table, columns));
            }
            for (String sequence : sequences) {
                execute(session, "SELECT setval('public.%2$s', last_value, is_called) FROM %1$s.%2$s".formatted(schema, sequence));
            }
            session.commit();
        }
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(Connection session, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }
}
