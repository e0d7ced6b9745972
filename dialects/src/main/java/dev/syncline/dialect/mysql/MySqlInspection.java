package dev.syncline.dialect.mysql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.dialect.load.FieldDifferences;
import dev.syncline.dialect.load.HeldColumn;
import dev.syncline.dialect.load.Inspection;
import dev.syncline.dialect.load.TypeFit;

/// Looks at a target table without changing anything.
final class MySqlInspection implements Inspection.Database {

    private final Connection session;
    private final TableName table;
    private final TableShape wanted;
    private final Map<String, MySqlType> held = new HashMap<>();

    MySqlInspection(Connection session, TableName table, TableShape wanted) {
        this.session = session;
        this.table = table;
        this.wanted = wanted;
    }

    TargetState state(List<String> incrementalKey) throws SQLException {
        MySqlTargetCatalog catalog = new MySqlTargetCatalog(session);
        String kind = catalog.kind(table).orElse(null);
        if (kind == null && MySqlPresence.mayBeHidden(session, table)) {
            throw new SyncException(FailureCode.PERMISSION_DENIED, MySqlPresence.hiddenTarget(table));
        }
        if (kind == null) {
            return new TargetState(false, List.of(), null, List.of());
        }
        if (!kind.equals(MySqlTargetCatalog.TABLE)) {
            throw new SyncException(
                    FailureCode.IN_USE,
                    "Cannot load into %s in the target: it is a %s and not a table; drop it, or choose another name"
                            .formatted(table, kind.toLowerCase(Locale.ROOT)));
        }
        List<HeldColumn> columns = catalog.columns(table);
        for (HeldColumn column : columns) {
            held.put(column.name(), MySqlType.of(column.type()));
        }
        FieldDifferences differences = FieldDifferences.ofSource(table, wanted, columns, types(wanted));
        return new Inspection(table, wanted, incrementalKey, differences).state(this);
    }

    /// Names of columns are compared without their letter case here.
    static FieldDifferences.Types types(TableShape wanted) {
        return new FieldDifferences.Types() {
            @Override
            public String wanted(Column column) {
                return MySqlType.complete(MySqlTargetTypes.type(wanted, column));
            }

            @Override
            public TypeFit fit(Column column, String type, HeldColumn held) {
                return MySqlType.of(held.type()).fitFor(MySqlType.of(type), wanted.primaryKey().contains(column.name()));
            }

            @Override
            public String identity(String name) {
                return name.toLowerCase(Locale.ROOT);
            }
        };
    }

    @Override
    public Optional<List<String>> greatest(List<Column> columns) throws SQLException {
        MySqlKey key = new MySqlKey(wanted, columns, held);
        // Without the table's name a column of the result would be meant, which is a text.
        String row = MySqlNames.quote(table.table());
        String sql = """
                %s
                WHERE %s
                ORDER BY %s
                LIMIT 1""".formatted(
                MySqlExpressions.select(table, new TableShape(wanted.origin(), columns, List.of())), key.notNull(row), key.greatestFirst(row));
        try (Statement statement = session.createStatement(); ResultSet found = statement.executeQuery(sql)) {
            if (!found.next()) {
                return Optional.empty();
            }
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                values.add(new String(found.getBytes(i), StandardCharsets.UTF_8));
            }
            return Optional.of(values);
        }
    }

    @Override
    public LocalDateTime now() throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery("SELECT UTC_TIMESTAMP(6)")) {
            row.next();
            return row.getObject(1, LocalDateTime.class);
        }
    }
}
