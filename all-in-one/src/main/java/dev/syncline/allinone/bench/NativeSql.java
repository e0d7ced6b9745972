package dev.syncline.allinone.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.syncline.allinone.bench.Lane.Format;
import dev.syncline.allinone.compare.Engine;

/// The statements of native clients, so that what one writes the other one understands.
final class NativeSql {

    private NativeSql() {}

    static String read(BenchTable table, Engine source, Engine target, Format format) {
        String name = table.tableName();
        String select = "SELECT %s FROM %s".formatted(
                table.columns().stream().map(column -> readable(column, source, target)).collect(Collectors.joining(", ")), name);
        if (source == Engine.MYSQL) {
            return select;
        }
        return "COPY %s TO STDOUT%s".formatted(target == Engine.MYSQL ? "(" + select + ")" : name, format == Format.BINARY ? " (FORMAT binary)" : "");
    }

    private static String readable(String column, Engine source, Engine target) {
        return switch (column) {
            case "image" -> source == Engine.POSTGRESQL ? "encode(image, 'hex')" : target == Engine.POSTGRESQL ? "concat('\\\\x', hex(image))" : "hex(image)";
            case "flag" -> source == Engine.POSTGRESQL ? "flag::int" : column;
            default -> column;
        };
    }

    static String intoPostgreSql(BenchTable table, Engine source, Format format) {
        // What mysql prints for NULL.
        String options = source == Engine.MYSQL ? " (NULL 'NULL')" : format == Format.BINARY ? " (FORMAT binary)" : "";
        return "COPY %s FROM STDIN%s".formatted(table.tableName(), options);
    }

    static String intoMySql(BenchTable table, Engine source) {
        List<String> fields = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (String column : table.columns()) {
            String field = "@" + column;
            String read = source == Engine.MYSQL && table.mayBeNull(column) ? "nullif(%s, 'NULL')".formatted(field) : field;
            String value = column.equals("image") ? "unhex(" + read + ")" : read;
            if (value.equals(field)) {
                fields.add(column);
            } else {
                fields.add(field);
                values.add(column + " = " + value);
            }
        }
        return "SET unique_checks = 0, foreign_key_checks = 0; LOAD DATA LOCAL INFILE '/dev/stdin' INTO TABLE %s CHARACTER SET utf8mb4 (%s)%s".formatted(
                table.tableName(), String.join(", ", fields), values.isEmpty() ? "" : " SET " + String.join(", ", values));
    }
}
