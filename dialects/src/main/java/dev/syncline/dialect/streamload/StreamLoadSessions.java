package dev.syncline.dialect.streamload;

import java.net.InetAddress;
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
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.PinnedSessions;
import dev.syncline.dialect.connect.SideChannelSession;

/// How sessions are opened and what they have set: statements over the MySQL protocol, rows over HTTP. Users choose host, ports, user and password; every
/// driver key is ours.
public final class StreamLoadSessions {

    static final String HTTP_PORT = "httpPort";
    static final String BACK_ENDS = "backEnds";
    static final String REPLICAS = "replicas";

    private StreamLoadSessions() {}

    public static ConnectionOption httpPort(int standard) {
        String port = Integer.toString(standard);
        return new ConnectionOption(HTTP_PORT, OptionType.PORT, List.of(port), "The front end's HTTP port, to which rows are sent", "HTTP port", port);
    }

    public static ConnectionOption backEnds() {
        return new ConnectionOption(
                BACK_ENDS,
                OptionType.HOSTS,
                List.of(""),
                "The back ends' hosts and HTTP ports, as in be1.example.org:8040,be2.example.org:8040, where the user may not list them (SHOW BACKENDS)",
                "Back ends",
                "be1.example.org:8040,be2.example.org:8040");
    }

    public static ConnectionOption replicas() {
        return new ConnectionOption(
                REPLICAS,
                OptionType.NUMBER,
                List.of(""),
                "How many copies of its data each table has, Syncline's own too; empty for as many as there are back ends, three at most, "
                        + "where the user may list them (SHOW BACKENDS), else the server's default, which is 3",
                "Copies of the data",
                "1");
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
            InetAddress frontEnd = network.resolve(settings);
            setServerName(frontEnd.getHostAddress());
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
            Connection session = super.getConnection();
            StreamLoadHttp sideChannel = new StreamLoadHttp(
                    engine, settings, frontEnd, network, () -> new StreamLoadCatalog(session).backEnds().stream().map(BackEnd::http).toList());
            return SideChannelSession.of(PatientSession.of(session), sideChannel, Set.of());
        }
    }
}
