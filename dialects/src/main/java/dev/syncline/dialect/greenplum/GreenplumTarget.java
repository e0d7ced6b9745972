package dev.syncline.dialect.greenplum;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.dialect.Fit;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.Grants;
import dev.syncline.dialect.KeyLength;
import dev.syncline.dialect.MayCreate;
import dev.syncline.dialect.NameRules;
import dev.syncline.dialect.TargetDialect;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.dialect.load.WorkerAddress;

/// Greenplum as a target: PostgreSQL's, with types that its kernel has.
///
/// @param shared PostgreSQL's, in Greenplum's flavour
/// @param fetching the same for a worker from whom segments fetch rows
record GreenplumTarget(TargetDialect shared, Function<WorkerAddress, TargetDialect> fetching) implements TargetDialect {

    /// Each batch is a transaction of all segments.
    private static final long WORTHWHILE = 16 << 20;

    @Override
    public NameRules names() {
        return shared.names();
    }

    @Override
    public String columnType(TableShape shape, Column column) {
        return shared.columnType(shape, GreenplumTypes.known(shape, column));
    }

    @Override
    public boolean isKeptAsText(TableShape shape, Column column) {
        return shared.isKeptAsText(shape, GreenplumTypes.known(shape, column));
    }

    @Override
    public Fit fit(TableShape shape, Column column) {
        return shared.fit(shape, GreenplumTypes.known(shape, column));
    }

    @Override
    public Optional<KeyLength> longestKeyValue(TableShape shape, Column column) {
        return shared.longestKeyValue(shape, GreenplumTypes.known(shape, column));
    }

    @Override
    public String createTable(TableName table, TableShape shape, TableProperties properties) {
        return shared.createTable(table, GreenplumTypes.known(shape), properties);
    }

    @Override
    public List<String> flaws(TableProperties properties, List<String> keyFields) {
        return GreenplumProperties.of(properties).flaws(keyFields);
    }

    @Override
    public List<String> nameFlaws(TableName table, TableProperties properties) {
        return GreenplumProperties.of(properties).nameFlaws(table);
    }

    @Override
    public List<String> shapeFlaws(TableShape shape, TableProperties properties) {
        return GreenplumProperties.of(properties).shapeFlaws(GreenplumTypes.known(shape));
    }

    @Override
    public long worthwhileBatch() {
        return WORTHWHILE;
    }

    @Override
    public TargetDialect reachableAt(WorkerAddress worker) {
        return new GreenplumTarget(fetching.apply(worker), fetching);
    }

    @Override
    public List<String> preview(TableName table, TableShape shape, LoadRules rules) {
        return shared.preview(table, GreenplumTypes.known(shape), rules);
    }

    @Override
    public TargetState inspect(Connection session, TableName table, TableShape wanted, List<String> incrementalKey) throws SQLException {
        return shared.inspect(session, table, GreenplumTypes.known(wanted), incrementalKey);
    }

    @Override
    public List<String> problems(Connection session, List<TableName> targets) throws SQLException {
        return shared.problems(session, targets);
    }

    @Override
    public Refusals refusals(Connection session) {
        return shared.refusals(session);
    }

    @Override
    public MayCreate mayCreate(Connection session) throws SQLException {
        return shared.mayCreate(session);
    }

    @Override
    public Grants grants(Grantee to, Collection<TableName> targets) {
        return shared.grants(to, targets);
    }

    @Override
    public TableLoad load(Connection session, LoadPlan plan) {
        return shared.load(session, plan.of(GreenplumTypes.known(plan.shape())));
    }
}
