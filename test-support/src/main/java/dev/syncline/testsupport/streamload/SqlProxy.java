package dev.syncline.testsupport.streamload;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One connection through the door: MySQL's own packets, with the statements in other words and the errors in the product's.
final class SqlProxy {

    private static final int QUIT = 1;
    private static final int INIT_DATABASE = 2;
    private static final int QUERY = 3;
    private static final int PING = 14;
    private static final int RESET_CONNECTION = 31;

    private static final int NO_SUCH_TABLE = 1146;
    private static final Pattern DENIED = Pattern.compile("(\\w+) command denied to user .* for table '(.*)'");
    private static final int FAST_PROOF_ACCEPTED = 3;

    private final Product product;
    private final Statements statements;
    private final Session session;
    private final InputStream fromClient;
    private final OutputStream toClient;
    private final InputStream fromServer;
    private final OutputStream toServer;

    private SqlProxy(Product product, Statements statements, Socket client, Socket server) throws IOException {
        this.product = product;
        this.statements = statements;
        this.session = new Session(product);
        this.fromClient = new BufferedInputStream(client.getInputStream());
        this.toClient = new BufferedOutputStream(client.getOutputStream(), 1 << 16);
        this.fromServer = new BufferedInputStream(server.getInputStream(), 1 << 16);
        this.toServer = new BufferedOutputStream(server.getOutputStream(), 1 << 16);
    }

    static void serve(Product product, Statements statements, Socket client, int mySqlPort) throws IOException {
        try (Socket server = new Socket("127.0.0.1", mySqlPort)) {
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            SqlProxy door = new SqlProxy(product, statements, client, server);
            if (door.login()) {
                while (door.next()) {
                    continue;
                }
            }
        }
    }

    // Passwords are none of the door's business: client and MySQL settle that between them.
    private boolean login() throws IOException {
        toClient(Greeting.ofProduct(product, Packet.read(fromServer)));
        Packet response = Packet.read(fromClient);
        session.use(Greeting.database(response));
        toServer(response);
        while (true) {
            Packet packet = Packet.read(fromServer);
            toClient(packet);
            if (packet.isOk() || packet.isError()) {
                return packet.isOk();
            }
            boolean isLast = packet.first() == 1 && packet.payload().length == 2 && packet.payload()[1] == FAST_PROOF_ACCEPTED;
            if (!isLast) {
                toServer(Packet.read(fromClient));
            }
        }
    }

    /// Serves one command; false when it was the last.
    private boolean next() throws IOException {
        Packet command = Packet.read(fromClient);
        switch (command.first()) {
            case QUIT -> {
                toServer(command);
                return false;
            }
            case INIT_DATABASE -> {
                toServer(command);
                Packet reply = Packet.read(fromServer);
                if (reply.isOk()) {
                    session.use(new String(command.payload(), 1, command.payload().length - 1, StandardCharsets.UTF_8));
                }
                toClient(reply);
            }
            case PING, RESET_CONNECTION -> {
                toServer(command);
                toClient(Packet.read(fromServer));
            }
            case QUERY -> query(command);
            default -> refuse(Refusal.execution("Command %d is not supported", command.first()));
        }
        return true;
    }

    private void query(Packet command) throws IOException {
        byte[] text = Arrays.copyOfRange(command.payload(), 1, command.payload().length);
        Charset charset = charset(text);
        Answer answer;
        try {
            answer = statements.answer(session, new String(text, charset));
        } catch (Refusal refusal) {
            refuse(refusal);
            return;
        }
        byte[] changed = answer.mySql().getBytes(charset);
        byte[] payload = new byte[1 + changed.length];
        payload[0] = QUERY;
        System.arraycopy(changed, 0, payload, 1, changed.length);
        toServer(new Packet(command.sequence(), payload));
        relay(answer);
    }

    // A statement may hold bytes that are no text; then every byte is taken for a character and comes out as it was.
    private static Charset charset(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException _) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    private void relay(Answer answer) throws IOException {
        Packet first = Packet.read(fromServer);
        if (first.isError()) {
            answer.then().failed(first.errorMessage());
            toClient(inProductsWords(first));
        } else if (first.isOk()) {
            long records = first.records();
            answer.then().succeeded(records);
            toClient(answer.inserts() ? first.withAffected(records) : first);
        } else {
            first.write(toClient);
            relayUntilEnd(); // columns
            relayUntilEnd(); // rows
            toClient.flush();
        }
    }

    private void relayUntilEnd() throws IOException {
        while (true) {
            Packet packet = Packet.read(fromServer);
            (packet.isError() ? inProductsWords(packet) : packet).write(toClient);
            if (packet.isEnd() || packet.isError()) {
                return;
            }
        }
    }

    private Packet inProductsWords(Packet error) {
        String message = error.errorMessage();
        if (error.errorCode() == NO_SUCH_TABLE) {
            String name = message.replaceAll("^Table '(.*)' doesn't exist$", "$1");
            message = product == Product.DORIS ? "Table [%s] does not exist in database [%s].".formatted(name.substring(name.indexOf('.') + 1), session.database())
                    : "Unknown table '%s'".formatted(name);
        }
        Refusal refusal = product == Product.STARROCKS ? ofStarRocks(error, message) : Refusal.meaning("%s", message);
        return Packet.error(error.sequence(), refusal.number(product), product.sqlState, product.inWords(refusal));
    }

    private static Refusal ofStarRocks(Packet error, String message) {
        Matcher denied = DENIED.matcher(error.errorMessage());
        return error.errorCode() == NO_SUCH_TABLE ? Refusal.numbered(5502, "%s", message)
                : denied.lookingAt() ? Refusal.denied(denied.group(1), "TABLE " + denied.group(2))
                : Refusal.meaning("%s", message);
    }

    private void refuse(Refusal refusal) throws IOException {
        toClient(Packet.error(1, refusal.number(product), product.sqlState, product.inWords(refusal)));
    }

    private void toClient(Packet packet) throws IOException {
        packet.write(toClient);
        toClient.flush();
    }

    private void toServer(Packet packet) throws IOException {
        packet.write(toServer);
        toServer.flush();
    }
}
