package dev.syncline.dialect.clickhouse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Descriptor.PropertyType;
import dev.syncline.dialect.Descriptor.TableProperty;
import dev.syncline.dialect.GuardedExpression;
import dev.syncline.dialect.clickhouse.ClickHouseCatalog.Held;

/// How a table is made here, beyond its columns: engine, keys, partitions. Without any property the key fields decide.
record ClickHouseProperties(TableProperties properties) {

    private static final String MERGE_TREE = "MergeTree";
    private static final String REPLACING = "ReplacingMergeTree";
    private static final String STRICT = "strict";
    private static final String COLLAPSES =
            "a ReplacingMergeTree keeps one row of those that are equal in its sorting key, so that rows of different keys would go; add the columns of the key to orderBy, or choose MergeTree";

    private static final Set<String> FUNCTIONS = Set.of(
            "toYYYYMM", "toYYYYMMDD", "toYear", "toMonth", "toQuarter", "toStartOfYear", "toStartOfQuarter", "toStartOfMonth", "toMonday",
            "toStartOfWeek", "toStartOfDay", "toStartOfHour", "toDate", "toDateTime", "intDiv", "modulo", "cityHash64", "sipHash64", "lower", "upper", "substring",
            "toInt32", "toInt64", "toUInt32", "toUInt64", "toString", "ifNull", "tuple");
    private static final Set<String> SETTINGS = Set.of(
            "index_granularity", "index_granularity_bytes", "allow_nullable_key", "storage_policy", "min_bytes_for_wide_part",
            "min_rows_for_wide_part", "ttl_only_drop_parts", "merge_with_ttl_timeout", "parts_to_throw_insert", "parts_to_delay_insert", "max_parts_in_total");
    private static final Pattern SETTING = Pattern.compile("\\s*([a-z_]+)\\s*=\\s*(\\d{1,18}|'[\\w.-]{1,100}')\\s*");

    private static final Pattern QUOTED = Pattern.compile("`(?:[^`\\\\]|\\\\.)*`|'(?:[^'\\\\]|\\\\.)*'", Pattern.DOTALL);
    /// Not a column of that name.
    private static final Pattern TTL = Pattern.compile("(?<! BY| KEY) TTL ");

    static final List<TableProperty> ALL = List.of(
            new TableProperty("engine", PropertyType.WORD, List.of(MERGE_TREE, REPLACING), "ReplacingMergeTree where there are key fields, else MergeTree",
                    "How rows of one key are treated when parts are merged"),
            new TableProperty("orderBy", PropertyType.COLUMNS, List.of(), "the key fields", "The sorting key, by which ReplacingMergeTree also tells rows apart")
                    .example("order_id"),
            new TableProperty("primaryKey", PropertyType.COLUMNS, List.of(), "the sorting key", "The columns of the sparse index, the first of the sorting key")
                    .example("order_id"),
            new TableProperty("partitionBy", PropertyType.EXPRESSION, List.of(), "one partition", "Such as toYYYYMM(created_at)")
                    .example("toYYYYMM(created_at)"),
            new TableProperty("version", PropertyType.COLUMNS, List.of(), "the row that came last", "The column whose greatest value wins, for ReplacingMergeTree")
                    .example("changed_at"),
            new TableProperty("ttl", PropertyType.EXPRESSION, List.of(), "rows are kept", "When rows go, such as created_at + INTERVAL 1 YEAR")
                    .example("created_at + INTERVAL 1 YEAR"),
            new TableProperty("settings", PropertyType.SETTINGS, List.of(), "the server's", "Of the table: " + SETTINGS.stream().sorted().toList())
                    .example("index_granularity = 8192"),
            new TableProperty("deduplication", PropertyType.WORD, List.of("final", STRICT), "final",
                    "final: rows of one key meet when they are merged or read with FINAL; strict: older ones are deleted before newer ones come"));

    static ClickHouseProperties of(TableProperties properties) {
        return new ClickHouseProperties(properties);
    }

    /// Whether older rows of a key are deleted before newer ones come.
    boolean isStrict() {
        return properties.one("deduplication").filter(STRICT::equals).isPresent();
    }

    List<String> flaws(List<String> keyFields) {
        List<String> flaws = new ArrayList<>();
        List<String> orderBy = sorting(keyFields);
        List<String> primaryKey = properties.all("primaryKey");
        if (primaryKey.size() > orderBy.size() || !orderBy.subList(0, primaryKey.size()).equals(primaryKey)) {
            flaws.add("primaryKey must be a prefix of the sorting key, orderBy");
        }
        boolean replacing = engine(keyFields).equals(REPLACING);
        if (properties.all("version").size() > 1 || !properties.all("version").isEmpty() && !replacing) {
            flaws.add("version is one column, and only ReplacingMergeTree has it");
        }
        expressionFlaws("partitionBy", flaws);
        expressionFlaws("ttl", flaws);
        properties.all("settings").forEach(setting -> settingFlaw(setting).ifPresent(flaws::add));
        if (!keyFields.isEmpty() && collapses(keyFields)) {
            flaws.add(COLLAPSES);
        } else if (!keyFields.isEmpty() && !isStrict()) {
            deduplicationFlaw(keyFields, orderBy, replacing).ifPresent(flaws::add);
        }
        return flaws;
    }

    /// Rows of a ReplacingMergeTree are told apart by its sorting key, and only within a partition (Reference, "ReplacingMergeTree").
    private Optional<String> deduplicationFlaw(List<String> keyFields, List<String> orderBy, boolean replacing) {
        if (!replacing && properties.one("engine").isPresent()) {
            return Optional.of("a MergeTree keeps all rows of one key, so that key fields could not tell them apart; choose ReplacingMergeTree, or deduplication strict");
        }
        if (!Set.copyOf(orderBy).equals(Set.copyOf(keyFields))) {
            return Optional.of("a ReplacingMergeTree tells rows apart by its sorting key, which is not that of the key fields; make orderBy of the key fields, or choose deduplication strict");
        }
        Set<String> others = new HashSet<>(partitionColumns());
        keyFields.forEach(others::remove);
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("rows of one key in two partitions never meet, and partitionBy uses %s, which are no key fields; use key fields only, or choose deduplication strict"
                        .formatted(others.stream().sorted().toList()));
    }

    private Set<String> partitionColumns() {
        return properties.one("partitionBy").map(text -> new GuardedExpression(text, FUNCTIONS).columns()).orElse(Set.of());
    }

    private void expressionFlaws(String name, List<String> flaws) {
        properties.one(name).ifPresent(text -> new GuardedExpression(text, FUNCTIONS).flaws().forEach(flaw -> flaws.add(name + ' ' + flaw)));
    }

    private static Optional<String> settingFlaw(String setting) {
        Matcher form = SETTING.matcher(setting);
        if (!form.matches()) {
            return Optional.of("settings have one that is not of the form name = 1 or name = 'word'");
        }
        return SETTINGS.contains(form.group(1))
                ? Optional.empty()
                : Optional.of("settings have %s, which is none of %s".formatted(form.group(1), SETTINGS.stream().sorted().toList()));
    }

    /// By itself never one that would make rows of different keys one.
    private String engine(List<String> key) {
        return properties.one("engine").orElse(key.isEmpty() || isStrict() || !sorting(key).containsAll(key) ? MERGE_TREE : REPLACING);
    }

    /// Whether a merge would leave one row of several keys, whatever was deleted before: of three rows with three keys and one value of orderBy one was
    /// left, of any number without a sorting key too (measured on 26.7).
    private boolean collapses(List<String> key) {
        List<String> sorting = sorting(key);
        return engine(key).equals(REPLACING) && (sorting.isEmpty() || !sorting.containsAll(key));
    }

    private List<String> sorting(List<String> key) {
        return properties.all("orderBy").isEmpty() ? key : properties.all("orderBy");
    }

    /// The columns by which the table is sorted, which take no nulls.
    List<String> orderBy(TableShape shape) {
        return sorting(shape.primaryKey());
    }

    /// What of a table would be lost with it, as the end of a sentence that begins with its name. Somebody has chosen its partitions, which are dropped and
    /// moved by name, and how long its rows stay; its sorting key is no more than an index, and goes as other indexes do. Where the project says how the
    /// table is made, it is made so (A10).
    Optional<String> loss(Held held) {
        if (!properties.isEmpty()) {
            return Optional.empty();
        }
        if (!held.partitionKey().isEmpty()) {
            return Optional.of("is partitioned by %s, and a new table would not be; %s".formatted(held.partitionKey(), way("partitionBy")));
        }
        String clauses = QUOTED.matcher(held.clauses()).replaceAll("");
        return TTL.matcher(clauses).find()
                ? Optional.of("has a TTL, and rows of a new table would stay; " + way("ttl"))
                : Optional.empty();
    }

    private static String way(String property) {
        return "give the table property %s, choose to retain and clear it, or drop it".formatted(property);
    }

    /// The clauses of a table that is kept.
    String clauses(TableShape shape) {
        String version = properties.all("version").isEmpty() ? "" : '(' + ClickHouseNames.list(properties.all("version")) + ')';
        return "ENGINE = " + engine(shape.primaryKey()) + version + keys(shape) + ttl() + settings(properties.all("settings"));
    }

    /// The clauses of a staging table: sorted and partitioned alike, so that its parts can be moved, but a plain MergeTree, which collapses nothing
    /// and remembers the tokens of the blocks it has taken.
    String staging(TableShape shape) {
        List<String> settings = new ArrayList<>(properties.all("settings"));
        settings.add("non_replicated_deduplication_window = 100000");
        return "ENGINE = " + MERGE_TREE + keys(shape) + settings(settings);
    }

    private String keys(TableShape shape) {
        List<String> orderBy = orderBy(shape);
        checkNullability(shape, orderBy);
        // Only here is the source's own key known, which a table without key fields has.
        if (collapses(shape.primaryKey())) {
            throw new SyncException(FailureCode.MISCONFIGURED, "Cannot make a ClickHouse table with these properties: " + COLLAPSES);
        }
        String partition = properties.one("partitionBy")
                .map(text -> "\nPARTITION BY " + new GuardedExpression(text, FUNCTIONS).sql(ClickHouseNames::quote))
                .orElse("");
        String primary = properties.all("primaryKey").isEmpty() ? "" : "\nPRIMARY KEY (%s)".formatted(ClickHouseNames.list(properties.all("primaryKey")));
        return partition + primary + "\nORDER BY " + (orderBy.isEmpty() ? "tuple()" : "(%s)".formatted(ClickHouseNames.list(orderBy)));
    }

    private void checkNullability(TableShape shape, List<String> orderBy) {
        boolean allowed = properties.all("settings").stream().anyMatch(setting -> setting.replace(" ", "").equals("allow_nullable_key=1"));
        List<String> nullable = shape.columns().stream().filter(column -> column.nullable() && orderBy.contains(column.name())).map(Column::name).toList();
        if (!nullable.isEmpty() && !allowed) {
            throw new SyncException(
                    FailureCode.MISCONFIGURED,
                    "The sorting key of a ClickHouse table cannot have the columns %s, which may be null; choose others, make them key fields, or set allow_nullable_key = 1"
                            .formatted(nullable));
        }
    }

    private String ttl() {
        return properties.one("ttl").map(text -> "\nTTL " + new GuardedExpression(text, FUNCTIONS).sql(ClickHouseNames::quote)).orElse("");
    }

    private static String settings(List<String> settings) {
        return settings.isEmpty() ? "" : "\nSETTINGS " + String.join(", ", settings.stream().map(String::strip).toList());
    }
}
