package dev.syncline.dialect.greenplum;

import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.Advice;
import dev.syncline.dialect.load.FieldDifferences.Retyped;
import dev.syncline.dialect.postgresql.Alteration;
import dev.syncline.dialect.postgresql.PostgreSqlTargetCatalog;
import dev.syncline.dialect.postgresql.PostgreSqlTargetCatalog.TableIndex;
import dev.syncline.dialect.postgresql.PostgreSqlType;

/// How columns get other types where rows lie on segments. Keys and indexes that PostgreSQL builds anew by itself have to go before and come back
/// afterwards ("cannot alter indexed column", "cannot alter column with primary key or unique constraint", Greenplum 6.24.3). A column by which the table is
/// partitioned keeps its type, and one by which rows are distributed, unless values of the new type lie on the same segments.
final class SegmentedAlteration implements Alteration {

    /// Types of one hash (`pg_amop` of version 9.4); others have one of their own.
    private static final Map<String, String> HASHES = Map.of(
            "smallint", "integer", "integer", "integer", "bigint", "integer", "real", "float", "double precision", "float",
            "text", "text", "character varying", "text");

    private final PostgreSqlTargetCatalog catalog;
    private final TableName table;
    private final List<Retyped> columns;
    private final Map<String, TableIndex> indexes = new LinkedHashMap<>();

    SegmentedAlteration(PostgreSqlTargetCatalog catalog, TableName table, List<Retyped> columns) throws SQLException {
        this.catalog = catalog;
        this.table = table;
        this.columns = columns;
        for (Retyped column : columns) {
            catalog.indexesOn(table, column.held().name()).forEach(index -> indexes.put(index.name(), index));
        }
    }

    @Override
    public void expectPossible(LoadMode mode) throws SQLException {
        if (columns.isEmpty()) {
            return;
        }
        List<String> partitioned = catalog.partitionColumns(table);
        List<String> distributed = catalog.distributionColumns(table);
        for (Retyped column : columns) {
            if (partitioned.contains(column.held().name())) {
                throw refusal(column, "the table is partitioned by it", mode);
            }
            if (distributed.contains(column.held().name()) && !isSameHash(column) && catalog.takesSpace(table)) {
                throw refusal(column, "the table is distributed by it, and values of that type lie on other segments", mode);
            }
            if (!indexes.isEmpty() && catalog.hasHeirs(table)) {
                throw refusal(column, "%s of a partitioned table cannot be built anew".formatted(names(indexes.values())), mode);
            }
        }
        List<String> foreignKeys = catalog.incomingForeignKeys(table);
        if (!foreignKeys.isEmpty() && indexes.values().stream().anyMatch(TableIndex::constraint)) {
            throw new SyncException(
                    FailureCode.IN_USE,
                    "Cannot alter table %s in the target: %s needs %s, which has to be built anew; drop it"
                            .formatted(table, String.join(", ", foreignKeys), names(indexes.values())));
        }
    }

    private static boolean isSameHash(Retyped column) {
        return hash(column.held().type()).equals(hash(column.wanted()));
    }

    private static String hash(String type) {
        String name = PostgreSqlType.of(type).name();
        return HASHES.getOrDefault(name, name);
    }

    private static String names(Collection<TableIndex> indexes) {
        return indexes.stream().map(index -> (index.constraint() ? "constraint " : "index ") + GreenplumFlavour.quote(index.name())).collect(Collectors.joining(", "));
    }

    private SyncException refusal(Retyped column, String reason, LoadMode mode) {
        return new SyncException(
                FailureCode.UNSUPPORTED_TYPE,
                "Column \"%s\" of table %s in the target has the type %s, which the server does not make %s: %s; make the table anew%s".formatted(
                        column.held().name(), table, column.held().type(), column.wanted(), reason, Remedy.after(Advice.instead(mode))));
    }

    @Override
    public List<String> before() {
        String of = GreenplumFlavour.quote(table);
        return indexes.values().stream()
                .map(index -> index.constraint()
                        ? "ALTER TABLE %s DROP CONSTRAINT %s".formatted(of, GreenplumFlavour.quote(index.name()))
                        : "DROP INDEX " + GreenplumFlavour.quote(new TableName(table.schema(), index.name())))
                .toList();
    }

    @Override
    public List<String> after() {
        String of = GreenplumFlavour.quote(table);
        return indexes.values().stream()
                .map(index -> index.constraint()
                        ? "ALTER TABLE %s ADD CONSTRAINT %s %s".formatted(of, GreenplumFlavour.quote(index.name()), index.definition())
                        : index.definition())
                .toList();
    }
}
