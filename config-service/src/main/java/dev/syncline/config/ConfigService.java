package dev.syncline.config;

import dev.syncline.contracts.Topics;
import dev.syncline.kit.KitConfiguration;
import dev.syncline.kit.ServiceApplication;
import dev.syncline.kit.audit.AuditConfiguration;
import dev.syncline.kit.connection.OwnAddressesConfiguration;
import dev.syncline.kit.message.UsedTopics;
import dev.syncline.kit.outbox.OutboxConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Connections, projects and the catalogue.
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
@Import({KitConfiguration.class, OutboxConfiguration.class, AuditConfiguration.class, OwnAddressesConfiguration.class})
public class ConfigService {

    /// Also the name of its settings file.
    public static final String NAME = "config-service";

    @Bean
    UsedTopics usedTopics() {
        return UsedTopics.of(Topics.PROJECTS, Topics.RUNS, Topics.AUDIT, Topics.DEAD_LETTERS);
    }

    /// Starts the service alone.
    public static void main(String[] args) {
        ServiceApplication.of(ConfigService.class, NAME).run(args);
    }
}
