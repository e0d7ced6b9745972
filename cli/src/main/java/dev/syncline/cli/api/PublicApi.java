package dev.syncline.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The public interface of one installation.
public final class PublicApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final HttpClient http;
    private final String base;
    private final String token;

    /// @param base the console's address, without a slash behind it
    public PublicApi(String base, String token) {
        this.base = base;
        this.token = token;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .executor(Executors.newVirtualThreadPerTaskExecutor());
        this.http = (base.startsWith("https:") ? builder : builder.sslContext(withoutCertificates())).build();
    }

    /// Where nothing is encrypted, certificates need not be read: that takes longer than the rest of a start.
    private static SSLContext withoutCertificates() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no TLS", e);
        }
    }

    /// The console's address.
    public String address() {
        return base;
    }

    /// A text as a part of a path or a query.
    public static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public JsonNode get(String path) {
        return send("GET", path, null, Map.of()).body();
    }

    /// With its ETag.
    public ApiAnswer read(String path) {
        return send("GET", path, null, Map.of());
    }

    public JsonNode post(String path, JsonNode body) {
        return send("POST", path, body, Map.of()).body();
    }

    /// The items of all pages of a list.
    public List<JsonNode> all(String path) {
        return pages("GET", path, null, "items");
    }

    /// What all pages of an answer have under a name.
    public List<JsonNode> pages(String method, String path, @Nullable JsonNode body, String name) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = send(method, path + (path.contains("?") ? "&" : "?") + "limit=1000" + cursor, body, Map.of()).body();
            page.path(name).forEach(items::add);
            String next = page.path("next").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + escaped(next);
        } while (!cursor.isEmpty());
        return items;
    }

    /// @throws ClientFailure where nobody answers, or the answer is a problem
    public ApiAnswer send(String method, String path, @Nullable JsonNode body, Map<String, String> headers) {
        HttpResponse<byte[]> response = exchange(method, path, body, headers, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode content = response.body().length == 0 ? JSON.createObjectNode() : parsed(response.statusCode(), path, response.body());
        return new ApiAnswer(content, response.headers().firstValue("ETag").orElse(null));
    }

    /// An answer that is no JSON.
    public String text(String path) {
        return new String(exchange("GET", path, null, Map.of(), HttpResponse.BodyHandlers.ofByteArray()).body(), StandardCharsets.UTF_8);
    }

    /// Server-sent events, as they come.
    public InputStream events(String path, @Nullable String last) {
        Map<String, String> headers = last == null ? Map.of("Accept", "text/event-stream") : Map.of("Accept", "text/event-stream", "Last-Event-ID", last);
        return exchange("GET", path, null, headers, HttpResponse.BodyHandlers.ofInputStream()).body();
    }

    private <T> HttpResponse<T> exchange(
            String method, String path, @Nullable JsonNode body, Map<String, String> headers, HttpResponse.BodyHandler<T> handler) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
                .timeout(LONGEST)
                .header("Authorization", "Bearer " + token)
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<T> response = http.send(request.build(), handler);
            if (response.statusCode() >= 300) {
                throw RefusedAnswer.of(base, path, response.statusCode(), content(response.body()));
            }
            return response;
        } catch (IOException e) {
            String reason = e.getMessage() == null ? "nobody listens there" : e.getMessage();
            throw new ClientFailure.Away("%s does not answer (%s)".formatted(base, reason));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientFailure(ExitCode.INTERRUPTED, "Interrupted");
        }
    }

    private static byte[] content(@Nullable Object body) throws IOException {
        return switch (body) {
            case byte[] bytes -> bytes;
            case InputStream stream -> {
                try (stream) {
                    yield stream.readAllBytes();
                }
            }
            case null, default -> new byte[0];
        };
    }

    private JsonNode parsed(int status, String path, byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) {
            throw new ClientFailure(ExitCode.UNREACHABLE, "%s%s answered %d with something that is no JSON; is it the console's address?".formatted(base, path, status));
        }
    }
}
