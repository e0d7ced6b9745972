package dev.syncline.allinone.installation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the services of an installation are told: where the broker, their databases and each other are, and the secrets.
///
/// The same settings start a service in this JVM or in one of its own; see the settings file of each service for what they mean.
///
/// @param databases what the names of the services' databases begin with, such as `syncline`: installations that share a server differ in it
/// @param ports where each service listens
/// @param further settings of one service beside these, or instead of them
public record ServiceSettings(
        String kafka,
        String postgreSqlHostAndPort,
        String user,
        String password,
        String databases,
        InstallationDirectory installation,
        Map<Service, Integer> ports,
        Map<Service, Map<String, String>> further) {

    /// What the names of databases begin with where a server has one installation.
    public static final String DATABASES = "syncline";

    public ServiceSettings(
            String kafka, String postgreSqlHostAndPort, String user, String password, String databases, InstallationDirectory installation, Map<Service, Integer> ports) {
        this(kafka, postgreSqlHostAndPort, user, password, databases, installation, ports, Map.of());
    }

    /// The same with more settings for some services.
    public ServiceSettings with(Map<Service, Map<String, String>> more) {
        return new ServiceSettings(kafka, postgreSqlHostAndPort, user, password, databases, installation, ports, more);
    }

    static Optional<String> database(String databases, Service service) {
        return service.database().map(name -> databases + "_" + name);
    }

    /// The database that a service keeps its state in, if it has any.
    public Optional<String> database(Service service) {
        return database(databases, service);
    }

    /// Settings for one service, as properties of Spring Boot.
    public Map<String, String> of(Service service) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.address", service == Service.CONSOLE ? System.getenv().getOrDefault("SYNCLINE_CONSOLE_ADDRESS", "127.0.0.1") : "127.0.0.1");
        settings.put("server.port", port(service));
        settings.put("spring.kafka.bootstrap-servers", kafka);
        settings.put("syncline.security.api-token", installation.apiToken());
        settings.put("syncline.security.service-token", installation.serviceToken());
        settings.put("syncline.security.open-documentation", "true");
        settings.put("syncline.config-service.url", "http://127.0.0.1:" + port(Service.CONFIG));
        settings.put("syncline.network.allow-local", "true");
        // Of the services themselves, and of the one server for all databases, also those of users who only try: there the services' own are out of reach.
        settings.put("syncline.network.own-servers", Stream.concat(
                        Stream.of(postgreSqlHostAndPort), Arrays.stream(Service.values()).map(other -> "127.0.0.1:" + port(other)))
                .filter(server -> !server.endsWith(":0"))
                .collect(Collectors.joining(",")));
        settings.put("syncline.network.shared-servers", postgreSqlHostAndPort);
        database(service).ifPresent(database -> {
            settings.put("spring.datasource.url", "jdbc:postgresql://%s/%s".formatted(postgreSqlHostAndPort, database));
            settings.put("spring.datasource.username", user);
            settings.put("spring.datasource.password", password);
        });
        switch (service) {
            case CONFIG -> {
                settings.put("syncline.secrets.keys.local", installation.secretKey());
                settings.put("syncline.secrets.current", "local");
            }
            case NOTIFICATION -> {
                settings.put("syncline.notification.link-base", url(Service.CONSOLE));
                // Without a mail server the mail is shown in the log, if it is to anybody.
                settings.put("syncline.notification.recipients", System.getenv().getOrDefault("SYNCLINE_ALERT_RECIPIENTS", "you@localhost"));
            }
            case CONSOLE -> {
                settings.put("syncline.console.config-service", url(Service.CONFIG));
                settings.put("syncline.console.scheduler-service", url(Service.SCHEDULER));
                settings.put("syncline.console.notification-service", url(Service.NOTIFICATION));
            }
            case SCHEDULER, EXTRACTOR, LOADER -> { }
        }
        settings.putAll(further.getOrDefault(service, Map.of()));
        return settings;
    }

    /// The base of a service's URLs.
    public String url(Service service) {
        return "http://127.0.0.1:" + port(service);
    }

    private String port(Service service) {
        return Integer.toString(ports.getOrDefault(service, service.defaultPort()));
    }
}
