package dev.syncline.testsupport.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/// A mail server that says yes to everything but one command, and may speak TLS from the first byte or from STARTTLS on.
public final class ScriptedMailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final String command;
    private final @Nullable String answer;
    private final @Nullable SSLContext later;

    private ScriptedMailServer(ServerSocketFactory sockets, @Nullable SSLContext later, String command, @Nullable String answer) throws IOException {
        this.socket = sockets.createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.later = later;
        this.command = command;
        this.answer = answer;
        Thread.ofVirtual().name("mail-server").start(this::serve);
    }

    /// @param command the beginning of the line that is answered in a particular way
    /// @param answer null for none at all, empty to hang up
    public ScriptedMailServer(String command, @Nullable String answer) throws IOException {
        this(ServerSocketFactory.getDefault(), null, command, answer);
    }

    /// One that takes every mail, over TLS from the first byte on.
    public static ScriptedMailServer overTls(SSLContext tls) throws IOException {
        return new ScriptedMailServer(tls.getServerSocketFactory(), null, "nothing", null);
    }

    /// One that takes every mail, over TLS once it is asked to.
    public static ScriptedMailServer withStartTls(SSLContext tls) throws IOException {
        return new ScriptedMailServer(ServerSocketFactory.getDefault(), tls, "nothing", null);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /// The lines that have come in, over TLS where the server has it.
    public List<String> heard() {
        return heard;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                clients.add(client);
                say(client, "220 ready");
                converse(client);
            } catch (IOException _) {
                continue; // the client or the test has gone
            }
        }
    }

    private void converse(Socket client) throws IOException {
        BufferedReader lines = lines(client);
        boolean content = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            heard.add(line);
            if (content && !line.equals(".")) {
                continue;
            }
            content = line.equals("DATA");
            if (later != null && line.equals("STARTTLS")) {
                say(client, "220 go on");
                heard.clear();
                converse(encrypted(client, later));
                return;
            }
            if (!line.startsWith(command)) {
                say(client, content ? "354 go on" : line.startsWith("EHLO") && later != null && !(client instanceof SSLSocket) ? "250-here\r\n250 STARTTLS" : "250 ok");
            } else if (answer != null && answer.isEmpty()) {
                return;
            } else if (answer != null) {
                say(client, answer);
            }
        }
    }

    private static Socket encrypted(Socket client, SSLContext tls) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(client, client.getInetAddress().getHostAddress(), client.getPort(), true);
        encrypted.setUseClientMode(false);
        return encrypted;
    }

    private static BufferedReader lines(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
