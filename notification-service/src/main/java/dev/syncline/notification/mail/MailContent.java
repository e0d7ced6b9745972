package dev.syncline.notification.mail;

import dev.syncline.contracts.text.Printable;


/// What a mail says, twice: as text and as HTML.
///
/// @param subject one line of at most 255 characters
public record MailContent(String subject, String text, String html) {

    private static final int LONGEST_SUBJECT = 255;

    /// Cleans the subject; the bodies are the renderer's care.
    public MailContent {
        // A receiver would decode what looks like an encoded word, and show what the project's name hides in it.
        subject = Printable.cut(Printable.line(subject).replace("=?", "= ?"), LONGEST_SUBJECT);
    }
}
