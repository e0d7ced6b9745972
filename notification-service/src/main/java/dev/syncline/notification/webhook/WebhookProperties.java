package dev.syncline.notification.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Which systems are told. Only an operator sets them; whoever uses the REST interface sees the names alone.
///
/// @param webhooks by a name that people recognise
/// @param webhookTimeout for reaching a webhook, and again for its answer
@Validated
@ConfigurationProperties("syncline.notification")
record WebhookProperties(@DefaultValue Map<String, Webhook> webhooks, @DefaultValue("10s") @NotNull Duration webhookTimeout) {

    WebhookProperties {
        webhooks = Map.copyOf(webhooks);
        webhooks.keySet().forEach(WebhookProperties::checkName);
    }

    private static void checkName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")) {
            throw new IllegalArgumentException(
                    "syncline.notification.webhooks: a name may have letters, digits, dots, hyphens and underscores, at most 100");
        }
    }

    /// @param url where to post; may hold a secret, so it is neither logged nor shown
    /// @param token shown as a bearer token; empty for none
    record Webhook(URI url, @DefaultValue("") String token) {

        private static final Set<String> SCHEMES = Set.of("http", "https");
        private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

        Webhook {
            Objects.requireNonNull(url, "a webhook needs a url");
            if (url.getHost() == null || url.getScheme() == null || !SCHEMES.contains(url.getScheme()) || url.getUserInfo() != null) {
                throw new IllegalArgumentException("a webhook's url must be such as https://hooks.example.com/alerts, without user and password");
            }
            if (!token.matches("[\\x21-\\x7e]*")) {
                throw new IllegalArgumentException("a webhook's token must be printable ASCII without blanks");
            }
            if (!token.isEmpty() && !"https".equals(url.getScheme()) && !HERE.contains(url.getHost())) {
                throw new IllegalArgumentException("a webhook with a token needs an https url; http would show the token");
            }
        }

        @Override
        public String toString() {
            return "Webhook[%s]".formatted(url.getHost());
        }
    }
}
