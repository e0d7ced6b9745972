package dev.syncline.testsupport.streamload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// What a CREATE TABLE has declared.
///
/// @param partition the PARTITION BY clause as it was written, or nothing
/// @param hashed the columns of DISTRIBUTED BY HASH; none means RANDOM
record Table(long id, Model model, List<EmulatedColumn> columns, String comment, String partition, List<String> hashed, String buckets,
        List<String> sorted, Map<String, String> properties) {

    /// What becomes of a row whose key is there already.
    enum Model {
        DUPLICATE, UNIQUE, PRIMARY;

        boolean replaces() {
            return this != DUPLICATE;
        }
    }

    // Keys may be null (Doris) and longer than an index of MySQL, so the rows are told apart by a digest that `SELECT *` does not show.
    private static final String DIGEST = "emulated_key";
    // Of the 65,535 bytes that a MySQL row may have outside its LONGTEXTs.
    private static final int BYTES_IN_ROW = 40_000;

    Optional<EmulatedColumn> find(String name) {
        return columns.stream().filter(column -> column.name().equalsIgnoreCase(name)).findFirst();
    }

    List<EmulatedColumn> keys() {
        return columns.stream().filter(EmulatedColumn::key).toList();
    }

    @Nullable String sequenceColumn() {
        return properties.get("function_column.sequence_col");
    }

    Table withId(long other) {
        return new Table(other, model, columns, comment, partition, hashed, buckets, sorted, properties);
    }

    /// @param after the column it follows; null means last
    Table withColumn(EmulatedColumn added, @Nullable String after) {
        List<EmulatedColumn> all = new ArrayList<>(columns);
        int place = after == null ? all.size() : all.indexOf(find(after).orElseThrow()) + 1;
        all.add(place, added);
        return withColumns(all);
    }

    Table withChanged(EmulatedColumn changed) {
        return withColumns(columns.stream().map(column -> column.name().equalsIgnoreCase(changed.name()) ? changed : column).toList());
    }

    private Table withColumns(List<EmulatedColumn> all) {
        return new Table(id, model, List.copyOf(all), comment, partition, hashed, buckets, sorted, properties);
    }

    String createInMySql(EmulatedTableName name) {
        List<String> lines = new ArrayList<>();
        int left = BYTES_IN_ROW;
        for (EmulatedColumn column : columns) {
            int bytes = column.type().kind().isText() ? 4 * column.type().length() : 0;
            boolean inRow = bytes <= left;
            left -= inRow ? bytes : 0;
            lines.add(column.mySql(inRow));
        }
        if (model.replaces()) {
            String parts = keys().stream()
                    .map(key -> "IFNULL(CONCAT('+', HEX(CAST(%s AS CHAR CHARACTER SET utf8mb4))), '-')".formatted(Quote.name(key.name())))
                    .collect(Collectors.joining(", "));
            lines.add("%s BINARY(32) AS (UNHEX(SHA2(CONCAT_WS(',', %s), 256))) STORED INVISIBLE PRIMARY KEY".formatted(DIGEST, parts));
        }
        return "CREATE TABLE %s (\n%s\n) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin".formatted(Quote.name(name), String.join(",\n", lines));
    }

    /// As SHOW CREATE TABLE prints it.
    String ddl(Product product, EmulatedTableName name) {
        String keys = keys().stream().map(EmulatedColumn::name).map(Quote::name).collect(Collectors.joining(", "));
        String distribution = hashed.isEmpty() ? "RANDOM" : "HASH(" + hashed.stream().map(Quote::name).collect(Collectors.joining(", ")) + ")";
        List<String> clauses = new ArrayList<>();
        clauses.add("ENGINE=OLAP");
        clauses.add("%s KEY(%s)".formatted(model, keys));
        if (!comment.isEmpty()) {
            clauses.add("COMMENT " + Quote.string(comment));
        }
        if (!partition.isEmpty()) {
            clauses.add(partition);
        }
        clauses.add("DISTRIBUTED BY %s%s".formatted(distribution, buckets.isEmpty() ? "" : " BUCKETS " + buckets));
        if (!sorted.isEmpty()) {
            clauses.add("ORDER BY(" + sorted.stream().map(Quote::name).collect(Collectors.joining(", ")) + ")");
        }
        clauses.add(properties.entrySet().stream()
                .map(property -> "\"%s\" = \"%s\"".formatted(property.getKey(), property.getValue()))
                .collect(Collectors.joining(",\n", "PROPERTIES (\n", "\n);")));
        String lines = columns.stream().map(column -> "  " + column.ddl(product)).collect(Collectors.joining(",\n"));
        return "CREATE TABLE `%s` (\n%s\n) %s".formatted(name.table(), lines, String.join("\n", clauses));
    }
}
