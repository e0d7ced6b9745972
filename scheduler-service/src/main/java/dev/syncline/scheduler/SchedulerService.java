package dev.syncline.scheduler;

import dev.syncline.kit.KitConfiguration;
import dev.syncline.kit.ServiceApplication;
import dev.syncline.kit.audit.AuditConfiguration;
import dev.syncline.kit.message.UsedTopics;
import dev.syncline.kit.outbox.OutboxConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Runs, their state and their records, and the assignment of work.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import({KitConfiguration.class, OutboxConfiguration.class, AuditConfiguration.class})
public class SchedulerService {

    /// Also the name of its settings file.
    public static final String NAME = "scheduler-service";

    @Bean
    UsedTopics usedTopics() {
        return UsedTopics.all();
    }

    /// Starts the service alone.
    public static void main(String[] args) {
        ServiceApplication.of(SchedulerService.class, NAME).run(args);
    }
}
