package dev.syncline.config.connection;

import java.net.InetAddress;
import java.util.regex.Pattern;

/// What may stand in a host field: a DNS name or an IP literal and nothing that a driver could read as more than a host.
final class HostName {

    private static final int LONGEST = 253;
    private static final Pattern LABELS = Pattern.compile("(?!-)[A-Za-z0-9_-]{1,63}(?<!-)(\\.(?!-)[A-Za-z0-9_-]{1,63}(?<!-))*");
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    /// `127.1`, `2130706433` and `0x7f.1` are addresses to some resolvers and names to others.
    private static final Pattern ENDS_LIKE_A_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9A-Fa-f]*)");

    private HostName() {}

    static boolean isValid(String host) {
        if (host.indexOf(':') >= 0) {
            return IPV6.matcher(host).matches() && isLiteral(host);
        }
        if (host.length() > LONGEST || !LABELS.matcher(host).matches()) {
            return false;
        }
        return IPV4.matcher(host).matches() || !ENDS_LIKE_A_NUMBER.matcher(host).matches();
    }

    private static boolean isLiteral(String address) {
        try {
            InetAddress _ = InetAddress.ofLiteral(address);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
