package dev.syncline.kit.connection;

import java.time.Duration;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/// Connections with their secrets, asked of config-service and kept in memory for a few seconds; never logged.
///
/// Each run asks for itself: what was saved before it began is what it uses, and what was deleted is refused.
public final class ConnectionDirectory {

    // The tables of a run need not ask one by one; an edit in the midst of a run is met by what begins this much later.
    private static final Duration KEEP = Duration.ofSeconds(10);

    private final ConnectionApi api;
    private final CircuitBreaker breaker;
    private final Retry retry;
    private final Cache<Asked, ConnectionSettings> known =
            Caffeine.newBuilder().expireAfterWrite(KEEP).maximumSize(10_000).build();

    ConnectionDirectory(ConnectionApi api, CircuitBreaker breaker, Retry retry) {
        this.api = api;
        this.breaker = breaker;
        this.retry = retry;
    }

    /// A connection as this run knows it, at most ten seconds old.
    ///
    /// @throws SyncException with `SERVICE_UNAVAILABLE`, or `NOT_FOUND` where it has been deleted
    public ConnectionSettings find(long id, UUID run) {
        ConnectionSettings cached = known.getIfPresent(new Asked(id, run));
        return cached != null ? cached : readNow(id, run);
    }

    /// A connection as it is now.
    ///
    /// @throws SyncException as [#find]
    public ConnectionSettings readNow(long id, UUID run) {
        try {
            ConnectionSettings settings = Retry.decorateSupplier(retry, CircuitBreaker.decorateSupplier(breaker, () -> api.connection(id))).get();
            known.put(new Asked(id, run), settings);
            return settings;
        } catch (HttpClientErrorException.NotFound e) {
            throw new SyncException(FailureCode.NOT_FOUND, "Connection %d has been deleted; choose another one in the project".formatted(id), e);
        } catch (RestClientException | CallNotPermittedException e) {
            throw new SyncException(
                    FailureCode.SERVICE_UNAVAILABLE,
                    "config-service did not say how to reach connection %d; check that it runs and that both services have the same service token"
                            .formatted(id),
                    e);
        }
    }

    /// Forgets a connection, because a database has refused it.
    public void forget(long id) {
        known.asMap().keySet().removeIf(asked -> asked.id() == id);
    }

    private record Asked(long id, UUID run) {}
}
