package dev.syncline.dialect.doris;

import java.sql.SQLException;
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

/// What is particular to Doris.
final class Doris implements StreamLoadEngine {

    static final String TITLE = "Apache Doris";

    private static final Descriptor DESCRIPTOR = new Descriptor(
            new DatabaseKind("doris"),
            TITLE,
            9030,
            "database",
            false,
            false,
            List.of(StreamLoadSessions.httpPort(8030), StreamLoadSessions.backEnds(), StreamLoadSessions.replicas(), ServerIdentity.OPTION),
            Set.of(),
            null,
            DorisProperties.ALL);

    /// `STRING` holds a megabyte unless the server's `string_type_length_soft_limit_bytes` says otherwise, which strict mode then refuses.
    static final ColumnTypes TYPES = new ColumnTypes(TITLE, "STRING", 0, 65_533, true, true);

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NameRules names() {
        return DorisNames.RULES;
    }

    @Override
    public LoadNames names(UUID load) {
        return LoadNames.of(DorisNames.PREFIX, load);
    }

    @Override
    public ColumnTypes types() {
        return TYPES;
    }

    /// SQL Manual, "GRANT TO": a right on a database that is not there yet is one to make it.
    @Override
    public Grants grants(Grantee to, Collection<TableName> targets) {
        return Grants.of(new Grants.Part("To make, fill, change and replace tables; CREATE_PRIV is also for the database itself", Grants.schemas(targets).stream()
                .map(database -> "GRANT SELECT_PRIV, LOAD_PRIV, ALTER_PRIV, CREATE_PRIV, DROP_PRIV ON internal.%s.* TO %s"
                        .formatted(StreamLoadNames.quote(database), StreamLoadNames.account(to)))
                .toList()));
    }

    /// An insert leaves out what it does not understand unless it is strict. `time_zone` is what clocks are shown in; a stream load has its own.
    @Override
    public String pins() {
        return "SET time_zone = '+00:00', enable_insert_strict = true, insert_timeout = 86400, query_timeout = 86400, sql_mode = '', "
                + "sql_select_limit = " + Long.MAX_VALUE;
    }

    /// With letters beyond ASCII a column's name can have no blanks, without them it can.
    @Override
    public Optional<String> pinsFor(List<String> names) {
        boolean ascii = names.stream().allMatch(name -> name.chars().allMatch(c -> c < 128));
        return Optional.of("SET enable_unicode_name_support = " + !ascii);
    }

    @Override
    public String clauses(TableShape shape, TableProperties properties, int replicas) {
        return DorisProperties.of(properties).clauses(shape, replicas);
    }

    @Override
    public String ownClauses(List<String> key, int buckets, int replicas) {
        return DorisProperties.own(key, buckets, replicas);
    }

    @Override
    public List<String> leading(TableShape shape, TableProperties properties) {
        return DorisProperties.of(properties).common().leading(shape, TYPES);
    }

    @Override
    public List<String> flaws(TableProperties properties, List<String> keyFields) {
        return DorisProperties.of(properties).common().flaws(keyFields);
    }

    @Override
    public List<String> shapeFlaws(TableShape shape, TableProperties properties) {
        return DorisProperties.of(properties).shapeFlaws(shape);
    }

    /// Without `strict_mode` a value that is not understood becomes a null; without a time zone it would be that of Shanghai.
    @Override
    public Map<String, String> headers() {
        return Map.of(
                "format", "json",
                "read_json_by_line", "true",
                "strict_mode", "true",
                "max_filter_ratio", "0",
                "timezone", "UTC",
                "timeout", "3600");
    }

    @Override
    public Framing framing() {
        return new Framing("", "\n", "\n");
    }

    @Override
    public String labelState(Map<String, Object> answer) {
        return answer.get("data") instanceof String state && Integer.valueOf(0).equals(answer.get("code")) ? state : "";
    }

    /// The old table goes in the same step, after which the hidden name is free.
    @Override
    public String replace(String quotedTable, String quotedHidden, String hiddenName) {
        return "ALTER TABLE %s REPLACE WITH TABLE %s PROPERTIES('swap' = 'false')".formatted(quotedTable, hiddenName);
    }

    @Override
    public String identity(StreamLoadCatalog catalog, TableName hidden) {
        return hidden.table();
    }

    @Override
    public boolean hasTakenPlace(StreamLoadCatalog catalog, TableName table, TableName hidden, String identity) throws SQLException {
        return !catalog.exists(hidden);
    }
}
