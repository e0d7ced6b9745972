package dev.syncline.dialect.connect;

import java.net.InetAddress;
import java.util.regex.Pattern;

/// The host of a connection: an IP literal or a name of DNS labels, and nothing else.
///
/// Drivers read more than a host out of this field. Measured with Connector/J 9.7.0: `(host=…,allowLoadLocalInfile=true)` in the host
/// field gave local files to the server. So there is no list of forbidden characters here, but one of allowed forms.
public record HostName(String text) {

    private static final int MOST_CHARACTERS = 253;
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
    private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    /// Resolvers read `127.1`, `2130706433` and `0x7f.1` as addresses; a host that ends in a number has to be a plain IPv4 literal.
    private static final Pattern NUMBER = Pattern.compile("\\d+|0[xX][0-9A-Fa-f]*");

    /// @throws IllegalArgumentException with words for the user where the text is not a host
    public HostName {
        if (!isHost(text)) {
            throw new IllegalArgumentException(
                    "The host must be a DNS name such as db1.example.org or an IP address, without port, brackets or options");
        }
    }

    /// Whether it is an address and not a name.
    public boolean isLiteral() {
        return text.indexOf(':') >= 0 || IPV4.matcher(text).matches();
    }

    private static boolean isHost(String text) {
        if (text.indexOf(':') >= 0) {
            return IPV6.matcher(text).matches() && isAddress(text);
        }
        if (IPV4.matcher(text).matches()) {
            return isAddress(text);
        }
        return isName(text);
    }

    private static boolean isName(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return false;
        }
        String[] labels = text.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return !NUMBER.matcher(labels[labels.length - 1]).matches();
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
