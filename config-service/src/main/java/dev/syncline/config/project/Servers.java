package dev.syncline.config.project;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.syncline.config.connection.SavedConnection;
import dev.syncline.contracts.project.ConnectionRef;

/// Which addresses some connections lead to. The names of all hosts are looked up once and at the same time; one that nobody knows is like no other.
final class Servers {

    private static final long SECONDS_TO_LOOK_UP = 3;

    private final Map<String, Set<InetAddress>> addresses = new HashMap<>();

    Servers(Collection<SavedConnection> connections) {
        Map<String, CompletableFuture<Set<InetAddress>>> lookUps = new HashMap<>();
        for (SavedConnection connection : connections) {
            lookUps.computeIfAbsent(host(connection), host -> CompletableFuture.supplyAsync(() -> lookUp(host), Thread::startVirtualThread)
                    .completeOnTimeout(Set.of(), SECONDS_TO_LOOK_UP, TimeUnit.SECONDS));
        }
        lookUps.forEach((host, lookUp) -> addresses.put(host, lookUp.join()));
    }

    boolean sameDatabase(SavedConnection one, SavedConnection other) {
        return one.kind().equals(other.kind())
                && one.port() == other.port()
                && Objects.equals(one.database(), other.database())
                && (host(one).equals(host(other)) || sameAddress(addressesOf(one), addressesOf(other)));
    }

    /// The connection as a revision names it, with a text that is the same for every connection to the same address, and what its server has last said it is.
    ConnectionRef ref(SavedConnection connection) {
        return new ConnectionRef(
                connection.id(),
                connection.name(),
                connection.kind(),
                "%s://%s:%d/%s".formatted(
                        connection.kind(), place(connection), connection.port(), Objects.requireNonNullElse(connection.database(), "")),
                connection.identity());
    }

    private String place(SavedConnection connection) {
        Set<InetAddress> known = addressesOf(connection);
        if (isLocal(known)) {
            return "localhost";
        }
        return known.stream().map(InetAddress::getHostAddress).sorted().findFirst().orElseGet(() -> host(connection));
    }

    private static boolean sameAddress(Set<InetAddress> ones, Set<InetAddress> others) {
        return isLocal(ones) && isLocal(others) || !Collections.disjoint(ones, others);
    }

    private static boolean isLocal(Set<InetAddress> addresses) {
        return addresses.stream().anyMatch(InetAddress::isLoopbackAddress);
    }

    private Set<InetAddress> addressesOf(SavedConnection connection) {
        return addresses.getOrDefault(host(connection), Set.of());
    }

    private static String host(SavedConnection connection) {
        return connection.host().toLowerCase(Locale.ROOT);
    }

    private static Set<InetAddress> lookUp(String host) {
        try {
            return new HashSet<>(Arrays.asList(InetAddress.getAllByName(host)));
        } catch (UnknownHostException _) {
            return Set.of();
        }
    }
}
