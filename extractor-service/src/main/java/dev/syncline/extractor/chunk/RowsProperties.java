package dev.syncline.extractor.chunk;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// How rows are published.
///
/// @param chunkBytes where a chunk is cut, at most 2 MB; a little under 1 MB, so that it fills one region of a small heap and not two
/// @param runBudget how much of a run may be unread in its topic before readers wait
/// @param budgetStep how much is sent before a reader looks again whether the budget holds
/// @param sendBuffer memory for chunks that the broker has not acknowledged, for all tables together
/// @param compression of the producer: `none`, `lz4`, `zstd`, `snappy` or `gzip`; it costs more time than it saves unless the network is slow (measured)
/// @param sendTimeout how long the broker may be away before a table fails
/// @param aliveEvery how often a reader that has nothing to send says that it lives; well under the loaders' stall limit
@Validated
@ConfigurationProperties("syncline.extractor.rows")
public record RowsProperties(
        @DefaultValue("1000KB") @NotNull DataSize chunkBytes,
        @DefaultValue("1GB") @NotNull DataSize runBudget,
        @DefaultValue("16MB") @NotNull DataSize budgetStep,
        @DefaultValue("12MB") @NotNull DataSize sendBuffer,
        @DefaultValue("none") @Pattern(regexp = "lz4|zstd|snappy|gzip|none") String compression,
        @DefaultValue("15m") @NotNull @DurationMin(seconds = 10) Duration sendTimeout,
        @DefaultValue("20s") @NotNull @DurationMin(seconds = 1) Duration aliveEvery) {

    /// What one record may have at most, with its headers; the topic allows as much.
    public static final int MAX_RECORD_BYTES = 2_621_440;

    private static final int HEADERS_BYTES = 8_192;
    private static final DataSize LARGEST_CHUNK = DataSize.ofMegabytes(2);

    public RowsProperties {
        if (chunkBytes.toBytes() < 1 || chunkBytes.compareTo(LARGEST_CHUNK) > 0) {
            throw new IllegalArgumentException("syncline.extractor.rows.chunk-bytes is from 1 B to 2 MB");
        }
        if (sendBuffer.toBytes() < 2L * MAX_RECORD_BYTES) {
            throw new IllegalArgumentException("syncline.extractor.rows.send-buffer is at least 5 MB");
        }
    }

    /// What a full chunk takes as a batch of one record.
    int batchBytes() {
        return Math.toIntExact(chunkBytes.toBytes()) + HEADERS_BYTES;
    }
}
