package dev.syncline.dialect.postgresql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

import javax.net.SocketFactory;

/// Dials the address that was checked, whatever the name resolves to by now. Made by pgjdbc, by its class's name; the name stays what the server's
/// certificate is compared with.
public final class CheckedPostgreSqlSocketFactory extends SocketFactory {

    private final InetAddress checked;

    /// @param checked an IP literal
    public CheckedPostgreSqlSocketFactory(String checked) {
        this.checked = InetAddress.ofLiteral(checked);
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress server, int timeout) throws IOException {
                super.connect(new InetSocketAddress(checked, ((InetSocketAddress) server).getPort()), timeout);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return new Socket(checked, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return new Socket(checked, port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return new Socket(checked, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return new Socket(checked, port, from, fromPort);
    }
}
