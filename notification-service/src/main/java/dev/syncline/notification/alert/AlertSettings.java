package dev.syncline.notification.alert;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import dev.syncline.notification.delivery.DeliveryProperties;
import dev.syncline.notification.mail.MailAddress;
import dev.syncline.notification.mail.MailProperties;
import dev.syncline.notification.mail.MailProperties.Security;
import dev.syncline.notification.webhook.Webhooks;
import org.jspecify.annotations.Nullable;

/// How alerts leave, as an operator has set it; nothing of it is a secret.
///
/// @param recipients of mails about runs whose plan names none
/// @param webhooks by name; their addresses and tokens are seen by nobody
/// @param webhookTimeout for reaching a webhook, and again for its answer
record AlertSettings(
        MailSettings mail,
        List<String> recipients,
        List<String> webhooks,
        DeliverySettings delivery,
        URI linkBase,
        @Nullable URI failuresPage,
        Duration webhookTimeout) {

    /// @param sends whether there is a mail server; without one mails are shown in the log
    /// @param host null where there is none
    /// @param logsIn whether it is told a user and a password
    /// @param hourlyLimit how many single mails a recipient gets within an hour; what is beyond is collected
    /// @param summaryEvery how long alerts are collected before they are told of in one mail
    record MailSettings(
            boolean sends,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable Security security,
            boolean logsIn,
            String from,
            int hourlyLimit,
            Duration summaryEvery) {}

    /// @param giveUpAfter how long a message is kept that the other side does not take
    record DeliverySettings(Duration firstPause, Duration longestPause, Duration giveUpAfter) {}

    static AlertSettings of(AlertProperties alerts, MailProperties mail, Webhooks webhooks, DeliveryProperties delivery) {
        boolean sends = !mail.host().isEmpty();
        return new AlertSettings(
                new MailSettings(
                        sends,
                        sends ? mail.host() : null,
                        sends ? mail.port() : null,
                        sends ? mail.security() : null,
                        !mail.user().isEmpty(),
                        mail.from().value(),
                        mail.hourlyLimit(),
                        mail.summaryEvery()),
                alerts.recipients().stream().map(MailAddress::value).toList(),
                webhooks.names(),
                new DeliverySettings(delivery.firstPause(), delivery.longestPause(), delivery.giveUpAfter()),
                alerts.linkBase(),
                alerts.failuresPage(),
                webhooks.timeout());
    }
}
