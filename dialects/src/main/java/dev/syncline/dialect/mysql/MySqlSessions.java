package dev.syncline.dialect.mysql;

import java.net.InetAddress;
import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import com.mysql.cj.conf.PropertyDefinitions.SslMode;
import com.mysql.cj.jdbc.MysqlDataSource;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.HostName;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.PinnedSessions;

/// How sessions are opened and what they have set. Users choose host, port, user, password and a TLS mode; every driver key is ours.
final class MySqlSessions {

    /// How many seconds a reader waits for a metadata lock.
    static final int READERS_WAIT = 60;

    private static final int ONE_GIB = 1 << 30;

    private MySqlSessions() {}

    static DataSource of(ConnectionSettings settings, NetworkPolicy network, Access access) {
        return new PinnedSessions(
                () -> {
                    InetAddress checked = network.resolve(settings);
                    return CheckedMySqlSocketFactory.dialled(checked, () -> driver(settings, checked, network, access).getConnection());
                },
                pins(access),
                network.silence());
    }

    private static DataSource driver(ConnectionSettings settings, InetAddress checked, NetworkPolicy network, Access access) {
        try {
            MysqlDataSource driver = new MysqlDataSource();
            String tls = settings.options().getOrDefault("tls", "prefer");
            // The name is what the certificate is compared with; what is dialled is the checked address, in any case.
            driver.setServerName(tls.equals("verify-identity") ? new HostName(settings.host()).text() : checked.getHostAddress());
            driver.setSocketFactory(CheckedMySqlSocketFactory.class.getName());
            driver.setPort(settings.port());
            driver.setUser(settings.user());
            driver.setPassword(settings.secret());
            driver.setSslMode(sslMode(tls).name());
            // Without TLS, caching_sha2_password (the default of MySQL 8) sends the password under the server's public key.
            driver.setAllowPublicKeyRetrieval(!tls.equals("verify-identity"));
            // Otherwise the driver asks the server before each statement whether it may write, and sets again what is set.
            driver.setReadOnlyPropagatesToServer(false);
            driver.setUseLocalSessionState(true);
            driver.setConnectTimeout(Math.toIntExact(network.connect().toMillis()));
            // For the login only; it becomes the silence afterwards.
            driver.setSocketTimeout(Math.toIntExact(network.connect().toMillis()));
            driver.setTcpKeepAlive(true);
            driver.setCharacterEncoding("UTF-8");
            driver.setCharacterSetResults("UTF-8");
            driver.setTinyInt1isBit(false);
            driver.setYearIsDateType(false);
            // The server finds a statement's parameters: Connector/J takes a backslash within back quotes for an escape, and the end of a name like
            // `at end\` for a part of it. Rows are read as texts, and those of a source never beside a quoted name that is bound.
            driver.setUseServerPrepStmts(access == Access.WRITE);
            driver.setUseCursorFetch(false);
            // Otherwise a column called {fn now()} becomes now(), within back quotes as well.
            driver.setEnableEscapeProcessing(false);
            driver.setProcessEscapeCodesForPrepStmts(false);
            driver.setAllowMultiQueries(false);
            driver.setAllowUrlInLocalInfile(false);
            driver.setCreateDatabaseIfNotExist(false);
            driver.setMaxAllowedPacket(ONE_GIB);
            LocalData.allow(driver, access);
            return driver;
        } catch (SQLException e) {
            throw new IllegalStateException("Connector/J refuses one of our own settings", e);
        }
    }

    private static SslMode sslMode(String tls) {
        return switch (tls) {
            case "prefer" -> SslMode.PREFERRED;
            case "disable" -> SslMode.DISABLED;
            case "require" -> SslMode.REQUIRED;
            case "verify-identity" -> SslMode.VERIFY_IDENTITY;
            default -> throw new IllegalArgumentException("Unknown TLS mode '%s'".formatted(tls));
        };
    }

    /// One statement, so that a new session costs one round trip. Only what every user may set (measured on 8.0.33: 42 of 627 variables need a right
    /// of an administrator); what becomes of the others, and why each of these is set, is told in `docs/reference/sessions.md`.
    ///
    /// The mode is strict; zero and invalid dates are allowed, for a MySQL source may hold them and they are to arrive as they are. A zero is a number
    /// also for a column that numbers its rows. A writer never queues long for a metadata lock, since readers queue behind it.
    static String pins(Access access) {
        List<String> shared = List.of(
                "time_zone = '+00:00'",
                "sql_mode = 'STRICT_ALL_TABLES,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'",
                "character_set_results = utf8mb4",
                "character_set_client = utf8mb4",
                "character_set_connection = utf8mb4",
                "collation_connection = utf8mb4_0900_bin",
                "SESSION transaction_isolation = 'REPEATABLE-READ'",
                "autocommit = 1",
                // With CHAIN each commit would begin a transaction that goes on seeing what was there then.
                "completion_type = 'NO_CHAIN'",
                "timestamp = DEFAULT",
                "sql_auto_is_null = 0",
                // Texts of errors are looked into, and values are taken out of them.
                "lc_messages = 'en_US'",
                "lc_time_names = 'en_US'",
                "div_precision_increment = 4",
                // A key of an index has at most 3,072 bytes. Less memory than for 15 of the longest is refused (error 1038).
                "max_sort_length = 8192",
                "sort_buffer_size = CAST(GREATEST(@@sort_buffer_size, 262144) AS UNSIGNED)",
                "use_secondary_engine = 'OFF'",
                "wait_timeout = 28800",
                "net_write_timeout = 21600",
                "net_read_timeout = 21600",
                "sql_select_limit = DEFAULT",
                "sql_big_selects = 1",
                "sql_safe_updates = 0");
        List<String> own = switch (access) {
            // How long a query may last is left as the source has it.
            case READ -> List.of("lock_wait_timeout = " + READERS_WAIT);
            case WRITE -> List.of(
                    "SESSION transaction_read_only = 0",
                    "max_execution_time = 0",
                    "lock_wait_timeout = 1",
                    "innodb_lock_wait_timeout = 10",
                    "unique_checks = 1",
                    "foreign_key_checks = 1",
                    "auto_increment_increment = 1",
                    "auto_increment_offset = 1",
                    // Without it a TIMESTAMP without a default gets the time of each change.
                    "explicit_defaults_for_timestamp = 1",
                    "sql_notes = 1");
        };
        // Before 8.0.30 there are no generated keys, and no such variable.
        return "SET %s, %s /*!80030 , show_gipk_in_create_table_and_information_schema = 1 */".formatted(String.join(", ", shared), String.join(", ", own));
    }
}
