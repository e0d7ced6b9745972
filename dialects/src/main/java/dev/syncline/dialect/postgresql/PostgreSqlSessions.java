package dev.syncline.dialect.postgresql;

import java.util.Objects;

import javax.sql.DataSource;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.HostName;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.PinnedSessions;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.SslMode;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/// How sessions are opened and what they have set. Users choose host, port, database, user, password and a TLS mode; every driver key is ours.
final class PostgreSqlSessions {

    private static final String FORMATS = """
            SET search_path = pg_catalog;
            SET TimeZone = 'UTC';
            SET DateStyle = 'ISO, YMD';
            SET IntervalStyle = 'iso_8601';
            SET bytea_output = 'hex';
            SET extra_float_digits = 3;
            SET xmloption = 'content';
            SET array_nulls = on;
            SET standard_conforming_strings = on;
            SET quote_all_identifiers = off;
            SET transform_null_equals = off;
            SET default_transaction_isolation = 'read committed';
            SET default_transaction_deferrable = off;
            SET client_min_messages = 'warning';
            """;
    private static final String WRITING = "SET statement_timeout = 0;\nSET lock_timeout = '5s'";

    /// What not every version has. A commit that is acknowledged before it is written would be lost with the server, while the record says that
    /// the rows have arrived; any other way of waiting is the administrator's.
    private static final String LATER = """
            SELECT pg_catalog.set_config(name, CASE name WHEN 'row_security' THEN 'off' WHEN 'jit' THEN 'off' WHEN 'default_with_oids' THEN 'off'
                WHEN 'default_table_access_method' THEN 'heap' WHEN 'synchronous_commit' THEN 'local' ELSE '0' END, false)
            FROM pg_catalog.pg_settings
            WHERE name IN (%s) OR name = 'synchronous_commit' AND setting = 'off';
            """;
    private static final String OF_ALL =
            "'row_security', 'jit', 'idle_in_transaction_session_timeout', 'idle_session_timeout', 'default_with_oids', 'default_table_access_method'";

    private static final int PLAN_KEPT_FROM = 5;

    private PostgreSqlSessions() {}

    static DataSource of(ConnectionSettings settings, NetworkPolicy network, String pins) {
        return new PinnedSessions(() -> driver(settings, network).getConnection(), pins, network.silence());
    }

    private static DataSource driver(ConnectionSettings settings, NetworkPolicy network) {
        String tls = settings.options().getOrDefault("tls", "prefer");
        PGSimpleDataSource driver = new PGSimpleDataSource();
        String checked = network.resolve(settings).getHostAddress();
        // The name is what the certificate is compared with; what is dialled is the checked address, in any case, and by a cancel as well.
        driver.setServerNames(new String[] {NetworkPolicy.inUrl(tls.equals("verify-identity") ? new HostName(settings.host()).text() : checked)});
        driver.setSocketFactory(CheckedPostgreSqlSocketFactory.class.getName());
        driver.setSocketFactoryArg(checked);
        driver.setPortNumbers(new int[] {settings.port()});
        driver.setDatabaseName(Objects.requireNonNull(settings.database(), "A PostgreSQL connection names a database"));
        driver.setUser(settings.user());
        driver.setPassword(settings.secret());
        driver.setSslMode(sslMode(tls).value);
        if (tls.equals("verify-identity")) {
            driver.setSslfactory(DefaultJavaSSLFactory.class.getName());
        }
        driver.setGssEncMode("disable");
        driver.setLoginTimeout(Math.toIntExact(Math.max(1, network.connect().toSeconds())));
        driver.setConnectTimeout(Math.toIntExact(Math.max(1, network.connect().toSeconds())));
        driver.setSocketTimeout(Math.toIntExact(Math.max(1, network.connect().toSeconds())));
        driver.setTcpKeepAlive(true);
        driver.setApplicationName("syncline");
        // The catalogue and the ledger are asked the same for each table, and to plan that costs more than to answer it. What has rows or columns of a user's table as its
        // result is a plain statement: its kept plan would fail after DDL ("cached plan must not change result type").
        driver.setPrepareThreshold(PLAN_KEPT_FROM);
        // The driver would forget all plans with each CREATE, ALTER and DROP, of which a load has several.
        driver.setProperty(PGProperty.FLUSH_CACHE_ON_DDL, "false");
        // What a statement answers has the same form whether its plan is kept or not.
        driver.setBinaryTransfer(false);
        return driver;
    }

    private static SslMode sslMode(String tls) {
        return switch (tls) {
            case "prefer" -> SslMode.PREFER;
            case "disable" -> SslMode.DISABLE;
            case "require" -> SslMode.REQUIRE;
            case "verify-identity" -> SslMode.VERIFY_FULL;
            default -> throw new IllegalArgumentException("Unknown TLS mode '%s'".formatted(tls));
        };
    }

    /// Several statements in one round trip, after the login: the driver's own `TimeZone` would overrule start-up options. Why each is set is told in
    /// `docs/reference/sessions.md`.
    ///
    /// Names are looked up in `pg_catalog` only: an operator or a function of the same name in a schema of a user's path could be meant otherwise.
    /// `lc_monetary` is left as the database has it: it says how many digits of a `money` follow the point, and a `money` read under another
    /// setting is another amount. `row_security = off` turns rows hidden by a policy into an error; measured on 15.18. `jit` is off, for it
    /// compiles the catalogue's questions for 427 ms that take 4.6 (measured on 15.18).
    static String pins(Access access) {
        return switch (access) {
            // How long a query may last is left as the source has it.
            case READ -> FORMATS + LATER.formatted(OF_ALL) + "SET lock_timeout = '60s'";
            case WRITE -> FORMATS + LATER.formatted(OF_ALL + ", 'transaction_timeout'") + WRITING;
        };
    }
}
