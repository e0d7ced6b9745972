package dev.syncline.kit.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.syncline.contracts.text.Printable;

/// A log message as one line: what a database, a request or a message on a topic has brought into it cannot forge another.
public final class OneLineMessage extends MessageConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return Printable.line(String.valueOf(super.convert(event)));
    }
}
