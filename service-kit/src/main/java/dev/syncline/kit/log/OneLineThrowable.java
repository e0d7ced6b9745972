package dev.syncline.kit.log;

import java.util.stream.Stream;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import dev.syncline.contracts.text.Printable;
import org.jspecify.annotations.Nullable;

/// A stack trace in which each exception's message is one line, as in [OneLineMessage].
public final class OneLineThrowable extends ThrowableProxyConverter {

    @Override
    protected String throwableProxyToString(IThrowableProxy thrown) {
        return super.throwableProxyToString(new OneLine(thrown));
    }

    private record OneLine(IThrowableProxy thrown) implements IThrowableProxy {

        @Override
        public @Nullable String getMessage() {
            String message = thrown.getMessage();
            return message == null ? null : Printable.line(message);
        }

        @Override
        public @Nullable String getOverridingMessage() {
            String message = thrown.getOverridingMessage();
            return message == null ? null : Printable.line(message);
        }

        @Override
        public String getClassName() {
            return thrown.getClassName();
        }

        @Override
        public StackTraceElementProxy[] getStackTraceElementProxyArray() {
            return thrown.getStackTraceElementProxyArray();
        }

        @Override
        public int getCommonFrames() {
            return thrown.getCommonFrames();
        }

        @Override
        public @Nullable IThrowableProxy getCause() {
            IThrowableProxy cause = thrown.getCause();
            return cause == null ? null : new OneLine(cause);
        }

        @Override
        public IThrowableProxy[] getSuppressed() {
            return Stream.of(thrown.getSuppressed()).map(OneLine::new).toArray(IThrowableProxy[]::new);
        }

        @Override
        public boolean isCyclic() {
            return thrown.isCyclic();
        }
    }
}
