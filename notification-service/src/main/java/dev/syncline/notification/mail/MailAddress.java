package dev.syncline.notification.mail;

import java.util.regex.Pattern;

import dev.syncline.notification.delivery.Printable;

/// An address that is safe in a header: plain ASCII, one `@`, no blanks, quotes, comments or line ends. Checked here and not by the
/// mail library, which has let line ends pass before (CVE-2025-7962).
public record MailAddress(String value) {

    private static final int LONGEST = 254;
    private static final Pattern GRAMMAR = Pattern.compile(
            "(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    public MailAddress {
        if (value.length() > LONGEST || !GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not a mail address of the form name@host; give the address alone, without a display name"
                            .formatted(Printable.line(value)));
        }
    }

    public String domain() {
        return value.substring(value.indexOf('@') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
