package dev.syncline.scheduler.run;

import java.util.List;
import java.util.Map;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.work.WorkerAnnounced;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;

/// Hears which workers live. What was said while nobody listened is skipped: those who live say it again.
@Component
class WorkerListener implements ConsumerSeekAware {

    private final Batches batches;
    private final RunCommands commands;

    WorkerListener(Batches batches, RunCommands commands) {
        this.batches = batches;
        this.commands = commands;
    }

    @KafkaListener(topics = Topics.WORKERS, groupId = "scheduler-workers", batch = "true")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batches.handle(records, WorkerAnnounced.class, commands::announced);
    }

    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        callback.seekToEnd(assignments.keySet());
    }
}
