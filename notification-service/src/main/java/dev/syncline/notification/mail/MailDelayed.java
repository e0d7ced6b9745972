package dev.syncline.notification.mail;

/// The mail could not be handed over, or nobody knows whether it was.
final class MailDelayed extends Exception {

    private final boolean outage;

    /// @param outage whether the mail server takes no mail at all at present, so that others need not be tried
    MailDelayed(boolean outage, String message, Throwable cause) {
        super(message, cause);
        this.outage = outage;
    }

    boolean outage() {
        return outage;
    }
}
