package dev.syncline.dialect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;

/// Which addresses may be dialled, and for how long to wait for them.
///
/// @param allowLocal whether loopback addresses may be dialled
/// @param connect time to reach the server and to log in, together
/// @param silence how long a statement may stay without any answer before the connection counts as lost
public record NetworkPolicy(boolean allowLocal, Duration connect, Duration silence) {

    /// The address to dial for a host. Dial this address and not the name again: a name may resolve to another one the next time.
    ///
    /// @throws dev.syncline.contracts.failure.SyncException with `UNREACHABLE`, in the same words whether the name does not resolve or
    ///     the address is denied
    public InetAddress resolve(String host) {
        return addresses(host).stream().findFirst().orElseThrow(() -> cannotBeReached(host));
    }

    /// All addresses of a host that may be dialled; none where the name does not resolve.
    public List<InetAddress> addresses(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(new HostName(host).text()))
                    .filter(address -> DeniedAddresses.allow(address, allowLocal))
                    .toList();
        } catch (IllegalArgumentException | UnknownHostException _) {
            return List.of();
        }
    }

    /// What to dial: the checked address, but the name where the server's certificate is compared with it.
    ///
    /// @throws dev.syncline.contracts.failure.SyncException as [#resolve]
    public String address(String host, boolean byName) {
        String literal = resolve(host).getHostAddress();
        return byName ? new HostName(host).text() : literal;
    }

    /// As [#address], with the brackets that an IPv6 address has in a URL.
    public String addressInUrl(String host, boolean byName) {
        String address = address(host, byName);
        return address.indexOf(':') >= 0 ? '[' + address + ']' : address;
    }

    private static SyncException cannotBeReached(String host) {
        return new SyncException(
                FailureCode.UNREACHABLE,
                "Cannot reach host '%s': no database answers there%s".formatted(host, Advice.after(FailureCode.UNREACHABLE)));
    }
}
