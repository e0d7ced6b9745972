package dev.syncline.dialect.clickhouse;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import javax.sql.DataSource;

import com.clickhouse.jdbc.DataSourceImpl;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.dialect.DoorSession;
import dev.syncline.dialect.NetworkPolicy;
import dev.syncline.dialect.PinnedSessions;

/// How sessions are opened and what they have set. Users choose host, port, user, password and a TLS mode; every driver key is ours.
///
/// HTTP has no sessions: the settings travel with each statement, and so does a mark by which the session's statements are found.
final class ClickHouseSessions {

    /// A user's profile may say otherwise, and then rows would be left out, cut off or counted wrong without an error: everything that reads or counts
    /// rows is pinned. The first row is never taken for a header, which it would be where its values are the columns' names.
    ///
    /// `async_insert` is on in 26.7 unless it is turned off (measured): rows would be acknowledged before they are written. Without
    /// `optimize_on_insert = 0` rows of one key would be collapsed as they arrive, and no count would be right. A null is never made a default.
    /// Tables of any size are dropped, since what is dropped is ours or has been replaced.
    private static final Map<String, String> PINS = Map.ofEntries(
            Map.entry("async_insert", "0"),
            Map.entry("optimize_on_insert", "0"),
            Map.entry("input_format_null_as_default", "0"),
            Map.entry("insert_null_as_default", "0"),
            Map.entry("date_time_input_format", "basic"),
            Map.entry("input_format_tsv_empty_as_default", "0"),
            Map.entry("input_format_tsv_detect_header", "0"),
            Map.entry("input_format_tsv_skip_first_lines", "0"),
            Map.entry("input_format_tsv_skip_trailing_empty_lines", "0"),
            Map.entry("input_format_tsv_allow_variable_number_of_columns", "0"),
            Map.entry("input_format_tsv_crlf_end_of_line", "0"),
            Map.entry("input_format_allow_errors_num", "0"),
            Map.entry("input_format_allow_errors_ratio", "0"),
            Map.entry("format_tsv_null_representation", "\\N"),
            Map.entry("limit", "0"),
            Map.entry("offset", "0"),
            Map.entry("read_overflow_mode", "throw"),
            Map.entry("result_overflow_mode", "throw"),
            Map.entry("group_by_overflow_mode", "throw"),
            Map.entry("sort_overflow_mode", "throw"),
            Map.entry("set_overflow_mode", "throw"),
            Map.entry("distinct_overflow_mode", "throw"),
            Map.entry("timeout_overflow_mode", "throw"),
            Map.entry("date_time_output_format", "simple"),
            Map.entry("final", "0"),
            Map.entry("max_partitions_per_insert_block", "1000"),
            Map.entry("optimize_aggregation_in_order", "1"),
            Map.entry("max_bytes_before_external_group_by", "1000000000"),
            Map.entry("max_bytes_before_external_sort", "1000000000"),
            Map.entry("session_timezone", "UTC"),
            Map.entry("max_execution_time", "0"),
            Map.entry("max_table_size_to_drop", "0"),
            Map.entry("max_partition_size_to_drop", "0"),
            Map.entry("mutations_sync", "2"),
            Map.entry("alter_sync", "2"),
            Map.entry("lightweight_deletes_sync", "2"),
            Map.entry("output_format_decimal_trailing_zeros", "1"));

    private ClickHouseSessions() {}

    static DataSource of(ConnectionSettings settings, NetworkPolicy network) {
        return new PinnedSessions(() -> new Driver(settings, network).getConnection(), "SELECT 1", network.silence());
    }

    /// Makes the driver's connection, and the door beside it.
    private static final class Driver extends DataSourceImpl {

        private final ConnectionSettings settings;
        private final NetworkPolicy network;

        Driver(ConnectionSettings settings, NetworkPolicy network) {
            this.settings = settings;
            this.network = network;
        }

        @Override
        public Connection getConnection() throws SQLException {
            String tls = settings.options().getOrDefault("tls", "disable");
            URI address = URI.create("%s://%s:%d".formatted(tls.equals("disable") ? "http" : "https", network.addressInUrl(settings.host(), tls.equals("verify-identity")), settings.port()));
            Map<String, String> pins = new TreeMap<>(PINS);
            pins.put("log_comment", "syncline " + UUID.randomUUID());
            setUrl("jdbc:clickhouse:%s/system".formatted(address));
            setProperties(properties(tls, pins));
            ClickHouseDoor door =
                    new ClickHouseDoor(address, settings.user(), settings.secret(), network.connect(), network.silence(), pins);
            // The driver's own limit is set when it is made.
            return DoorSession.of(super.getConnection(), door, Set.of("setNetworkTimeout"));
        }

        private Properties properties(String tls, Map<String, String> pins) {
            Properties properties = new Properties();
            properties.put("user", settings.user());
            properties.put("password", settings.secret());
            properties.put("connection_timeout", Long.toString(network.connect().toMillis()));
            properties.put("socket_timeout", Long.toString(network.silence().toMillis()));
            // A statement that is sent again after its answer was lost might swap two tables back.
            properties.put("retry", "0");
            properties.put("client_retry_on_failures", "None");
            // Servers close an idle connection after three seconds or more.
            properties.put("http_keep_alive_timeout", "2500");
            properties.put("compress", "false");
            if (!tls.equals("disable")) {
                properties.put("ssl_mode", "STRICT");
            }
            pins.forEach((name, value) -> properties.put("clickhouse_setting_" + name, value));
            return properties;
        }
    }
}
