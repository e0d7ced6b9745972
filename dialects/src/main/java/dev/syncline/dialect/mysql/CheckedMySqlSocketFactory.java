package dev.syncline.dialect.mysql;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.sql.SQLException;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;

/// Dials the address that was checked, whatever the name resolves to by now. Made by Connector/J, by its class's name, in the thread that opens the session;
/// the name stays what the server's certificate is compared with.
public final class CheckedMySqlSocketFactory extends StandardSocketFactory {

    private static final ScopedValue<InetAddress> CHECKED = ScopedValue.newInstance();

    /// Opens sessions within which only this address is dialled.
    static <T> T dialled(InetAddress checked, ScopedValue.CallableOp<T, SQLException> opening) throws SQLException {
        return ScopedValue.where(CHECKED, checked).call(opening);
    }

    @Override
    public <T extends Closeable> T connect(String host, int port, PropertySet properties, int loginTimeout) throws IOException {
        if (!CHECKED.isBound()) {
            throw new IOException("No address has been checked for " + host);
        }
        return super.connect(CHECKED.get().getHostAddress(), port, properties, loginTimeout);
    }
}
