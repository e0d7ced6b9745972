package dev.syncline.dialect.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.MayCreate;
import dev.syncline.dialect.load.HeldColumn;
import dev.syncline.dialect.load.Remnants;

/// What a load asks the target's catalogue.
public final class PostgreSqlTargetCatalog {

    private static final int FIRST_WITH_GENERATED = 12;

    private static final String REPLACED = """
            WITH replaced AS (
                SELECT c.oid, c.reltype
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ?
            )
            """;

    /// The same of many tables, for [PostgreSqlCatalog#about].
    private static final String ALL_REPLACED = """
            WITH replaced AS (
                SELECT n.nspname, c.relname, c.oid, c.reltype, c.relowner, %s AS kind
                FROM unnest(?::text[], ?::text[]) AS wanted (schema_name, table_name)
                JOIN pg_catalog.pg_namespace n ON n.nspname = wanted.schema_name
                JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = wanted.table_name
            )
            """;

    private final Connection session;
    private final PostgreSqlVariant variant;

    PostgreSqlTargetCatalog(Connection session, PostgreSqlVariant variant) {
        this.session = session;
        this.variant = variant;
    }

    public boolean hasSchema(String schema) throws SQLException {
        return !strings("SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = ?", schema).isEmpty();
    }

    /// What stands under a name, as a letter of `pg_class.relkind`.
    Optional<String> relationKind(TableName name) throws SQLException {
        String sql = """
                SELECT %s
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ?""".formatted(variant.relationKind());
        return strings(sql, name.schema(), name.table()).stream().findFirst();
    }

    public boolean exists(TableName name) throws SQLException {
        return relationKind(name).isPresent();
    }

    /// The tables of a schema whose names begin so, without partitions of others.
    public List<String> tablesStartingWith(String schema, String beginning) throws SQLException {
        String sql = """
                SELECT c.relname
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname >= ?::name AND c.relname < ?::name AND c.relkind IN ('r', 'p')
                  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
                ORDER BY c.relname""";
        return strings(sql, schema, beginning, behind(beginning));
    }

    /// The first name behind all that begin so. Names are ordered by their bytes whatever the database's collation, so that the range is one of an
    /// index; a search for the beginning would read all of `pg_class`.
    private static String behind(String beginning) {
        int last = beginning.length() - 1;
        return beginning.substring(0, last) + (char) (beginning.charAt(last) + 1);
    }

    /// The same with their sizes, those of their partitions among them.
    Remnants sizes(String schema, List<String> beginnings) throws SQLException {
        String sql = """
                SELECT c.relname, pg_catalog.pg_total_relation_size(c.oid) + coalesce(
                    (SELECT sum(pg_catalog.pg_total_relation_size(i.inhrelid)) FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid), 0)::bigint
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname >= ?::name AND c.relname < ?::name AND c.relkind IN ('r', 'p')
                  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid)
                ORDER BY c.relname""";
        Remnants found = new Remnants();
        for (String beginning : beginnings) {
            try (PreparedStatement query = session.prepareStatement(sql)) {
                query.setString(1, schema);
                query.setString(2, beginning);
                query.setString(3, behind(beginning));
                try (ResultSet rows = query.executeQuery()) {
                    found.tables(schema, rows);
                }
            }
        }
        return found;
    }

    boolean hasPrimaryKey(TableName table) throws SQLException {
        String sql = """
                SELECT i.indexrelid
                FROM pg_catalog.pg_index i
                JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ? AND i.indisprimary""";
        return !strings(sql, table.schema(), table.table()).isEmpty();
    }

    /// Views that read a table; they would go on reading the old one after a swap.
    List<String> views(TableName table) throws SQLException {
        return strings(REPLACED + """
                SELECT DISTINCT 'view ' || v.oid::regclass::text
                FROM replaced r
                JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = r.oid AND d.classid = 'pg_rewrite'::regclass
                JOIN pg_catalog.pg_rewrite w ON w.oid = d.objid
                JOIN pg_catalog.pg_class v ON v.oid = w.ev_class AND v.oid <> r.oid
                ORDER BY 1""", table.schema(), table.table());
    }

    public List<String> incomingForeignKeys(TableName table) throws SQLException {
        return incomingForeignKeys(List.of(table)).getOrDefault(table, List.of());
    }

    /// The same of many tables, only where there are any.
    Map<TableName, List<String>> incomingForeignKeys(Collection<TableName> tables) throws SQLException {
        return byTable(tables, """
                SELECT r.nspname, r.relname, 'foreign key ' || quote_ident(f.conname) || ' of table ' || f.conrelid::regclass::text
                FROM replaced r
                JOIN pg_catalog.pg_constraint f ON f.confrelid = r.oid AND f.contype = 'f' AND f.conrelid <> r.oid
                ORDER BY 3""");
    }

    /// What else would be lost or left behind if the table were swapped: functions that name its row type, triggers, policies, and its place
    /// in an inheritance or partition tree. Partitions that are found by inheritance are another matter, see [#hasHeirs].
    List<String> lostWithTheTable(TableName table) throws SQLException {
        return lostWithTheTables(List.of(table)).getOrDefault(table, List.of());
    }

    /// The same of many tables, only where there is something.
    Map<TableName, List<String>> lostWithTheTables(Collection<TableName> tables) throws SQLException {
        return byTable(tables, """
                SELECT r.nspname, r.relname, 'trigger ' || quote_ident(t.tgname)
                FROM replaced r
                JOIN pg_catalog.pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
                UNION ALL
                """ + (variant.isBefore10(session) ? "" : """
                SELECT r.nspname, r.relname, 'policy ' || quote_ident(p.polname)
                FROM replaced r
                JOIN pg_catalog.pg_policy p ON p.polrelid = r.oid
                UNION ALL
                """) + """
                SELECT r.nspname, r.relname, 'table ' || CASE WHEN i.inhparent = r.oid THEN i.inhrelid ELSE i.inhparent END::regclass::text || ' by inheritance'
                FROM replaced r
                JOIN pg_catalog.pg_inherits i ON %s
                UNION ALL
                SELECT r.nspname, r.relname, pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)
                FROM replaced r
                JOIN pg_catalog.pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid = r.reltype AND d.deptype = 'n'
                ORDER BY 3""".formatted(variant.lostInheritance()));
    }

    /// As [#relationKind], of many names.
    Map<TableName, String> relationKinds(Collection<TableName> names) throws SQLException {
        Map<TableName, String> kinds = new HashMap<>();
        byTable(names, "SELECT nspname, relname, kind FROM replaced").forEach((name, kind) -> kinds.put(name, kind.getFirst()));
        return kinds;
    }

    /// Those of some tables that only another user may replace or alter.
    Set<TableName> ofOthers(Collection<TableName> tables) throws SQLException {
        return byTable(tables, "SELECT nspname, relname, '' FROM replaced WHERE NOT pg_catalog.pg_has_role(relowner, 'USAGE')").keySet();
    }

    /// @param sql a query of schemas, names and something of each
    private Map<TableName, List<String>> byTable(Collection<TableName> tables, String sql) throws SQLException {
        Map<TableName, List<String>> found = new HashMap<>();
        try (PreparedStatement query = PostgreSqlCatalog.about(session, ALL_REPLACED.formatted(variant.relationKind()) + sql, tables); ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.computeIfAbsent(new TableName(rows.getString(1), rows.getString(2)), _ -> new ArrayList<>()).add(rows.getString(3));
            }
        }
        return found;
    }

    /// Whether other tables inherit from a table, as partitions do.
    public boolean hasHeirs(TableName table) throws SQLException {
        return !strings(REPLACED + "SELECT r.oid::text FROM replaced r JOIN pg_catalog.pg_inherits i ON i.inhparent = r.oid LIMIT 1", table.schema(), table.table())
                .isEmpty();
    }

    /// Why the server does not make tables with these properties.
    List<String> refusals(TableProperties properties) throws SQLException {
        return variant.refusals(session, properties);
    }

    public List<String> distributionColumns(TableName table) throws SQLException {
        return strings(REPLACED + "SELECT a.attname FROM replaced r " + variant.distributionColumns(), table.schema(), table.table());
    }

    public List<String> partitionColumns(TableName table) throws SQLException {
        return strings(REPLACED + "SELECT a.attname FROM replaced r " + variant.partitionColumns(session), table.schema(), table.table());
    }

    /// Whether a table or one of its partitions has a file with something in it, be it rows or what is left of them.
    public boolean takesSpace(TableName table) throws SQLException {
        return !strings(REPLACED + """
                SELECT r.oid::text
                FROM replaced r
                WHERE pg_catalog.pg_relation_size(r.oid) > 0
                   OR EXISTS (SELECT 1 FROM pg_catalog.pg_inherits i WHERE i.inhparent = r.oid AND pg_catalog.pg_relation_size(i.inhrelid) > 0)""",
                table.schema(), table.table()).isEmpty();
    }

    /// An index of a table.
    ///
    /// @param constraint whether a key or another constraint is made of it
    /// @param definition the statement that makes it, or the constraint behind its name
    public record TableIndex(String name, boolean constraint, String definition) {}

    /// The indexes that a column is part of.
    public List<TableIndex> indexesOn(TableName table, String column) throws SQLException {
        String sql = REPLACED + """
                SELECT x.relname, k.oid IS NOT NULL,
                       coalesce(pg_catalog.pg_get_constraintdef(k.oid), pg_catalog.pg_get_indexdef(x.oid))
                FROM replaced r
                JOIN pg_catalog.pg_index i ON i.indrelid = r.oid
                JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attname = ?
                LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = x.oid AND k.conrelid = r.oid AND k.contype IN ('p', 'u', 'x')
                WHERE a.attnum = ANY (i.indkey)
                   OR EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                              WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = x.oid
                                AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = r.oid AND d.refobjsubid = a.attnum)
                ORDER BY x.relname""";
        List<TableIndex> indexes = new ArrayList<>();
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            query.setString(3, column);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    indexes.add(new TableIndex(rows.getString(1), rows.getBoolean(2), rows.getString(3)));
                }
            }
        }
        return indexes;
    }

    /// Whether bytes above ASCII of a `"char"` are read as a source of today prints them; older servers keep the first letter of what they are given.
    boolean readsChars() throws SQLException {
        return is("SELECT '\\377'::pg_catalog.\"char\"::text = '\\377'");
    }

    boolean isReadOnly() throws SQLException {
        return is("SELECT current_setting('default_transaction_read_only') = 'on'");
    }

    boolean isStandby() throws SQLException {
        return is("SELECT pg_catalog.pg_is_in_recovery()");
    }

    boolean mayCreateSchemas() throws SQLException {
        return is("SELECT pg_catalog.has_database_privilege(current_database(), 'CREATE')");
    }

    MayCreate mayCreate() throws SQLException {
        if (mayCreateSchemas()) {
            return MayCreate.EVERYWHERE;
        }
        return MayCreate.in(strings("""
                SELECT n.nspname
                FROM pg_catalog.pg_namespace n
                WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                    AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_schema_privilege(n.oid, 'CREATE')
                ORDER BY 1"""));
    }

    boolean mayCreateIn(String schema) throws SQLException {
        return is("SELECT pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_schema_privilege(n.oid, 'CREATE') "
                + "FROM pg_catalog.pg_namespace n WHERE n.nspname = ?", schema);
    }

    private boolean is(String sql, String... parameters) throws SQLException {
        return strings(sql, parameters).contains("t");
    }

    List<HeldColumn> columns(TableName table) throws SQLException {
        String sql = """
                SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, a.atthasdef%s, %s
                FROM pg_catalog.pg_attribute a
                JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY a.attnum""".formatted(
                        variant.isBefore10(session) ? "" : " OR a.attidentity <> ''",
                        session.getMetaData().getDatabaseMajorVersion() < FIRST_WITH_GENERATED ? "false" : "a.attgenerated <> ''");
        List<HeldColumn> columns = new ArrayList<>();
        try (PreparedStatement query = session.prepareStatement(sql)) {
            query.setString(1, table.schema());
            query.setString(2, table.table());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(new HeldColumn(rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getBoolean(4), rows.getBoolean(5), ""));
                }
            }
        }
        return columns;
    }

    /// Statements that give another table the rights that others have on this one.
    List<String> grants(TableName from, TableName to) throws SQLException {
        String sql = """
                SELECT format('GRANT %s ON ', a.privilege_type) || ? || ' TO '
                       || CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END
                       || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
                FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                CROSS JOIN LATERAL aclexplode(c.relacl) AS a
                WHERE n.nspname = ? AND c.relname = ? AND a.grantee <> c.relowner""";
        return strings(sql, PostgreSqlNames.quote(to), from.schema(), from.table());
    }

    /// Waits for a lock that has a name and ends with the transaction.
    public void lock(String name) throws SQLException {
        strings("SELECT pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext(?))::text", "syncline: " + name);
    }

    /// The same lock, where it can be had at once.
    public boolean tryLock(String name) throws SQLException {
        return is("SELECT pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtext(?))", "syncline: " + name);
    }

    /// The sessions of other holders that still use a table.
    List<Integer> sessionsUsing(TableName table) throws SQLException {
        String sql = """
                SELECT DISTINCT l.pid::text
                FROM pg_catalog.pg_locks l
                JOIN pg_catalog.pg_class c ON c.oid = l.relation
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relname = ? AND l.granted AND l.pid <> pg_backend_pid()%s
                  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())""".formatted(variant.endableLocks());
        return strings(sql, table.schema(), table.table()).stream().map(Integer::valueOf).toList();
    }

    void terminate(int pid) throws SQLException {
        strings("SELECT pg_catalog.pg_terminate_backend(?::int)::text", Integer.toString(pid));
    }

    long count(TableName table) throws SQLException {
        return Long.parseLong(strings("SELECT count(*)::text FROM " + PostgreSqlNames.quote(table)).getFirst());
    }

    boolean isBefore10() throws SQLException {
        return variant.isBefore10(session);
    }

    /// The number that a query gives.
    long number(String sql, List<String> parameters) throws SQLException {
        return Long.parseLong(strings(sql, parameters.toArray(String[]::new)).getFirst());
    }

    private List<String> strings(String sql, String... parameters) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement query = session.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
