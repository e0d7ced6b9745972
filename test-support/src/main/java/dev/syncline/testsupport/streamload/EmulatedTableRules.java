package dev.syncline.testsupport.streamload;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.syncline.testsupport.streamload.EmulatedType.Kind;

/// What the products demand of a table beyond its grammar.
final class EmulatedTableRules {

    // Key prefix of a table without a key clause.
    private static final int PREFIX = 3;

    private static final Set<Kind> NEVER_KEY = EnumSet.of(Kind.STRING, Kind.FLOAT, Kind.DOUBLE, Kind.JSON, Kind.VARBINARY);
    private static final Set<Kind> FLOATING = EnumSet.of(Kind.FLOAT, Kind.DOUBLE);
    private static final Set<Kind> NEVER_LISTED = EnumSet.of(Kind.FLOAT, Kind.DOUBLE, Kind.DECIMAL, Kind.STRING, Kind.JSON, Kind.VARBINARY);
    private static final Set<Kind> PRIMARY_KEY = EnumSet.of(Kind.BOOLEAN, Kind.TINYINT, Kind.SMALLINT, Kind.INT, Kind.BIGINT, Kind.LARGEINT,
            Kind.DATE, Kind.DATETIME, Kind.CHAR, Kind.VARCHAR);

    // Names of which the emulator knows that the products know them; dynamic_partition.* and the like by their beginning.
    private static final Set<String> PROPERTIES = Set.of("replication_num", "replication_allocation", "enable_duplicate_without_keys_by_default", "enable_unique_key_merge_on_write",
            "function_column.sequence_col", "function_column.sequence_type", "compression", "storage_format", "light_schema_change", "in_memory",
            "bloom_filter_columns", "storage_medium", "storage_volume", "storage_cooldown_time", "storage_policy", "enable_persistent_index",
            "replicated_storage", "colocate_with", "store_row_column", "estimate_partition_size", "bucket_size", "fast_schema_evolution",
            "disable_auto_compaction", "enable_single_replica_compaction", "write_quorum", "labels.location", "is_being_synced",
            "group_commit_interval_ms", "group_commit_data_bytes", "enable_mow_light_delete", "partition_live_number");
    private static final List<String> PROPERTY_FAMILIES = List.of("dynamic_partition.", "binlog.", "time_series_compaction");

    private EmulatedTableRules() {}

    /// The table with its key columns marked, or the product's refusal.
    static Table completed(Product product, Table table, List<String> keys, List<String> partitionColumns, boolean distributed) {
        checkNames(table);
        List<String> keyNames = keys.isEmpty() ? firstEligible(table) : keys;
        checkKeys(product, table, keyNames);
        if (table.model().replaces()) {
            checkWithinKey(keyNames, table.hashed(), "Distribution");
            checkWithinKey(keyNames, partitionColumns, "Partition");
        }
        checkExist(table, table.hashed(), "Distribution");
        checkExist(table, table.sorted(), "Sort key");
        List<String> hashed = checkDistribution(product, table, keyNames, distributed);
        checkTypes(product, table, partitionColumns);
        checkProperties(product, table);
        List<EmulatedColumn> columns = table.columns().stream()
                .map(column -> {
                    boolean key = keyNames.stream().anyMatch(column.name()::equalsIgnoreCase);
                    return column.asKey(key, column.nullable() && !(key && table.model() == Table.Model.PRIMARY));
                })
                .toList();
        return new Table(table.id(), table.model(), columns, table.comment(), table.partition(), hashed, table.buckets(), table.sorted(),
                table.properties());
    }

    private static void checkExist(Table table, List<String> names, String purpose) {
        for (String name : names) {
            if (table.find(name).isEmpty()) {
                throw Refusal.meaning("%s column(%s) doesn't exist", purpose, name);
            }
        }
    }

    private static void checkNames(Table table) {
        Set<String> names = new HashSet<>();
        for (EmulatedColumn column : table.columns()) {
            if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                throw Refusal.numbered(1060, "Duplicate column name '%s'", column.name());
            }
        }
    }

    private static List<String> firstEligible(Table table) {
        List<String> names = new ArrayList<>();
        for (EmulatedColumn column : table.columns()) {
            if (NEVER_KEY.contains(column.type().kind()) || names.size() == PREFIX) {
                break;
            }
            names.add(column.name());
            if (column.type().kind() == Kind.VARCHAR) {
                break;
            }
        }
        if (names.isEmpty() && !"true".equals(table.properties().get("enable_duplicate_without_keys_by_default"))) {
            throw Refusal.meaning("The olap table first column could not be float, double, string, json or varbinary, please use decimal or varchar instead");
        }
        return names;
    }

    private static void checkKeys(Product product, Table table, List<String> keys) {
        for (int i = 0; i < keys.size(); i++) {
            String name = keys.get(i);
            EmulatedColumn column = table.find(name).orElseThrow(() -> Refusal.meaning("Key column(%s) doesn't exist", name));
            if (i >= table.columns().size() || !table.columns().get(i).name().equalsIgnoreCase(name)) {
                throw Refusal.meaning(switch (product) {
                    case DORIS -> "Key columns should be a ordered prefix of the schema. KeyColumns[%d] (starts from zero) is %s".formatted(i, name);
                    case STARROCKS -> "Key columns must be the first few columns of the schema and the order of the key columns must be consistent with the order of the schema";
                });
            }
            Kind kind = column.type().kind();
            if (table.model() == Table.Model.PRIMARY && !PRIMARY_KEY.contains(kind)) {
                throw Refusal.meaning("primary key column type not supported: %s", column.type().declared(product));
            }
            if (NEVER_KEY.contains(kind)) {
                throw Refusal.meaning("%s Type should not be used in key column[%s].", column.type().declared(product), name);
            }
        }
    }

    private static void checkWithinKey(List<String> keys, List<String> names, String purpose) {
        for (String name : names) {
            if (keys.stream().noneMatch(name::equalsIgnoreCase)) {
                throw Refusal.meaning("%s column[%s] is not key column", purpose, name);
            }
        }
    }

    private static List<String> checkDistribution(Product product, Table table, List<String> keys, boolean distributed) {
        if (!distributed && product == Product.DORIS) {
            throw Refusal.meaning("Create olap table should contain distribution desc");
        }
        if (table.model().replaces() && distributed && table.hashed().isEmpty()) {
            throw Refusal.meaning(product == Product.DORIS
                    ? "Create unique keys table should not contain random distribution desc"
                    : table.model() + " KEY must use hash distribution");
        }
        return table.model().replaces() && table.hashed().isEmpty() ? keys : table.hashed();
    }

    /// What columns that are hashed, sorted by or partitioned by can be.
    private static void checkTypes(Product product, Table table, List<String> partitionColumns) {
        for (String name : table.hashed()) {
            EmulatedColumn column = column(table, name);
            if (FLOATING.contains(column.type().kind()) || column.type().kind() == Kind.STRING) {
                throw Refusal.meaning("%s type should not be used in distribution column[%s].", column.type().declared(product), name);
            }
        }
        for (String name : table.sorted()) {
            if (FLOATING.contains(column(table, name).type().kind())) {
                throw Refusal.meaning("Sort key column[%s] type not supported: %s", name, column(table, name).type().declared(product));
            }
        }
        boolean period = table.partition().contains("date_trunc");
        for (String name : partitionColumns) {
            EmulatedColumn column = column(table, name);
            boolean taken = period
                    ? column.type().kind() == Kind.DATETIME || column.type().kind() == Kind.DATE && !table.partition().contains("'hour'")
                    : !NEVER_LISTED.contains(column.type().kind());
            if (!taken) {
                String where = period ? "date_trunc" : "list partition";
                throw Refusal.meaning("Column[%s] type %s is not supported in %s", name, column.type().declared(product), where);
            }
            if (product == Product.DORIS && period && column.nullable()) {
                throw Refusal.meaning("AUTO RANGE PARTITION doesn't support NULL column");
            }
        }
        for (String name : table.properties().getOrDefault("bloom_filter_columns", "").split(",")) {
            if (!name.isBlank() && isUnfiltered(product, column(table, name.strip()).type().kind())) {
                throw Refusal.meaning("%s is not supported in bloom filter index. invalid column: %s", column(table, name.strip()).type().kind(), name.strip());
            }
        }
    }

    private static boolean isUnfiltered(Product product, Kind kind) {
        return FLOATING.contains(kind) || kind == Kind.TINYINT || kind == Kind.BOOLEAN || kind == Kind.DECIMAL && product == Product.STARROCKS;
    }

    private static EmulatedColumn column(Table table, String name) {
        return table.find(name).orElseThrow(() -> Refusal.meaning("Column[%s] does not exist", name));
    }

    private static void checkProperties(Product product, Table table) {
        for (String name : table.properties().keySet()) {
            if (!PROPERTIES.contains(name) && PROPERTY_FAMILIES.stream().noneMatch(name::startsWith)) {
                throw Refusal.meaning("Unknown properties: {%s=%s}", name, table.properties().get(name));
            }
        }
        String sequence = table.sequenceColumn();
        if (sequence != null && (product == Product.STARROCKS || table.model() != Table.Model.UNIQUE || table.find(sequence).isEmpty())) {
            throw Refusal.meaning("sequence column[%s] is not of this table or the table is not of unique keys", sequence);
        }
    }

    /// The table must find a place for each replica.
    static void checkReplicas(Product product, Map<String, String> properties, int backEndsAlive) {
        if (backEndsAlive == 0) {
            throw Refusal.execution(product == Product.STARROCKS
                    ? "Cluster has no available capacity"
                    : "Failed to find enough backend, please check the replication num,replication tag and storage medium.");
        }
        String allocation = properties.getOrDefault("replication_allocation", "");
        String wanted = properties.getOrDefault("replication_num",
                allocation.isEmpty() ? "3" : allocation.substring(allocation.lastIndexOf(':') + 1).strip());
        if (!wanted.matches("[1-9][0-9]*")) {
            throw Refusal.meaning("Replication num should be a positive number: %s", wanted);
        }
        if (Integer.parseInt(wanted) > backEndsAlive) {
            throw Refusal.meaning(switch (product) {
                case DORIS -> "replication num should be less than the number of available backends. replication num is %s, available backend num is %d"
                        .formatted(wanted, backEndsAlive);
                case STARROCKS -> "Table replication num should be less than or equal to the number of available BE nodes. "
                        + "You can change this default by setting the replication_num table properties. Current alive backend is [%d]".formatted(backEndsAlive);
            });
        }
    }
}
