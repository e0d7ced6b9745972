package dev.syncline.notification.mail;

import java.util.Locale;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// All metrics of this service.
final class MailMetrics {

    private final MeterRegistry meters;

    MailMetrics(MeterRegistry meters, MailBox box) {
        this.meters = meters;
        Gauge.builder("syncline.mail.pending", box, MailBox::pending)
                .description("Mails that wait for the mail server")
                .register(meters);
        Gauge.builder("syncline.mail.oldest.pending", box, MailBox::oldestPendingSeconds)
                .description("Age of the oldest mail that waits for the mail server")
                .baseUnit("seconds")
                .register(meters);
        meters.counter("syncline.mail.delayed");
        for (MailState state : MailState.values()) {
            if (state != MailState.PENDING) {
                meters.counter("syncline.mail.finished", "state", tag(state));
            }
        }
    }

    void finished(MailState state) {
        meters.counter("syncline.mail.finished", "state", tag(state)).increment();
    }

    void delayed() {
        meters.counter("syncline.mail.delayed").increment();
    }

    private static String tag(MailState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
