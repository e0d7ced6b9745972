package dev.syncline.kit.log;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.observe.Traces;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// What log lines of this thread are about, as fields beside their text, until it is closed.
public final class LogFields implements AutoCloseable {

    private final Map<String, @Nullable String> before = new HashMap<>();

    private LogFields() {}

    /// Lines about a run, and so of its trace.
    ///
    /// @param run null where they are about none
    public static LogFields of(@Nullable UUID run) {
        return new LogFields().with("run", run).with("trace.id", run == null ? null : Traces.id(run));
    }

    /// @param id null where it is not known
    public LogFields project(@Nullable Long id) {
        return with("project", id);
    }

    /// @param name null where they are about many
    public LogFields table(@Nullable TableName name) {
        return with("table", name);
    }

    private LogFields with(String key, @Nullable Object value) {
        if (value != null) {
            before.put(key, MDC.get(key));
            MDC.put(key, value.toString());
        }
        return this;
    }

    @Override
    public void close() {
        before.forEach((key, value) -> {
            if (value == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, value);
            }
        });
    }
}
