package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.util.StringJoiner;
import java.util.stream.Collectors;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Fit;
import dev.syncline.dialect.LoadPlan;
import dev.syncline.dialect.TableLoad;
import dev.syncline.dialect.TargetDialect;

/// MySQL as a target.
final class MySqlTarget implements TargetDialect {

    private final MySqlDialect dialect;

    MySqlTarget(MySqlDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public String columnType(TableShape shape, Column column) {
        return MySqlTargetTypes.type(shape, column);
    }

    @Override
    public Fit fit(TableShape shape, Column column) {
        return MySqlFit.of(shape, column);
    }

    /// With its primary key: InnoDB keeps the rows in the key's order and would write them all again.
    @Override
    public String createTable(TableName table, TableShape shape) {
        StringJoiner lines = new StringJoiner(
                ",\n    ",
                "CREATE TABLE %s (\n    ".formatted(MySqlNames.quote(table)),
                "\n) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin");
        for (Column column : shape.columns()) {
            lines.add("%s %s %s".formatted(
                    MySqlNames.quote(column.name()), columnType(shape, column), column.nullable() ? "NULL" : "NOT NULL"));
        }
        if (!shape.primaryKey().isEmpty()) {
            lines.add("PRIMARY KEY (%s)".formatted(
                    shape.primaryKey().stream().map(MySqlNames::quote).collect(Collectors.joining(", "))));
        }
        return lines.toString();
    }

    @Override
    public TableLoad load(Connection session, LoadPlan plan) {
        return new MySqlLoad(dialect, this, session, plan);
    }

    /// The statement that appends rows of neutral text from the client.
    static String loadData(TableName table, TableShape shape) {
        StringJoiner fields = new StringJoiner(", ");
        StringJoiner values = new StringJoiner(",\n    ", "\nSET ", "").setEmptyValue("");
        int number = 0;
        for (Column column : shape.columns()) {
            String name = MySqlNames.quote(column.name());
            String field = "@f" + ++number;
            String value = MySqlTargetTypes.expression(shape, column, field);
            fields.add(value.isEmpty() ? name : field);
            if (!value.isEmpty()) {
                values.add(name + " = " + value);
            }
        }
        return """
                LOAD DATA LOCAL INFILE 'rows'
                INTO TABLE %s
                CHARACTER SET utf8mb4
                FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\'
                LINES TERMINATED BY '\\n'
                (%s)%s""".formatted(MySqlNames.quote(table), fields, values);
    }
}
