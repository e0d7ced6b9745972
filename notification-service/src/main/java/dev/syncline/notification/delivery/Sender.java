package dev.syncline.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.syncline.contracts.text.Printable;
import dev.syncline.kit.observe.TraceStep;
import dev.syncline.kit.observe.Traces;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is due in one channel, until the other side has taken it.
///
/// A delivery is leased, not locked, while the other side is talked to. Whoever dies or loses its connection in the middle leaves the
/// message to be sent again under the same key: at most one double for each answer that was lost.
final class Sender {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final Duration LEASE_BEYOND_SENDING = Duration.ofMinutes(1);
    private static final int LONGEST_ERROR = 1000;

    private final Deliveries deliveries;
    private final Transport transport;
    private final DeliveryProperties properties;
    private final Metrics metrics;
    private final Traces traces;
    private final BackOff backOff;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean running;
    private boolean databaseAway;
    private @Nullable Thread thread;

    Sender(Deliveries deliveries, Transport transport, DeliveryProperties properties, Metrics metrics, Traces traces) {
        this.traces = traces;
        this.deliveries = deliveries;
        this.transport = transport;
        this.properties = properties;
        this.metrics = metrics;
        this.backOff = new BackOff(properties.firstPause(), properties.longestPause());
    }

    void wake() {
        signal.release();
    }

    void start() {
        running = true;
        thread = Thread.ofVirtual().name(transport.channel().tag()).start(this::run);
    }

    void stop() {
        running = false;
        Thread stopping = thread;
        if (stopping != null) {
            // What is being sent stays leased, and is sent again by whoever is there when the lease ends.
            stopping.interrupt();
            try {
                stopping.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            while (running) {
                sendAllDue();
                signal.tryAcquire(properties.look().toMillis(), TimeUnit.MILLISECONDS);
                signal.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendAllDue() {
        try {
            Optional<Delivery> delivery = claim();
            while (running && delivery.isPresent()) {
                send(delivery.get());
                delivery = claim();
            }
            databaseAway = false;
        } catch (RuntimeException | Error e) {
            if (!databaseAway) {
                log.warn("channel={} cannot look for messages to send, will go on trying: {}", transport.channel(), e.toString());
                databaseAway = true;
            }
        }
    }

    private Optional<Delivery> claim() {
        return deliveries.claim(transport.channel(), transport.longest().plus(LEASE_BEYOND_SENDING));
    }

    private void send(Delivery delivery) {
        try {
            DeliveryState state = handOver(delivery);
            if (deliveries.finish(delivery, state, null)) {
                metrics.finished(transport.channel(), state);
                trace(delivery, state, null);
            }
            log.info("delivery={} channel={} key={} attempt={} state={}",
                    delivery.id(), transport.channel(), delivery.message().key(), delivery.attempt(), state);
        } catch (DeliveryRefused e) {
            giveUp(delivery, e);
        } catch (DeliveryDelayed e) {
            if (deliveries.age(delivery).compareTo(properties.giveUpAfter()) > 0) {
                giveUp(delivery, e);
            } else {
                postpone(delivery, e);
            }
            letOthersRest(delivery, e);
        }
    }

    // Whatever a message does to its transport: it is tried again later, and given up in the end, as any other.
    private DeliveryState handOver(Delivery delivery) throws DeliveryRefused, DeliveryDelayed {
        try {
            return transport.send(delivery);
        } catch (RuntimeException | Error e) {
            log.error("delivery={} channel={} failed unexpectedly", delivery.id(), transport.channel(), e);
            throw new DeliveryDelayed(DeliveryDelayed.Extent.MESSAGE, "unexpected: " + e, e);
        }
    }

    private void postpone(Delivery delivery, DeliveryDelayed e) {
        Duration pause = backOff.after(delivery.attempt());
        deliveries.postpone(delivery, pause, reason(e));
        metrics.delayed(transport.channel());
        log.warn("delivery={} channel={} attempt={} next-in={} delayed: {}",
                delivery.id(), transport.channel(), delivery.attempt(), pause, reason(e));
    }

    private void letOthersRest(Delivery delivery, DeliveryDelayed e) {
        Duration pause = backOff.after(delivery.attempt());
        switch (e.extent()) {
            case MESSAGE -> { }
            case RECIPIENT -> deliveries.rest(transport.channel(), delivery.message().recipient(), pause);
            case CHANNEL -> deliveries.rest(transport.channel(), null, pause);
        }
    }

    private void giveUp(Delivery delivery, Exception e) {
        if (deliveries.finish(delivery, DeliveryState.GIVEN_UP, reason(e))) {
            metrics.finished(transport.channel(), DeliveryState.GIVEN_UP);
            trace(delivery, DeliveryState.GIVEN_UP, reason(e));
        }
        log.error("delivery={} channel={} recipient={} attempt={} given up: {}",
                delivery.id(), transport.channel(), delivery.message().recipient(), delivery.attempt(), reason(e));
    }

    /// From when somebody was to be told until he was, in the trace of the run that it is about.
    private void trace(Delivery delivery, DeliveryState state, @Nullable String failure) {
        if (traces.on()) {
            deliveries.runOf(delivery).ifPresent(run -> traces.record(
                    TraceStep.of(run, transport.channel().tag(), "delivery/" + delivery.id(), delivery.createdAt(), Instant.now())
                            .with("state", state.tag())
                            .with("attempt", delivery.attempt())
                            .failed(failure)));
        }
    }

    private static String reason(Exception e) {
        return Printable.cut(Printable.line(String.valueOf(e.getMessage())), LONGEST_ERROR);
    }
}
