package dev.syncline.dialect.greenplum;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.load.WorkerAddress;

/// Greenplum's flavour without what PostgreSQL cannot parse, so that all else runs on a real server. Partitions are PostgreSQL's, by hash, with the names
/// that Greenplum gives; what Greenplum refuses stands in `greenplum/rules.sql`. Nothing but tests can choose it.
public class OnPostgreSql extends GreenplumFlavour {

    private final boolean before10;

    OnPostgreSql(boolean before10) {
        this.before10 = before10;
    }

    OnPostgreSql(boolean before10, WorkerAddress worker) {
        super(worker);
        this.before10 = before10;
    }

    /// As Greenplum 6 is spoken to.
    public static Dialect dialect() {
        return new GreenplumDialect(new OnPostgreSql(true), worker -> new OnPostgreSql(true, worker));
    }

    /// As Greenplum 7 is spoken to.
    static Dialect laterDialect() {
        return new GreenplumDialect(new OnPostgreSql(false), worker -> new OnPostgreSql(false, worker));
    }

    /// What a database needs in which tests take it for a Greenplum.
    public static String rules() {
        try (InputStream rules = Objects.requireNonNull(OnPostgreSql.class.getResourceAsStream("/greenplum/rules.sql"))) {
            return new String(rules.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String clauses(TableShape shape, TableProperties properties) {
        super.clauses(shape, properties);
        return inItsPlace(shape, properties);
    }

    @Override
    public String stagingClauses(TableShape shape, TableProperties properties) {
        super.stagingClauses(shape, properties);
        return inItsPlace(shape, properties);
    }

    private static String inItsPlace(TableShape shape, TableProperties properties) {
        GreenplumProperties own = GreenplumProperties.of(properties);
        String partitioned = own.partition().map(clause -> "\nPARTITION BY HASH (%s)".formatted(quote(clause.column()))).orElse("");
        String compressed = own.storage().compression().map(";\nSELECT greenplum.compressed('%s')"::formatted).orElse("");
        return "%s;\nSELECT greenplum.made(%s, %s)%s".formatted(
                partitioned, array(own.distributionColumns(shape)), array(own.partition().map(clause -> clause.names().all()).orElse(List.of())), compressed);
    }

    private static String array(List<String> names) {
        return names.stream().map(name -> '\'' + name.replace("'", "''") + '\'').collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }

    @Override
    public List<String> finish(TableName staging, TableShape shape, TableProperties properties) {
        return List.of();
    }

    @Override
    public String distributionColumns() {
        return "JOIN greenplum.tables p ON p.id = r.oid JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attname = ANY (p.distribution)";
    }

    @Override
    public String partitionColumns(Connection session) {
        return "JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = r.oid JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum = ANY (p.partattrs)";
    }

    @Override
    String compressions() {
        return super.compressions().replace("pg_catalog.pg_compression", "greenplum.pg_compression");
    }

    @Override
    String ledgerClauses() {
        return "";
    }

    @Override
    public String lookEverywhere() {
        return "SELECT 1";
    }

    @Override
    public List<String> place() {
        return List.of("tableoid", "ctid::text");
    }

    @Override
    public String endableLocks() {
        return "";
    }

    @Override
    public String relationKind() {
        return "c.relkind";
    }

    @Override
    public boolean isBefore10(Connection session) {
        return before10;
    }

    @Override
    public List<String> problems(Connection session) {
        return List.of();
    }
}
