package dev.syncline.console.audit;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.audit.AuditRecord;
import dev.syncline.kit.message.Incoming;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Keeps what all services, and the consoles themselves, tell of changes. Of several consoles one hears each record.
@Component
class AuditListener {

    private final AuditRepository repository;
    private final Incoming incoming;

    AuditListener(AuditRepository repository, Incoming incoming) {
        this.repository = repository;
        this.incoming = incoming;
    }

    @KafkaListener(topics = Topics.AUDIT, groupId = "console-audit")
    void on(ConsumerRecord<String, byte[]> record) {
        incoming.handle(record, AuditRecord.class, repository::add);
    }
}
