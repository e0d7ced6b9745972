package dev.syncline.dialect.clickhouse;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;

/// A session before whose first statement of a kind something else happens, as it may on a busy server.
final class InterruptedSession {

    private InterruptedSession() {}

    /// What happens between.
    interface Event {
        void happen() throws Exception;
    }

    static Connection before(Connection session, String beginning, Event event) {
        AtomicBoolean happened = new AtomicBoolean();
        return proxy(Connection.class, (_, method, arguments) -> {
            Object answer = call(session, method, arguments);
            return answer instanceof Statement statement ? watched(statement, beginning, event, happened) : answer;
        });
    }

    private static Statement watched(Statement statement, String beginning, Event event, AtomicBoolean happened) {
        return proxy(Statement.class, (_, method, arguments) -> {
            if (method.getName().startsWith("execute") && ((String) arguments[0]).startsWith(beginning) && happened.compareAndSet(false, true)) {
                event.happen();
            }
            return call(statement, method, arguments);
        });
    }

    private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
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
