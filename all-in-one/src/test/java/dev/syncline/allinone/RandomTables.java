package dev.syncline.allinone;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import dev.syncline.allinone.compare.Engine;

/// Tables as nobody plans them: any type with any length, names that mean something to one engine or another, keys of whatever is there.
/// The same seed gives the same tables.
final class RandomTables {

    /// A column of a source.
    ///
    /// @param first a literal, and a lesser one than `second` where the type has an order
    private record Column(String name, String type, String first, String second, boolean required) {}

    /// @param create statements that make it with its first row
    /// @param insert its second row
    /// @param key the columns of its primary key
    record Table(String name, List<String> create, String insert, List<String> columns, List<String> key) {}

    private static final List<String> NAMES = List.of(
            "id", "Name", "name", "NAME", "ctid", "xmin", "tableoid", "oid", "_block_number", "_part", "_row_exists", "order", "group", "n", "a", "a.null", "a.size",
            "with space", "it's", "say \"so\"", "back\\slash", "naïve", "名前", "{fn now()}", "?", ":p", "%s", "$1", "x".repeat(63), "é".repeat(31), "1", "-", "#",
            "_syncline_row", "my_row_id", "DB_ROW_ID", "value", "key", "index", "rank", "système", "a;b", "a--b", "a/*b", "tab\there");

    private final Random random;
    /// Of its own, so that tables of a seed stay what they were.
    private final Random more;
    private final Engine engine;

    RandomTables(Engine engine, long seed) {
        this.engine = engine;
        this.random = new Random(seed);
        this.more = new Random(~seed);
    }

    /// @param name plain
    Table next(String name) {
        int count = switch (random.nextInt(40)) {
            case 0 -> 150 + random.nextInt(150);
            case 1, 2 -> 20 + random.nextInt(40);
            default -> 1 + random.nextInt(6);
        };
        List<Column> columns = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        // Wide tables of one type are what meets the limits of rows.
        boolean uniform = count > 10 && random.nextBoolean();
        Column pattern = column("c0");
        for (int i = 0; i < count; i++) {
            String column = count > 10 || random.nextInt(3) > 0 ? "c" + i : one(NAMES);
            if (taken.add(engine == Engine.MYSQL ? column.toLowerCase(Locale.ROOT) : column)) {
                columns.add(uniform ? new Column(column, pattern.type, pattern.first, pattern.second, pattern.required) : column(column));
            }
        }
        List<String> key = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            int size = random.nextInt(5) == 0 ? 4 : 1;
            columns.stream().limit(size).forEach(column -> key.add(column.name));
        }
        String definitions = columns.stream()
                .map(column -> "%s %s%s".formatted(quote(column.name), column.type, column.required || key.contains(column.name) ? " NOT NULL" : ""))
                .collect(Collectors.joining(", "));
        String create = "CREATE TABLE %s (%s%s%s)".formatted(
                quote(name), definitions, more.nextInt(8) == 0 ? ", computed int GENERATED ALWAYS AS (1 + 1) STORED" : "", key.isEmpty() ? "" : ", PRIMARY KEY (" + key.stream().map(this::quote).collect(Collectors.joining(", ")) + ")");
        return new Table(
                name,
                List.of(create, insert(name, columns, columns.stream().map(column -> mayBeNull(column, key) ? "NULL" : column.first).toList())),
                insert(name, columns, columns.stream().map(Column::second).toList()),
                columns.stream().map(Column::name).toList(),
                key);
    }

    private boolean mayBeNull(Column column, List<String> key) {
        return !column.required && !key.contains(column.name) && more.nextInt(6) == 0;
    }

    private String insert(String table, List<Column> columns, List<String> values) {
        return "INSERT INTO %s (%s) VALUES (%s)".formatted(
                quote(table), columns.stream().map(column -> quote(column.name)).collect(Collectors.joining(", ")), String.join(", ", values));
    }

    private String quote(String name) {
        return engine == Engine.MYSQL ? "`" + name.replace("`", "``") + "`" : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private Column column(String name) {
        return engine == Engine.MYSQL ? mySql(name) : postgreSql(name);
    }

    private Column of(String name, String type, String first, String second) {
        return new Column(name, type, first, second, random.nextInt(3) == 0);
    }

    private Column mySql(String name) {
        int fraction = random.nextInt(7);
        return switch (random.nextInt(26)) {
            case 0 -> of(name, one(List.of("tinyint", "smallint", "mediumint", "int", "bigint")) + one(List.of("", " unsigned")), "1", "2");
            case 1 -> decimal(name, "decimal", 65, 30);
            case 2 -> of(name, one(List.of("float", "double")), "0.5", "1.5");
            case 3 -> of(name, "bit(%d)".formatted(1 + random.nextInt(64)), "b'0'", "b'1'");
            case 4 -> of(name, "char(%d)".formatted(1 + random.nextInt(255)), "'a'", "'b'");
            case 5, 6 -> of(name, "varchar(%d)".formatted(length()), "'a'", "'b'");
            case 7 -> of(name, "binary(%d)".formatted(1 + random.nextInt(255)), "x'01'", "x'02'");
            case 8 -> of(name, "varbinary(%d)".formatted(length()), "x'01'", "x'02'");
            case 9, 10 -> of(name, one(List.of("tinytext", "text", "mediumtext", "longtext")), "'a'", "'b'");
            case 11 -> of(name, one(List.of("tinyblob", "blob", "mediumblob", "longblob")), "x'01'", "x'02'");
            case 12 -> of(name, "date", "'2020-01-01'", "'2020-01-02'");
            case 13 -> of(name, "time(%d)".formatted(fraction % 7), "'01:00:00'", "'02:00:00'");
            case 14, 15 -> of(name, "datetime(%d)".formatted(fraction % 7), "'2020-01-01 00:00:00'", "'2020-01-02 00:00:00'");
            case 16 -> of(name, "timestamp(%d) NULL".formatted(fraction % 7), "'2020-01-01 00:00:00'", "'2020-01-02 00:00:00'");
            case 17 -> of(name, "year", "2020", "2021");
            case 18 -> of(name, "json", "'{\"a\": 1}'", "'{\"a\": 2}'");
            case 19 -> of(name, "enum('x','y','it''s')", "'x'", "'y'");
            case 20 -> of(name, "set('x','y')", "'x'", "'x,y'");
            case 21 -> of(name, "geometry", "ST_GeomFromText('POINT(1 1)')", "ST_GeomFromText('POINT(2 2)')");
            case 22 -> of(name, "varchar(%d) CHARACTER SET latin1".formatted(1 + random.nextInt(1000)), "'a'", "'b'");
            case 23 -> of(name, "varchar(%d) COLLATE utf8mb4_bin".formatted(1 + random.nextInt(500)), "'a'", "'b'");
            case 24 -> of(name, "point", "ST_GeomFromText('POINT(1 1)')", "ST_GeomFromText('POINT(2 2)')");
            default -> of(name, "bool", "0", "1");
        };
    }

    private Column postgreSql(String name) {
        int fraction = random.nextInt(7);
        return switch (random.nextInt(36)) {
            case 0, 1 -> of(name, one(List.of("smallint", "int", "bigint")), "1", "2");
            case 2 -> decimal(name, "numeric", 200, 100);
            case 3 -> of(name, "numeric", "1.5", "2.25");
            case 4 -> of(name, one(List.of("real", "double precision")), "0.5", "1.5");
            case 5 -> of(name, "boolean", "false", "true");
            case 6 -> of(name, "char(%d)".formatted(1 + random.nextInt(300)), "'a'", "'b'");
            case 7, 8 -> of(name, "varchar(%d)".formatted(length()), "'a'", "'b'");
            case 9, 10 -> of(name, one(List.of("text", "varchar")), "'a'", "'b'");
            case 11 -> of(name, "bytea", "'\\x01'", "'\\x02'");
            case 12 -> of(name, "date", "'2020-01-01'", "'2020-01-02'");
            case 13 -> of(name, "time(%d)".formatted(fraction), "'01:00:00'", "'02:00:00'");
            case 14 -> of(name, "timetz", "'01:00:00+00'", "'02:00:00+00'");
            case 15 -> of(name, "timestamp(%d)".formatted(fraction), "'2020-01-01'", "'2020-01-02'");
            case 16 -> of(name, "timestamptz(%d)".formatted(fraction), "'2020-01-01 00:00Z'", "'2020-01-02 00:00Z'");
            case 17 -> of(name, "interval", "'1 day'", "'2 days'");
            case 18 -> of(name, "uuid", "'00000000-0000-0000-0000-000000000001'", "'00000000-0000-0000-0000-000000000002'");
            case 19 -> of(name, "json", "'{\"a\": 1}'", "'{\"a\": 2}'");
            case 20 -> of(name, "jsonb", "'{\"a\": 1}'", "'{\"a\": 2}'");
            case 21 -> of(name, "xml", "'<a/>'", "'<b/>'");
            case 22 -> of(name, one(List.of("inet", "cidr")), "'10.0.0.1'", "'10.0.0.2'");
            case 23 -> of(name, one(List.of("macaddr", "macaddr8")), "'08:00:2b:01:02:03'", "'08:00:2b:01:02:04'");
            case 24 -> bits(name, "bit", 1 + random.nextInt(100));
            case 25 -> of(name, "varbit(%d)".formatted(1 + random.nextInt(100)), "B'0'", "B'1'");
            case 26 -> of(name, "int[]", "'{1}'", "'{2}'");
            case 27 -> of(name, "text[]", "'{a}'", "'{b}'");
            case 28 -> of(name, "mood", "'sad'", "'ok'");
            case 29 -> of(name, "short_text", "'a'", "'b'");
            case 30 -> of(name, "pair", "ROW(1, 'a')", "ROW(2, 'b')");
            case 31 -> of(name, one(List.of("int4range", "int8range")), "'[1,2)'", "'[2,3)'");
            case 32 -> of(name, "tsvector", "'a'", "'b'");
            case 33 -> random.nextBoolean() ? of(name, "box", "'(1,1),(0,0)'", "'(2,2),(0,0)'") : of(name, "point", "'(1,1)'", "'(2,2)'");
            case 34 -> of(name, one(List.of("\"char\"", "name")), "'a'", "'b'");
            default -> of(name, one(List.of("money", "oid")), "'1'", "'2'");
        };
    }

    private Column decimal(String name, String type, int most, int mostBehind) {
        int precision = 1 + random.nextInt(most);
        int scale = random.nextInt(Math.min(precision, mostBehind) + 1);
        return precision == scale
                ? of(name, "%s(%d,%d)".formatted(type, precision, scale), "0.0", "0.1")
                : of(name, "%s(%d,%d)".formatted(type, precision, scale), "1", "2");
    }

    private Column bits(String name, String type, int length) {
        return of(name, "%s(%d)".formatted(type, length), "B'%s'".formatted("0".repeat(length)), "B'%s'".formatted("1".repeat(length)));
    }

    private int length() {
        return one(List.of(1 + random.nextInt(20), 100 + random.nextInt(156), 255, 256, 767, 768, 769, 1000, 3072, 4000, 16_000));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// Some of a table's columns, in their order.
    List<String> some(List<String> of, int most) {
        int count = 1 + random.nextInt(Math.min(most, of.size()));
        int from = random.nextInt(of.size() - count + 1);
        return of.subList(from, from + count);
    }

    boolean chance(int in) {
        return random.nextInt(in) == 0;
    }
}
