package dev.syncline.dialect.connect;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/// The addresses that no database has, and which hand out secrets of the machine instead.
public final class DeniedAddresses {

    /// The metadata services of clouds which are not in the link-local range: AWS over IPv6, Alibaba, Oracle, Azure.
    private static final Set<InetAddress> METADATA = Stream.of("fd00:ec2::254", "100.100.100.200", "192.0.0.192", "168.63.129.16")
            .map(InetAddress::ofLiteral)
            .collect(Collectors.toUnmodifiableSet());

    private DeniedAddresses() {}

    static boolean allow(InetAddress address, boolean allowLocal) {
        InetAddress inner = embedded(address);
        if (inner != null) {
            return allow(inner, allowLocal);
        }
        if (address.isLoopbackAddress()) {
            return allowLocal;
        }
        return !address.isLinkLocalAddress()
                && !address.isMulticastAddress()
                && !address.isAnyLocalAddress()
                && !isThisNetworkOrReserved(address)
                && !METADATA.contains(address);
    }

    /// 0.0.0.0/8 reaches the machine itself on Linux; 240.0.0.0/4 is reserved and holds the broadcast address.
    private static boolean isThisNetworkOrReserved(InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            return false;
        }
        int first = address.getAddress()[0] & 0xFF;
        return first == 0 || first >= 240;
    }

    /// The IPv4 address inside an IPv6 one that gateways or the system turn back into it: `::a.b.c.d`, NAT64 `64:ff9b::/96`, 6to4 `2002::/16`.
    private static @Nullable InetAddress embedded(InetAddress address) {
        if (!(address instanceof Inet6Address v6)) {
            return null;
        }
        byte[] bytes = v6.getAddress();
        if (bytes[0] == 0x20 && bytes[1] == 0x02) {
            return v4(bytes, 2);
        }
        boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xFF) == 0xFF && (bytes[3] & 0xFF) == 0x9B;
        if (nat64 || v6.isIPv4CompatibleAddress() && !v6.isLoopbackAddress() && !v6.isAnyLocalAddress()) {
            return v4(bytes, 12);
        }
        return null;
    }

    private static InetAddress v4(byte[] bytes, int offset) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
