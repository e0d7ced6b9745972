package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
final class PostgreSqlInspection implements Inspection.Database {

    private final Connection session;
    private final PostgreSqlVariant variant;
    private final TableName table;
    private final TableShape wanted;

    PostgreSqlInspection(Connection session, PostgreSqlVariant variant, TableName table, TableShape wanted) {
        this.session = session;
        this.variant = variant;
        this.table = table;
        this.wanted = wanted;
    }

    TargetState state(List<String> key) throws SQLException {
        PostgreSqlTargetCatalog catalog = new PostgreSqlTargetCatalog(session, variant);
        String kind = catalog.relationKind(table).orElse(null);
        if (kind == null) {
            return new TargetState(false, List.of(), null, List.of());
        }
        if (!RelationKind.isTable(kind)) {
            throw new SyncException(
                    FailureCode.IN_USE,
                    "Cannot load into %s in the target: it is a %s and not a table; drop it, or choose another name"
                            .formatted(table, RelationKind.word(kind)));
        }
        FieldDifferences differences = FieldDifferences.ofSource(table, wanted, catalog.columns(table), types(wanted));
        return new Inspection(table, wanted, key, differences).state(this);
    }

    static FieldDifferences.Types types(TableShape wanted) {
        return new FieldDifferences.Types() {
            @Override
            public String wanted(Column column) {
                return PostgreSqlTargetTypes.type(wanted, column);
            }

            @Override
            public TypeFit fit(Column column, String type, HeldColumn held) {
                return PostgreSqlType.of(held.type()).fitFor(PostgreSqlType.of(type));
            }

            @Override
            public String identity(String name) {
                return name;
            }
        };
    }

    @Override
    public Optional<List<String>> greatest(List<Column> columns) throws SQLException {
        PostgreSqlKey key = PostgreSqlKey.of(wanted, columns.stream().map(Column::name).toList());
        // Without the table's name a column of the result would be meant, which is a text.
        String row = PostgreSqlNames.quote(table.table());
        String sql = """
                %s
                WHERE %s
                ORDER BY %s
                LIMIT 1""".formatted(
                PostgreSqlExpressions.select(table, new TableShape(wanted.origin(), columns, List.of())), key.notNull(row), key.greatestFirst(row));
        try (Statement statement = session.createStatement(); ResultSet found = statement.executeQuery(sql)) {
            if (!found.next()) {
                return Optional.empty();
            }
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                values.add(Objects.requireNonNull(found.getString(i)));
            }
            return Optional.of(values);
        }
    }

    @Override
    public LocalDateTime now() throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery("SELECT now() AT TIME ZONE 'UTC'")) {
            row.next();
            return row.getObject(1, LocalDateTime.class);
        }
    }
}
