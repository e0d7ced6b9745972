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
import dev.syncline.dialect.connect.HostName;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.PinnedSessions;
import dev.syncline.dialect.connect.SideChannelSession;
import org.jspecify.annotations.Nullable;

/// How sessions are opened and what they have set. Users choose host, port, user, password and a TLS mode; every driver key is ours.
///
/// HTTP has no sessions: the settings travel with each statement, and so does a mark by which the session's statements are found.
final class ClickHouseSessions {

    private ClickHouseSessions() {}

    static boolean isEncrypted(ConnectionSettings settings) {
        return !settings.options().getOrDefault("tls", "disable").equals("disable");
    }

    static DataSource of(ConnectionSettings settings, NetworkPolicy network) {
        // The settings travel with each statement, and the question for them has shown that user and server are right.
        return new PinnedSessions(() -> new Driver(settings, network).getConnection(), "", network.silence());
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
            boolean encrypted = isEncrypted(settings);
            String host = NetworkPolicy.inUrl(network.resolve(settings).getHostAddress());
            URI address = URI.create("%s://%s:%d".formatted(encrypted ? "https" : "http", host, settings.port()));
            NamedServerTrust identity = encrypted ? new NamedServerTrust(new HostName(settings.host())) : null;
            Map<String, String> pins = new TreeMap<>(ClickHousePins.of(address, settings, network, identity));
            pins.put("log_comment", "syncline " + UUID.randomUUID());
            setUrl("jdbc:clickhouse:%s/system".formatted(address));
            setProperties(properties(identity, pins));
            ClickHouseHttp sideChannel =
                    new ClickHouseHttp(address, settings.user(), settings.secret(), network.connect(), network.silence(), pins, identity);
            // The driver's own limit is set when it is made.
            return SideChannelSession.of(super.getConnection(), sideChannel, Set.of("setNetworkTimeout"));
        }

        private Properties properties(@Nullable NamedServerTrust identity, Map<String, String> pins) {
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
            if (identity != null) {
                properties.put("ssl_context", identity.context());
                // The context compares the name; the driver would compare the address.
                properties.put("ssl_mode", "VERIFY_CA");
                identity.indicated().ifPresent(name -> properties.put("ssl_socket_sni", name));
            }
            pins.forEach((name, value) -> properties.put("clickhouse_setting_" + name, value));
            return properties;
        }
    }
}
