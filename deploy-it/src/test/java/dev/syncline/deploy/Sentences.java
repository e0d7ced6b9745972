package dev.syncline.deploy;

import java.util.Map;

/// What settings are for that no record explains.
final class Sentences {

    static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("server.port", "where the service listens"),
            Map.entry("server.servlet.session.timeout", "how long a browser stays signed in after its last request"),
            Map.entry("server.servlet.session.cookie.secure", "whether browsers give their session's cookie over HTTPS only; `true` wherever they come by HTTPS, also to a proxy before the console"),
            Map.entry("spring.datasource.url", "the service's own database, in PostgreSQL: `jdbc:postgresql://host:port/name`"),
            Map.entry("spring.datasource.username", "its user, who owns it"),
            Map.entry("spring.datasource.password", "the user's password"),
            Map.entry("spring.kafka.bootstrap-servers", "brokers to begin with, as `host:port`, with commas between"),
            Map.entry("syncline.ca-file", "certificates of authorities as PEM, trusted beside those that every JVM trusts, by all that the service speaks to"),
            Map.entry("syncline.config-service.url", "where config-service is"),
            Map.entry("syncline.console.config-service", "where config-service is"),
            Map.entry("syncline.console.scheduler-service", "where scheduler-service is"),
            Map.entry("syncline.console.notification-service", "where notification-service is"),
            Map.entry("syncline.console.trace-url", "where the trace of a run can be seen, with `{trace}` for its id; nowhere where nothing is said"),
            Map.entry("syncline.kafka.mechanism", "`SCRAM-SHA-512`, `SCRAM-SHA-256` or `PLAIN`"),
            Map.entry("syncline.kafka.password", "the password of `syncline.kafka.user`"),
            Map.entry("syncline.kafka.user", "as whom the service comes to the broker, over TLS"),
            Map.entry("syncline.mail.port", "of the mail server"),
            Map.entry("syncline.mail.password", "of the user that logs in at the mail server"),
            Map.entry("syncline.network.own-servers", "servers of the installation to which no connection leads, as in `postgres:5432,kafka:9092`; [who may reach whom](network.md)"),
            Map.entry("syncline.network.shared-servers", "those of them on which users' databases are, too: there only the services' own databases are out of reach"),
            Map.entry("syncline.records.clean-every", "how often records are looked for that are older than `syncline.records.keep`"),
            Map.entry("syncline.secrets.lost", "ids of master keys that are lost, with commas between: what they have sealed has to be entered anew"),
            Map.entry("syncline.tls.certificate", "file with the certificate that the service shows, as PEM"),
            Map.entry("syncline.tls.key", "file with its key"),
            Map.entry("syncline.schema-changes.nightly", "when the sources of all projects are looked at for changes, in UTC: second, minute, hour, day, month, weekday; a hyphen for never"));

    private Sentences() {}
}
