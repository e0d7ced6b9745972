package dev.syncline.dialect.streamload;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/// A session that gives a statement once more which the server found no time to plan, as while its front end collects garbage: nothing has been done then, and
/// the load would otherwise begin anew.
final class PatientSession {

    private static final int TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private PatientSession() {}

    static Connection of(Connection driver) {
        return proxy(Connection.class, (_, method, arguments) -> {
            Object answer = call(driver, method, arguments);
            return method.getName().equals("createStatement") ? patient((Statement) answer) : answer;
        });
    }

    private static Statement patient(Statement statement) {
        return proxy(Statement.class, (_, method, arguments) ->
                method.getName().startsWith("execute") ? planned(statement, method, arguments) : call(statement, method, arguments));
    }

    private static Object planned(Statement statement, Method method, Object[] arguments) throws Throwable {
        Duration pause = FIRST_PAUSE;
        for (int tries = 1; ; tries++) {
            try {
                return call(statement, method, arguments);
            } catch (SQLException e) {
                if (tries == TRIES || !StreamLoadErrors.isUnplanned(e)) {
                    throw e;
                }
                StreamLoadHttp.pause(pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(PatientSession.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object on, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
