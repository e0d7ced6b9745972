package dev.syncline.allinone.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Somebody who asks the services' interface, and looks at the clock.
final class TimedReader implements AutoCloseable {

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token;

    TimedReader(String token) {
        this.token = token;
    }

    /// The answer is received, not taken apart.
    ///
    /// @return the seconds until all of it was there
    double ask(String url) throws IOException, InterruptedException {
        long began = System.nanoTime();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).build();
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IOException("GET %s is answered with %d".formatted(url, status));
        }
        return (System.nanoTime() - began) / 1e9;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
