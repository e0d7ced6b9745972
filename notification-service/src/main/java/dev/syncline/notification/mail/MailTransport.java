package dev.syncline.notification.mail;

/// A way for a mail to leave.
interface MailTransport {

    /// Hands a mail over; returns once it has been taken.
    ///
    /// @return the state the mail has reached
    /// @throws MailRefused where it will not be taken however often it is tried
    /// @throws MailDelayed where it may be taken later
    MailState send(Mail mail) throws MailRefused, MailDelayed;
}
