package dev.syncline.dialect.starrocks;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Descriptor;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.Grants;
import dev.syncline.dialect.NameRules;
import dev.syncline.dialect.connect.ServerIdentity;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.streamload.ColumnTypes;
import dev.syncline.dialect.streamload.StreamLoadCatalog;
import dev.syncline.dialect.streamload.StreamLoadEngine;
import dev.syncline.dialect.streamload.StreamLoadNames;
import dev.syncline.dialect.streamload.StreamLoadSessions;

/// What is particular to StarRocks.
final class StarRocks implements StreamLoadEngine {

    static final String TITLE = "StarRocks";

    private static final Descriptor DESCRIPTOR = new Descriptor(
            new DatabaseKind("starrocks"),
            TITLE,
            9030,
            "database",
            false,
            false,
            List.of(StreamLoadSessions.httpPort(8030), StreamLoadSessions.backEnds(), StreamLoadSessions.replicas(), ServerIdentity.OPTION),
            Set.of(),
            null,
            StarRocksProperties.ALL);

    /// `STRING` is a `VARCHAR(65533)` there; this is the longest before 4.2.
    static final ColumnTypes TYPES = new ColumnTypes(TITLE, "VARCHAR(1048576)", 1_048_576, 1_048_576, false, false);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NameRules names() {
        return StarRocksNames.RULES;
    }

    @Override
    public LoadNames names(UUID load) {
        return LoadNames.of(load);
    }

    /// SQL Reference, "GRANT": a right on all tables of a database holds for those that come later, too.
    @Override
    public Grants grants(Grantee to, Collection<TableName> targets) {
        List<String> statements = new ArrayList<>();
        for (String database : Grants.schemas(targets)) {
            String quoted = StreamLoadNames.quote(database);
            String user = StreamLoadNames.account(to);
            statements.add("CREATE DATABASE IF NOT EXISTS " + quoted);
            statements.add("GRANT CREATE TABLE ON DATABASE %s TO USER %s".formatted(quoted, user));
            statements.add("GRANT SELECT, INSERT, UPDATE, DELETE, ALTER, DROP ON ALL TABLES IN DATABASE %s TO USER %s".formatted(quoted, user));
        }
        return Grants.of(new Grants.Part(
                "To make, fill, change and replace tables; where the user may make the database itself, it has CREATE DATABASE on the catalog", statements));
    }

    @Override
    public ColumnTypes types() {
        return TYPES;
    }

    /// An insert leaves out what it does not understand unless it is strict. Until 3.4 `query_timeout` held for inserts too.
    @Override
    public String pins() {
        return "SET time_zone = '+00:00', enable_insert_strict = true, query_timeout = 86400, sql_select_limit = " + Long.MAX_VALUE;
    }

    @Override
    public Optional<String> pinsFor(List<String> names) {
        return Optional.empty();
    }

    @Override
    public String clauses(TableShape shape, TableProperties properties, int replicas) {
        return StarRocksProperties.of(properties).clauses(shape, replicas);
    }

    @Override
    public String ownClauses(List<String> key, int buckets, int replicas) {
        return StarRocksProperties.own(key, buckets, replicas);
    }

    @Override
    public List<String> leading(TableShape shape, TableProperties properties) {
        return StarRocksProperties.of(properties).common().leading(shape, TYPES);
    }

    @Override
    public List<String> flaws(TableProperties properties, List<String> keyFields) {
        return StarRocksProperties.of(properties).flaws(keyFields);
    }

    @Override
    public List<String> shapeFlaws(TableShape shape, TableProperties properties) {
        return StarRocksProperties.of(properties).shapeFlaws(shape);
    }

    @Override
    public List<String> cautions(TableShape shape, TableProperties properties) {
        return StarRocksProperties.of(properties).cautions(shape);
    }

    /// Rights go by the table's id, which `SWAP WITH` moves, and materialized views on it become inactive (seen).
    @Override
    public boolean overwrites() {
        return true;
    }

    /// A body of more than 100 MB is refused unless the size is ignored; ours are bounded by the loader's largest batch.
    @Override
    public Map<String, String> headers() {
        return Map.of(
                "format", "json",
                "strip_outer_array", "true",
                "ignore_json_size", "true",
                "strict_mode", "true",
                "max_filter_ratio", "0",
                "timezone", "UTC",
                "timeout", "3600");
    }

    @Override
    public Framing framing() {
        return new Framing("[", ",\n", "]\n");
    }

    @Override
    public String labelState(Map<String, Object> answer) {
        return answer.get("state") instanceof String state ? state : "";
    }

    @Override
    public String replace(String quotedTable, String quotedHidden, String hiddenName) {
        return "ALTER TABLE %s SWAP WITH %s".formatted(quotedTable, hiddenName);
    }

    @Override
    public String identity(StreamLoadCatalog catalog, TableName hidden) throws SQLException {
        return catalog.tableId(hidden);
    }

    /// A swap done twice would bring the old rows back.
    @Override
    public boolean hasTakenPlace(StreamLoadCatalog catalog, TableName table, TableName hidden, String identity) throws SQLException {
        return catalog.tableId(table).equals(identity);
    }
}
