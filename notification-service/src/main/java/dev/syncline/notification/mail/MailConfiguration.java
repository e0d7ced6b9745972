package dev.syncline.notification.mail;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Mails go to a server, or to the log where none is set.
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean
    MailTransport mailTransport(MailProperties properties) {
        return properties.hasServer() ? new SmtpTransport(properties) : new LogTransport();
    }

    @Bean
    MailSender mailSender(MailBox box, MailTransport transport, MailProperties properties, MeterRegistry meters) {
        return new MailSender(box, transport, properties, new MailMetrics(meters, box));
    }
}
