package dev.syncline.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import dev.syncline.cli.terminal.Surroundings;

/// Calls some commands with nobody watching, so that the JVM can keep what they need for later starts (its AOT cache). They ask a server that knows nothing.
public final class Rehearsal {

    private static final String EMPTY = "{\"items\":[{\"id\":1,\"name\":\"one\",\"port\":1}],\"next\":null}";

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(server));
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
            Map<String, String> environment = Map.of("SYNCLINE_URL", "http://127.0.0.1:" + server.getLocalPort(), "SYNCLINE_TOKEN", "none");
            Surroundings surroundings = new Surroundings(
                    environment, Path.of("/"), Path.of("/"), new ByteArrayInputStream("kind: Project\n".getBytes(StandardCharsets.UTF_8)), nowhere, nowhere, false);
            for (String words : new String[] {"--version", "--help", "context list", "connections list", "projects list -o json", "runs list -o yaml", "status", "validate -f -", "connections show one"}) {
                SynclineClient.execute(surroundings, words.split(" "));
            }
        }
    }

    private static void answer(ServerSocket server) {
        byte[] answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s".formatted(EMPTY.length(), EMPTY).getBytes(StandardCharsets.UTF_8);
        while (true) {
            try (Socket caller = server.accept()) {
                byte[] request = new byte[8192];
                if (caller.getInputStream().read(request) > 0) {
                    caller.getOutputStream().write(answer);
                    caller.getOutputStream().flush();
                }
            } catch (IOException _) {
                return; // it is closed
            }
        }
    }
}
