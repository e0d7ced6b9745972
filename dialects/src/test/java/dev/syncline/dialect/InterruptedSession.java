package dev.syncline.dialect;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;

/// A session before whose first statement of a kind something else happens, as it may on a busy server.
public final class InterruptedSession {

    private InterruptedSession() {}

    /// What happens between.
    public interface Event {
        void happen() throws Exception;
    }

    /// @param words of the statement
    public static Connection before(Connection session, String words, Event event) {
        AtomicBoolean happened = new AtomicBoolean();
        return proxy(Connection.class, (_, method, arguments) -> {
            Object answer = call(session, method, arguments);
            return answer instanceof Statement statement ? watched(statement, words, event, happened) : answer;
        });
    }

    private static Statement watched(Statement statement, String words, Event event, AtomicBoolean happened) {
        return proxy(Statement.class, (_, method, arguments) -> {
            if (method.getName().startsWith("execute") && ((String) arguments[0]).contains(words) && happened.compareAndSet(false, true)) {
                event.happen();
            }
            return call(statement, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object on, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
