package dev.syncline.testsupport.streamload;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.syncline.testkit.MySqlServer;

/// Writes the rows of a load into MySQL, in one transaction and in their order, so that the last of a key wins.
final class RowWriter {

    private static final int BATCH = 5_000;

    private final MySqlServer behind;
    private final EmulatedCatalog catalog;

    RowWriter(MySqlServer behind, EmulatedCatalog catalog) {
        this.behind = behind;
        this.catalog = catalog;
    }

    void write(EmulatedPlan plan, List<Rows.Row> rows) throws SQLException {
        // The table may have another name by now, or be gone.
        Optional<EmulatedTableName> name = catalog.nameOf(plan.table().id());
        if (name.isEmpty() || rows.isEmpty()) {
            return;
        }
        List<EmulatedColumn> columns = plan.written();
        // The server finds the parameters: Connector/J takes the end of a name like `at end\` for a part of it.
        String url = behind.jdbcUrl("") + "&rewriteBatchedStatements=true&useServerPrepStmts=true";
        try (Connection connection = DriverManager.getConnection(url, behind.user(), behind.password())) {
            connection.setAutoCommit(false);
            int from = 0;
            while (from < rows.size()) {
                boolean delete = rows.get(from).delete();
                int to = from;
                while (to < rows.size() && to - from < BATCH && rows.get(to).delete() == delete) {
                    to++;
                }
                write(connection, delete ? delete(name.get(), columns) : insert(plan, name.get(), columns), columns, rows.subList(from, to));
                from = to;
            }
            connection.commit();
        }
    }

    private static String insert(EmulatedPlan plan, EmulatedTableName name, List<EmulatedColumn> columns) {
        List<String> names = columns.stream().map(EmulatedColumn::name).toList();
        String values = columns.stream().map(_ -> "?").collect(Collectors.joining(", ", "VALUES (", ")"));
        return plan.partial() ? Upsert.partial(name, names, values) : Upsert.statement(plan.table(), name, names, values, plan.sequence());
    }

    private static String delete(EmulatedTableName name, List<EmulatedColumn> columns) {
        return columns.stream().filter(EmulatedColumn::key).map(key -> Quote.name(key.name()) + " <=> ?")
                .collect(Collectors.joining(" AND ", "DELETE FROM " + Quote.name(name) + " WHERE ", ""));
    }

    private static void write(Connection connection, String statement, List<EmulatedColumn> columns, List<Rows.Row> rows) throws SQLException {
        boolean delete = statement.startsWith("DELETE");
        try (PreparedStatement sql = connection.prepareStatement(statement)) {
            for (Rows.Row row : rows) {
                int parameter = 1;
                for (int i = 0; i < columns.size(); i++) {
                    if (!delete || columns.get(i).key()) {
                        sql.setObject(parameter++, row.values()[i]);
                    }
                }
                sql.addBatch();
            }
            sql.executeBatch();
        }
    }
}
