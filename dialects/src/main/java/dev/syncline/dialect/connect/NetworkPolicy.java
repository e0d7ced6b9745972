package dev.syncline.dialect.connect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.Advice;
import org.jspecify.annotations.Nullable;

/// Which addresses may be dialled, and for how long to wait for them.
///
/// @param allowLocal whether loopback addresses may be dialled
/// @param connect time to reach the server and to log in, together
/// @param silence how long a statement may stay without any answer before the connection counts as lost
/// @param own the installation's own servers, which are never dialled
/// @param names how names become addresses
public record NetworkPolicy(boolean allowLocal, Duration connect, Duration silence, List<OwnServer> own, Resolver names) {

    /// Turns a name into its addresses.
    public interface Resolver {

        /// As the system does it.
        Resolver SYSTEM = name -> {
            try {
                return InetAddress.getAllByName(name);
            } catch (UnknownHostException _) {
                return new InetAddress[0];
            }
        };

        /// None where nobody knows the name.
        InetAddress[] resolve(String name);
    }

    public NetworkPolicy {
        own = List.copyOf(own);
    }

    public NetworkPolicy(boolean allowLocal, Duration connect, Duration silence, List<OwnServer> own) {
        this(allowLocal, connect, silence, own, Resolver.SYSTEM);
    }

    public NetworkPolicy(boolean allowLocal, Duration connect, Duration silence) {
        this(allowLocal, connect, silence, List.of());
    }

    /// The address to dial for a connection. Dial this address and not the name again: a name may resolve to another one the next time.
    ///
    /// @throws dev.syncline.contracts.failure.SyncException with `UNREACHABLE`, in the same words whether the name does not resolve or
    ///     the address is denied
    public InetAddress resolve(ConnectionSettings settings) {
        return addresses(settings.host(), settings.port(), settings.database()).stream().findFirst().orElseThrow(() -> cannotBeReached(settings.host()));
    }

    /// The address to dial for a port that is not the one of a connection's settings.
    ///
    /// @throws dev.syncline.contracts.failure.SyncException as [#resolve(ConnectionSettings)]
    public InetAddress resolve(HostAndPort server) {
        return addresses(server).stream().findFirst().orElseThrow(() -> cannotBeReached(server.host()));
    }

    /// All addresses of a host that may be dialled; none where the name does not resolve.
    public List<InetAddress> addresses(HostAndPort server) {
        return addresses(server.host(), server.port(), null);
    }

    private List<InetAddress> addresses(String host, int port, @Nullable String database) {
        try {
            return Arrays.stream(names.resolve(new HostName(host).text()))
                    .filter(address -> DeniedAddresses.allow(address, allowLocal))
                    .filter(address -> own.stream().noneMatch(server -> server.isReachedBy(address, port, database, names)))
                    .toList();
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }

    /// As it stands in a URL: with brackets around an IPv6 address.
    public static String inUrl(String host) {
        return host.indexOf(':') >= 0 ? '[' + host + ']' : host;
    }

    private static SyncException cannotBeReached(String host) {
        return new SyncException(
                FailureCode.UNREACHABLE,
                "Cannot reach host '%s': no database answers there%s".formatted(host, Advice.after(FailureCode.UNREACHABLE)));
    }
}
