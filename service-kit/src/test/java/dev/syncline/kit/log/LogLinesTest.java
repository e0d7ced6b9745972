package dev.syncline.kit.log;

import java.nio.charset.StandardCharsets;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogLinesTest {

    private static final String FORGED = "no\n2026-11-29T00:00:00 ERROR forged\r\u001b[31m";
    private static final String SHOWN = "no\\n2026-11-29T00:00:00 ERROR forged\\r\\u001b[31m";

    @Test
    void aMessageIsOneLineWhateverIsInIt() throws Exception {
        assertThat(logged("table {}", FORGED, null)).hasSize(1).first().asString().contains("table " + SHOWN);
    }

    @Test
    void messagesOfExceptionsTheirCausesAndTheSuppressedAreOneLineEach() throws Exception {
        Exception thrown = new IllegalStateException("outer " + FORGED, new IllegalArgumentException("cause " + FORGED));
        thrown.addSuppressed(new IllegalArgumentException("suppressed " + FORGED));

        List<String> lines = logged("failed", "", thrown);

        assertThat(lines).anyMatch(line -> line.contains("outer " + SHOWN))
                .anyMatch(line -> line.contains("cause " + SHOWN))
                .anyMatch(line -> line.contains("suppressed " + SHOWN));
        assertThat(lines).noneMatch(line -> line.startsWith("2026-11-29T00:00:00 ERROR")).noneMatch(line -> line.contains("\u001b"));
    }

    /// As the services log: by their own configuration.
    private static List<String> logged(String message, String argument, Exception thrown) throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogLinesTest.class.getResource("/logback-spring.xml"));
        var logger = context.getLogger("ROOT");
        var appender = (ConsoleAppender<ILoggingEvent>) logger.getAppender("CONSOLE");
        var event = new LoggingEvent(LogLinesTest.class.getName(), logger, Level.WARN, message, thrown, new Object[] {argument});
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
    }
}
