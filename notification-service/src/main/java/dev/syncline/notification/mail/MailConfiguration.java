package dev.syncline.notification.mail;

import dev.syncline.notification.delivery.Transport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Mails go to a server, or to the log where none is set.
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean
    Transport mailTransport(MailProperties properties) {
        return properties.hasServer() ? new SmtpTransport(properties) : new LogTransport();
    }
}
