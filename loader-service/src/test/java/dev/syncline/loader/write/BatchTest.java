package dev.syncline.loader.write;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import dev.syncline.contracts.chunk.ChunkHeader;
import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.dialect.Ledger;
import dev.syncline.dialect.RareEscapes;
import dev.syncline.loader.intake.Arrival;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BatchTest {

    private static final UUID EXTRACTION = UUID.randomUUID();

    private final Ledger before = new Ledger(EXTRACTION, 1, 17, new Manifest(3, 30, 300, 99), 0, null);
    private final Batch batch = new Batch(before);

    @Test
    void addsUpWhatItHolds() {
        Arrival.Chunk first = chunk(3, "1\n2\n", 2, true, "f", 17);
        Arrival.Chunk second = chunk(4, "3\n", 1, true, "v", 20);

        batch.add(first);
        batch.add(second);

        assertThat(batch.rows()).isEqualTo(3);
        assertThat(batch.bytes()).isEqualTo(6);
        assertThat(batch.escapes()).isEqualTo(RareEscapes.FORM_FEED | RareEscapes.VERTICAL_TAB);
        assertThat(batch.before()).isEqualTo(before);
        assertThat(batch.after())
                .isEqualTo(new Ledger(EXTRACTION, 1, 21, before.taken().plus(first.header(), 4).plus(second.header(), 2), 0, null));
    }

    @Test
    void isWholeOnlyWhereARowEnds() {
        assertThat(batch.whole()).isTrue();

        batch.add(chunk(3, "1", 0, false, "", 17));
        assertThat(batch.whole()).isFalse();

        batch.add(chunk(4, "2\n", 1, true, "", 18));
        assertThat(batch.whole()).isTrue();
    }

    /// A batch of which nobody knows whether it has come is known again only if it is the same.
    @Test
    void endsWhereTheBatchEndedThatItRepeats() {
        Batch again = new Batch(new Ledger(EXTRACTION, 1, 17, new Manifest(3, 30, 300, 99), 19, null));
        assertThat(again.isFull(1)).isFalse();

        again.add(chunk(3, "1\n2\n", 2, true, "", 17));
        assertThat(again.isFull(1)).as("larger than wanted, but not all of it").isFalse();
        assertThat(again.mayEnd()).isFalse();

        again.add(chunk(4, "3\n", 1, true, "", 18));
        assertThat(again.isFull(1_000_000)).isTrue();
        assertThat(again.after().repeatTo()).isZero();
    }

    @Test
    void readsItsChunksAsOneStream() throws IOException {
        batch.add(chunk(3, "1\n2", 1, false, "", 17));
        batch.add(chunk(4, "", 0, false, "", 18));
        batch.add(chunk(5, "3\n", 1, true, "", 19));

        try (InputStream rows = batch.read()) {
            assertThat(rows.read()).isEqualTo('1');
            assertThat(rows.readAllBytes()).isEqualTo("\n23\n".getBytes(StandardCharsets.UTF_8));
            assertThat(rows.read()).isEqualTo(-1);
        }
    }

    private static Arrival.Chunk chunk(long number, String rows, int ended, boolean endsRow, String escapes, long offset) {
        byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
        return new Arrival.Chunk(new ChunkHeader(EXTRACTION, 1, 0, number, ended, 0, endsRow, escapes), bytes, offset);
    }
}
