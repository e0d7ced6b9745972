package dev.syncline.notification.mail;

/// The mail server refuses this mail for good.
final class MailRefused extends Exception {

    MailRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
