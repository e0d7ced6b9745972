package dev.syncline.dialect.clickhouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.syncline.contracts.policy.SyncTime;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.dialect.Fit;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.Grants;
import dev.syncline.dialect.MayCreate;
import dev.syncline.dialect.NameRules;
import dev.syncline.dialect.TargetDialect;
import dev.syncline.dialect.clickhouse.ClickHouseCatalog.Held;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.dialect.load.WrittenShape;
import dev.syncline.dialect.read.KeyOrder;

/// ClickHouse as a target.
final class ClickHouseTarget implements TargetDialect {

    /// Each insert makes a part that has to be merged; the engine's advice is tens of thousands of rows at least.
    private static final long WORTHWHILE = 128 << 20;

    private final ClickHouseDialect dialect;

    ClickHouseTarget(ClickHouseDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public NameRules names() {
        return ClickHouseNames.RULES;
    }

    @Override
    public String columnType(TableShape shape, Column column) {
        return ClickHouseTypes.declared(shape, column);
    }

    @Override
    public boolean isKeptAsText(TableShape shape, Column column) {
        return ClickHouseTypes.type(shape, column).contains("String");
    }

    @Override
    public Fit fit(TableShape shape, Column column) {
        return ClickHouseFit.of(shape, column);
    }

    @Override
    public String createTable(TableName table, TableShape shape, TableProperties properties) {
        return createTable(table, shape, ClickHouseProperties.of(properties).clauses(shape));
    }

    static String createTable(TableName table, TableShape shape, String clauses) {
        return createTable(table, shape, "", clauses);
    }

    private static String createTable(TableName table, TableShape shape, String lastDefault, String clauses) {
        String columns = shape.columns().stream()
                .map(column -> "    %s %s".formatted(ClickHouseNames.quote(column.name()), ClickHouseTypes.declared(shape, column)))
                .collect(Collectors.joining(",\n"));
        return "CREATE TABLE %s (\n%s%s\n)\n%s".formatted(ClickHouseNames.quote(table), columns, lastDefault, clauses);
    }

    /// The moment of the synchronisation as a default, so that no row need carry it.
    String createStaging(TableName table, WrittenShape written, LoadRules rules) {
        String moment = written.syncTime();
        return createTable(
                table,
                written.shape(),
                moment == null ? "" : " DEFAULT toDateTime64('%s', 3, 'UTC')".formatted(moment),
                ClickHouseProperties.of(rules.propertiesIn(dialect.kind())).staging(written.shape()));
    }

    @Override
    public List<String> flaws(TableProperties properties, List<String> keyFields) {
        return ClickHouseProperties.of(properties).flaws(keyFields);
    }

    @Override
    public long worthwhileBatch() {
        return WORTHWHILE;
    }

    @Override
    public List<String> preview(TableName table, TableShape shape, LoadRules rules) {
        names().expectUsable(table, shape);
        return List.of(createTable(table, rules.syncTime() == null ? shape : SyncTime.addTo(shape), rules.propertiesIn(dialect.kind())));
    }

    @Override
    public TargetState inspect(Connection session, TableName table, TableShape wanted, List<String> incrementalKey) throws SQLException {
        names().expectUsable(table, wanted);
        KeyOrder.expect(this, wanted, incrementalKey);
        return new ClickHouseInspection(session, table, wanted).state(incrementalKey);
    }

    @Override
    public List<String> problems(Connection session, List<TableName> targets) throws SQLException {
        return names().problems(targets, tables -> new ClickHousePreflight(session).problems(tables));
    }

    @Override
    public MayCreate mayCreate(Connection session) throws SQLException {
        return new ClickHouseCatalog(session).mayCreate();
    }

    @Override
    public List<String> losses(Connection session, Map<TableName, TableProperties> tables) throws SQLException {
        Map<TableName, Held> held = new ClickHouseCatalog(session).held(tables.keySet());
        List<String> losses = new ArrayList<>();
        tables.forEach((table, properties) -> {
            Held found = held.get(table);
            if (found != null) {
                ClickHouseProperties.of(properties).loss(found).ifPresent(loss -> losses.add("Table %s %s".formatted(table, loss)));
            }
        });
        return losses;
    }

    @Override
    public Grants grants(Grantee to, Collection<TableName> targets) {
        return ClickHouseGrants.target(to, targets);
    }

    @Override
    public TableLoad load(Connection session, LoadPlan plan) {
        return new ClickHouseLoad(dialect, this, session, plan);
    }
}
