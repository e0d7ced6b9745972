package dev.syncline.console;

import java.time.Clock;

import dev.syncline.contracts.Topics;
import dev.syncline.kit.ServiceApplication;
import dev.syncline.kit.audit.AuditConfiguration;
import dev.syncline.kit.message.MessageConfiguration;
import dev.syncline.kit.message.UsedTopics;
import dev.syncline.kit.observe.ObserveConfiguration;
import dev.syncline.kit.web.WebConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Serves the page, signs people in, and passes what they and their programs ask for on to the services. Copies and plans go on without it.
@SpringBootApplication
@ConfigurationPropertiesScan({"dev.syncline.console", "dev.syncline.kit"})
@EnableScheduling
@Import({WebConfiguration.class, MessageConfiguration.class, AuditConfiguration.class, ObserveConfiguration.class})
public class ConsoleService {

    public static final String NAME = "console";

    @Bean
    UsedTopics usedTopics() {
        return UsedTopics.of(Topics.AUDIT, Topics.DEAD_LETTERS);
    }

    public static void main(String[] args) {
        ServiceApplication.of(ConsoleService.class, NAME).run(args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
