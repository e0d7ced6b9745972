package dev.syncline.dialect.connect;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A host and a TCP port.
///
/// @param host a DNS name or an IP literal without brackets, as [HostName] allows it
/// @param port 1 to 65,535
public record HostAndPort(String host, int port) {

    private static final Pattern WRITTEN = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]+)):(\\d{1,5})");
    public static final int LAST_PORT = 65_535;

    /// @throws IllegalArgumentException where the host is none, or the port out of range
    public HostAndPort {
        host = new HostName(host).text();
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("A port is a number from 1 to " + LAST_PORT);
        }
    }

    /// Reads `db.example.org:8040` or `[2001:db8::1]:8040`.
    ///
    /// @throws IllegalArgumentException where it is not of this form
    public static HostAndPort of(String text) {
        Matcher parts = WRITTEN.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("A host and its port are written as in db.example.org:8040 or [2001:db8::1]:8040");
        }
        return new HostAndPort(parts.group(1) == null ? parts.group(2) : parts.group(1), Integer.parseInt(parts.group(3)));
    }

    /// Reads some of them, separated by commas; none of an empty text.
    ///
    /// @throws IllegalArgumentException as [#of]
    public static List<HostAndPort> list(String text) {
        return text.isBlank() ? List.of() : Arrays.stream(text.split(",", -1)).map(HostAndPort::of).toList();
    }

    /// As in a URL: an IPv6 address in brackets.
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[%s]:%d" : "%s:%d").formatted(host, port);
    }
}
