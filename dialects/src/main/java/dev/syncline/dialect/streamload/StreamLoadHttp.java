package dev.syncline.dialect.streamload;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.connect.HostAndPort;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.SideChannel;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The HTTP interface: stream loads, and what has become of them. The front end answers with the address of a back end, to which the same request goes
/// by hand: a client that follows by itself would drop the login, and the name in the answer has to be checked like any other. Doris writes the password
/// into that answer, so that it is never shown.
final class StreamLoadHttp implements SideChannel {

    private static final int LONGEST_ANSWER = 64_000;
    private static final int MOST_HOPS = 3;
    private static final Pattern LOCATION = Pattern.compile("http://(?:[^/@]*@)?((?:\\[[0-9a-fA-F:.]+\\]|[^/:@?#\\[\\]]+):\\d{1,5})/.*");
    private static final String LOGIN = "28000";
    private static final int NO_RIGHT = 1142;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final StreamLoadEngine engine;
    private final String frontEnd;
    private final String login;
    private final NetworkPolicy network;
    private final BackEndAddresses backEnds;
    private final int replicas;
    private final HttpClient client;
    private volatile boolean open = true;

    /// @param frontEnd to which the statements go as well
    /// @param listing of the server's back ends
    StreamLoadHttp(
            StreamLoadEngine engine, ConnectionSettings settings, InetAddress frontEnd, NetworkPolicy network, BackEndAddresses.Listing listing) {
        this.engine = engine;
        String port = settings.options().getOrDefault(StreamLoadSessions.HTTP_PORT, engine.descriptor().options().getFirst().standard());
        HostAndPort http = new HostAndPort(frontEnd.getHostAddress(), Integer.parseInt(port));
        InetAddress _ = network.resolve(http); // it may be the port of a server that no connection leads to
        this.frontEnd = "http://" + http;
        this.backEnds = new BackEndAddresses(
                network, frontEnd, HostAndPort.list(settings.options().getOrDefault(StreamLoadSessions.BACK_ENDS, "")), listing);
        this.login = "Basic " + Base64.getEncoder().encodeToString((settings.user() + ':' + settings.secret()).getBytes(StandardCharsets.UTF_8));
        this.network = network;
        String copies = settings.options().getOrDefault(StreamLoadSessions.REPLICAS, "");
        this.replicas = copies.isEmpty() ? 0 : Integer.parseInt(copies);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(network.connect())
                .build();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /// A server ends a load whose sender is gone.
    @Override
    public void close() {
        open = false;
        client.shutdownNow();
    }

    /// Sends rows as one transaction.
    ///
    /// @throws SQLException with a state of class 08 where nobody knows what became of it
    LoadReply load(TableName table, String label, InputStream rows) throws SQLException {
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .timeout(network.silence())
                .expectContinue(true)
                .header("label", label)
                .PUT(BodyPublishers.ofInputStream(() -> rows));
        engine.headers().forEach(request::header);
        try {
            return LoadReply.of(answer(request, "/api/%s/%s/_stream_load".formatted(encoded(table.schema()), encoded(table.table()))));
        } catch (SQLException e) {
            if (LOGIN.equals(e.getSQLState()) && isLoggedIn()) {
                throw new SQLException("Access denied; the user may not load into %s (INSERT)".formatted(table), "42000", NO_RIGHT, e);
            }
            throw e;
        }
    }

    /// StarRocks says 401 of a table into which the user may not load as it does of a wrong password (seen); what has become of a load needs no right.
    private boolean isLoggedIn() {
        try {
            expectAnswer();
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    /// How many copies of each table's data the connection asks for; 0 where it does not say.
    int replicas() {
        return replicas;
    }

    /// What has become of a label: `UNKNOWN`, `PREPARE`, `PREPARED`, `COMMITTED`, `VISIBLE` or `ABORTED`.
    String state(String database, String label) throws SQLException {
        HttpRequest.Builder request = HttpRequest.newBuilder().timeout(network.connect()).GET();
        return engine.labelState(answer(request, "/api/%s/get_load_state?label=%s".formatted(encoded(database), label)));
    }

    /// @throws SQLException where nothing answers there as a front end does
    void expectAnswer() throws SQLException {
        state("information_schema", "syncline-preflight");
    }

    /// Waits until a label is decided and, where it is committed, its rows can be seen.
    ///
    /// @return whether it is
    /// @throws SQLException with state HYT00 where that takes too long
    boolean awaitEnd(String database, String label) throws SQLException {
        long deadline = System.nanoTime() + network.silence().toNanos();
        Duration pause = Duration.ofMillis(50);
        while (true) {
            String state = state(database, label);
            if (state.equals("VISIBLE")) {
                return true;
            }
            if (state.equals("ABORTED") || state.equals("UNKNOWN")) {
                return false;
            }
            if (state.isEmpty()) {
                throw new SQLException("the front end does not say what has become of the load " + label, "08006");
            }
            if (System.nanoTime() > deadline) {
                throw new SQLException("the load %s is still %s; look at the back ends".formatted(label, state), "HYT00");
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(Duration.ofSeconds(1)) < 0 ? pause.multipliedBy(2) : Duration.ofSeconds(1);
        }
    }

    static void pause(Duration pause) throws SQLException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted", "08006", e);
        }
    }

    private Map<String, Object> answer(HttpRequest.Builder request, String path) throws SQLException {
        request.header("Authorization", login);
        String server = frontEnd;
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            HttpResponse<InputStream> response = send(request.uri(URI.create(server + path)).build());
            try (InputStream body = response.body()) {
                if (response.statusCode() == 307) {
                    server = checked(response.headers().firstValue("Location").orElse(""));
                    continue;
                }
                return parsed(response.statusCode(), body.readNBytes(LONGEST_ANSWER));
            } catch (IOException e) {
                throw broken(e);
            }
        }
        throw new SQLException("the servers send the request from one to the other", "HY000");
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws SQLException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw broken(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted", "08006", e);
        }
    }

    private static SQLException broken(IOException e) {
        return new SQLException("The server did not answer to the end: " + e.getClass().getSimpleName(), "08006", e);
    }

    private String checked(String location) throws SQLException {
        Matcher parts = LOCATION.matcher(location);
        if (!parts.matches()) {
            throw new SQLException("the front end sends loads to an address that is none of HTTP", "HY000");
        }
        try {
            return "http://" + backEnds.checked(HostAndPort.of(parts.group(1)));
        } catch (IllegalArgumentException e) {
            throw new SQLException("the front end sends loads to an address that is none", "HY000", e);
        }
    }

    private static Map<String, Object> parsed(int status, byte[] body) throws SQLException {
        if (status == 401 || status == 403) {
            throw new SQLException("the front end refuses the user or the password", LOGIN);
        }
        try {
            Map<String, Object> answer = JSON.readValue(body, new TypeReference<>() {});
            if (answer.get("code") instanceof Integer code && code == 401) {
                throw new SQLException("the front end refuses the user or the password", LOGIN);
            }
            return answer;
        } catch (JacksonException e) {
            throw new SQLException("the server answered HTTP %d with something that is no answer to a load".formatted(status), "08006", e);
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
