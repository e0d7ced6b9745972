package dev.syncline.allinone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.BrokerLogins;
import dev.syncline.testkit.KafkaServer;
import dev.syncline.testsupport.tls.Authority;
import dev.syncline.testsupport.tls.ServerCertificate;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/// A broker as companies have them: SASL_SSL with SCRAM-SHA-512, a certificate of the company's own authority, and rights only for those who are listed.
final class SecuredBroker {

    /// Who has no rights.
    static final String STRANGER = "stranger";

    private static final String ADMINISTRATOR = "administrator";
    private static final String MECHANISM = "SCRAM-SHA-512";

    private SecuredBroker() {}

    static KafkaServer start(Path directory, Authority authority) {
        ServerCertificate certificate = authority.certify("broker", "ip:127.0.0.1", "dns:localhost");
        Map<String, String> settings = new HashMap<>();
        settings.put("listener.security.protocol.map", "BROKER:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("sasl.enabled.mechanisms", MECHANISM);
        settings.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
        settings.put("listener.name.broker.scram-sha-512.sasl.jaas.config", login(ADMINISTRATOR, passwordOf(ADMINISTRATOR)));
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", certificate.both().toAbsolutePath().toString());
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", authority.file().toAbsolutePath().toString());
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // The broker speaks to its own controller without a name, on a port that the tests' services do not know.
        settings.put("super.users", "User:%s;User:ANONYMOUS".formatted(ADMINISTRATOR));
        Map<String, String> passwords = new HashMap<>(Map.of(ADMINISTRATOR, passwordOf(ADMINISTRATOR), STRANGER, passwordOf(STRANGER)));
        for (Service service : Service.values()) {
            passwords.put(service.serviceName(), passwordOf(service.serviceName()));
        }
        return KafkaServer.start(directory, 0, settings, new BrokerLogins(passwords, client(authority, ADMINISTRATOR, passwordOf(ADMINISTRATOR))));
    }

    /// As an operator sets them for a service.
    static Map<String, String> settings(Service service) {
        return Map.of("syncline.kafka.user", service.serviceName(), "syncline.kafka.password", passwordOf(service.serviceName()));
    }

    /// Of a client that knows nothing of Syncline.
    static Map<String, Object> client(KafkaServer broker, Authority authority, String user, String password) {
        Map<String, Object> client = new HashMap<>(client(authority, user, password));
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        client.put("default.api.timeout.ms", "10000");
        client.put("request.timeout.ms", "5000");
        return client;
    }

    static Map<String, Object> administrator(KafkaServer broker, Authority authority) {
        return client(broker, authority, ADMINISTRATOR, passwordOf(ADMINISTRATOR));
    }

    private static Map<String, Object> client(Authority authority, String user, String password) {
        return Map.of(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL",
                SaslConfigs.SASL_MECHANISM, MECHANISM,
                SaslConfigs.SASL_JAAS_CONFIG, login(user, password),
                SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM",
                SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, authority.file().toAbsolutePath().toString());
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";".formatted(user, password);
    }

    static String passwordOf(String user) {
        return "only-" + user + "-knows";
    }
}
