package dev.syncline.dialect.connect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Set;

/// A session of a driver with a [SideChannel] beside it, which `unwrap` gives and which closes with the session.
public final class SideChannelSession {

    private SideChannelSession() {}

    /// @param ignored methods of the driver's session that have no effect
    public static Connection of(Connection driver, SideChannel sideChannel, Set<String> ignored) {
        return (Connection) Proxy.newProxyInstance(
                SideChannelSession.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> switch (method.getName()) {
                    case "unwrap" -> arguments[0] == sideChannel.getClass() ? sideChannel : call(driver, method, arguments);
                    case "isWrapperFor" -> arguments[0] == sideChannel.getClass() || (boolean) call(driver, method, arguments);
                    case "isValid" -> sideChannel.isOpen() && (boolean) call(driver, method, arguments);
                    case "close", "abort" -> {
                        sideChannel.close();
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
