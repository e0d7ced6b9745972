package dev.syncline.dialect.doris;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Descriptor.PropertyType;
import dev.syncline.dialect.Descriptor.TableProperty;
import dev.syncline.dialect.streamload.MppProperties;
import dev.syncline.dialect.streamload.MppProperties.Partitions;
import dev.syncline.dialect.streamload.MppProperties.Period;
import dev.syncline.dialect.streamload.StreamLoadNames;

/// How a table is made here, beyond its columns. Without any property the key fields decide.
record DorisProperties(MppProperties common) {

    private static final Set<String> SETTINGS = Set.of(
            "replication_num", "replication_allocation", "storage_medium", "storage_policy", "compression", "bloom_filter_columns",
            "enable_unique_key_merge_on_write", "function_column.sequence_col", "store_row_column", "compaction_policy",
            "dynamic_partition.enable", "dynamic_partition.time_unit", "dynamic_partition.start", "dynamic_partition.end",
            "dynamic_partition.prefix", "dynamic_partition.buckets", "dynamic_partition.time_zone");

    /// `HashDistributionDesc`, `PartitionDesc`, `PropertyAnalyzer.analyzeBloomFilterColumns` and "Auto Partitioning" of its documentation.
    private static final MppProperties.Types COLUMNS = new MppProperties.Types(
            Set.of("FLOAT", "DOUBLE", "STRING"), Set.of("FLOAT", "DOUBLE", "DECIMAL", "STRING"), Set.of("FLOAT", "DOUBLE", "TINYINT", "BOOLEAN"), false);

    static final List<TableProperty> ALL = List.of(
            new TableProperty("keyModel", PropertyType.WORD, List.of("unique", MppProperties.DUPLICATE), "unique where rows have a key, else duplicate",
                    "Whether rows of one key take each other's place"),
            new TableProperty("keyColumns", PropertyType.COLUMNS, List.of(), "the key fields; for duplicate the first column that can be sorted by",
                    "The columns by which the table is sorted, which come first")
                    .example("order_id"),
            new TableProperty("partitionBy", PropertyType.EXPRESSION, List.of(), "one partition",
                    "Made as rows come: date_trunc(created_at, 'month') by range, (region, day) by list")
                    .example("date_trunc(created_at, 'month')"),
            new TableProperty("distributedBy", PropertyType.COLUMNS, List.of(), "the key fields, else RANDOM", "The columns whose hash tells the bucket")
                    .example("order_id"),
            new TableProperty("buckets", PropertyType.NUMBER, List.of(), "AUTO", "How many buckets a partition has")
                    .example("16"),
            new TableProperty("properties", PropertyType.SETTINGS, List.of(), "replication_num: as many as there are back ends, 3 at most",
                    "Of the table: " + SETTINGS.stream().sorted().toList())
                    .example("replication_num = 1"));

    static DorisProperties of(TableProperties properties) {
        return new DorisProperties(new MppProperties(Doris.TITLE, properties, List.of("unique"), Period.COLUMN_FIRST, SETTINGS));
    }

    List<String> shapeFlaws(TableShape shape) {
        return common.typeFlaws(shape, Doris.TYPES, COLUMNS);
    }

    String clauses(TableShape shape, int replicas) {
        common.expectNone(shapeFlaws(shape));
        List<String> key = shape.primaryKey();
        List<String> leading = common.leading(shape, Doris.TYPES);
        // An allocation says the number, too.
        boolean allocated = common.properties().all("properties").stream().anyMatch(setting -> setting.strip().startsWith("replication_allocation"));
        Map<String, String> defaults = defaults(allocated ? 0 : replicas);
        if (common.isUnique(key)) {
            defaults.put("enable_unique_key_merge_on_write", "true");
        } else if (leading.isEmpty()) {
            defaults.put("enable_duplicate_without_keys_by_default", "true");
        }
        return (leading.isEmpty() ? "" : "%s KEY(%s)\n".formatted(common.isUnique(key) ? "UNIQUE" : "DUPLICATE", StreamLoadNames.list(leading)))
                + common.partitions().map(DorisProperties::partitions).orElse("")
                + "DISTRIBUTED BY %s BUCKETS %s".formatted(common.distribution(key), common.buckets().orElse("AUTO"))
                + common.settings(defaults);
    }

    private static String partitions(Partitions partitions) {
        return "AUTO PARTITION BY %s (%s) ()\n".formatted(partitions.isPeriod() ? "RANGE" : "LIST", partitions.sql());
    }

    private static Map<String, String> defaults(int replicas) {
        Map<String, String> defaults = new LinkedHashMap<>();
        if (replicas > 0) {
            defaults.put("replication_num", Integer.toString(replicas));
        }
        return defaults;
    }

    static String own(List<String> key, int buckets, int replicas) {
        Map<String, String> defaults = defaults(replicas);
        defaults.put("enable_unique_key_merge_on_write", "true");
        return "UNIQUE KEY(%s)\nDISTRIBUTED BY HASH(%s) BUCKETS %s%s".formatted(
                StreamLoadNames.list(key), StreamLoadNames.quote(key.getFirst()), buckets == 0 ? "AUTO" : Integer.toString(buckets),
                of(TableProperties.NONE).common.settings(defaults));
    }
}
