package dev.syncline.allinone;

/// Tells where the parts of a running installation can be reached.
public final class Guide {

    private Guide() {}

    public static String whereThingsAre(AllInOne running) {
        StringBuilder text = new StringBuilder("\nWhere things are:\n");
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
