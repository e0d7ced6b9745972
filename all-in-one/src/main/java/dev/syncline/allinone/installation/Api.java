package dev.syncline.allinone.installation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls the public REST interface as any other program would.
public class Api {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final String token;

    public Api(String token) {
        this.token = token;
    }

    /// An answer: its status, its body, and its ETag where it has one.
    public record Answer(int status, JsonNode body, @Nullable String etag) {

        /// The body of a successful answer.
        ///
        /// @throws IllegalStateException with the problem's detail otherwise
        public JsonNode ok() {
            if (status >= 300) {
                throw new IllegalStateException("HTTP %d: %s".formatted(status, body.path("detail").asString(body.toString())));
            }
            return body;
        }
    }

    public Answer get(String url) {
        return send(request(url).GET());
    }

    public Answer post(String url, Object body) {
        return send(request(url).POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    public Answer put(String url, Object body, String ifMatch) {
        return send(request(url).header("If-Match", ifMatch).PUT(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    public Answer delete(String url, String ifMatch) {
        return send(request(url).header("If-Match", ifMatch).DELETE());
    }

    /// An answer that is no JSON.
    public String text(String url) {
        try {
            HttpResponse<String> response = http.send(request(url).GET().build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException("HTTP %d: %s".formatted(response.statusCode(), response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException("No answer from " + url + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = response.body().length == 0 ? JSON.valueToTree(Map.of()) : JSON.readTree(response.body());
            return new Answer(response.statusCode(), body, response.headers().firstValue("ETag").orElse(null));
        } catch (IOException e) {
            throw new IllegalStateException("No answer from " + request.build().uri() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
