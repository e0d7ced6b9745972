package dev.syncline.dialect.streamload;

import java.net.InetAddress;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.syncline.dialect.connect.HostAndPort;
import dev.syncline.dialect.connect.NetworkPolicy;

/// Where rows, and the user's password with them, may be sent: to the host that the connection names, to the back ends that the server lists, and to
/// those that the connection's option names. What a front end answers decides nothing of it: an answer can come from anybody who can answer for the front end.
final class BackEndAddresses {

    /// Asks the server which back ends it has; empty where the user may not know.
    interface Listing {
        List<HostAndPort> ask() throws SQLException;
    }

    private final NetworkPolicy network;
    private final InetAddress frontEnd;
    private final List<HostAndPort> named;
    private final Listing listing;
    private final Set<String> known = new HashSet<>();

    /// @param named by the connection's option; then the server is not asked
    BackEndAddresses(NetworkPolicy network, InetAddress frontEnd, List<HostAndPort> named, Listing listing) {
        this.network = network;
        this.frontEnd = frontEnd;
        this.named = List.copyOf(named);
        this.listing = listing;
    }

    /// The address to dial for a back end that a front end has named.
    ///
    /// @throws SQLException where the front end sends to a host that is none of the server's
    /// @throws dev.syncline.contracts.failure.SyncException with `UNREACHABLE` where the network policy denies the address
    synchronized String checked(HostAndPort backEnd) throws SQLException {
        InetAddress address = network.resolve(backEnd);
        String place = new HostAndPort(address.getHostAddress(), backEnd.port()).toString();
        if (!address.equals(frontEnd) && !known.contains(place)) {
            known.addAll(places(named.isEmpty() ? listing.ask() : named));
            if (!known.contains(place)) {
                throw new SQLException("the front end sends rows to %s, which is none of the back ends that %s; %s".formatted(
                        backEnd,
                        named.isEmpty() ? "SHOW BACKENDS lists" : "the connection's option backEnds names",
                        named.isEmpty()
                                ? "let the user see them (SHOW BACKENDS), or name them in the connection's option backEnds"
                                : "name it there if it is one"), "HY000", StreamLoadErrors.FOREIGN_HOST);
            }
        }
        return place;
    }

    /// A back end that nobody can resolve at the moment, or that may not be dialled, is none to send to.
    private Set<String> places(List<HostAndPort> backEnds) {
        Set<String> places = new HashSet<>();
        for (HostAndPort backEnd : backEnds) {
            for (InetAddress address : network.addresses(backEnd)) {
                places.add(new HostAndPort(address.getHostAddress(), backEnd.port()).toString());
            }
        }
        return places;
    }
}
