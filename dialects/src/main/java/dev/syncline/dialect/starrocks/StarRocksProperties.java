package dev.syncline.dialect.starrocks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Descriptor.PropertyType;
import dev.syncline.dialect.Descriptor.TableProperty;
import dev.syncline.dialect.streamload.MppProperties;
import dev.syncline.dialect.streamload.MppProperties.Partitions;
import dev.syncline.dialect.streamload.MppProperties.Period;
import dev.syncline.dialect.streamload.StreamLoadNames;

/// How a table is made here, beyond its columns. Without any property the key fields decide.
record StarRocksProperties(MppProperties common) {

    private static final Set<String> SETTINGS = Set.of(
            "replication_num", "storage_medium", "storage_volume", "compression", "bloom_filter_columns", "enable_persistent_index",
            "write_quorum", "partition_live_number", "replicated_storage");

    /// Refused by a front end of 4.1 (seen; bloom filters: `Type.supportBloomFilter`).
    private static final MppProperties.Types COLUMNS = new MppProperties.Types(
            Set.of("FLOAT", "DOUBLE"), Set.of("FLOAT", "DOUBLE", "DECIMAL"), Set.of("FLOAT", "DOUBLE", "DECIMAL", "TINYINT", "BOOLEAN"), true);
    /// `primary_key_limit_size` of the back ends.
    private static final int LONGEST_KEY = 128;

    static final List<TableProperty> ALL = List.of(
            new TableProperty("keyModel", PropertyType.WORD, List.of("primary", "unique", MppProperties.DUPLICATE), "primary where rows have a key, else duplicate",
                    "Whether rows of one key take each other's place"),
            new TableProperty("keyColumns", PropertyType.COLUMNS, List.of(), "the key fields; for duplicate the first column that can be sorted by",
                    "The columns of the key, which come first")
                    .example("order_id"),
            new TableProperty("partitionBy", PropertyType.EXPRESSION, List.of(), "one partition", "Made as rows come: date_trunc('month', created_at), or (region, day)")
                    .example("date_trunc('month', created_at)"),
            new TableProperty("distributedBy", PropertyType.COLUMNS, List.of(), "the key fields, else RANDOM", "The columns whose hash tells the bucket")
                    .example("order_id"),
            new TableProperty("buckets", PropertyType.NUMBER, List.of(), "the server's", "How many buckets a partition has")
                    .example("16"),
            new TableProperty("orderBy", PropertyType.COLUMNS, List.of(), "the key", "The sort key")
                    .example("created_at"),
            new TableProperty("properties", PropertyType.SETTINGS, List.of(), "replication_num: as many as there are back ends, 3 at most",
                    "Of the table: " + SETTINGS.stream().sorted().toList())
                    .example("replication_num = 1"));

    static StarRocksProperties of(TableProperties properties) {
        return new StarRocksProperties(new MppProperties(StarRocks.TITLE, properties, List.of("primary", "unique"), Period.UNIT_FIRST, SETTINGS));
    }

    List<String> flaws(List<String> keyFields) {
        List<String> flaws = new ArrayList<>(common.flaws(keyFields));
        if (common.properties().one("keyModel").filter("unique"::equals).isPresent() && !common.properties().all("orderBy").isEmpty()) {
            flaws.add("a UNIQUE KEY table is sorted by its key, so that orderBy has no place in it; choose the model primary");
        }
        return flaws;
    }

    List<String> shapeFlaws(TableShape shape) {
        return common.typeFlaws(shape, StarRocks.TYPES, COLUMNS);
    }

    /// A back end refuses rows whose key is too long, and a load with them, whatever the columns could have.
    List<String> cautions(TableShape shape) {
        List<String> key = shape.primaryKey();
        if (key.isEmpty() || !common.model(key).equals("primary")) {
            return List.of();
        }
        long bytes = shape.columns().stream()
                .filter(column -> key.contains(column.name()))
                .mapToLong(column -> keyBytes(common.type(shape, StarRocks.TYPES, column)))
                .sum();
        return bytes <= LONGEST_KEY
                ? List.of()
                : List.of(("The key fields %s can have %d bytes, and a load with a row whose primary key has more than %d is refused by StarRocks; "
                        + "choose shorter key fields, or the table creation property keyModel: unique").formatted(key, bytes, LONGEST_KEY));
    }

    private static long keyBytes(String type) {
        return switch (type) {
            case "BOOLEAN", "TINYINT" -> 1;
            case "SMALLINT" -> 2;
            case "INT", "DATE" -> 4;
            case "LARGEINT" -> 16;
            default -> type.startsWith("VARCHAR(") ? Long.parseLong(type.substring(8, type.length() - 1)) : 8;
        };
    }

    String clauses(TableShape shape, int replicas) {
        common.expectNone(shapeFlaws(shape));
        List<String> leading = common.leading(shape, StarRocks.TYPES);
        if (leading.isEmpty()) {
            throw new SyncException(
                    FailureCode.UNSUPPORTED_TYPE,
                    "A StarRocks table needs a column that it can be sorted by: a number, a short text, a day or a time; leave the table out, or set keyColumns");
        }
        List<String> orderBy = common.properties().all("orderBy");
        return "%s KEY(%s)\n".formatted(common.model(shape.primaryKey()).toUpperCase(Locale.ROOT), StreamLoadNames.list(leading))
                + common.partitions().map(StarRocksProperties::partitions).orElse("")
                + "DISTRIBUTED BY %s%s".formatted(common.distribution(shape.primaryKey()), common.buckets().map(buckets -> " BUCKETS " + buckets).orElse(""))
                + (orderBy.isEmpty() ? "" : "\nORDER BY(%s)".formatted(StreamLoadNames.list(orderBy)))
                + common.settings(defaults(replicas));
    }

    private static String partitions(Partitions partitions) {
        return "PARTITION BY %s\n".formatted(partitions.isPeriod() ? partitions.sql() : "(%s)".formatted(partitions.sql()));
    }

    private static Map<String, String> defaults(int replicas) {
        return replicas > 0 ? Map.of("replication_num", Integer.toString(replicas)) : Map.of();
    }

    static String own(List<String> key, int buckets, int replicas) {
        return "PRIMARY KEY(%s)\nDISTRIBUTED BY HASH(%s)%s%s".formatted(
                StreamLoadNames.list(key), StreamLoadNames.quote(key.getFirst()), buckets == 0 ? "" : " BUCKETS " + buckets,
                of(TableProperties.NONE).common.settings(defaults(replicas)));
    }
}
