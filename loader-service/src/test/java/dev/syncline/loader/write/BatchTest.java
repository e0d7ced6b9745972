package dev.syncline.loader.write;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.chunk.ChunkHeader;
import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.chunk.RowFormat;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.read.RareEscapes;
import dev.syncline.loader.intake.ReceivedRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BatchTest {

    private static final UUID EXTRACTION = UUID.randomUUID();
    private static final TableName SOURCE = new TableName("shop", "orders");
    private static final Ledger BEFORE = new Ledger(EXTRACTION, 1, 17, new Manifest(3, 30, 300, 99), 0, null);
    private static final ReceivedRecord.End END = new ReceivedRecord.End(Manifest.EMPTY, 99);

    private final Deque<Optional<ReceivedRecord>> coming = new ArrayDeque<>();
    private final List<Long> shown = new ArrayList<>();
    private final LargeRowGate gate = new LargeRowGate();
    private int waited;

    private Batch batch(Ledger before, long wantedBytes) {
        return batch(before, wantedBytes, Duration.ofMinutes(1));
    }

    private Batch batch(Ledger before, long wantedBytes, Duration longest) {
        Batch.Arrivals arrivals = taken -> {
            shown.add(taken.rows());
            return coming.remove();
        };
        return new Batch(SOURCE, before, arrivals, new Batch.Size(wantedBytes, wantedBytes, longest), () -> {
            waited++;
            return gate.acquire(null);
        });
    }

    private ReceivedRecord.Chunk comes(long number, String rows, int ended, boolean endsRow, String escapes, long offset) {
        byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
        ReceivedRecord.Chunk chunk = new ReceivedRecord.Chunk(new ChunkHeader(EXTRACTION, 1, 0, number, ended, 0, endsRow, escapes), bytes, offset);
        coming.add(Optional.of(chunk));
        return chunk;
    }

    private static Batch gathered(Batch batch) throws InterruptedException {
        batch.gather();
        return batch;
    }

    private static String text(Batch batch) throws IOException {
        try (InputStream rows = batch.rows()) {
            return new String(rows.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void addsUpWhatItHolds() throws Exception {
        ReceivedRecord.Chunk first = comes(3, "1\n2\n", 2, true, "f", 17);
        ReceivedRecord.Chunk second = comes(4, "3\n", 1, true, "v", 20);

        Batch batch = gathered(batch(BEFORE, 5));

        assertThat(batch.count()).isEqualTo(3);
        assertThat(batch.rareEscapes()).isEqualTo(RareEscapes.FORM_FEED | RareEscapes.VERTICAL_TAB);
        assertThat(batch.before()).isEqualTo(BEFORE);
        assertThat(batch.after())
                .isEqualTo(new Ledger(EXTRACTION, 1, 21, BEFORE.taken().plus(first.header(), 4).plus(second.header(), 2), 0, null));
        assertThat(batch.end()).isNull();
    }

    @Test
    void isTheSameWhetherItIsGatheredOrReadAsItComes() throws Exception {
        comes(3, "1\n2", 1, false, "", 17);
        comes(4, "", 0, false, "", 18);
        comes(5, "3\n", 1, true, "b", 19);
        comes(6, "4\n", 1, true, "", 20);
        List<Optional<ReceivedRecord>> all = List.copyOf(coming);
        Batch gathered = gathered(batch(BEFORE, 5));
        coming.clear();
        coming.addAll(all);
        Batch streamed = batch(BEFORE, 5);

        assertThat(text(streamed)).isEqualTo("1\n23\n").isEqualTo(text(gathered));

        assertThat(coming).as("the chunk behind it").hasSize(1);
        assertThat(streamed.after()).isEqualTo(gathered.after());
        assertThat(streamed.count()).isEqualTo(gathered.count()).isEqualTo(2);
        assertThat(streamed.rareEscapes()).isEqualTo(gathered.rareEscapes()).isEqualTo(RareEscapes.BACKSPACE);
        assertThat(text(streamed)).as("once only").isEmpty();
    }

    @Test
    void hasOneFormat() throws Exception {
        comes(3, "1\n", 1, true, "", 17);
        coming.add(Optional.of(new ReceivedRecord.Chunk(
                new ChunkHeader(EXTRACTION, 1, 0, 4, 1, 0, true, "", RowFormat.POSTGRESQL_BINARY), new byte[] {0, 1, -1, -1, -1, -1}, 18)));
        Batch batch = batch(BEFORE, 100);

        assertThat(batch.take()).isTrue();
        assertThat(batch.format()).isEqualTo(RowFormat.TEXT);
        assertThatThrownBy(batch::take)
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNPROVEN))
                .hasMessageContaining("text/1 and postgresql-binary/1");
    }

    @Test
    void holdsNoMoreThanOneChunkWhereItIsReadAsItComes() throws Exception {
        comes(3, "1\n", 1, true, "", 17);
        comes(4, "2\n", 1, true, "", 18);
        coming.add(Optional.of(END));
        InputStream rows = batch(BEFORE, 100).rows();

        assertThat(rows.readNBytes(2)).isEqualTo("1\n".getBytes(StandardCharsets.UTF_8));

        assertThat(coming).hasSize(2);
    }

    @Test
    void endsWithTheExtraction() throws Exception {
        comes(3, "1\n", 1, true, "", 17);
        coming.add(Optional.of(END));

        Batch batch = gathered(batch(BEFORE, 100));

        assertThat(batch.end()).isEqualTo(END);
        assertThat(batch.count()).isEqualTo(1);
    }

    @Test
    void refusesAnEndInTheMiddleOfARow() {
        comes(3, "1", 0, false, "", 17);
        coming.add(Optional.of(END));

        assertThatThrownBy(() -> gathered(batch(BEFORE, 1)))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNPROVEN))
                .hasMessageContaining("shop.orders");
    }

    @Test
    void endsWhereNothingComesForAWhileButNotInTheMiddleOfARow() throws Exception {
        coming.add(Optional.empty());
        comes(3, "1", 0, false, "", 17);
        coming.add(Optional.empty());
        comes(4, "\n", 1, true, "", 18);
        coming.add(Optional.empty());

        Batch batch = gathered(batch(BEFORE, 100));

        assertThat(text(batch)).isEqualTo("1\n");
        assertThat(batch.end()).isNull();
    }

    @Test
    void endsWithTheRowWhenItHasTakenLongEnough() throws Exception {
        comes(3, "1", 0, false, "", 17);
        comes(4, "\n", 1, true, "", 18);
        comes(5, "2\n", 1, true, "", 19);

        assertThat(text(batch(BEFORE, 100, Duration.ZERO))).isEqualTo("1\n");
    }

    /// A batch of which nobody knows whether it has come is known again only if it is the same.
    @Test
    void endsWhereTheBatchEndedThatItRepeats() throws Exception {
        Ledger repeating = new Ledger(EXTRACTION, 1, 17, new Manifest(3, 30, 300, 99), 19, null);
        comes(3, "1\n2\n", 2, true, "", 17);
        coming.add(Optional.empty());
        comes(4, "3\n", 1, true, "", 18);
        comes(5, "4\n", 1, true, "", 19);

        Batch larger = gathered(batch(repeating, 1, Duration.ZERO));

        assertThat(text(larger)).isEqualTo("1\n2\n3\n");
        assertThat(larger.after().repeatTo()).isZero();
        assertThat(larger.after().nextOffset()).isEqualTo(19);
    }

    @Test
    void waitsAtTheGateWhereARowIsLongerThanWanted() throws Exception {
        comes(3, "123", 0, false, "", 17);
        comes(4, "4", 0, false, "", 18);
        comes(5, "5\n", 1, true, "", 19);

        try (Batch batch = gathered(batch(BEFORE, 2))) {
            assertThat(waited).as("once").isEqualTo(1);
            assertThat(text(batch)).isEqualTo("12345\n");
        }
        comes(3, "6\n", 1, true, "", 17);
        comes(4, "7\n", 1, true, "", 18);
        gathered(batch(BEFORE, 4)).close();
        assertThat(waited).as("not where whole rows are many").isEqualTo(1);

        comes(3, "123", 0, false, "", 17);
        comes(4, "4\n", 1, true, "", 18);
        assertThat(text(batch(BEFORE, 2))).isEqualTo("1234\n");
        assertThat(waited).as("not where it is not held").isEqualTo(1);
    }

    /// The second one could not wait at the gate if the first had not left it.
    @Test
    void leavesTheGateWhenItIsClosed() throws Exception {
        for (int i = 1; i <= 2; i++) {
            comes(3, "123", 0, false, "", 17);
            comes(4, "4\n", 1, true, "", 18);

            gathered(batch(BEFORE, 2)).close();

            assertThat(waited).isEqualTo(i);
        }
    }

    @Test
    void isSmallerWhereItIsHeld() throws Exception {
        List<String> texts = new ArrayList<>();
        for (boolean held : List.of(true, false)) {
            coming.clear();
            for (int i = 0; i < 3; i++) {
                comes(3 + i, i + "\n", 1, true, "", 17 + i);
            }
            Batch batch = new Batch(SOURCE, BEFORE, _ -> coming.remove(), new Batch.Size(6, 2, Duration.ofMinutes(1)), () -> gate.acquire(null));
            batch.take();
            if (held) {
                batch.gather();
            }
            texts.add(text(batch));
        }

        assertThat(texts).containsExactly("0\n", "0\n1\n2\n");
    }

    @Test
    void saysNothingOfItsEndBeforeThatIsKnown() throws Exception {
        comes(3, "1\n", 1, true, "", 17);
        comes(4, "2\n", 1, true, "", 18);
        Batch batch = batch(BEFORE, 4);
        batch.take();

        for (ThrowingCallable asked : List.<ThrowingCallable>of(batch::count, batch::rareEscapes, batch::after)) {
            assertThatThrownBy(asked).isInstanceOf(IllegalStateException.class).hasMessageContaining("shop.orders");
        }
        batch.gather();
        assertThat(batch.count()).isEqualTo(2);
    }

    @Test
    void saysHowFarItHasCome() throws Exception {
        comes(3, "1\n2\n", 2, true, "", 17);
        comes(4, "3\n", 1, true, "", 18);
        coming.add(Optional.of(END));

        text(batch(BEFORE, 100));

        assertThat(shown).containsExactly(30L, 32L, 33L);
    }
}
