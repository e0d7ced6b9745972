package dev.syncline.kit.transport;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Makes of a few settings what Spring, Kafka's clients and the JVM need many for. What is set for these themselves outranks it.
final class TransportSettings implements EnvironmentPostProcessor {

    private static final String AUTHORITIES = "syncline.ca-file";
    private static final String CERTIFICATE = "syncline.tls.certificate";
    private static final String KEY = "syncline.tls.key";
    private static final String USER = "syncline.kafka.user";
    private static final String PASSWORD = "syncline.kafka.password";
    private static final String MECHANISM = "syncline.kafka.mechanism";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String authorities = environment.getProperty(AUTHORITIES, "");
        if (!authorities.isEmpty()) {
            OwnAuthorities.trust(Path.of(authorities));
        }
        Map<String, Object> settings = new HashMap<>();
        addLogin(environment, settings);
        addCertificate(environment, settings);
        environment.getPropertySources().addLast(new MapPropertySource("transport", settings));
    }

    private static void addLogin(ConfigurableEnvironment environment, Map<String, Object> settings) {
        String user = environment.getProperty(USER, "");
        String password = environment.getProperty(PASSWORD, "");
        if (user.isEmpty() != password.isEmpty()) {
            throw new IllegalStateException("%s and %s are set together or not at all; one of them is missing".formatted(USER, PASSWORD));
        }
        if (!user.isEmpty()) {
            BrokerLogin login = new BrokerLogin(environment.getProperty(MECHANISM, "SCRAM-SHA-512"), user, password);
            settings.put("spring.kafka.security.protocol", "SASL_SSL");
            settings.put("spring.kafka.properties[sasl.mechanism]", login.mechanism());
            settings.put("spring.kafka.properties[sasl.jaas.config]", login.jaas());
        }
    }

    private static void addCertificate(ConfigurableEnvironment environment, Map<String, Object> settings) {
        String certificate = environment.getProperty(CERTIFICATE, "");
        String key = environment.getProperty(KEY, "");
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new IllegalStateException("%s and %s are set together or not at all; one of them is missing".formatted(CERTIFICATE, KEY));
        }
        if (!certificate.isEmpty()) {
            settings.put("spring.ssl.bundle.pem.syncline.keystore.certificate", file(certificate));
            settings.put("spring.ssl.bundle.pem.syncline.keystore.private-key", file(key));
            // A certificate that is renewed is served from then on, without a start.
            settings.put("spring.ssl.bundle.pem.syncline.reload-on-update", "true");
            settings.put("server.ssl.bundle", "syncline");
            // Browsers come over HTTPS then, and give their session's cookie to nobody else.
            settings.put("SYNCLINE_CONSOLE_COOKIE_SECURE", "true");
        }
    }

    private static String file(String path) {
        return Path.of(path).toUri().toString();
    }
}
