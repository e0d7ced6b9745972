package dev.syncline.testsupport.streamload;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The first packets of a connection: what the server says it can, and which database the client wants.
final class Greeting {

    private static final int CONNECT_WITH_DATABASE = 1 << 3;
    private static final int SECURE_CONNECTION = 1 << 15;
    private static final int AUTH_LENGTH_ENCODED = 1 << 21;

    // Everything that would hide packets from the door or change their form.
    private static final int WITHHELD = 1 << 5 // compression
            | 1 << 7 // LOAD DATA LOCAL
            | 1 << 11 // TLS
            | 1 << 16 // several statements in one
            | 1 << 23 // session state in OK packets
            | 1 << 24 // no EOF packets
            | 1 << 25 // results without metadata
            | 1 << 26 // zstd
            | 1 << 27 // attributes before a query
            | 1 << 28; // several factors

    private Greeting() {}

    static Packet ofProduct(Product product, Packet greeting) {
        byte[] payload = greeting.payload().clone();
        int version = 1;
        int behindVersion = indexOfNul(payload, version);
        int low = behindVersion + 1 + 4 + 8 + 1;
        int high = low + 2 + 1 + 2;
        payload[low] &= (byte) ~WITHHELD;
        payload[low + 1] &= (byte) (~WITHHELD >> 8);
        payload[high] &= (byte) (~WITHHELD >> 16);
        payload[high + 1] &= (byte) (~WITHHELD >> 24);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(payload[0]);
        changed.writeBytes(product.protocolVersion.getBytes(StandardCharsets.US_ASCII));
        changed.write(payload, behindVersion, payload.length - behindVersion);
        return new Packet(greeting.sequence(), changed.toByteArray());
    }

    static String database(Packet response) {
        byte[] payload = response.payload();
        int capabilities = payload[0] & 0xff | (payload[1] & 0xff) << 8 | (payload[2] & 0xff) << 16 | (payload[3] & 0xff) << 24;
        if ((capabilities & CONNECT_WITH_DATABASE) == 0) {
            return "";
        }
        int proof = indexOfNul(payload, 32) + 1;
        int database = (capabilities & (AUTH_LENGTH_ENCODED | SECURE_CONNECTION)) != 0
                ? proof + 1 + (payload[proof] & 0xff)
                : indexOfNul(payload, proof) + 1;
        return new String(Arrays.copyOfRange(payload, database, indexOfNul(payload, database)), StandardCharsets.UTF_8);
    }

    private static int indexOfNul(byte[] payload, int from) {
        int at = from;
        while (payload[at] != 0) {
            at++;
        }
        return at;
    }
}
