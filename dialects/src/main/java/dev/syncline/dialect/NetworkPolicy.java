package dev.syncline.dialect;

import java.net.InetAddress;
import java.time.Duration;

/// Which addresses may be dialled, and for how long to wait for them.
///
/// @param allowLocal whether loopback addresses may be dialled
/// @param connect time to reach the server and to log in, together
/// @param silence how long a statement may stay without any answer before the connection counts as lost
public record NetworkPolicy(boolean allowLocal, Duration connect, Duration silence) {

    /// The address to dial for a host.
    ///
    /// @throws dev.syncline.contracts.failure.SyncException with `UNREACHABLE`, in the same words whether the name does not resolve or
    ///     the address is denied
    public InetAddress resolve(String host) {
        throw new UnsupportedOperationException("written next");
    }
}
