package dev.syncline.kit.log;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Services log text, or documents of the Elastic Common Schema where they are told to.
class StructuredLogTest {

    private static final UUID RUN = UUID.fromString("0198f2c4-0000-4000-8000-000000000001");

    @Test
    void aDocumentHasRunTableProjectAndTraceAsFields() throws JoranException {
        JsonNode line = JsonMapper.shared().readTree(logged("ecs"));

        assertThat(line.at("/service/name").asString()).isEqualTo("loader-service");
        assertThat(line.get("message").asString()).isEqualTo("rows=3\nforged");
        assertThat(line.get("run").asString()).isEqualTo(RUN.toString());
        assertThat(line.get("project").asString()).isEqualTo("7");
        assertThat(line.get("table").asString()).isEqualTo("sales.orders");
        assertThat(line.at("/trace/id").asString() + line.path("trace.id").asString()).isEqualTo("0198f2c4000040008000000000000001");
    }

    @Test
    void otherwiseALineIsText() throws JoranException {
        assertThat(logged(null)).contains("rows=3\\nforged").doesNotStartWith("{").hasLineCount(1);
    }

    @Test
    void fieldsGoWhenTheirLinesAreOver() {
        try (LogFields _ = LogFields.of(RUN).table(new TableName("sales", "orders"))) {
            try (LogFields _ = LogFields.of(RUN).table(new TableName("sales", "items"))) {
                assertThat(MDC.get("table")).isEqualTo("sales.items");
            }
            assertThat(MDC.get("table")).isEqualTo("sales.orders");
        }
        assertThat(MDC.get("run")).isNull();
    }

    private static String logged(@Nullable String format) throws JoranException {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        MockEnvironment environment = new MockEnvironment().withProperty("spring.application.name", "loader-service");
        context.putObject(Environment.class.getName(), environment);
        context.putProperty("CONSOLE_LOG_CHARSET", "UTF-8");
        if (format != null) {
            context.putProperty("CONSOLE_LOG_STRUCTURED_FORMAT", format);
        }
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(StructuredLogTest.class.getResource("/logback-spring.xml"));
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        OutputStreamAppender<ILoggingEvent> console = (OutputStreamAppender<ILoggingEvent>) root.getAppender("CONSOLE");
        try (LogFields _ = LogFields.of(RUN).project(7L).table(new TableName("sales", "orders"))) {
            LoggingEvent event = new LoggingEvent("test", root, Level.INFO, "rows=3\nforged", null, null);
            event.setMDCPropertyMap(MDC.getCopyOfContextMap());
            return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
        } finally {
            context.stop();
        }
    }
}
