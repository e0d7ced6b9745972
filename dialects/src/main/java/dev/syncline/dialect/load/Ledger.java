package dev.syncline.dialect.load;

import java.util.UUID;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.work.LoadReport;
import org.jspecify.annotations.Nullable;

/// What a load has taken, as it stands in the target beside the rows.
///
/// @param extraction the work whose chunks were taken
/// @param extractionFence the fence under which they were written
/// @param nextOffset the first record of the rows topic's partition that has not been taken whole
/// @param taken chunks, rows, bytes and checksum taken so far
/// @param repeatTo where a batch was to end of which nobody knows whether it has arrived, where rows and ledger cannot be written together: the next
///     batch has to end there too, so that the target knows it again; 0 where there is none
/// @param published what became of the rows, where the target table already holds them: nothing remains but to say so; without its notes
public record Ledger(UUID extraction, long extractionFence, long nextOffset, Manifest taken, long repeatTo, @Nullable LoadReport published) {

    /// The ledger of a load that has taken nothing yet.
    public static Ledger start(UUID extraction, long extractionFence, long offset) {
        return new Ledger(extraction, extractionFence, offset, Manifest.EMPTY, 0, null);
    }

    /// The ledger after more chunks.
    public Ledger after(Manifest nowTaken, long offset) {
        return new Ledger(extraction, extractionFence, offset, nowTaken, 0, published);
    }

    /// The ledger while a batch is under way that is to end there; 0 where none is.
    Ledger endingAt(long offset) {
        return new Ledger(extraction, extractionFence, nextOffset, taken, offset, null);
    }

    /// Whether the target table already holds the rows.
    public boolean swapped() {
        return published != null;
    }
}
