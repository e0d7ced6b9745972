package dev.syncline.allinone.installation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

import dev.syncline.allinone.compare.Engine;

/// An installation that runs: its servers and the five services.
public record AllInOne(InstallationDirectory installation, EmbeddedServers servers, Services services) implements AutoCloseable {

    /// @param databases what is wanted beside the PostgreSQL in which the services keep their state
    public static AllInOne start(InstallationDirectory installation, Set<Engine> databases) {
        EmbeddedServers servers = EmbeddedServers.start(installation, databases);
        try {
            return new AllInOne(installation, servers, Services.start(settings(installation, servers)));
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    /// Settings for services that use these servers.
    public static ServiceSettings settings(InstallationDirectory installation, EmbeddedServers servers) {
        return settings(installation, servers, Ports::preferred);
    }

    /// @param port where a service is to listen, by where it usually does
    public static ServiceSettings settings(InstallationDirectory installation, EmbeddedServers servers, IntUnaryOperator port) {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            ports.put(service, port.applyAsInt(service.defaultPort()));
        }
        return new ServiceSettings(
                servers.kafka().bootstrapServers(),
                "127.0.0.1:" + servers.postgreSql().port(),
                servers.postgreSql().user(),
                servers.postgreSql().password(),
                ServiceSettings.DATABASES,
                installation,
                ports);
    }

    public Api api() {
        return new Api(installation.apiToken());
    }

    /// The base of a service's URLs.
    public String url(Service service) {
        return services.settings().url(service);
    }

    @Override
    public void close() {
        services.close();
        servers.close();
    }
}
