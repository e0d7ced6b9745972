package dev.syncline.dialect.connect;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/// A server of the installation itself: a broker, a service, or a database in which the services keep their state. No connection leads there.
///
/// @param databases those of the installation, where users' databases are on the same server; null where all of it is the installation's
public record OwnServer(HostAndPort at, @Nullable Set<String> databases) {

    public OwnServer {
        databases = databases == null ? null : Set.copyOf(databases);
    }

    /// @param servers all of them, as in `kafka:9092`
    /// @param shared those that hold databases of users as well
    /// @param databases those of the installation
    /// @throws IllegalArgumentException where one is not a host and a port
    public static List<OwnServer> of(Collection<String> servers, Collection<String> shared, Set<String> databases) {
        Set<HostAndPort> alsoOfUsers = shared.stream().map(HostAndPort::of).collect(Collectors.toSet());
        return servers.stream()
                .map(HostAndPort::of)
                .map(server -> new OwnServer(server, alsoOfUsers.contains(server) ? databases : null))
                .toList();
    }

    /// Whether a connection to that address would be one to it.
    ///
    /// @param database null where the connection names none
    boolean isReachedBy(InetAddress address, int port, @Nullable String database, NetworkPolicy.Resolver names) {
        return port == at.port()
                && (databases == null || database != null && databases.contains(database))
                && Arrays.stream(names.resolve(at.host())).anyMatch(own -> own.equals(address) || isHere(own) && isHere(address));
    }

    /// A server of this machine can be reached by all of its addresses.
    private static boolean isHere(InetAddress address) {
        try {
            return address.isLoopbackAddress() || address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException _) {
            return false;
        }
    }
}
