package dev.syncline.kit.message;

import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Puts aside what cannot be read of a topic that many read, each of them the whole of it: one of them, found by a consumer group, does it for all.
/// Each by itself would put aside the same record as often as there are readers.
public final class UnreadableRecords {

    private final Incoming incoming;
    private final Class<?> type;
    private final Predicate<ConsumerRecord<String, byte[]>> hasOwner;

    /// @param type what the topic holds
    /// @param hasOwner whether somebody else answers for a record that cannot be read
    public UnreadableRecords(Incoming incoming, Class<?> type, Predicate<ConsumerRecord<String, byte[]>> hasOwner) {
        this.incoming = incoming;
        this.type = type;
        this.hasOwner = hasOwner;
    }

    /// To be called for each record by a listener whose group all readers of the topic share.
    public void look(ConsumerRecord<String, byte[]> record) {
        if (!hasOwner.test(record)) {
            incoming.read(record, type);
        }
    }
}
