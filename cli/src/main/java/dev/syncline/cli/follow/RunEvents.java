package dev.syncline.cli.follow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.PublicApi;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The events of one run, as long as the connection lasts. A thread of its own reads them, so that whoever waits can stop waiting.
final class RunEvents implements AutoCloseable {

    private final InputStream stream;
    private final LinkedBlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();

    /// @param last the number behind which to go on; null for the beginning
    RunEvents(PublicApi api, String run, @Nullable String last) {
        this.stream = api.events("/runs/%s/events".formatted(run), last);
        Thread.ofVirtual().start(this::read);
    }

    /// What has come: an event, the number of the last change that is told completely, or the end.
    ///
    /// @param name of the event; `id` for a number
    private record Arrived(String name, String data) {
        static final Arrived END = new Arrived("end", "");
    }

    /// @param name `run`, `table`, `reset` or `finished`
    record Told(String name, JsonNode data) {}

    private @Nullable String last;

    /// The number of the last change that was told completely.
    @Nullable
    String last() {
        return last;
    }

    /// The next event, or nothing where none comes in this time.
    ///
    /// @throws ClientFailure.Away where the connection has ended
    Optional<Told> next(Duration patience) throws InterruptedException {
        while (true) {
            Arrived next = arrived.poll(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
            if (next == null) {
                return Optional.empty();
            }
            switch (next.name) {
                case "end" -> throw new ClientFailure.Away("The stream of events has ended");
                case "id" -> last = next.data;
                default -> {
                    return Optional.of(new Told(next.name, JsonMapper.shared().readTree(next.data)));
                }
            }
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String name = "message";
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        arrived.add(new Arrived(name, data.toString()));
                    }
                    name = "message";
                    data.setLength(0);
                } else if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).stripLeading());
                } else if (line.startsWith("id:")) {
                    arrived.add(new Arrived("id", line.substring(3).strip()));
                }
            }
        } catch (IOException | UncheckedIOException _) {
            // said by the end
        } finally {
            arrived.add(Arrived.END);
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException _) {
            // nobody reads it any more
        }
    }
}
