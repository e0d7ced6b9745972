package dev.syncline.kit.outbox;

import dev.syncline.kit.message.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Messages that leave if, and only if, the transaction commits in which they were added; at least once, in the order of one transaction's adds.
public final class Outbox {

    private final JdbcClient jdbc;
    private final OutboxRelay relay;

    Outbox(JdbcClient jdbc, OutboxRelay relay) {
        this.jdbc = jdbc;
        this.relay = relay;
    }

    /// @throws IllegalStateException where no transaction is active
    public void add(String topic, String key, Object message) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A message for the outbox needs the transaction that it belongs to");
        }
        jdbc.sql("""
                        INSERT INTO outbox (topic, key, payload)
                        VALUES (:topic, :key, :payload)
                        """)
                .param("topic", topic)
                .param("key", key)
                .param("payload", Json.bytes(message))
                .update();
        wakeAfterCommit();
    }

    private void wakeAfterCommit() {
        boolean registered = TransactionSynchronizationManager.getSynchronizations().stream().anyMatch(Wake.class::isInstance);
        if (!registered) {
            TransactionSynchronizationManager.registerSynchronization(new Wake(relay));
        }
    }

    private record Wake(OutboxRelay relay) implements TransactionSynchronization {
        @Override
        public void afterCommit() {
            relay.wake();
        }
    }
}
