package dev.syncline.example;

import dev.syncline.kit.KitConfiguration;
import dev.syncline.kit.audit.AuditConfiguration;
import dev.syncline.kit.message.UsedTopics;
import dev.syncline.kit.outbox.OutboxConfiguration;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@SpringBootApplication
@Import({KitConfiguration.class, OutboxConfiguration.class, AuditConfiguration.class})
public class ExampleService {

    public static final String TOPIC = "example.notes";

    @Bean
    UsedTopics usedTopics() {
        return UsedTopics.all();
    }

    @Bean
    NewTopic notes() {
        return new NewTopic(TOPIC, 1, (short) 1);
    }
}
