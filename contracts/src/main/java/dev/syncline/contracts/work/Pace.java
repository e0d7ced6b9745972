package dev.syncline.contracts.work;

/// By how many sessions a table was read or written, and for whom it waited meanwhile: who is slow.
///
/// @param streams sessions that had a share of it
/// @param sourceMillis how long no reader had anything to hand on
/// @param brokerMillis how long readers waited for Kafka to take their rows, or a load for rows to come
/// @param targetMillis how long readers were held back until loaders had taken what they had read, or how long a target worked
public record Pace(int streams, long sourceMillis, long brokerMillis, long targetMillis) {}
