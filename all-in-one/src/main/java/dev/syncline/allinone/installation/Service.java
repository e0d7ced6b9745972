package dev.syncline.allinone.installation;

import java.util.Optional;

import dev.syncline.config.ConfigService;
import dev.syncline.console.ConsoleService;
import dev.syncline.extractor.ExtractorService;
import dev.syncline.loader.LoaderService;
import dev.syncline.notification.NotificationService;
import dev.syncline.scheduler.SchedulerService;
import org.jspecify.annotations.Nullable;

/// The five services and the console, with what starting one needs to know.
public enum Service {
    CONFIG("config-service", ConfigService.class, 8081, "config"),
    SCHEDULER("scheduler-service", SchedulerService.class, 8082, "scheduler"),
    EXTRACTOR("extractor-service", ExtractorService.class, 8083, null),
    LOADER("loader-service", LoaderService.class, 8084, null),
    NOTIFICATION("notification-service", NotificationService.class, 8085, "notification"),
    CONSOLE("console", ConsoleService.class, 8080, "console");

    private final String serviceName;
    private final Class<?> application;
    private final int port;
    private final @Nullable String database;

    Service(String serviceName, Class<?> application, int port, @Nullable String database) {
        this.serviceName = serviceName;
        this.application = application;
        this.port = port;
        this.database = database;
    }

    /// The name of the service, of its settings file and of its module.
    public String serviceName() {
        return serviceName;
    }

    /// The class with its `main` method.
    public Class<?> application() {
        return application;
    }

    /// The port it listens on where nothing else does.
    public int defaultPort() {
        return port;
    }

    /// The name of the database it keeps its state in, without what those of an installation begin with; nothing where it has none.
    public Optional<String> database() {
        return Optional.ofNullable(database);
    }
}
