package dev.syncline.loader.intake;

import dev.syncline.contracts.chunk.ChunkHeader;
import dev.syncline.contracts.chunk.Manifest;

/// What a load takes from the rows topic.
public sealed interface ReceivedRecord {

    /// The record's place in its partition.
    long offset();

    /// The next chunk, with the bytes that its header promises.
    record Chunk(ChunkHeader header, byte[] bytes, long offset) implements ReceivedRecord {}

    /// The end of the extraction.
    record End(Manifest manifest, long offset) implements ReceivedRecord {}
}
