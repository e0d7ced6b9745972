package dev.syncline.dialect.greenplum;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.syncline.dialect.greenplum.Segment.Got;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class RowServerTest {

    private static final int MANY = 100_000;
    private static final String SCAN = "7-0000000042.3.1";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private RowServer server;

    @BeforeEach
    void open() throws IOException {
        server = RowServer.at(0);
    }

    @AfterEach
    void close() {
        server.close();
        threads.shutdownNow();
    }

    /// About 60 bytes each, of letters of one to four bytes.
    private static List<String> rows(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + "\tname ä€𝄞 \\t\\n\\\\ of row " + i + "\t\\N\t" + "x".repeat(i % 30)).toList();
    }

    private static InputStream text(List<String> rows) {
        return new ByteArrayInputStream((String.join("\n", rows) + '\n').getBytes(StandardCharsets.UTF_8));
    }

    private Segment segment(ServedRows served, int count) {
        return new Segment(server.port(), served.path(), SCAN, 0, count, true);
    }

    private Future<Got> start(Segment segment, Segment.Between between) {
        return threads.submit(() -> segment.fetch(between));
    }

    private List<Future<Got>> startAll(Segment first) {
        return IntStream.range(0, first.count()).mapToObj(id -> start(first.another(id), _ -> {})).toList();
    }

    private static List<String> all(List<Future<Got>> fetching) throws Exception {
        List<String> rows = new ArrayList<>();
        for (Future<Got> each : fetching) {
            Got got = each.get(30, TimeUnit.SECONDS);
            assertThat(got.ended()).isTrue();
            assertThat(got.blocks()).allSatisfy(block -> assertThat(block).endsWith("\n"));
            rows.addAll(got.rows());
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void eachRowGoesToOneSegment(int segments) throws Exception {
        List<String> rows = rows(MANY);

        try (ServedRows served = server.serve(text(rows), false)) {
            assertThat(all(startAll(segment(served, segments)))).containsExactlyInAnyOrderElementsOf(rows);
            assertThat(served.hasGiven(MANY)).isTrue();
            assertThat(served.hasGiven(MANY - 1)).isFalse();
        }
    }

    @Test
    void segmentsGetTheirRowsInOrder() throws Exception {
        List<String> rows = rows(MANY);

        try (ServedRows served = server.serve(text(rows), false)) {
            assertThat(segment(served, 1).fetch().rows()).containsExactlyElementsOf(rows);
        }
    }

    @Test
    void rowsWhoseOrderCountsGoToOneSegment() throws Exception {
        List<String> rows = rows(MANY);

        try (ServedRows served = server.serve(text(rows), true)) {
            List<Future<Got>> all = startAll(segment(served, 4));

            assertThat(all(all)).containsExactlyElementsOf(rows);
            assertThat(all).filteredOn(each -> !each.resultNow().rows().isEmpty()).hasSize(1);
            assertThat(segment(served, 4).fetch()).isEqualTo(new Got("HTTP/1.0 200 OK", List.of(), true, ""));
            assertThat(served.hasGiven(MANY)).isTrue();
        }
    }

    /// It stands before its first block until the other one has taken some.
    @Test
    void aSlowSegmentHoldsUpNobodyAndGetsItsShare() throws Exception {
        List<String> rows = rows(MANY);
        CountDownLatch slowHasOne = new CountDownLatch(1);
        CountDownLatch othersHaveThree = new CountDownLatch(1);

        try (ServedRows served = server.serve(text(rows), false)) {
            Future<Got> slow = start(segment(served, 2), blocks -> {
                slowHasOne.countDown();
                await(othersHaveThree);
            });
            await(slowHasOne);
            Future<Got> quick = start(segment(served, 2).another(1), blocks -> {
                if (blocks == 3) {
                    othersHaveThree.countDown();
                }
            });

            assertThat(all(List.of(slow, quick))).containsExactlyInAnyOrderElementsOf(rows);
            assertThat(slow.get().blocks()).isNotEmpty();
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("Waited in vain");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void aSegmentThatAsksTwiceAtOnceGetsNoRowTwice() throws Exception {
        List<String> rows = rows(MANY);

        try (ServedRows served = server.serve(text(rows), false)) {
            Segment segment = segment(served, 1);

            assertThat(all(List.of(start(segment, _ -> {}), start(segment, _ -> {}), start(segment, _ -> {})))).containsExactlyInAnyOrderElementsOf(rows);
        }
    }

    @Test
    void whoAsksWhenAllIsGivenGetsTheEnd() throws Exception {
        try (ServedRows served = server.serve(text(rows(3)), false)) {
            assertThat(segment(served, 2).fetch().rows()).hasSize(3);

            Got late = segment(served, 2).another(1).fetch();
            Got again = segment(served, 2).fetch();

            assertThat(List.of(late, again)).allSatisfy(got -> {
                assertThat(got.ended()).isTrue();
                assertThat(got.rows()).isEmpty();
            });
            assertThat(served.hasGiven(3)).isTrue();
        }
    }

    @Test
    void withoutMarksTheRowsComeAsTheyAre() throws Exception {
        List<String> rows = rows(20_000);

        try (ServedRows served = server.serve(text(rows), false)) {
            assertThat(segment(served, 1).unmarked().fetch().rows()).containsExactlyElementsOf(rows);
            assertThat(served.hasGiven(20_000)).isTrue();
        }
    }

    @Test
    void anEmptyBatchHasAnEndOnly() throws Exception {
        try (ServedRows served = server.serve(InputStream.nullInputStream(), false)) {
            assertThat(segment(served, 1).fetch()).isEqualTo(new Got("HTTP/1.0 200 OK", List.of(), true, ""));
            assertThat(served.hasGiven(0)).isTrue();
        }
    }

    /// Gone in the middle of its first block, of which more is there than buffers take.
    @Test
    void aSegmentThatBreaksOffFailsTheBatchForAll() throws Exception {
        List<String> rows = Collections.nCopies(300, "a".repeat(150_000));
        CountDownLatch otherHasOne = new CountDownLatch(1);
        CountDownLatch broken = new CountDownLatch(1);

        try (ServedRows served = server.serve(text(rows), false)) {
            Future<Got> other = start(segment(served, 2), _ -> {
                otherHasOne.countDown();
                await(broken);
            });
            await(otherHasOne);
            assertThatThrownBy(() -> segment(served, 2).another(1).fetch(_ -> {
                broken.countDown();
                throw new IOException("Gone");
            })).hasMessage("Gone");

            Got got = other.get(30, TimeUnit.SECONDS);
            assertThat(got.ended()).isFalse();
            assertThat(got.error()).contains("could not be given to all segments");
            assertThat(served.hasGiven(300)).isFalse();
            assertThat(segment(served, 2).another(1).fetch().status()).startsWith("HTTP/1.0 500 ");
        }
    }

    @Test
    void aSecondScanOfTheSameRowsFailsBoth() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);

        try (ServedRows served = server.serve(text(rows(MANY)), false)) {
            Future<Got> first = start(segment(served, 1), blocks -> {
                if (blocks == 0) {
                    assertThat(segment(served, 1).of("7-0000000042.3.2").fetch().status()).startsWith("HTTP/1.0 500 ");
                    asked.countDown();
                }
            });
            await(asked);

            assertThat(first.get(30, TimeUnit.SECONDS).ended()).isFalse();
            assertThat(served.hasGiven(MANY)).isFalse();
        }
    }

    @Test
    void rowsThatCannotBeReadAreNoEnd() throws Exception {
        try (ServedRows served = server.serve(new ByteArrayInputStream("1\n2".getBytes(StandardCharsets.US_ASCII)), false)) {
            Got got = segment(served, 1).fetch();

            assertThat(got.ended()).isFalse();
            assertThat(got.error()).isNotEmpty();
            assertThat(served.hasGiven(1)).isFalse();
        }
    }

    @Test
    void aSegmentSeesNoEndWhenTheBatchIsClosedBefore() throws Exception {
        ServedRows served = server.serve(text(List.of("a".repeat(32 << 20))), false);

        assertThatThrownBy(() -> segment(served, 1).fetch(_ -> served.close())).isInstanceOf(IOException.class);
        assertThat(served.hasGiven(1)).isFalse();
    }

    @Test
    void allElseIsNotFound() throws Exception {
        try (ServedRows served = server.serve(text(rows(1)), false)) {
            Segment segment = segment(served, 1);

            for (String path : List.of("/", "", "/gpfdist/status", "*", served.path() + '/', served.path() + "?a", served.path().substring(1), "/../" + served.path(), served.path().toUpperCase())) {
                if (!path.equals(served.path())) {
                    assertThat(segment.at(path.isEmpty() ? "//" : path).fetch().status()).as(path).isEqualTo("HTTP/1.0 404 Not Found");
                }
            }
            for (String method : List.of("POST", "HEAD", "PUT", "get", "OPTIONS")) {
                assertThat(segment.send(segment.request().replaceFirst("GET", method), _ -> {}).status()).as(method).isEqualTo("HTTP/1.0 404 Not Found");
            }
            assertThat(segment.fetch().rows()).hasSize(1);
        }
    }

    @Test
    void whoIsNoSegmentGetsNoRows() throws Exception {
        try (ServedRows served = server.serve(text(rows(1)), false)) {
            Segment segment = segment(served, 1);

            for (String header : List.of("X-GP-XID", "X-GP-CID", "X-GP-SN", "X-GP-PROTO")) {
                assertThat(segment.send(segment.request().replace(header, "X-Other"), _ -> {}).status()).as(header).startsWith("HTTP/1.0 400 ");
            }
            assertThat(segment.send(segment.request().replace("X-GP-PROTO: 1", "X-GP-PROTO: 2"), _ -> {}).status()).startsWith("HTTP/1.0 400 ");
            assertThatThrownBy(() -> segment.send("nonsense\r\n\r\n", _ -> {})).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> segment.send("GET / HTTP/1.1\r\nX: " + "x".repeat(20_000), _ -> {})).isInstanceOf(IOException.class);
            assertThat(segment.send(segment.request().replace("X-GP-XID", "x-gp-xid"), _ -> {}).rows()).hasSize(1);
        }
    }

    @Test
    void nothingIsServedAfterTheBatch() throws Exception {
        ServedRows served = server.serve(text(rows(1)), false);
        Segment segment = segment(served, 1);
        assertThat(segment.fetch().rows()).hasSize(1);

        served.close();
        assertThat(segment.fetch().status()).isEqualTo("HTTP/1.0 404 Not Found");

        server.close();
        assertThatThrownBy(segment::fetch).isInstanceOf(ConnectException.class);
    }

    @Test
    void eachBatchHasAPathThatCannotBeGuessed() throws Exception {
        try (ServedRows one = server.serve(text(rows(1)), false); ServedRows two = server.serve(text(rows(2)), false)) {
            assertThat(one.path()).matches("/[0-9a-f]{32}").isNotEqualTo(two.path());

            assertThat(segment(two, 1).fetch().rows()).hasSize(2);
            assertThat(segment(one, 1).fetch().rows()).hasSize(1);
        }
    }

    @Test
    void loadsShareAFixedPortUntilTheLastIsDone() throws Exception {
        int port = freePort();
        RowServer one = RowServer.at(port);
        RowServer two = RowServer.at(port);

        one.close();
        try (ServedRows served = two.serve(text(rows(1)), false)) {
            assertThat(new Segment(port, served.path(), SCAN, 0, 1, true).fetch().rows()).hasSize(1);
        }
        two.close();
        assertThatThrownBy(() -> new Segment(port, "/", SCAN, 0, 1, true).fetch()).isInstanceOf(ConnectException.class);
        RowServer.at(port).close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aRowLargerThanABlockIsOneSegments() throws Exception {
        List<String> rows = IntStream.range(0, 40).mapToObj(i -> i + "ä".repeat(i % 2 == 0 ? 10 : 300_000 + i)).toList();

        try (ServedRows served = server.serve(text(rows), false)) {
            assertThat(all(startAll(segment(served, 4)))).containsExactlyInAnyOrderElementsOf(rows);
            assertThat(served.hasGiven(40)).isTrue();
        }
    }

    @Test
    void aSegmentThatBreaksOffWithinARowFailsTheBatchForThoseWhoWait() throws Exception {
        CountDownLatch inRow = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);

        try (ServedRows served = server.serve(text(List.of("a".repeat(64 << 20), "b")), false)) {
            Future<Got> breaking = start(segment(served, 2), _ -> {
                inRow.countDown();
                await(asked);
                throw new IOException("Gone");
            });
            await(inRow);
            Future<Got> waiting = start(segment(served, 2).another(1), _ -> {});
            asked.countDown();

            assertThatThrownBy(breaking::get).hasRootCauseMessage("Gone");
            // Refused, where it asks later than the other one breaks off.
            assertThat(waiting.get(30, TimeUnit.SECONDS).ended()).isFalse();
            assertThat(served.hasGiven(2)).isFalse();
        }
    }
}
