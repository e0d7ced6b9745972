package dev.syncline.notification.delivery;

import java.util.List;

import dev.syncline.kit.observe.Traces;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// One sender for each channel, so that a mail server that is away keeps no webhook waiting.
@Component
public final class Senders implements SmartLifecycle {

    private final List<Sender> senders;
    private volatile boolean running;

    Senders(Deliveries deliveries, List<Transport> transports, DeliveryProperties properties, Metrics metrics, Traces traces) {
        senders = transports.stream().map(transport -> new Sender(deliveries, transport, properties, metrics, traces)).toList();
    }

    /// Says that there is something to send; otherwise it is found at the next look.
    public void wake() {
        senders.forEach(Sender::wake);
    }

    @Override
    public void start() {
        running = true;
        senders.forEach(Sender::start);
    }

    @Override
    public void stop() {
        running = false;
        senders.forEach(Sender::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
