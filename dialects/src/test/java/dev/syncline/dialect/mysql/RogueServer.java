package dev.syncline.dialect.mysql;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// Speaks just enough of MySQL's protocol to let anybody in and to answer statements by asking for a file of the client.
final class RogueServer implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final String file;
    private final boolean onlyAfterLoadData;
    private final AtomicLong requests = new AtomicLong();
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();

    /// @param onlyAfterLoadData whether it behaves well until the client itself says LOAD DATA
    RogueServer(String file, boolean onlyAfterLoadData) throws IOException {
        this.file = file;
        this.onlyAfterLoadData = onlyAfterLoadData;
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return listener.getLocalPort();
    }

    long requests() {
        return requests.get();
    }

    /// What clients have sent in answer to the request for the file.
    synchronized String received() {
        return got.toString(StandardCharsets.UTF_8);
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            write(out, 0, greeting());
            int sequence = read(in).sequence();
            write(out, sequence + 1, OK);
            while (true) {
                Packet command = read(in);
                String sql = new String(command.body(), StandardCharsets.UTF_8);
                if (!onlyAfterLoadData || sql.contains("LOAD DATA")) {
                    askForFile(in, out, command.sequence());
                } else if (sql.contains("@@")) {
                    answer(out, command.sequence(), sql);
                } else {
                    write(out, command.sequence() + 1, OK);
                }
            }
        } catch (IOException _) {
            return;
        }
    }

    private void askForFile(DataInputStream in, OutputStream out, int sequence) throws IOException {
        requests.incrementAndGet();
        byte[] name = file.getBytes(StandardCharsets.UTF_8);
        byte[] request = new byte[name.length + 1];
        request[0] = (byte) 0xFB;
        System.arraycopy(name, 0, request, 1, name.length);
        write(out, sequence + 1, request);
        Packet answer = read(in);
        while (answer.body().length > 0) {
            synchronized (this) {
                got.writeBytes(answer.body());
            }
            answer = read(in);
        }
        write(out, answer.sequence() + 1, OK);
    }

    private static final Pattern VARIABLE = Pattern.compile("@@(?:session\\.)?(\\w+)");
    private static final byte[] EOF = {(byte) 0xFE, 0, 0, 2, 0};
    private static final byte[] OK = {0, 0, 0, 2, 0, 0, 0};

    private record Packet(int sequence, byte[] body) {}

    private static Packet read(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new EOFException();
        }
        int length = first | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
        int sequence = in.readUnsignedByte();
        return new Packet(sequence, in.readNBytes(length));
    }

    private static void write(OutputStream out, int sequence, byte[] body) throws IOException {
        out.write(new byte[] {(byte) body.length, (byte) (body.length >> 8), (byte) (body.length >> 16), (byte) sequence});
        out.write(body);
        out.flush();
    }

    /// Protocol 10, every capability but TLS, mysql_native_password.
    private static byte[] greeting() throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(10);
        packet.write("8.0.33\0".getBytes(StandardCharsets.US_ASCII));
        packet.write(new byte[] {1, 0, 0, 0});
        packet.write("abcdefgh\0".getBytes(StandardCharsets.US_ASCII));
        packet.write(new byte[] {(byte) 0xFF, (byte) 0xF7});
        packet.write(45);
        packet.write(new byte[] {2, 0});
        packet.write(new byte[] {(byte) 0x0F, 0x00});
        packet.write(21);
        packet.write(new byte[10]);
        packet.write("ijklmnopqrst\0".getBytes(StandardCharsets.US_ASCII));
        packet.write("mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
        return packet.toByteArray();
    }

    /// One row with a plausible value for each variable the driver asks for.
    private static void answer(OutputStream out, int sequence, String sql) throws IOException {
        List<String> names = VARIABLE.matcher(sql).results().map(found -> found.group(1)).toList();
        int number = sequence;
        write(out, ++number, new byte[] {(byte) names.size()});
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        for (String name : names) {
            write(out, ++number, column(name));
            text(row, value(name));
        }
        write(out, ++number, EOF);
        write(out, ++number, row.toByteArray());
        write(out, ++number, EOF);
    }

    private static String value(String name) {
        if (name.startsWith("character_set")) {
            return "utf8mb4";
        }
        return switch (name) {
            case "collation_connection", "collation_server" -> "utf8mb4_0900_ai_ci";
            case "max_allowed_packet" -> "67108864";
            case "sql_mode", "init_connect", "license" -> "";
            case "time_zone", "system_time_zone" -> "UTC";
            case "transaction_isolation" -> "REPEATABLE-READ";
            default -> "0";
        };
    }

    private static byte[] column(String name) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        for (String text : List.of("def", "", "", "", name, "")) {
            text(packet, text);
        }
        packet.write(new byte[] {0x0C, 45, 0, 0, 1, 0, 0, (byte) 0xFD, 0, 0, 0, 0, 0});
        return packet.toByteArray();
    }

    private static void text(ByteArrayOutputStream packet, String text) throws IOException {
        packet.write(text.length());
        packet.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
