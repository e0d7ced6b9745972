package dev.syncline.kit.worker;

import java.util.UUID;

import dev.syncline.kit.message.Json;
import dev.syncline.kit.message.UnreadableMessage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// What can be read of a command of any version: whom it is for, and which work it names.
///
/// @param work null where it gives none
record Address(@Nullable String worker, @Nullable Named work) {

    record Named(UUID id, long fence, UUID runId, @Nullable UUID tableRunId) {
        Named {
            if (id == null || runId == null) {
                throw new IllegalArgumentException("Work has an id and a run");
            }
        }
    }

    /// @return null where not even that can be read
    static @Nullable Address of(ConsumerRecord<String, byte[]> record) {
        try {
            return record.value() == null ? null : Json.read(record.value(), Address.class);
        } catch (UnreadableMessage _) {
            return null;
        }
    }
}
