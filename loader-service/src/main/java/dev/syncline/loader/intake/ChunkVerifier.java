package dev.syncline.loader.intake;

import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

import dev.syncline.contracts.chunk.ChunkHeader;
import dev.syncline.contracts.chunk.Heartbeat;
import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.work.Work.LoadTable;
import org.jspecify.annotations.Nullable;

/// Picks one extraction's records out of a partition and refuses what is damaged or out of turn. Records of other extractions, and of
/// another fence of the same one, are passed over.
final class ChunkVerifier {

    private final LoadTable work;
    private final CRC32C crc = new CRC32C();
    private long nextNumber;
    private boolean own;

    /// @param nextNumber the number of the first chunk that is still needed
    ChunkVerifier(LoadTable work, long nextNumber) {
        this.work = work;
        this.nextNumber = nextNumber;
    }

    /// What a record means to the load, if anything.
    ///
    /// @throws SyncException with `UNPROVEN` where a chunk is damaged or one before it is missing
    Optional<ReceivedRecord> sort(Map<String, String> headers, byte @Nullable [] value, long offset) {
        own = false;
        try {
            if (ChunkHeader.isChunkOf(headers, work.extraction(), work.extractionFence())) {
                own = true;
                return chunk(ChunkHeader.fromHeaders(headers), value, offset);
            }
            if (Manifest.isManifestOf(headers, work.extraction(), work.extractionFence())) {
                own = true;
                return Optional.of(new ReceivedRecord.End(Manifest.fromHeaders(headers), offset));
            }
        } catch (IllegalArgumentException e) {
            throw new SyncException(
                    FailureCode.UNPROVEN,
                    "A record of %s could not be understood (%s); is one of the workers of an older version?".formatted(work.source(), e.getMessage()),
                    e);
        }
        own = Heartbeat.isAliveOf(headers, work.extraction(), work.extractionFence());
        return Optional.empty();
    }

    /// Whether the last record came from the extraction's reader.
    boolean own() {
        return own;
    }

    private Optional<ReceivedRecord> chunk(ChunkHeader header, byte @Nullable [] value, long offset) {
        if (header.number() < nextNumber) {
            return Optional.empty(); // delivered twice
        }
        if (header.number() > nextNumber) {
            throw new SyncException(
                    FailureCode.UNPROVEN,
                    "Chunk %d of %s is missing: chunk %d came in its place".formatted(nextNumber, work.source(), header.number()));
        }
        byte[] bytes = value == null ? new byte[0] : value;
        crc.reset();
        crc.update(bytes, 0, bytes.length);
        if (crc.getValue() != header.crc32c()) {
            throw new SyncException(FailureCode.UNPROVEN, "Chunk %d of %s arrived damaged".formatted(header.number(), work.source()));
        }
        nextNumber++;
        return Optional.of(new ReceivedRecord.Chunk(header, bytes, offset));
    }
}
