package dev.syncline.kit.message;

import dev.syncline.contracts.failure.TlsTrouble;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/// What to do where a broker refuses a service.
final class BrokerAdvice {

    private BrokerAdvice() {}

    /// As the end of a sentence; nothing where the broker is only away.
    static String after(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String advice = switch (cause) {
                case SaslAuthenticationException _ -> "; check SYNCLINE_KAFKA_USER and SYNCLINE_KAFKA_PASSWORD";
                case AuthorizationException _ -> "; the service's principal has no right to make them: the scheduler does, with the rights that deploy/kafka/grant gives";
                case InvalidReplicationFactorException _ -> "; SYNCLINE_TOPIC_REPLICATION asks for more copies than there are brokers";
                case SslAuthenticationException _ -> "; " + TlsTrouble.behind(failure).orElse("it speaks another TLS");
                default -> "";
            };
            if (!advice.isEmpty()) {
                return advice;
            }
        }
        return "";
    }
}
