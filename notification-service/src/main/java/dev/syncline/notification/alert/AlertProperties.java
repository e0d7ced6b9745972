package dev.syncline.notification.alert;

import java.net.URI;
import java.util.List;

import jakarta.validation.constraints.NotNull;

import dev.syncline.notification.mail.MailAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Who is told, and where they can read on.
///
/// @param recipients of mails about runs whose plan names none
/// @param linkBase the address under which people reach the runs' REST interface
@Validated
@ConfigurationProperties("syncline.notification")
record AlertProperties(@DefaultValue List<MailAddress> recipients, @DefaultValue("http://localhost:8082") @NotNull URI linkBase) {

    AlertProperties {
        recipients = List.copyOf(recipients);
        if (linkBase.getHost() == null || !("http".equals(linkBase.getScheme()) || "https".equals(linkBase.getScheme()))) {
            throw new IllegalArgumentException(
                    "syncline.notification.link-base must be an address such as https://syncline.example.com, not '%s'".formatted(linkBase));
        }
    }
}
