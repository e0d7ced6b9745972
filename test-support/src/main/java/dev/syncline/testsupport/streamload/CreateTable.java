package dev.syncline.testsupport.streamload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the part of a CREATE TABLE that follows the table's name.
final class CreateTable {

    private final Product product;
    private final SqlText sql;

    private CreateTable(Product product, SqlText sql) {
        this.product = product;
        this.sql = sql;
    }

    static Table read(Product product, SqlText sql, long id) {
        return new CreateTable(product, sql).read(id);
    }

    private Table read(long id) {
        List<EmulatedColumn> columns = columns();
        if (sql.skip("ENGINE")) {
            sql.expect("=");
            sql.expect("OLAP");
        }
        Table.Model model = Table.Model.DUPLICATE;
        List<String> keys = List.of();
        for (Table.Model candidate : Table.Model.values()) {
            if (sql.skip(candidate.name(), "KEY")) {
                if (candidate == Table.Model.PRIMARY && product == Product.DORIS) {
                    throw Refusal.syntax("PRIMARY");
                }
                model = candidate;
                keys = sql.namesInParentheses();
            }
        }
        String comment = sql.skip("COMMENT") ? sql.string() : "";
        List<String> partitionColumns = new ArrayList<>();
        String partition = partition(columns, partitionColumns);
        boolean distributed = sql.skip("DISTRIBUTED", "BY");
        List<String> hashed = List.of();
        String buckets = "";
        if (distributed) {
            if (sql.skip("HASH")) {
                hashed = sql.namesInParentheses();
            } else {
                sql.expect("RANDOM");
            }
            if (sql.skip("BUCKETS")) {
                buckets = sql.skip("AUTO") ? "AUTO" : Integer.toString(sql.number());
            }
        }
        List<String> sorted = product == Product.STARROCKS && sql.skip("ORDER", "BY") ? sql.namesInParentheses() : List.of();
        Map<String, String> properties = sql.skip("PROPERTIES") ? properties() : Map.of();
        sql.end();
        Table declared = new Table(id, model, columns, comment, partition, hashed, buckets, sorted, properties);
        return EmulatedTableRules.completed(product, declared, keys, partitionColumns, distributed);
    }

    private List<EmulatedColumn> columns() {
        List<EmulatedColumn> columns = new ArrayList<>();
        sql.expect("(");
        do {
            columns.add(EmulatedColumn.read(product, sql));
        } while (sql.skip(","));
        sql.expect(")");
        return columns;
    }

    // Only the columns of the clause are looked at: partitions change nothing that a client of the table can see.
    private String partition(List<EmulatedColumn> columns, List<String> used) {
        List<String> words = new ArrayList<>();
        if (sql.skip("AUTO")) {
            words.add("AUTO");
            if (!sql.at("PARTITION")) {
                throw sql.unexpected();
            }
        }
        if (!sql.skip("PARTITION", "BY")) {
            return "";
        }
        words.add("PARTITION BY");
        int depth = 0;
        while (!sql.atEnd() && (depth > 0 || !sql.at("DISTRIBUTED") && !sql.at("ORDER", "BY") && !sql.at("PROPERTIES"))) {
            SqlText.Token token = sql.take();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            boolean isName = token.kind() == SqlText.Kind.WORD || token.kind() == SqlText.Kind.QUOTED;
            if (isName && columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(token.text()))) {
                used.add(token.text());
            }
            words.add(switch (token.kind()) {
                case QUOTED -> Quote.name(token.text());
                case STRING -> Quote.string(token.text());
                case WORD, NUMBER, SYMBOL, END -> token.text();
            });
        }
        if (used.isEmpty()) {
            throw Refusal.meaning("Partition column not found");
        }
        return String.join(" ", words);
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        sql.expect("(");
        do {
            String name = sql.string();
            sql.expect("=");
            properties.put(name, sql.string());
        } while (sql.skip(","));
        sql.expect(")");
        return properties;
    }
}
