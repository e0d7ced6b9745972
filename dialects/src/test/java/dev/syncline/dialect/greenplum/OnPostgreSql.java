package dev.syncline.dialect.greenplum;

import java.sql.Connection;
import java.util.List;

import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.Dialect;

/// Greenplum's flavour without what PostgreSQL cannot parse, so that all else runs on a real server.
/// Nothing but tests can choose it.
public class OnPostgreSql extends GreenplumFlavour {

    private final boolean before10;

    OnPostgreSql(boolean before10) {
        this.before10 = before10;
    }

    /// As Greenplum 6 is spoken to.
    public static Dialect dialect() {
        return new GreenplumDialect(new OnPostgreSql(true));
    }

    /// As Greenplum 7 is spoken to.
    static Dialect laterDialect() {
        return new GreenplumDialect(new OnPostgreSql(false));
    }

    @Override
    public String clauses(TableShape shape, TableProperties properties) {
        super.clauses(shape, properties);
        return "";
    }

    @Override
    public String stagingClauses(TableShape shape, TableProperties properties) {
        super.stagingClauses(shape, properties);
        return "";
    }

    @Override
    public List<String> finish(TableName staging, TableShape shape, TableProperties properties) {
        return List.of();
    }

    @Override
    public String ledgerClauses() {
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
