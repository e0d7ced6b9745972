package dev.syncline.kit;

import java.time.Clock;

import dev.syncline.kit.message.MessageConfiguration;
import dev.syncline.kit.observe.ObserveConfiguration;
import dev.syncline.kit.security.SecurityConfiguration;
import dev.syncline.kit.web.WebConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// What every service imports.
@Configuration(proxyBeanMethods = false)
@ConfigurationPropertiesScan(basePackages = "dev.syncline.kit")
@Import({MessageConfiguration.class, ObserveConfiguration.class, SecurityConfiguration.class, WebConfiguration.class})
public class KitConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
