package dev.syncline.notification;

import dev.syncline.kit.KitConfiguration;
import dev.syncline.kit.ServiceApplication;
import dev.syncline.kit.outbox.OutboxConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/// Consumes what became of runs and sends a mail for each that failed.
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({KitConfiguration.class, OutboxConfiguration.class})
public class NotificationService {

    public static final String NAME = "notification-service";

    public static void main(String[] args) {
        ServiceApplication.of(NotificationService.class, NAME).run(args);
    }
}
