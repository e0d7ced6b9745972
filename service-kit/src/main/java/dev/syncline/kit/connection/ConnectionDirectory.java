package dev.syncline.kit.connection;

import java.time.Duration;

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

/// Connections with their secrets, asked of config-service and kept in memory for a minute; never logged.
public final class ConnectionDirectory {

    private static final Duration KEEP = Duration.ofMinutes(1);

    private final ConnectionApi api;
    private final CircuitBreaker breaker;
    private final Retry retry;
    private final Cache<Long, ConnectionSettings> known =
            Caffeine.newBuilder().expireAfterWrite(KEEP).maximumSize(10_000).build();

    ConnectionDirectory(ConnectionApi api, CircuitBreaker breaker, Retry retry) {
        this.api = api;
        this.breaker = breaker;
        this.retry = retry;
    }

    /// A connection as it was within the last minute.
    ///
    /// @throws SyncException with `SERVICE_UNAVAILABLE`, or `NOT_FOUND` where it has been deleted
    public ConnectionSettings find(long id) {
        ConnectionSettings cached = known.getIfPresent(id);
        return cached != null ? cached : readNow(id);
    }

    /// A connection as it is now.
    ///
    /// @throws SyncException as [#find]
    public ConnectionSettings readNow(long id) {
        try {
            ConnectionSettings settings = Retry.decorateSupplier(retry, CircuitBreaker.decorateSupplier(breaker, () -> api.connection(id))).get();
            known.put(id, settings);
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
        known.invalidate(id);
    }
}
