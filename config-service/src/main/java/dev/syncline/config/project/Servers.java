package dev.syncline.config.project;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

import dev.syncline.config.connection.SavedConnection;

/// Whether two connections lead to the same database.
final class Servers {

    private Servers() {}

    /// Names are looked up where only they differ; one that nobody knows is like no other.
    static boolean sameDatabase(SavedConnection one, SavedConnection other) {
        return one.kind().equals(other.kind())
                && one.port() == other.port()
                && Objects.equals(one.database(), other.database())
                && (one.host().equalsIgnoreCase(other.host()) || sameAddress(one.host(), other.host()));
    }

    private static boolean sameAddress(String one, String other) {
        Set<InetAddress> ones = addresses(one);
        Set<InetAddress> others = addresses(other);
        boolean bothLocal = ones.stream().anyMatch(InetAddress::isLoopbackAddress) && others.stream().anyMatch(InetAddress::isLoopbackAddress);
        return bothLocal || !Collections.disjoint(ones, others);
    }

    private static Set<InetAddress> addresses(String host) {
        try {
            return new HashSet<>(Arrays.asList(InetAddress.getAllByName(host)));
        } catch (UnknownHostException _) {
            return Set.of();
        }
    }
}
