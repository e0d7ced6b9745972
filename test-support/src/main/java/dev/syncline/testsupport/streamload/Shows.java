package dev.syncline.testsupport.streamload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// Answers SHOW and DESC, by queries that return constants.
final class Shows {

    private static final List<String> DESCRIPTION = List.of("Field", "Type", "Null", "Key", "Default", "Extra");
    private static final List<String> FULL_DESCRIPTION = List.of("Field", "Type", "Collation", "Null", "Key", "Default", "Extra", "Privileges", "Comment");
    private static final List<String> SCHEMA_CHANGE = List.of("JobId", "TableName", "CreateTime", "FinishTime", "IndexName", "IndexId", "OriginIndexId",
            "SchemaVersion", "TransactionId", "State", "Msg", "Progress", "Timeout");
    private static final List<String> DORIS_BACK_END = List.of("BackendId", "Host", "HeartbeatPort", "BePort", "HttpPort", "BrpcPort", "LastStartTime",
            "LastHeartbeat", "Alive", "SystemDecommissioned", "TabletNum", "ErrMsg", "Version");
    // StarRocks, SQL Reference, "SHOW BACKENDS".
    private static final List<String> STARROCKS_BACK_END = List.of("BackendId", "IP", "HeartbeatPort", "BePort", "HttpPort", "BrpcPort", "LastStartTime",
            "LastHeartbeat", "Alive", "SystemDecommissioned", "TabletNum", "ErrMsg", "Version");

    private static final List<String> FRONT_END = List.of("Name", "IP", "EditLogPort", "HttpPort", "QueryPort", "RpcPort", "Role", "ClusterId", "Join",
            "Alive", "ReplayedJournalId", "LastHeartbeat", "IsHelper", "ErrMsg", "Version");

    private final Product product;
    private final EmulatedCatalog catalog;
    private final int backEndPort;

    Shows(Product product, EmulatedCatalog catalog, int backEndPort) {
        this.product = product;
        this.catalog = catalog;
        this.backEndPort = backEndPort;
    }

    Answer describe(Session session, SqlText sql) {
        EmulatedTableName name = session.tableName(sql);
        sql.end();
        return description(name);
    }

    private Answer description(EmulatedTableName name) {
        Table table = catalog.table(name);
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (EmulatedColumn column : table.columns()) {
            String nullable = column.nullable() ? "YES" : "NO";
            rows.add(row(column.name(), column.type().declared(product), product == Product.DORIS ? capitalised(nullable) : nullable,
                    Boolean.toString(column.key()), column.fallback(), extra(table, column)));
        }
        return table(DESCRIPTION, rows);
    }

    // Doris names how the values of a key become one.
    private String extra(Table table, EmulatedColumn column) {
        return product == Product.DORIS && !column.key() ? table.model() == Table.Model.UNIQUE ? "REPLACE" : "NONE" : "";
    }

    private static String capitalised(String word) {
        return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
    }

    Answer show(Session session, SqlText sql, String statement) {
        if (sql.skip("CREATE", "TABLE")) {
            EmulatedTableName name = session.tableName(sql);
            sql.end();
            return table(List.of("Table", "Create Table"), List.of(row(name.table(), catalog.table(name).ddl(product, name))));
        }
        if (sql.skip("FULL", "COLUMNS") || sql.skip("FULL", "FIELDS")) {
            return fullDescription(session, sql);
        }
        if (sql.skip("COLUMNS") || sql.skip("FIELDS")) {
            EmulatedTableName name = named(session, sql);
            sql.end();
            return description(name);
        }
        if (sql.skip("ALTER", "TABLE", "COLUMN")) {
            return schemaChanges(session, sql);
        }
        if (sql.skip("BACKENDS")) {
            sql.end();
            if (!catalog.backEndsShown()) {
                throw product == Product.STARROCKS
                        ? Refusal.denied("OPERATE/NODE", "SYSTEM")
                        : Refusal.execution("Access denied; you need (at least one of) the ADMIN/OPERATOR privilege(s) for this operation");
            }
            return table(product == Product.DORIS ? DORIS_BACK_END : STARROCKS_BACK_END, List.of(row("10002", "127.0.0.1", "9050", "9060", Integer.toString(backEndPort), "8060", "2026-01-01 00:00:00",
                    "2026-01-01 00:00:00", Boolean.toString(catalog.backEndsAlive() > 0), "false", "0", "", product.versionComment)));
        }
        if (sql.skip("FRONTENDS")) {
            sql.end();
            return frontEnds();
        }
        if (sql.skip("GLOBAL", "STATUS")) {
            return table(List.of("Variable_name", "Value"), List.of()); // there is none
        }
        if (sql.skip("VARIABLES") || sql.skip("SESSION", "VARIABLES") || sql.skip("GLOBAL", "VARIABLES")) {
            return variables(session, sql, statement);
        }
        boolean forwarded = sql.skip("DATABASES") || sql.skip("SCHEMAS") || sql.skip("TABLES") || sql.skip("FULL", "TABLES")
                || sql.skip("WARNINGS") || sql.skip("GRANTS") || sql.skip("PROCESSLIST") || sql.skip("FULL", "PROCESSLIST");
        if (!forwarded) {
            throw sql.unexpected();
        }
        return Answer.forward(statement);
    }

    private static EmulatedTableName named(Session session, SqlText sql) {
        if (!sql.skip("FROM")) {
            sql.expect("IN");
        }
        EmulatedTableName name = session.tableName(sql);
        return sql.skip("FROM") || sql.skip("IN") ? new EmulatedTableName(sql.name(), name.table()) : name;
    }

    private Answer fullDescription(Session session, SqlText sql) {
        EmulatedTableName name = named(session, sql);
        String like = sql.skip("LIKE") ? sql.string() : "%";
        sql.end();
        Table table = catalog.table(name);
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (EmulatedColumn column : table.columns()) {
            if (like.equals("%") || like.equalsIgnoreCase(column.name())) {
                rows.add(row(column.name(), column.type().declared(product), "", column.nullable() ? "YES" : "NO", column.key() ? "YES" : "NO",
                        column.fallback(), extra(table, column), "", column.comment()));
            }
        }
        return table(FULL_DESCRIPTION, rows);
    }

    private Answer schemaChanges(Session session, SqlText sql) {
        String database = sql.skip("FROM") || sql.skip("IN") ? sql.name() : session.database();
        String only = null;
        if (sql.skip("WHERE")) {
            sql.expect("TableName");
            sql.expect("=");
            only = sql.string();
        }
        Comparator<EmulatedCatalog.SchemaChange> order = null;
        if (sql.skip("ORDER", "BY")) {
            boolean byTime = sql.skip("CreateTime");
            if (!byTime) {
                sql.expect("JobId");
            }
            order = byTime ? Comparator.comparing(EmulatedCatalog.SchemaChange::created) : Comparator.comparing(EmulatedCatalog.SchemaChange::job);
            order = sql.skip("DESC") ? order.reversed() : order;
        }
        int limit = sql.skip("LIMIT") ? sql.number() : Integer.MAX_VALUE;
        sql.end();
        List<EmulatedCatalog.SchemaChange> changes = new ArrayList<>(catalog.pollChanges(database, only));
        // Times have whole seconds, and of those of one second the older job comes first in both directions (seen).
        if (order != null) {
            changes.sort(order);
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (EmulatedCatalog.SchemaChange change : changes.subList(0, Math.min(limit, changes.size()))) {
            String table = catalog.nameOf(change.table()).map(EmulatedTableName::table).orElse("");
            rows.add(row(Long.toString(change.job()), table, change.created(), change.finished().isEmpty() ? null : change.finished(), table, "1", "1",
                    "1:1", "1", change.state(), change.message(), null, "86400"));
        }
        return table(SCHEMA_CHANGE, rows);
    }

    // With the columns of StarRocks; Doris has the id under the same name.
    private Answer frontEnds() {
        if (!catalog.frontEndsShown()) {
            throw Refusal.execution("Access denied; you need (at least one of) the %s privilege(s) for this operation",
                    product == Product.DORIS ? "ADMIN/OPERATOR" : "OPERATE/NODE");
        }
        return table(FRONT_END, List.of(row("fe_1", "127.0.0.1", "9010", "8030", "9030", "9020", "LEADER", Integer.toString(catalog.clusterId()), "true",
                "true", "1", "2026-01-01 00:00:00", "true", "", product.versionComment)));
    }

    private static Answer variables(Session session, SqlText sql, String statement) {
        if (sql.skip("LIKE")) {
            String name = sql.string().toLowerCase(Locale.ROOT);
            String value = session.variables().get(name);
            if (value != null) {
                return table(List.of("Variable_name", "Value"), List.of(row(name, value)));
            }
        }
        if (sql.skip("WHERE") && statement.contains("'server_uuid'")) {
            return table(List.of("Variable_name", "Value"), List.of()); // neither of the two has it
        }
        return Answer.forward(statement);
    }

    private static List<@Nullable String> row(@Nullable String... values) {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    /// A query whose result is these rows.
    private static Answer table(List<String> columns, List<List<@Nullable String>> rows) {
        String header = columns.stream().map(name -> "'' AS " + Quote.name(name)).collect(Collectors.joining(", ", "SELECT ", " FROM DUAL WHERE FALSE"));
        StringBuilder query = new StringBuilder(header);
        for (List<@Nullable String> row : rows) {
            query.append(" UNION ALL SELECT ");
            query.append(row.stream().map(value -> value == null ? "NULL" : Quote.string(value)).collect(Collectors.joining(", ")));
        }
        return Answer.forward(query.toString());
    }
}
