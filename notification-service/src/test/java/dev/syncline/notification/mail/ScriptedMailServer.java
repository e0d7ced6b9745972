package dev.syncline.notification.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/// A mail server that says yes to everything but one command.
final class ScriptedMailServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final String command;
    private final @Nullable String answer;

    /// @param command the beginning of the line that is answered in a particular way
    /// @param answer null for none at all, empty to hang up
    ScriptedMailServer(String command, @Nullable String answer) throws IOException {
        this.command = command;
        this.answer = answer;
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        try (Socket client = socket.accept()) {
            clients.add(client);
            say(client, "220 ready");
            converse(client, new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII)));
        } catch (IOException _) {
            return; // the client or the test has gone
        }
    }

    private void converse(Socket client, BufferedReader lines) throws IOException {
        boolean content = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (content && !line.equals(".")) {
                continue;
            }
            content = line.equals("DATA");
            if (!line.startsWith(command)) {
                say(client, content ? "354 go on" : "250 ok");
            } else if (answer != null && answer.isEmpty()) {
                return;
            } else if (answer != null) {
                say(client, answer);
            }
        }
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
