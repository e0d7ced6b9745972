package dev.syncline.notification.mail;

import dev.syncline.contracts.run.Alerting;
import dev.syncline.contracts.text.Printable;

/// An address that is safe in a header: plain ASCII, one `@`, no blanks, quotes, comments or line ends. Checked by us and not by the
/// mail library, which has let line ends pass before (CVE-2025-7962).
public record MailAddress(String value) {

    public MailAddress {
        if (!Alerting.isAddress(value)) {
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
