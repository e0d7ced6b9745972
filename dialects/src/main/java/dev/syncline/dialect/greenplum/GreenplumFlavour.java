package dev.syncline.dialect.greenplum;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.Grants;
import dev.syncline.dialect.load.FieldDifferences.Retyped;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LoadSession;
import dev.syncline.dialect.load.WorkerAddress;
import dev.syncline.dialect.postgresql.Alteration;
import dev.syncline.dialect.postgresql.LedgerHome;
import dev.syncline.dialect.postgresql.PostgreSqlDialect;
import dev.syncline.dialect.postgresql.PostgreSqlTargetCatalog;
import dev.syncline.dialect.postgresql.PostgreSqlVariant;
import dev.syncline.dialect.postgresql.Staging;
import dev.syncline.dialect.postgresql.Transfer;
import org.jspecify.annotations.Nullable;

/// What Greenplum does otherwise than PostgreSQL.
class GreenplumFlavour implements PostgreSqlVariant {

    private static final PostgreSqlDialect NAMES = new PostgreSqlDialect();
    private static final Pattern VERSION = Pattern.compile("Greenplum Database (\\d+)");
    private static final int OLDEST = 6;
    private static final int FIRST_WITH_IDENTITY = 10;

    private final @Nullable WorkerAddress worker;

    /// Of a worker that segments do not fetch from.
    GreenplumFlavour() {
        this.worker = null;
    }

    /// @param worker from whom segments fetch rows
    GreenplumFlavour(WorkerAddress worker) {
        this.worker = worker;
    }

    @Override
    public String clauses(TableShape shape, TableProperties properties) {
        return GreenplumProperties.of(properties).clauses(shape);
    }

    @Override
    public String stagingClauses(TableShape shape, TableProperties properties) {
        return GreenplumProperties.of(properties).staging(shape);
    }

    @Override
    public List<Grants.Part> grants(Grantee to) {
        return List.of(new Grants.Part(
                "Only where segments fetch rows from the loader (SYNCLINE_GPFDIST_ADDRESS is set); leave these out otherwise",
                "ALTER ROLE %s CREATEEXTTABLE (type = 'readable', protocol = 'gpfdist')".formatted(quote(to.user())),
                "GRANT TEMPORARY ON DATABASE %s TO %s".formatted(quote(Objects.requireNonNull(to.database())), quote(to.user()))));
    }

    @Override
    public List<String> finish(TableName staging, TableShape shape, TableProperties properties) {
        return GreenplumProperties.of(properties).isReplicated()
                ? List.of("ALTER TABLE %s SET DISTRIBUTED REPLICATED".formatted(quote(staging)))
                : List.of();
    }

    static String quote(String name) {
        return NAMES.quote(name);
    }

    static String quote(TableName table) {
        return quote(table.schema()) + '.' + quote(table.table());
    }

    @Override
    public boolean hasPrimaryKey(TableShape shape, TableProperties properties) {
        return GreenplumProperties.of(properties).hasPrimaryKey(shape);
    }

    /// An index of an append-optimised table gives no order, which finding a greatest value would need.
    @Override
    public boolean hasUsefulIndexes(TableProperties properties) {
        return !GreenplumProperties.of(properties).isAppendOptimised();
    }

    @Override
    public boolean makesPartitions(TableProperties properties) {
        return GreenplumProperties.of(properties).partition().isPresent();
    }

    @Override
    public void expectNameable(TableName table, TableProperties properties) {
        List<String> flaws = GreenplumProperties.of(properties).nameFlaws(table);
        if (!flaws.isEmpty()) {
            throw new SyncException(FailureCode.UNUSABLE_NAME, String.join("; ", flaws));
        }
    }

    /// A server has the compressions that it was built with; zstd and quicklz are not in all of them (6.24.3: "unknown compress type").
    @Override
    public List<String> refusals(Connection session, TableProperties properties) throws SQLException {
        Optional<String> wanted = GreenplumProperties.of(properties).storage().compression();
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<String> known = text(session, compressions()).lines().toList();
        return known.contains(wanted.get())
                ? List.of()
                : List.of("The server was built without compresstype %s, and has %s; set another one in the table's property storage, or leave compresstype out"
                        .formatted(wanted.get(), String.join(", ", known)));
    }

    /// A question for the names of the server's compressions, one a line.
    String compressions() {
        return "SELECT string_agg(compname, E'\\n' ORDER BY compname) FROM pg_catalog.pg_compression WHERE compname <> 'none'";
    }

    /// Administrator Guide 6, "Managing Greenplum Database": `gp_toolkit`, and beside it `pg_aoseg` and `pg_bitmapindex`; `gpexpand` is made by the tool.
    @Override
    public Set<String> systemSchemas() {
        return Set.of("gp_toolkit", "gpexpand");
    }

    /// Version 6 has `oid` among them, as PostgreSQL had before version 12.
    @Override
    public Set<String> systemColumns() {
        return Set.of("gp_segment_id", "oid");
    }

    @Override
    public boolean mayMakePartitions() {
        return true;
    }

    @Override
    public LedgerHome ledger(Connection session, LoadPlan plan, PostgreSqlTargetCatalog catalog) {
        return new OwnLedger(session, plan, catalog, ledgerClauses());
    }

    /// Nobody makes another user's load a ledger.
    @Override
    public List<Grants.Part> ledgerGrants(Grants.Part shared) {
        return List.of();
    }

    /// Segments crash one by one.
    /// The ledger is a table of the load's own.
    @Override
    public boolean divides() {
        return false;
    }

    @Override
    public List<String> beforeAppending() {
        return List.of();
    }

    /// Each segment of a host would take as much as is set.
    @Override
    public List<String> beforeKeys() {
        return List.of();
    }

    /// All kinds of storage can delete and insert.
    @Override
    public boolean updatesRows() {
        return false;
    }

    @Override
    public Alteration alteration(PostgreSqlTargetCatalog catalog, TableName table, List<Retyped> retyped) throws SQLException {
        return new SegmentedAlteration(catalog, table, retyped);
    }

    @Override
    public boolean hasHeirs(PostgreSqlTargetCatalog catalog, TableName table) throws SQLException {
        return catalog.hasHeirs(table);
    }

    /// Its own partitions are another matter, see [#hasHeirs].
    @Override
    public String lostInheritance() {
        return "i.inhrelid = r.oid";
    }

    /// They have 32.
    @Override
    public boolean hasPagesOf8KiB() {
        return false;
    }

    @Override
    public String distributionColumns() {
        return "JOIN pg_catalog.gp_distribution_policy p ON p.localoid = r.oid JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum = ANY (p.distkey)";
    }

    /// Version 6 has catalogues of its own, version 7 PostgreSQL's.
    @Override
    public String partitionColumns(Connection session) throws SQLException {
        return isBefore10(session)
                ? "JOIN pg_catalog.pg_partition p ON p.parrelid = r.oid AND NOT p.paristemplate JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum = ANY (p.paratts)"
                : PostgreSqlVariant.super.partitionColumns(session);
    }

    /// The coordinator answers questions of its catalogue while segments are away; this one goes to each of them.
    @Override
    public String lookEverywhere() {
        return "SELECT count(*) FROM gp_dist_random('gp_id')";
    }

    /// What stands behind the columns of a load's own ledger, whose rows have to be locked, whatever the server makes where nothing is said.
    String ledgerClauses() {
        return "\nWITH (appendoptimized=false)\nDISTRIBUTED BY (load_id)";
    }

    /// A `ctid` is one of its segment's, and of its partition's.
    @Override
    public List<String> place() {
        return List.of("tableoid", "gp_segment_id", "ctid::text");
    }

    /// Segments fetch rows as text, and no server to prove the other way was at hand.
    @Override
    public boolean takesPackedRows() {
        return false;
    }

    @Override
    public Optional<Transfer> transfer(Staging staging) throws SQLException {
        return worker == null ? Optional.empty() : GpfdistTransfer.tried(this, staging, worker);
    }

    /// Makes rows that are served readable as a table, within the transaction that is open.
    void attach(LoadSession steps, ExternalTable table, String location) throws SQLException {
        steps.execute(table.create(location));
    }

    void detach(LoadSession steps, ExternalTable table) throws SQLException {
        steps.execute(table.drop());
    }

    /// The processes of segments have numbers of their own; the coordinator's end them.
    @Override
    public String endableLocks() {
        return " AND l.gp_segment_id = -1";
    }

    /// Version 6 calls an external table a table.
    @Override
    public String relationKind() {
        return "CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_exttable x WHERE x.reloid = c.oid) THEN 'f' ELSE c.relkind::text END";
    }

    /// What the driver knows from the login: 9.4 for Greenplum 6, 12 for 7.
    @Override
    public boolean isBefore10(Connection session) throws SQLException {
        return session.getMetaData().getDatabaseMajorVersion() < FIRST_WITH_IDENTITY;
    }

    @Override
    public List<String> problems(Connection session) throws SQLException {
        String version = text(session, "SELECT pg_catalog.version()");
        Matcher greenplum = VERSION.matcher(version);
        if (!greenplum.find()) {
            return List.of("The server is no Greenplum but %s; make a connection of its own kind".formatted(version.replaceAll("(?s)^(\\S+ \\S+).*", "$1")));
        }
        if (Integer.parseInt(greenplum.group(1)) < OLDEST) {
            return List.of("The server is a Greenplum %s; versions 6 and 7 can be loaded into".formatted(greenplum.group(1)));
        }
        String down = text(session, "SELECT count(*) FROM pg_catalog.gp_segment_configuration WHERE role = 'p' AND status <> 'u'");
        return down.equals("0") ? List.of() : List.of("%s of the primary segments are down; recover them with gprecoverseg".formatted(down));
    }

    static String text(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
