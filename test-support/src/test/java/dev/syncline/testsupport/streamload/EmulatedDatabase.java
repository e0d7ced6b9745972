package dev.syncline.testsupport.streamload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;

/// A fresh database of one product, with a connection through the door.
final class EmulatedDatabase implements AutoCloseable {

    private final StreamLoadServer server;
    private final FreshDatabase database;
    private final Connection connection;

    private EmulatedDatabase(StreamLoadServer server) throws SQLException {
        this.server = server;
        this.database = server.freshDatabase("loads");
        this.connection = database.connect();
    }

    static EmulatedDatabase of(Product product) throws SQLException {
        return new EmulatedDatabase(product == Product.DORIS ? SharedServers.doris() : SharedServers.starRocks());
    }

    StreamLoadServer server() {
        return server;
    }

    String name() {
        return database.name();
    }

    Connection connection() {
        return connection;
    }

    int execute(String statement) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            return sql.executeUpdate(statement);
        }
    }

    /// Rows through the door, values joined by `|`.
    List<String> rows(String query) throws SQLException {
        return rows(connection, query);
    }

    /// Rows as the MySQL behind has them.
    List<String> behind(String query) throws SQLException {
        try (Connection direct = server.behind().connect(name())) {
            return rows(direct, query);
        }
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement sql = connection.createStatement(); ResultSet result = sql.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(result.getString(i));
                }
                rows.add(String.join("|", values.stream().map(String::valueOf).toList()));
            }
        }
        return rows;
    }

    /// A table of the key `id` that takes the last row of a key.
    void createKeyed(String table, String columns) throws SQLException {
        String key = server.product() == Product.DORIS ? "UNIQUE" : "PRIMARY";
        execute("CREATE TABLE %s (id INT NOT NULL, %s) %s KEY(id) DISTRIBUTED BY HASH(id) BUCKETS 1 PROPERTIES('replication_num'='1')"
                .formatted(table, columns, key));
    }

    void createPlain(String table, String columns) throws SQLException {
        execute("CREATE TABLE %s (%s) DISTRIBUTED BY RANDOM BUCKETS 1 PROPERTIES('replication_num'='1')".formatted(table, columns));
    }

    String target(String table) {
        return "/api/%s/%s/_stream_load".formatted(name(), table);
    }

    RawHttp toFrontEnd() throws IOException {
        return RawHttp.to(server.httpPort()).as(server.user(), server.password());
    }

    RawHttp toBackEnd() throws IOException {
        return RawHttp.to(server.backEndPort()).as(server.user(), server.password());
    }

    /// A whole load in both hops.
    RawHttp.Reply load(String table, String label, Map<String, String> headers, String body) throws IOException {
        return load(table, label, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    RawHttp.Reply load(String table, String label, Map<String, String> headers, byte[] body) throws IOException {
        int port;
        try (RawHttp front = toFrontEnd().with(headers).with("label", label).with("Expect", "100-continue")
                .with("Content-Length", Integer.toString(body.length)).sendHead("PUT", target(table))) {
            RawHttp.Reply redirect = front.reply();
            if (redirect.status() != 307) {
                return redirect;
            }
            port = RawHttp.portOf(redirect.headers().get("location"));
        }
        try (RawHttp back = RawHttp.to(port).as(server.user(), server.password()).with(headers).with("label", label).with("Expect", "100-continue")
                .with("Content-Length", Integer.toString(body.length)).sendHead("PUT", target(table))) {
            RawHttp.Reply first = back.reply();
            if (first.status() != 100) {
                return first;
            }
            back.write(body);
            return back.reply();
        }
    }

    /// What `get_load_state` says.
    String state(String label) throws IOException {
        try (RawHttp front = toFrontEnd().sendHead("GET", "/api/%s/get_load_state?label=%s".formatted(name(), label))) {
            return front.reply().text(server.product() == Product.DORIS ? "data" : "state");
        }
    }

    @Override
    public void close() throws SQLException {
        server.clearFaults();
        server.backEndsAlive(1);
        connection.close();
        database.close();
    }
}
