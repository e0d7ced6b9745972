package dev.syncline.dialect.streamload;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import com.mysql.cj.conf.PropertyDefinitions.SslMode;
import com.mysql.cj.jdbc.MysqlDataSource;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.dialect.Descriptor.ConnectionOption;
import dev.syncline.dialect.Descriptor.OptionType;
import dev.syncline.dialect.DoorSession;
import dev.syncline.dialect.NetworkPolicy;
import dev.syncline.dialect.PinnedSessions;

/// How sessions are opened and what they have set: statements over the MySQL protocol, rows over HTTP. Users choose host, ports, user and password; every
/// driver key is ours.
public final class StreamLoadSessions {

    static final String HTTP_PORT = "httpPort";

    private StreamLoadSessions() {}

    public static ConnectionOption httpPort(int standard) {
        return new ConnectionOption(HTTP_PORT, OptionType.PORT, List.of(Integer.toString(standard)), "The front end's HTTP port, to which rows are sent");
    }

    static DataSource of(StreamLoadEngine engine, ConnectionSettings settings, NetworkPolicy network) {
        return new PinnedSessions(() -> new Driver(engine, settings, network).getConnection(), engine.pins(), network.silence());
    }

    /// Makes the driver's connection, and the door beside it.
    private static final class Driver extends MysqlDataSource {

        private static final long serialVersionUID = 1;

        private final transient StreamLoadEngine engine;
        private final transient ConnectionSettings settings;
        private final transient NetworkPolicy network;

        Driver(StreamLoadEngine engine, ConnectionSettings settings, NetworkPolicy network) {
            this.engine = engine;
            this.settings = settings;
            this.network = network;
        }

        @Override
        public Connection getConnection() throws SQLException {
            setServerName(network.address(settings.host(), false));
            setPort(settings.port());
            setUser(settings.user());
            setPassword(settings.secret());
            setSslMode(SslMode.DISABLED.name());
            setAllowPublicKeyRetrieval(true);
            setReadOnlyPropagatesToServer(false);
            setUseLocalSessionState(true);
            setConnectTimeout(Math.toIntExact(network.connect().toMillis()));
            setSocketTimeout(Math.toIntExact(network.connect().toMillis()));
            setTcpKeepAlive(true);
            setCharacterEncoding("UTF-8");
            setTinyInt1isBit(false);
            setUseServerPrepStmts(false);
            // Otherwise a column called {fn now()} becomes now(), within back quotes as well.
            setEnableEscapeProcessing(false);
            setProcessEscapeCodesForPrepStmts(false);
            setAllowMultiQueries(false);
            setAllowLoadLocalInfile(false);
            setAllowUrlInLocalInfile(false);
            setCreateDatabaseIfNotExist(false);
            StreamLoadDoor door = new StreamLoadDoor(engine, settings, network);
            return DoorSession.of(super.getConnection(), door, Set.of());
        }
    }
}
