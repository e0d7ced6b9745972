package dev.syncline.notification.delivery;

import java.util.Locale;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/// All metrics of this service.
@Component
public final class Metrics {

    private static final String ALERTS = "syncline.alerts";
    private static final String PENDING = "syncline.delivery.pending";
    private static final String OLDEST_PENDING = "syncline.delivery.oldest.pending";
    private static final String DELAYED = "syncline.delivery.delayed";
    private static final String COLLECTED = "syncline.delivery.collected";
    private static final String FINISHED = "syncline.delivery.finished";

    private final MeterRegistry meters;

    Metrics(MeterRegistry meters, Deliveries deliveries) {
        this.meters = meters;
        meters.counter(COLLECTED);
        for (Channel channel : Channel.values()) {
            Gauge.builder(PENDING, () -> deliveries.pending(channel))
                    .description("Messages that wait for the other side")
                    .tag("channel", channel.tag())
                    .register(meters);
            Gauge.builder(OLDEST_PENDING, () -> deliveries.oldestPendingSeconds(channel))
                    .description("Age of the oldest message that waits for the other side")
                    .baseUnit("seconds")
                    .tag("channel", channel.tag())
                    .register(meters);
            meters.counter(DELAYED, "channel", channel.tag());
            for (DeliveryState state : DeliveryState.values()) {
                if (state.isEnd()) {
                    meters.counter(FINISHED, "channel", channel.tag(), "state", state.tag());
                }
            }
        }
    }

    /// @param kind of the alert that was raised
    public void raised(Enum<?> kind) {
        meters.counter(ALERTS, "kind", kind.name().toLowerCase(Locale.ROOT)).increment();
    }

    /// An alert waits for a summary instead of being a mail of its own.
    public void collected() {
        meters.counter(COLLECTED).increment();
    }

    void finished(Channel channel, DeliveryState state) {
        meters.counter(FINISHED, "channel", channel.tag(), "state", state.tag()).increment();
    }

    void delayed(Channel channel) {
        meters.counter(DELAYED, "channel", channel.tag()).increment();
    }
}
