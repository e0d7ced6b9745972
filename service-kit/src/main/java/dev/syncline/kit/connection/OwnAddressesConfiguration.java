package dev.syncline.kit.connection;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/// For services that dial databases of users.
@Configuration(proxyBeanMethods = false)
public class OwnAddressesConfiguration {

    @Bean
    OwnAddresses ownAddresses(Environment environment) {
        return OwnAddresses.of(environment);
    }
}
