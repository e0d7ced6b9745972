package dev.syncline.allinone.installation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

import dev.syncline.kit.ServiceApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/// The services and the console as an application context each in this JVM. None of them knows.
public final class Services implements AutoCloseable {

    private final Map<Service, ConfigurableApplicationContext> contexts;
    private final ServiceSettings settings;

    private Services(Map<Service, ConfigurableApplicationContext> contexts, ServiceSettings settings) {
        this.contexts = contexts;
        this.settings = settings;
    }

    /// Starts all of them at the same time.
    public static Services start(ServiceSettings settings) {
        return start(settings, EnumSet.allOf(Service.class));
    }

    /// Starts some of them; the others run elsewhere.
    public static Services start(ServiceSettings settings, Set<Service> wanted) {
        // Each context would set up the one logback of this JVM anew, at the same time as the others.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        Map<Service, ConfigurableApplicationContext> contexts = new ConcurrentHashMap<>();
        try (var threads = Executors.newFixedThreadPool(wanted.size())) {
            Map<Service, CompletableFuture<ConfigurableApplicationContext>> starting = new EnumMap<>(Service.class);
            for (Service service : wanted) {
                starting.put(service, CompletableFuture.supplyAsync(() -> start(service, settings), threads));
            }
            starting.forEach((service, context) -> context.thenAccept(started -> contexts.put(service, started)));
            starting.values().forEach(CompletableFuture::join);
        } catch (RuntimeException e) {
            contexts.values().forEach(ConfigurableApplicationContext::close);
            throw e;
        }
        return new Services(contexts, settings);
    }

    private static ConfigurableApplicationContext start(Service service, ServiceSettings settings) {
        List<String> arguments = new ArrayList<>();
        settings.of(service).forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return ServiceApplication.of(service.application(), service.serviceName())
                .registerShutdownHook(false)
                .run(arguments.toArray(String[]::new));
    }

    /// Where and with what they run.
    public ServiceSettings settings() {
        return settings;
    }

    /// The context of one service, for tests.
    public ConfigurableApplicationContext context(Service service) {
        return java.util.Objects.requireNonNull(contexts.get(service));
    }

    /// Stops the workers first, so that they can hand on what they hold, then the rest.
    @Override
    public void close() {
        for (Service service : List.of(Service.CONSOLE, Service.EXTRACTOR, Service.LOADER, Service.NOTIFICATION, Service.SCHEDULER, Service.CONFIG)) {
            ConfigurableApplicationContext context = contexts.get(service);
            if (context != null) {
                context.close();
            }
        }
    }
}
