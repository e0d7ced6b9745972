package dev.syncline.dialect.mysql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;

/// A MySQL on which everything is set otherwise, and whose user has the rights that the pages name and no more.
final class HostileMySql {

    /// What a server or a user's session may have set, each other than we want it. Users without CONNECTION_ADMIN cannot keep it from being set.
    static final List<String> SESSION = List.of(
            "time_zone = '+05:30'",
            "sql_mode = 'ANSI,PAD_CHAR_TO_FULL_LENGTH,NO_BACKSLASH_ESCAPES,HIGH_NOT_PRECEDENCE,TIME_TRUNCATE_FRACTIONAL,REAL_AS_FLOAT,NO_UNSIGNED_SUBTRACTION'",
            "character_set_client = latin1",
            "character_set_connection = latin1",
            "character_set_results = latin1",
            "collation_connection = latin1_german2_ci",
            "transaction_isolation = 'READ-UNCOMMITTED'",
            "transaction_read_only = 1",
            "autocommit = 0",
            "completion_type = 'CHAIN'",
            "timestamp = 1000000000",
            "sql_auto_is_null = 1",
            "lc_messages = 'de_DE'",
            "lc_time_names = 'de_DE'",
            "div_precision_increment = 0",
            "max_sort_length = 4",
            "sort_buffer_size = 32768",
            "wait_timeout = 60",
            "sql_select_limit = 2",
            "max_join_size = 2",
            "sql_big_selects = 0",
            "sql_safe_updates = 1",
            "max_execution_time = 0",
            "unique_checks = 0",
            "foreign_key_checks = 0",
            "auto_increment_increment = 7",
            "auto_increment_offset = 3",
            "explicit_defaults_for_timestamp = 0",
            "sql_notes = 0",
            "sql_quote_show_create = 0",
            "default_storage_engine = MyISAM",
            "default_tmp_storage_engine = MyISAM",
            "default_collation_for_utf8mb4 = utf8mb4_general_ci",
            "group_concat_max_len = 4",
            "default_week_format = 3",
            "big_tables = 1",
            "show_gipk_in_create_table_and_information_schema = 0",
            "windowing_use_high_precision = 0",
            "session_track_gtids = 'OWN_GTID'",
            "session_track_schema = 0",
            "session_track_transaction_info = 'CHARACTERISTICS'",
            "information_schema_stats_expiry = 31536000",
            "net_write_timeout = 1",
            "net_read_timeout = 1",
            "eq_range_index_dive_limit = 1",
            "range_optimizer_max_mem_size = 1",
            "max_length_for_sort_data = 4",
            "updatable_views_with_limit = 0",
            "end_markers_in_json = 1",
            "block_encryption_mode = 'aes-256-cbc'",
            "insert_id = 77",
            "last_insert_id = 77");

    /// What only an administrator may set.
    static final Map<String, String> SERVER = Map.ofEntries(
            Map.entry("max-error-count", "0"),
            Map.entry("sql-generate-invisible-primary-key", "ON"),
            Map.entry("innodb-strict-mode", "OFF"),
            Map.entry("character-set-server", "latin1"),
            Map.entry("collation-server", "latin1_german2_ci"),
            Map.entry("skip-character-set-client-handshake", "ON"),
            Map.entry("character-set-filesystem", "latin1"),
            Map.entry("default-time-zone", "-09:00"),
            Map.entry("internal-tmp-mem-storage-engine", "MEMORY"),
            Map.entry("low-priority-updates", "ON"),
            Map.entry("select-into-buffer-size", "8192"),
            Map.entry("innodb-default-row-format", "dynamic"),
            Map.entry("show-old-temporals", "ON"),
            Map.entry("init-connect", "SET " + String.join(", ", SESSION)));

    static final String USER = "stranger";
    private static final String PASSWORD = "stranger";

    private final MySqlServer server;

    private HostileMySql(MySqlServer server) {
        this.server = server;
    }

    private static final class Started {
        private static final HostileMySql INSTANCE = start();
    }

    /// Started when it is first asked for; ends with the JVM, as all servers of the tests do.
    static HostileMySql shared() {
        return Started.INSTANCE;
    }

    private static HostileMySql start() {
        MySqlServer server = MySqlServer.start(Path.of("target", "servers", Long.toString(ProcessHandle.current().pid()), "hostile-mysql"), 0, SERVER);
        server.execute("", "CREATE USER %s IDENTIFIED WITH mysql_native_password BY '%s'".formatted(USER, PASSWORD));
        server.execute("", "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, TRIGGER ON *.* TO " + USER);
        return new HostileMySql(server);
    }

    /// A database of its own; what the test itself writes and checks goes through an administrator's session, which `init_connect` leaves alone.
    TestDatabase end() throws SQLException {
        FreshDatabase fresh = server.freshDatabase("end");
        server.execute("", "ALTER DATABASE `%s` CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci".formatted(fresh.name()));
        TestDatabase.Place place = new TestDatabase.Place("127.0.0.1", server.port(), fresh.name(), fresh.jdbcUrl(), USER, PASSWORD, Map.of(), fresh);
        Connection administrator = server.connect(fresh.name());
        TestDatabase end = TestDatabase.at(place, Dialects.of(new DatabaseKind("mysql")), null, administrator);
        end.execute("SET NAMES utf8mb4");
        end.execute("SET SESSION time_zone = '+00:00', character_set_results = utf8mb4, sql_mode = 'ALLOW_INVALID_DATES', sql_generate_invisible_primary_key = 0");
        return end;
    }
}
