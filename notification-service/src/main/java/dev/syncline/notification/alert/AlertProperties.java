package dev.syncline.notification.alert;

import java.net.URI;
import java.util.List;

import jakarta.validation.constraints.NotNull;

import dev.syncline.notification.mail.MailAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Who is told, and where they can read on.
///
/// @param recipients of mails about runs whose plan names none
/// @param linkBase the address under which people reach the runs' REST interface
/// @param failuresPage where people can open the page of the failures' codes (docs/reference/failures.md); mails name the file where it is not set
@Validated
@ConfigurationProperties("syncline.notification")
record AlertProperties(@DefaultValue List<MailAddress> recipients, @DefaultValue("http://localhost:8082") @NotNull URI linkBase, @Nullable URI failuresPage) {

    AlertProperties {
        recipients = List.copyOf(recipients);
        check("link-base", linkBase, "https://syncline.example.com");
        if (failuresPage != null && failuresPage.toString().isEmpty()) {
            failuresPage = null;
        }
        if (failuresPage != null) {
            check("failures-page", failuresPage, "https://docs.example.com/syncline/failures.html");
        }
    }

    private static void check(String name, URI address, String example) {
        if (address.getHost() == null || !("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
            throw new IllegalArgumentException("syncline.notification.%s must be an address such as %s, not '%s'".formatted(name, example, address));
        }
    }
}
