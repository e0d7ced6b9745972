package dev.syncline.dialect.connect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A session whose statements reach the server as they are written. JDBC lets drivers replace `{fn now()}`, `{d '2020-01-01'}` and the like (JDBC 4.3,
/// 13.4 "Escape Syntax"); Connector/J 9.7 and ClickHouse's driver 0.11 do so within quotes, too, where it is somebody's table or column.
///
/// A driver that parses a prepared statement when it is made has to be told before, by a property of its own; see the dialects' sessions.
public final class PlainStatements {

    private PlainStatements() {}

    static Connection of(Connection driver) {
        return (Connection) Proxy.newProxyInstance(PlainStatements.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
            Object result = call(driver, method, arguments);
            if (result instanceof Statement statement) {
                plain(statement);
            }
            return result;
        });
    }

    private static void plain(Statement statement) throws SQLException {
        try {
            statement.setEscapeProcessing(false);
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static Object call(Connection driver, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(driver, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
