package dev.syncline.allinone.installation;

import dev.syncline.console.user.FirstAdministrator;

/// Tells where the parts of a running installation can be reached.
public final class Guide {

    private Guide() {}

    /// The address for a browser, and the first password where it has just been made.
    private static String console(AllInOne running) {
        String address = "\nOpen %s in a browser".formatted(running.url(Service.CONSOLE));
        return running.services().context(Service.CONSOLE).getBean(FirstAdministrator.class).takePassword()
                .map(password -> "%s; sign in as '%s' with the password %s, which is shown this once.%n".formatted(address, FirstAdministrator.NAME, password))
                .orElse(address + ".\n");
    }

    public static String whereThingsAre(AllInOne running) {
        StringBuilder text = new StringBuilder(console(running)).append("\nWhere things are:\n");
        for (Service service : Service.values()) {
            text.append("  %-21s %s   (interface: %1$s)%n".replace("%1$s", "%3$s").formatted(
                    service.serviceName(), running.url(service), running.url(service) + "/swagger-ui.html"));
        }
        text.append("  API token             %s%n".formatted(running.installation().tokenFile()));
        text.append("  Kafka                 %s%n".formatted(running.servers().kafka().bootstrapServers()));
        text.append("  PostgreSQL            psql postgresql://%s:%s@127.0.0.1:%d/postgres%n".formatted(
                running.servers().postgreSql().user(), running.servers().postgreSql().password(), running.servers().postgreSql().port()));
        for (Service service : Service.values()) {
            if (!running.url(service).endsWith(":" + service.defaultPort())) {
                text.append("  Another program has port %d, so %s is elsewhere this time.%n".formatted(service.defaultPort(), service.serviceName()));
            }
        }
        return text.toString();
    }
}
