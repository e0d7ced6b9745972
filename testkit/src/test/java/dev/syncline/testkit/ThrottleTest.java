package dev.syncline.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

public class ThrottleTest {

    private static final long MILLIS = 1_000_000;
    private static final Throttle SLOW = new Throttle(20_000_000, Duration.ofMillis(5));
    private static final Throttle QUICK = new Throttle(1_000_000_000, Duration.ofNanos(1));

    @Test
    void whatComesAloneIsLateByItsLengthAndTheDelay() {
        Throttle.Pace pace = new Throttle.Pace(SLOW, 0);

        assertThat(pace.due(20_000, 100 * MILLIS)).isEqualTo(106 * MILLIS);
        assertThat(pace.due(2_000_000, 200 * MILLIS)).isEqualTo(305 * MILLIS);
    }

    @Test
    void whatComesTogetherLeavesAtTheRateOfTheLineAndIsDelayedOnce() {
        Throttle.Pace pace = new Throttle.Pace(SLOW, 0);

        long due = 0;
        for (int i = 0; i < 1_000; i++) {
            due = pace.due(20_000, 0);
        }

        assertThat(due).isEqualTo(1_005 * MILLIS);
    }

    /// A line that was idle does not save up.
    @Test
    void timeThatNobodyUsedIsLost() {
        Throttle.Pace pace = new Throttle.Pace(SLOW, 0);
        pace.due(20_000, 0);

        assertThat(pace.due(20_000, 10_000 * MILLIS)).isEqualTo(10_006 * MILLIS);
    }

    /// [System#nanoTime] may be anything, and may go over the largest number.
    @Test
    void theClockMayPassTheLargestNumber() {
        Throttle.Pace pace = new Throttle.Pace(SLOW, Long.MAX_VALUE);

        assertThat(pace.due(20_000, Long.MAX_VALUE) - Long.MAX_VALUE).isEqualTo(6 * MILLIS);
        assertThat(pace.due(20_000, Long.MIN_VALUE) - Long.MAX_VALUE).isEqualTo(7 * MILLIS);
    }

    @Test
    void aLineThatCarriesNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Throttle(0, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Throttle(1, Duration.ofNanos(-1)));
    }

    @Test
    void whatGoesInComesOutInOrder() throws Exception {
        byte[] bytes = bytes(3_000_001);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        QUICK.carry(new ByteArrayInputStream(bytes), out);

        assertThat(out.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void whereNobodyTakesItTheRestIsNotWaitedFor() throws Exception {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                throw new IOException("gone");
            }
        };

        QUICK.carry(new ByteArrayInputStream(bytes(3_000_001)), gone);
    }

    @Test
    void aThrottledPortCarriesBothWaysUntilTheServerEndsIt() throws Exception {
        byte[] question = bytes(100_001);
        byte[] answer = bytes(300_001);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Forwarder forwarder = Forwarder.to(server.getLocalPort(), QUICK);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), forwarder.port())) {
            client.getOutputStream().write(question);
            try (Socket session = server.accept()) {
                assertThat(session.getInputStream().readNBytes(question.length)).isEqualTo(question);
                session.getOutputStream().write(answer);
            }

            assertThat(client.getInputStream().readAllBytes()).isEqualTo(answer);
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
