package dev.syncline.kit.outbox;

import dev.syncline.kit.message.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Messages that leave if, and only if, the transaction commits in which they were added; at least once, in the order of one transaction's adds.
public final class Outbox {

    // A message that the broker refuses would keep all others back; the topics take 8 MiB.
    private static final int LARGEST = 8 * 1024 * 1024 - 64 * 1024;

    private final JdbcClient jdbc;
    private final OutboxRelay relay;

    Outbox(JdbcClient jdbc, OutboxRelay relay) {
        this.jdbc = jdbc;
        this.relay = relay;
    }

    /// @throws IllegalStateException where no transaction is active
    /// @throws IllegalArgumentException where the message is larger than the broker takes
    public void add(String topic, String key, Object message) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A message for the outbox needs the transaction that it belongs to");
        }
        byte[] payload = Json.bytes(message);
        if (payload.length > LARGEST) {
            throw new IllegalArgumentException("A message of %d bytes for %s is larger than the broker takes".formatted(payload.length, topic));
        }
        jdbc.sql("""
                        INSERT INTO outbox (topic, key, payload)
                        VALUES (:topic, :key, :payload)
                        """)
                .param("topic", topic)
                .param("key", key)
                .param("payload", payload)
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
