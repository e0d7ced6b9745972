package dev.syncline.notification;

import dev.syncline.contracts.Topics;
import dev.syncline.kit.KitConfiguration;
import dev.syncline.kit.ServiceApplication;
import dev.syncline.kit.audit.AuditConfiguration;
import dev.syncline.kit.message.UsedTopics;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Consumes what became of runs, and tells people and systems of those that failed.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import({KitConfiguration.class, AuditConfiguration.class})
public class NotificationService {

    public static final String NAME = "notification-service";

    @Bean
    UsedTopics usedTopics() {
        return UsedTopics.of(Topics.RUNS, Topics.AUDIT, Topics.DEAD_LETTERS);
    }

    public static void main(String[] args) {
        ServiceApplication.of(NotificationService.class, NAME).run(args);
    }
}
