package dev.syncline.notification.mail;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How mails leave.
///
/// @param from the sender's address
/// @param host of the mail server; empty shows mails in the log instead
/// @param user to log in with; empty sends without login
/// @param security how the connection is protected; a server that does not offer it gets no mail
/// @param connectTimeout for reaching the mail server
/// @param answerTimeout for each answer of the mail server
/// @param sendTimeout for one mail as a whole, however slowly the server talks
/// @param hourlyLimit how many single mails a recipient gets within an hour; what is beyond is collected
/// @param summaryEvery how long alerts are collected before they are told of in one mail
@Validated
@ConfigurationProperties("syncline.mail")
public record MailProperties(
        @NotNull MailAddress from,
        @DefaultValue("") String host,
        @DefaultValue("587") @Min(1) @Max(65535) int port,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("starttls") @NotNull Security security,
        @DefaultValue("10s") @NotNull Duration connectTimeout,
        @DefaultValue("60s") @NotNull Duration answerTimeout,
        @DefaultValue("3m") @NotNull Duration sendTimeout,
        @DefaultValue("100") @Min(1) int hourlyLimit,
        @DefaultValue("10m") @NotNull Duration summaryEvery) {

    /// How the connection to the mail server is protected.
    public enum Security {
        /// Not at all: for a server on the same machine.
        NONE,
        /// Begins in the clear and must switch to TLS before anything is said.
        STARTTLS,
        /// TLS from the first byte, usually on port 465.
        TLS
    }

    public MailProperties {
        if (!password.isEmpty() && user.isEmpty()) {
            throw new IllegalArgumentException("syncline.mail.password is set without syncline.mail.user");
        }
        if (!user.isEmpty() && security == Security.NONE) {
            throw new IllegalArgumentException("syncline.mail.security must be starttls or tls where a user logs in; none would show the password");
        }
    }

    boolean hasServer() {
        return !host.isEmpty();
    }

    @Override
    public String toString() {
        return "MailProperties[%s:%d]".formatted(host, port);
    }
}
