package dev.syncline.kit.connection;

import java.time.Clock;
import java.time.Duration;

import dev.syncline.kit.client.ServiceClients;
import dev.syncline.kit.security.SecurityProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/// For services that reach databases of users.
@Configuration(proxyBeanMethods = false)
public class ConnectionDirectoryConfiguration {

    // It looks up one row. Who waits longer than this for an answer asks again.
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    @Bean
    ConnectionDirectory connectionDirectory(RestClient.Builder builder, ConfigServiceProperties config, SecurityProperties security, Clock clock) {
        return new ConnectionDirectory(ServiceClients.create(ConnectionApi.class, builder, config.url(), security, LONGEST_ANSWER), config.waitFor(), clock);
    }
}
