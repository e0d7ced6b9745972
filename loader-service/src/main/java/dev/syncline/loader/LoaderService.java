package dev.syncline.loader;

import dev.syncline.kit.KitConfiguration;
import dev.syncline.kit.ServiceApplication;
import dev.syncline.kit.connection.ConnectionDirectoryConfiguration;
import dev.syncline.kit.connection.OwnAddressesConfiguration;
import dev.syncline.kit.message.UsedTopics;
import dev.syncline.kit.worker.WorkerConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// Loads tables into targets.
@SpringBootApplication
@ConfigurationPropertiesScan
@Import({KitConfiguration.class, ConnectionDirectoryConfiguration.class, OwnAddressesConfiguration.class, WorkerConfiguration.class})
public class LoaderService {

    @Bean
    UsedTopics usedTopics() {
        return UsedTopics.ofWorker();
    }

    public static void main(String[] args) {
        ServiceApplication.of(LoaderService.class, "loader-service").run(args);
    }
}
