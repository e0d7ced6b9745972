package dev.syncline.kit.transport;

import java.nio.file.Path;
import java.util.Map;

import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What becomes of the few settings of an operator, as they stand in the environment.
class TransportSettingsTest {

    @Test
    void aUserAndItsPasswordMakeALoginOverTls() {
        KafkaProperties kafka = kafka(Map.of("SYNCLINE_KAFKA_USER", "loader-service", "SYNCLINE_KAFKA_PASSWORD", "a \"quoted\" \\ one; and = more"));

        assertThat(kafka.getSecurity().getProtocol()).isEqualTo("SASL_SSL");
        assertThat(kafka.getProperties()).containsEntry(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512");
        var login = JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(kafka.getProperties().get(SaslConfigs.SASL_JAAS_CONFIG))))
                .configurationEntries().getFirst();
        assertThat(login.getLoginModuleName()).endsWith(".ScramLoginModule");
        assertThat(login.getOptions().get("username")).isEqualTo("loader-service");
        assertThat(login.getOptions().get("password")).isEqualTo("a \"quoted\" \\ one; and = more");
    }

    @Test
    void withoutAUserNothingIsChanged() {
        KafkaProperties kafka = kafka(Map.of());

        assertThat(kafka.getSecurity().getProtocol()).isNull();
        assertThat(kafka.getProperties()).isEmpty();
    }

    @Test
    void whatIsSetForKafkaItselfOutranksIt() {
        KafkaProperties kafka = kafka(Map.of(
                "SYNCLINE_KAFKA_USER", "loader", "SYNCLINE_KAFKA_PASSWORD", "secret", "SYNCLINE_KAFKA_MECHANISM", "PLAIN", "SPRING_KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT"));

        assertThat(kafka.getSecurity().getProtocol()).isEqualTo("SASL_PLAINTEXT");
        assertThat(kafka.getProperties().get(SaslConfigs.SASL_JAAS_CONFIG)).contains("PlainLoginModule");
    }

    @Test
    void aCertificateMakesHttpsAndCookiesForHttpsOnly() {
        StandardEnvironment environment = environment(Map.of("SYNCLINE_TLS_CERTIFICATE", "/certs/tls.crt", "SYNCLINE_TLS_KEY", "/certs/tls.key"));

        assertThat(environment.getProperty("server.ssl.bundle")).isEqualTo("syncline");
        assertThat(environment.getProperty("spring.ssl.bundle.pem.syncline.keystore.certificate")).isEqualTo("file:///certs/tls.crt");
        assertThat(environment.resolvePlaceholders("${SYNCLINE_CONSOLE_COOKIE_SECURE:false}")).isEqualTo("true");
    }

    @Test
    void halfOfWhatIsNeededIsRefused() {
        assertThatThrownBy(() -> environment(Map.of("SYNCLINE_KAFKA_USER", "loader"))).hasMessageContaining("syncline.kafka.password");
        assertThatThrownBy(() -> environment(Map.of("SYNCLINE_TLS_KEY", "/certs/tls.key"))).hasMessageContaining("syncline.tls.certificate");
        assertThatThrownBy(() -> environment(Map.of("SYNCLINE_KAFKA_USER", "loader", "SYNCLINE_KAFKA_PASSWORD", "secret", "SYNCLINE_KAFKA_MECHANISM", "GSSAPI")))
                .hasMessageContaining("it is SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN");
        assertThatThrownBy(() -> environment(Map.of("SYNCLINE_CA_FILE", Path.of("/nowhere/ca.pem").toString()))).hasMessageContaining("SYNCLINE_CA_FILE");
    }

    private static KafkaProperties kafka(Map<String, Object> variables) {
        return Binder.get(environment(variables)).bindOrCreate("spring.kafka", KafkaProperties.class);
    }

    private static StandardEnvironment environment(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        new TransportSettings().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
