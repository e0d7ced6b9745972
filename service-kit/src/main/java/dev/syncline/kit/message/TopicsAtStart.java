package dev.syncline.kit.message;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;

/// Makes the topics that do not exist yet, before anything listens. A broker that is away does not keep the service from starting:
/// the topics are made when it is back.
final class TopicsAtStart implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicsAtStart.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final KafkaAdmin admin;
    private final @Nullable Copies copies;
    private volatile boolean running;
    private @Nullable Thread thread;

    /// @param copies looks at the topics once they are there; null where another service does
    TopicsAtStart(KafkaAdmin admin, @Nullable Copies copies) {
        this.admin = admin;
        this.copies = copies;
    }

    @Override
    public void start() {
        running = true;
        if (!made()) {
            thread = Thread.ofVirtual().name("topics").start(this::makeLater);
        }
    }

    @Override
    public void stop() {
        running = false;
        Thread waiting = thread;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private void makeLater() {
        try {
            do {
                Thread.sleep(RETRY);
            } while (running && !made());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean made() {
        try {
            if (!admin.initialize()) {
                return false;
            }
            if (copies != null) {
                copies.warn();
            }
            return true;
        } catch (RuntimeException | Error e) {
            log.warn("Cannot make the topics, will try again: {}{}", e.getCause() == null ? e.toString() : e.getCause().toString(), BrokerAdvice.after(e));
            return false;
        }
    }
}
