package dev.syncline.notification.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.syncline.contracts.text.Printable;

/// How a kind of mail reads: `mail/notification/<name>.txt` and `.html`, in Mustache. Whatever stands in two braces is made printable, on
/// one line, and in HTML escaped; there is no way to leave that out but three braces, and no template has any.
public final class MailTemplate {

    private static final String FOLDER = "/mail/notification/";
    private static final Mustache.Compiler TEXT = Mustache.compiler()
            .zeroIsFalse(true)
            .withEscaper(Printable::line)
            .withLoader(MailTemplate::open);
    private static final Mustache.Compiler HTML = TEXT.withEscaper(raw -> Escapers.HTML.escape(Printable.line(raw)));

    private final Template text;
    private final Template html;

    public MailTemplate(String name) {
        text = TEXT.compile(open(name + ".txt"));
        html = HTML.compile(open(name + ".html"));
    }

    /// @param model a record whose components the template names
    public MailContent write(MailModel model) {
        return new MailContent(model.subject(), text.execute(model), html.execute(model));
    }

    private static Reader open(String file) {
        try (InputStream template = MailTemplate.class.getResourceAsStream(FOLDER + file)) {
            if (template == null) {
                throw new IllegalArgumentException("There is no mail template " + FOLDER + file);
            }
            return new StringReader(new String(template.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
