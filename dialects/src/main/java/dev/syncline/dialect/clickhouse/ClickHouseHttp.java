package dev.syncline.dialect.clickhouse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import dev.syncline.dialect.connect.SideChannel;
import org.jspecify.annotations.Nullable;

/// The HTTP interface itself, for what the driver cannot do: a statement whose data are a stream of neutral text, read by `input()`.
/// Each session has one; everything it does carries the session's mark, by which it is found and ended.
final class ClickHouseHttp implements SideChannel {

    private static final int LONGEST_ANSWER = 8_000;
    /// The server's default of `max_query_size`.
    private static final int LONGEST_STATEMENT = 262_144;

    private final URI address;
    private final String login;
    private final Duration silence;
    private final Map<String, String> settings;
    private final Duration connect;
    private final @Nullable NamedServerTrust identity;
    private final HttpClient client;
    private volatile boolean open = true;

    /// @param settings of every statement of the session
    /// @param identity what the server has to prove; null without TLS
    ClickHouseHttp(
            URI address, String user, String secret, Duration connect, Duration silence, Map<String, String> settings, @Nullable NamedServerTrust identity) {
        this.address = address;
        // In a header of its own a password may not have every character.
        this.login = "Basic " + Base64.getEncoder().encodeToString((user + ':' + secret).getBytes(StandardCharsets.UTF_8));
        this.connect = connect;
        this.silence = silence;
        this.settings = Map.copyOf(settings);
        this.identity = identity;
        this.client = client();
    }

    private HttpClient client() {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connect);
        return identity == null ? client.build() : client.sslContext(identity.context()).sslParameters(identity.parameters()).build();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /// Executes a statement with its data. Both are the body: an address has room for a statement of some thousand bytes (`http_max_field_value_size`),
    /// and a wide table's has more. Data begin after the line feed behind the format's name.
    ///
    /// @param sql ends with the format's name
    /// @param own settings of this statement
    void send(String sql, InputStream data, Map<String, String> own) throws SQLException {
        byte[] head = (sql + '\n').getBytes(StandardCharsets.UTF_8);
        Map<String, String> all = new LinkedHashMap<>(settings);
        // As much of a body as a statement may have is gathered before it is parsed, and that includes data (measured): no more of them than by default.
        all.put("max_query_size", Integer.toString(Math.max(LONGEST_STATEMENT, head.length)));
        all.putAll(own);
        post(client, all, BodyPublishers.ofInputStream(() -> new SequenceInputStream(new ByteArrayInputStream(head), data)), silence);
    }

    /// Ends what the session is doing, in the server too.
    void interrupt() throws SQLException {
        close();
        try (HttpClient another = client()) {
            String mine = "KILL QUERY WHERE Settings['log_comment'] = %s ASYNC".formatted(ClickHouseNames.text(settings.getOrDefault("log_comment", "")));
            post(another, Map.of("log_comment", "syncline ends a session"), BodyPublishers.ofString(mine), connect);
        }
    }

    /// The answer to a question, of which the last bytes may be missing where it is long.
    String ask(String sql) throws SQLException {
        return post(client, settings, BodyPublishers.ofString(sql), silence);
    }

    private String post(HttpClient by, Map<String, String> parameters, BodyPublisher body, Duration limit) throws SQLException {
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + '=' + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/?" + query))
                .timeout(limit)
                .header("Authorization", login)
                .POST(body)
                .build();
        try {
            HttpResponse<InputStream> response = by.send(request, BodyHandlers.ofInputStream());
            try (InputStream answer = response.body()) {
                String text = new String(answer.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
                int code = response.headers().firstValue("X-ClickHouse-Exception-Code").map(Integer::parseInt).orElse(0);
                if (code != 0 || response.statusCode() != 200) {
                    throw new SQLException(text, "22000", code);
                }
                return text;
            }
        } catch (IOException e) {
            throw new SQLException("The server did not answer to the end: " + e.getClass().getSimpleName(), "08006", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted", "08006", e);
        }
    }

    @Override
    public void close() {
        open = false;
        client.shutdownNow();
    }
}
