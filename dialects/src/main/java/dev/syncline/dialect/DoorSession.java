package dev.syncline.dialect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;

/// A session of a driver with a [Door] beside it, which `unwrap` gives and which closes with the session.
public final class DoorSession {

    private DoorSession() {}

    /// @param ignored methods of the driver's session that have no effect
    public static Connection of(Connection driver, Door door, Set<String> ignored) {
        return (Connection) Proxy.newProxyInstance(
                DoorSession.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> switch (method.getName()) {
                    case "unwrap" -> arguments[0] == door.getClass() ? door : call(driver, method, arguments);
                    case "isWrapperFor" -> arguments[0] == door.getClass() || (boolean) call(driver, method, arguments);
                    case "isValid" -> door.isOpen() && (boolean) call(driver, method, arguments);
                    case "close", "abort" -> {
                        door.close();
                        yield call(driver, method, arguments);
                    }
                    default -> ignored.contains(method.getName()) ? null : call(driver, method, arguments);
                });
    }

    private static Object call(Connection driver, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(driver, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
