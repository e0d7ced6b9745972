package dev.syncline.scheduler.run;

import java.util.List;

import dev.syncline.contracts.Topics;
import dev.syncline.contracts.work.WorkResult;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Hears what came of work.
@Component
class ResultListener {

    private final Batches batches;
    private final RunCommands commands;

    ResultListener(Batches batches, RunCommands commands) {
        this.batches = batches;
        this.commands = commands;
    }

    @KafkaListener(topics = Topics.RESULTS, groupId = "scheduler", batch = "true")
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batches.handle(records, WorkResult.class, commands::answered);
    }
}
