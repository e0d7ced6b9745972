package dev.syncline.dialect.greenplum;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Descriptor.PropertyType;
import dev.syncline.dialect.Descriptor.TableProperty;

/// How a table is made here, beyond its columns: where its rows lie, how they are stored, and its partitions.
///
/// @param distribution `key`, `randomly` or `replicated`; empty where the key fields decide
record GreenplumProperties(Optional<String> distribution, List<String> distributedBy, StorageOptions storage, Optional<PartitionClause> partition) {

    private static final String BY_KEY = "key";
    private static final String RANDOMLY = "randomly";
    private static final String REPLICATED = "replicated";

    static final List<TableProperty> ALL = List.of(
            new TableProperty("distribution", PropertyType.WORD, List.of(BY_KEY, RANDOMLY, REPLICATED), "key where there are key fields or distributedBy, else randomly",
                    "Where rows lie: on the segment that their distribution key says, on any, or on all. A table that is distributed randomly has no primary key"),
            new TableProperty("distributedBy", PropertyType.COLUMNS, List.of(), "the key fields", "The distribution key, of key fields only where the table has a primary key")
                    .example("order_id"),
            new TableProperty("storage", PropertyType.SETTINGS, List.of(), "the server's",
                    "Such as appendoptimized = true, orientation = column, compresstype = zstd; of %s. An append-optimised table has no primary key: the load itself deletes older rows of a key, and refuses two rows of one key in a full extraction"
                            .formatted(StorageOptions.NAMES))
                    .example("appendoptimized = true"),
            new TableProperty("partitionBy", PropertyType.CLAUSE, List.of(), "no partitions",
                    "Such as RANGE (day) (START (date '2025-01-01') END (date '2027-01-01') EVERY (INTERVAL '1 month'), DEFAULT PARTITION other), or LIST (region) (PARTITION north VALUES ('n'), DEFAULT PARTITION other)")
                    .example("RANGE (day) (START (date '2025-01-01') END (date '2027-01-01') EVERY (INTERVAL '1 month'), DEFAULT PARTITION other)"));

    static GreenplumProperties of(TableProperties properties) {
        return new GreenplumProperties(
                properties.one("distribution"),
                properties.all("distributedBy"),
                new StorageOptions(properties.all("storage")),
                properties.one("partitionBy").map(PartitionClause::new));
    }

    boolean isReplicated() {
        return distribution.filter(REPLICATED::equals).isPresent();
    }

    private boolean isRandom() {
        return distribution.filter(RANDOMLY::equals).isPresent();
    }

    boolean isAppendOptimised() {
        return storage.isAppendOptimised();
    }

    /// A unique index needs a heap (in version 6), and rows of one key on one segment.
    boolean hasPrimaryKey() {
        return !isAppendOptimised() && !isRandom();
    }

    /// Nor can rows be on one segment where no column of the key has a hash.
    boolean hasPrimaryKey(TableShape shape) {
        return hasPrimaryKey() && (shape.primaryKey().isEmpty() || isReplicated() || !distributionKey(shape).isEmpty());
    }

    /// @param key by which rows are told apart
    List<String> flaws(List<String> key) {
        List<String> flaws = new ArrayList<>(storage.flaws());
        partition.ifPresent(clause -> clause.flaws().forEach(flaw -> flaws.add("partitionBy " + flaw)));
        if (!distributedBy.isEmpty() && (isRandom() || isReplicated())) {
            flaws.add("distributedBy is for tables that are distributed by key, not %s; leave one of the two out".formatted(distribution.orElseThrow()));
        }
        if (isReplicated() && partition.isPresent()) {
            flaws.add("a table that is DISTRIBUTED REPLICATED cannot have partitions; choose another distribution");
        }
        if (isReplicated() && isAppendOptimised() && !key.isEmpty()) {
            flaws.add("a replicated table with key fields needs its primary key, which append-optimised tables cannot have; leave appendoptimized out");
        }
        if (hasPrimaryKey() && !key.isEmpty()) {
            keyFlaws(key, flaws);
        }
        return flaws;
    }

    /// Whether partitions can be called after this table: each is a table `<table>_1_prt_<partition>`, whose name the server does not make shorter.
    List<String> nameFlaws(TableName table) {
        String name = partition.map(clause -> table.table() + PartitionClause.BETWEEN + clause.names().longest()).orElse("");
        int bytes = PartitionNames.bytes(name);
        return bytes <= PartitionClause.LONGEST_NAME
                ? List.of()
                : List.of("Table %s in the target would have a partition '%s', which is a name of %d bytes, and Greenplum has names of %d; use a shorter name of the table or of its partitions"
                        .formatted(table, name, bytes, PartitionClause.LONGEST_NAME));
    }

    private void keyFlaws(List<String> key, List<String> flaws) {
        if (!key.containsAll(distributedBy)) {
            flaws.add("PRIMARY KEY and DISTRIBUTED BY definitions are incompatible: distributedBy %s must be some of the key %s; choose those, or appendoptimized = true, with which no primary key is made"
                    .formatted(distributedBy, key));
        }
        partition.filter(clause -> clause.flaws().isEmpty() && !key.contains(clause.column())).ifPresent(clause ->
                flaws.add("PRIMARY KEY constraint must contain all columns in the partition key: \"%s\" is not in the key %s; add it to the key fields, or choose appendoptimized = true, with which no primary key is made"
                        .formatted(clause.column(), key)));
    }

    /// The clauses of a table that is kept.
    ///
    /// @throws SyncException with `MISCONFIGURED` where they do not go with its columns
    String clauses(TableShape shape) {
        return clauses(shape, isReplicated() ? "REPLICATED" : distributed(shape));
    }

    /// The clauses of its staging table. Copies of a row have no place of their own, by which older ones could be deleted: with a key a table is
    /// replicated when that is done.
    String staging(TableShape shape) {
        return isReplicated() && shape.primaryKey().isEmpty() ? clauses(shape) : clauses(shape, distributed(shape));
    }

    private String clauses(TableShape shape, String distributed) {
        check(shape);
        return storage.sql() + "\nDISTRIBUTED " + distributed + partition.map(clause -> '\n' + clause.sql()).orElse("");
    }

    /// By which rows are distributed; empty where it is by none.
    List<String> distributionColumns(TableShape shape) {
        return isRandom() ? List.of() : distributionKey(shape);
    }

    private String distributed(TableShape shape) {
        List<String> columns = distributionColumns(shape);
        return columns.isEmpty() ? "RANDOMLY" : columns.stream().map(GreenplumFlavour::quote).collect(Collectors.joining(", ", "BY (", ")"));
    }

    /// Of the key what can tell a segment, where nothing else is said.
    private List<String> distributionKey(TableShape shape) {
        return distributedBy.isEmpty()
                ? shape.primaryKey().stream()
                        .filter(name -> shape.columns().stream().anyMatch(column -> column.name().equals(name) && GreenplumTypes.canDistribute(shape, column)))
                        .toList()
                : distributedBy;
    }

    private void check(TableShape shape) {
        List<String> flaws = shapeFlaws(shape);
        if (!flaws.isEmpty()) {
            throw new SyncException(FailureCode.MISCONFIGURED, "Cannot make a Greenplum table with these properties: " + String.join("; ", flaws));
        }
    }

    /// What does not go with the columns of a table.
    List<String> shapeFlaws(TableShape shape) {
        List<String> flaws = new ArrayList<>(flaws(shape.primaryKey()));
        if (distribution.filter(BY_KEY::equals).isPresent() && distributionKey(shape).isEmpty()) {
            flaws.add(shape.primaryKey().isEmpty()
                    ? "distribution key needs key fields or distributedBy, and the table has neither; leave distribution out, or name columns"
                    : "distribution key needs a column whose type has a hash, and the key %s has none; leave distribution out".formatted(shape.primaryKey()));
        }
        for (String name : distributedBy) {
            find(shape, name, flaws).filter(column -> !GreenplumTypes.canDistribute(shape, column)).ifPresent(column ->
                    flaws.add("column \"%s\" cannot be in the distribution key, for its type has no hash; choose another".formatted(name)));
        }
        partition.ifPresent(clause -> find(shape, clause.column(), flaws));
        return flaws;
    }

    private static Optional<Column> find(TableShape shape, String name, List<String> flaws) {
        Optional<Column> found = shape.columns().stream().filter(column -> column.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            flaws.add("the table has no column \"%s\"".formatted(name));
        }
        return found;
    }
}
