package dev.syncline.dialect.load;

import dev.syncline.dialect.connect.HostName;

/// Where other servers can reach this worker, for targets that fetch rows themselves.
///
/// @param host as they know it
/// @param port 0 for any free one
public record WorkerAddress(HostName host, int port) {

    private static final int HIGHEST = 65535;

    public WorkerAddress {
        if (port < 0 || port > HIGHEST) {
            throw new IllegalArgumentException("A port lies between 0 and " + HIGHEST);
        }
    }

    /// The address with the port that was free, as it stands in a URL.
    public String at(int freePort) {
        String text = host.text();
        return (text.indexOf(':') >= 0 ? '[' + text + ']' : text) + ':' + freePort;
    }
}
