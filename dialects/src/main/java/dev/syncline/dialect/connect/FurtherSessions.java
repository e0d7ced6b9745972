package dev.syncline.dialect.connect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.SyncException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sessions beside the one that each piece of work has: only as many of a connection as others never need, so that nobody waits for them.
public final class FurtherSessions {

    private static final Logger log = LoggerFactory.getLogger(FurtherSessions.class);

    private final ConnectionPools pools;
    private final Access access;
    private final int most;
    private final Map<Long, Semaphore> permits = new ConcurrentHashMap<>();

    /// @param most of one connection
    public FurtherSessions(ConnectionPools pools, Access access, int most) {
        this.pools = pools;
        this.access = access;
        this.most = Math.max(0, most);
    }

    /// Several, opened at once: as many as are to be had now.
    public List<Further> borrow(ConnectionSettings settings, int wanted) {
        List<Future<Optional<Further>>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < wanted; i++) {
                asked.add(threads.submit(() -> borrow(settings)));
            }
        }
        return asked.stream().filter(one -> one.state() == Future.State.SUCCESS).flatMap(one -> one.resultNow().stream()).toList();
    }

    /// Empty where none is to be had now, for whatever reason: whoever asks can do without.
    private Optional<Further> borrow(ConnectionSettings settings) {
        Semaphore permit = permits.computeIfAbsent(settings.id(), _ -> new Semaphore(most));
        if (!permit.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Further(pools.borrow(settings, access), permit));
        } catch (SyncException e) {
            permit.release();
            log.info("No further session of connection '{}': {}", settings.name(), e.getMessage());
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            permit.release();
            throw e;
        }
    }

    /// One of them, given back once by closing it.
    public record Further(Connection session, Semaphore permit) implements AutoCloseable {

        @Override
        public void close() {
            try {
                session.close();
            } catch (SQLException e) {
                log.debug("The session was over already", e);
            } finally {
                permit.release();
            }
        }
    }
}
