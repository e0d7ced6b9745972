package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.syncline.contracts.chunk.RowFormat;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.SyncTime;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Fit;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.Grants;
import dev.syncline.dialect.KeyLength;
import dev.syncline.dialect.MayCreate;
import dev.syncline.dialect.NameRules;
import dev.syncline.dialect.TargetDialect;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.dialect.read.KeyOrder;

/// PostgreSQL as a target.
final class PostgreSqlTarget implements TargetDialect {

    /// What the name of an index on the incremental key ends with.
    static final String KEY_INDEX = "_incremental_idx";

    private final Dialect dialect;
    private final PostgreSqlVariant variant;
    private final NameRules names;

    PostgreSqlTarget(Dialect dialect, PostgreSqlVariant variant) {
        this.dialect = dialect;
        this.variant = variant;
        this.names = PostgreSqlNames.rules(dialect.descriptor().title(), variant.systemSchemas(), variant.systemColumns());
    }

    @Override
    public NameRules names() {
        return names;
    }

    @Override
    public String columnType(TableShape shape, Column column) {
        return PostgreSqlTargetTypes.type(shape, column);
    }

    @Override
    public boolean isKeptAsText(TableShape shape, Column column) {
        return PostgreSqlType.of(columnType(shape, column)).isText();
    }

    @Override
    public Fit fit(TableShape shape, Column column) {
        return PostgreSqlFit.of(shape, column);
    }

    /// Of pages of 8 KiB; nobody has measured what Greenplum's larger ones take.
    @Override
    public Optional<KeyLength> longestKeyValue(TableShape shape, Column column) {
        return variant.hasPagesOf8KiB() && shape.primaryKey().contains(column.name()) && PostgreSqlLimits.mayBeTooLongForAnIndex(column.type())
                ? Optional.of(new KeyLength(PostgreSqlLimits.LONGEST_INDEXED, true, false))
                : Optional.empty();
    }

    /// Without the primary key: 1 M rows with the key built afterwards take 1.9 s, with the key in place 2.6 s.
    @Override
    public String createTable(TableName table, TableShape shape, TableProperties properties) {
        return createTable(table, shape, properties, variant.clauses(shape, properties));
    }

    String createStaging(TableName table, TableShape shape, TableProperties properties) {
        return createTable(table, shape, properties, variant.stagingClauses(shape, properties));
    }

    private String createTable(TableName table, TableShape shape, TableProperties properties, String clauses) {
        PostgreSqlLimits.expectMakeable(dialect.descriptor().title(), table, shape, needsPrimaryKey(shape, properties), variant.hasPagesOf8KiB());
        String columns = shape.columns().stream()
                .map(column -> "    %s %s%s".formatted(
                        PostgreSqlNames.quote(column.name()), columnType(shape, column), mayBeNull(shape, column, properties) ? "" : " NOT NULL"))
                .collect(Collectors.joining(",\n"));
        return "CREATE TABLE %s (\n%s\n)%s".formatted(PostgreSqlNames.quote(table), columns, clauses);
    }

    /// A primary key would see to it by itself.
    private boolean mayBeNull(TableShape shape, Column column, TableProperties properties) {
        return column.nullable() && (variant.hasPrimaryKey(shape, properties) || !shape.primaryKey().contains(column.name()));
    }

    @Override
    public List<String> preview(TableName table, TableShape shape, LoadRules rules) {
        names().expectUsable(table, shape);
        List<String> statements = new ArrayList<>();
        TableProperties properties = rules.propertiesIn(dialect.kind());
        variant.expectNameable(table, properties);
        statements.add(createTable(table, rules.syncTime() == null ? shape : SyncTime.addTo(shape), properties));
        if (needsPrimaryKey(shape, properties)) {
            statements.add(addPrimaryKey(table, PostgreSqlNames.withSuffix(table.table(), "_pkey"), shape));
        }
        if (needsKeyIndex(shape, rules)) {
            statements.add(createKeyIndex(table, PostgreSqlNames.withSuffix(table.table(), KEY_INDEX), shape, rules));
        }
        return statements;
    }

    @Override
    public TargetState inspect(Connection session, TableName table, TableShape wanted, List<String> incrementalKey) throws SQLException {
        names().expectUsable(table, wanted);
        KeyOrder.expect(this, wanted, incrementalKey);
        return new PostgreSqlInspection(session, variant, table, wanted).state(incrementalKey);
    }

    @Override
    public List<String> problems(Connection session, List<TableName> targets) throws SQLException {
        return names().problems(targets, tables -> new PostgreSqlPreflight(session, variant).problems(tables));
    }

    @Override
    public Refusals refusals(Connection session) {
        Map<TableProperties, List<String>> known = new HashMap<>();
        return (_, properties) -> {
            List<String> refusals = known.get(properties);
            if (refusals == null) {
                refusals = variant.refusals(session, properties);
                known.put(properties, refusals);
            }
            return refusals;
        };
    }

    @Override
    public MayCreate mayCreate(Connection session) throws SQLException {
        return new PostgreSqlTargetCatalog(session, variant).mayCreate();
    }

    static String addPrimaryKey(TableName table, String name, TableShape shape) {
        return "ALTER TABLE %s ADD CONSTRAINT %s PRIMARY KEY (%s)".formatted(
                PostgreSqlNames.quote(table),
                PostgreSqlNames.quote(name),
                shape.primaryKey().stream().map(PostgreSqlNames::quote).collect(Collectors.joining(", ")));
    }

    boolean needsPrimaryKey(TableShape shape, TableProperties properties) {
        return !shape.primaryKey().isEmpty() && variant.hasPrimaryKey(shape, properties);
    }

    /// Whether the incremental key needs an index of its own, for its greatest value is looked up before every run.
    boolean needsKeyIndex(TableShape shape, LoadRules rules) {
        List<String> key = rules.incrementalKey();
        TableProperties properties = rules.propertiesIn(dialect.kind());
        return !key.isEmpty() && variant.hasUsefulIndexes(properties) && PostgreSqlLimits.fitsAnIndex(key) && !(variant.hasPrimaryKey(shape, properties) && beginsPrimaryKey(shape, key))
                && shape.columns().stream().filter(column -> key.contains(column.name()) && PostgreSqlKey.isText(column)).allMatch(column -> PostgreSqlKey.isCollated(shape, column));
    }

    private static boolean beginsPrimaryKey(TableShape shape, List<String> key) {
        return shape.primaryKey().size() >= key.size() && shape.primaryKey().subList(0, key.size()).equals(key)
                && key.stream().noneMatch(name -> isText(shape, name));
    }

    /// Texts are compared byte by byte, which the index has to do as well.
    static String createKeyIndex(TableName table, String name, TableShape shape, LoadRules rules) {
        String columns = rules.incrementalKey().stream()
                .map(column -> PostgreSqlNames.quote(column) + (isText(shape, column) ? " COLLATE \"C\"" : ""))
                .collect(Collectors.joining(", "));
        return "CREATE INDEX %s ON %s (%s)".formatted(PostgreSqlNames.quote(name), PostgreSqlNames.quote(table), columns);
    }

    private static boolean isText(TableShape shape, String column) {
        return shape.columns().stream().anyMatch(found -> found.name().equals(column) && found.type() instanceof ColumnType.Text);
    }

    @Override
    public Grants grants(Grantee to, Collection<TableName> targets) {
        return PostgreSqlGrants.target(to, targets, variant);
    }

    @Override
    public boolean takes(RowFormat format) {
        return switch (format) {
            case TEXT -> true;
            case POSTGRESQL_BINARY -> variant.takesPackedRows();
        };
    }

    @Override
    public TableLoad load(Connection session, LoadPlan plan) {
        return new PostgreSqlLoad(dialect, variant, this, session, plan);
    }
}
