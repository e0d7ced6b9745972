package dev.syncline.kit.connection;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/// Where the installation's own servers are, as far as a service knows: no connection of a user leads there.
///
/// @param servers the broker, the services and the databases of their state, as in `kafka:9092`; those that this service is told of, and those in
///     `syncline.network.own-servers`
/// @param shared those of them that hold databases of users as well (`syncline.network.shared-servers`): there, only [#databases()] are out of reach
/// @param databases in which the services keep their state, on any server
public record OwnAddresses(Set<String> servers, Set<String> shared, Set<String> databases) {

    private static final Pattern DATABASE_URL = Pattern.compile("jdbc:postgresql://([^/?]+)/([^?]+).*");
    private static final Set<String> STATE = Set.of("syncline_config", "syncline_scheduler", "syncline_notification", "syncline_console");

    public OwnAddresses {
        servers = plain(servers);
        shared = plain(shared);
        databases = Set.copyOf(databases);
    }

    static OwnAddresses of(Environment environment) {
        Set<String> servers = new LinkedHashSet<>(list(environment, "syncline.network.own-servers"));
        Set<String> databases = new LinkedHashSet<>(STATE);
        servers.addAll(list(environment, "spring.kafka.bootstrap-servers"));
        Optional.ofNullable(environment.getProperty("syncline.config-service.url")).map(URI::create).ifPresent(url -> servers.add(
                "%s:%d".formatted(url.getHost(), url.getPort() > 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80)));
        Optional.ofNullable(environment.getProperty("server.port")).filter(port -> !port.equals("0")).ifPresent(port -> servers.add("127.0.0.1:" + port));
        Matcher state = DATABASE_URL.matcher(environment.getProperty("spring.datasource.url", ""));
        if (state.matches()) {
            Arrays.stream(state.group(1).split(",")).map(server -> server.matches(".*:\\d+") ? server : server + ":5432").forEach(servers::add);
            databases.add(state.group(2));
        }
        return new OwnAddresses(servers, list(environment, "syncline.network.shared-servers"), databases);
    }

    /// Without a protocol in front, as a broker's address may have it, and without the dot at the end of a name's last label.
    private static Set<String> plain(Set<String> servers) {
        return servers.stream().map(server -> server.strip().replaceFirst("^[A-Za-z_]+://", "").replaceFirst("\\.(?=:\\d+$)", "")).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> list(Environment environment, String name) {
        return Binder.get(environment).bind(name, String[].class).map(texts -> new LinkedHashSet<>(Arrays.asList(texts))).orElseGet(LinkedHashSet::new);
    }
}
