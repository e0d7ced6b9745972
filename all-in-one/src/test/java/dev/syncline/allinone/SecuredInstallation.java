package dev.syncline.allinone;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.ServiceSettings;
import dev.syncline.allinone.installation.Services;
import dev.syncline.testkit.KafkaServer;
import dev.syncline.testkit.PostgreSqlServer;
import dev.syncline.testsupport.mail.ScriptedMailServer;
import dev.syncline.testsupport.tls.Authority;
import dev.syncline.testsupport.tls.ServerCertificate;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/// An installation as companies have them, with an authority of their own: its broker, its own database, its mail server and its console speak TLS only, and
/// each service has at the broker the rights of `deploy/kafka/acls.csv`. One for all tests of a JVM.
final class SecuredInstallation {

    /// The name in all certificates; 127.0.0.1 is in the broker's only.
    static final String HOST = "localhost";

    private static final Path DIRECTORY = Path.of("target", "secured-" + ProcessHandle.current().pid());
    private static @Nullable SecuredInstallation shared;

    final Authority authority = Authority.make(DIRECTORY.resolve("authority"), "Authority of the company");
    final ServerCertificate certificate = authority.certify("server", "dns:" + HOST);
    final KafkaServer broker = SecuredBroker.start(DIRECTORY.resolve("kafka"), authority);
    final Admin administrator = Admin.create(SecuredBroker.administrator(broker, authority));
    /// Keeps what the services keep, and what they copy.
    final PostgreSqlServer postgreSql = PostgreSqlServer.start(DIRECTORY.resolve("postgresql"), 0, Map.of(
            "ssl", "on", "ssl_cert_file", certificate.certificate().toAbsolutePath().toString(), "ssl_key_file", certificate.key().toAbsolutePath().toString()));
    final Services services;
    final Installed installed;
    private Services notification;

    private SecuredInstallation() throws Exception {
        administrator.createAcls(ListedRights.read().bindings()).all().get();
        ServiceSettings settings = Installed.settings(DIRECTORY.resolve("installed").toString(), broker.bootstrapServers(), postgreSql);
        settings = settings.with(further(settings));
        services = Services.start(settings, EnumSet.complementOf(EnumSet.of(Service.NOTIFICATION)));
        notification = Services.start(settings, EnumSet.of(Service.NOTIFICATION));
        installed = Installed.of(settings);
    }

    static synchronized SecuredInstallation shared() throws Exception {
        SecuredInstallation running = shared;
        if (running == null) {
            running = new SecuredInstallation();
            Runtime.getRuntime().addShutdownHook(new Thread(running::stop));
            shared = running;
        }
        return running;
    }

    private void stop() {
        notification.close();
        services.close();
        administrator.close();
    }

    /// Starts notification-service anew.
    void mailsBy(ScriptedMailServer server, String security) {
        notification.close();
        ServiceSettings before = installed.settings;
        Map<Service, Map<String, String>> further = further(before);
        further.get(Service.NOTIFICATION).putAll(Map.of("syncline.mail.host", HOST, "syncline.mail.port", Integer.toString(server.port()), "syncline.mail.security", security));
        notification = Services.start(before.with(further), EnumSet.of(Service.NOTIFICATION));
    }

    Services of(Service service) {
        return service == Service.NOTIFICATION ? notification : services;
    }

    /// As an operator sets them.
    private Map<Service, Map<String, String>> further(ServiceSettings settings) {
        Map<Service, Map<String, String>> further = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            Map<String, String> own = new HashMap<>(SecuredBroker.settings(service));
            own.put("syncline.ca-file", authority.file().toString());
            own.put("syncline.rows.delete-after", "1s");
            own.put("syncline.network.shared-servers", "127.0.0.1:%1$d,%2$s:%1$d".formatted(postgreSql.port(), HOST));
            settings.database(service).ifPresent(database -> own.put(
                    "spring.datasource.url",
                    "jdbc:postgresql://%s:%d/%s?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory".formatted(HOST, postgreSql.port(), database)));
            further.put(service, own);
        }
        further.get(Service.CONSOLE).putAll(Map.of("syncline.tls.certificate", certificate.certificate().toString(), "syncline.tls.key", certificate.key().toString()));
        return further;
    }

    /// What certificates of others are like: of an authority that nobody trusts, one that has run out, and one for another name.
    List<ServerCertificate> wrong() {
        return List.of(
                Authority.make(DIRECTORY.resolve("others"), "Authority of others").certify("others", "dns:" + HOST),
                authority.certifyForThePast("old", "dns:" + HOST),
                authority.certify("elsewhere", "dns:elsewhere.test"));
    }
}
