package dev.syncline.extractor.chunk;

import java.util.Collection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets streams say that they live, each by itself: one whose topic is gone waits for the broker for minutes, or fails, and must keep no
/// other from being heard.
final class HeartBeat {

    private static final Logger log = LoggerFactory.getLogger(HeartBeat.class);

    private HeartBeat() {}

    /// Returns at once and never fails: a scheduled task that fails is not executed again.
    static void of(Collection<RowsStream> streams, long silentMillis) {
        try {
            streams.stream()
                    .filter(stream -> stream.isSilentFor(silentMillis))
                    .forEach(stream -> Thread.ofVirtual().name("rows-alive").start(() -> beat(stream, silentMillis)));
        } catch (RuntimeException | Error e) {
            log.warn("Readers cannot say that they live, will try again: {}", e.toString());
        }
    }

    private static void beat(RowsStream stream, long silentMillis) {
        try {
            stream.sayAlive(silentMillis);
        } catch (RuntimeException | Error e) {
            log.info("A reader cannot say that it lives, will try again: {}", e.toString());
        }
    }
}
