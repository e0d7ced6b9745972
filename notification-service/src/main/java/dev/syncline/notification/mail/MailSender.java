package dev.syncline.notification.mail;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Sends what is in the mail box, until the mail server has taken it.
///
/// A mail is leased, not locked, while a server is talked to. Whoever dies or loses its connection in the middle leaves the mail to be
/// sent again under the same message id: at most one double for each answer that was lost.
public final class MailSender implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MailSender.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LEASE_BEYOND_SENDING = Duration.ofMinutes(1);
    private static final int LONGEST_ERROR = 1000;

    private final MailBox box;
    private final MailTransport transport;
    private final MailProperties properties;
    private final MailMetrics metrics;
    private final BackOff backOff;
    private final Semaphore signal = new Semaphore(0);
    private volatile boolean running;
    private int outages;
    private boolean databaseAway;
    private @Nullable Thread thread;

    MailSender(MailBox box, MailTransport transport, MailProperties properties, MailMetrics metrics) {
        this.box = box;
        this.transport = transport;
        this.properties = properties;
        this.metrics = metrics;
        this.backOff = new BackOff(properties.firstPause(), properties.longestPause());
    }

    /// Says that there is something to send; otherwise it is found within a second.
    public void wake() {
        signal.release();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("mail").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Thread stopping = thread;
        if (stopping != null) {
            // A mail that is being sent stays leased, and is sent again by whoever is there when the lease ends.
            stopping.interrupt();
            try {
                stopping.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        try {
            while (running) {
                Duration pause = sendAllDue();
                if (pause.isZero()) {
                    signal.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                    signal.drainPermits();
                } else {
                    TimeUnit.MILLISECONDS.sleep(pause.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return how long the mail server is to be left alone
    private Duration sendAllDue() {
        try {
            Optional<Mail> mail = claim();
            while (running && mail.isPresent()) {
                if (!send(mail.get())) {
                    outages++;
                    return backOff.after(outages);
                }
                outages = 0;
                mail = claim();
            }
            databaseAway = false;
            return Duration.ZERO;
        } catch (RuntimeException e) {
            if (!databaseAway) {
                log.warn("Cannot look for mails to send, will go on trying: {}", e.toString());
                databaseAway = true;
            }
            return LOOK;
        }
    }

    private Optional<Mail> claim() {
        return box.claim(properties.sendTimeout().plus(LEASE_BEYOND_SENDING));
    }

    /// @return false where the mail server takes no mail at all at present
    private boolean send(Mail mail) {
        try {
            MailState state = transport.send(mail);
            if (box.finish(mail, state, null)) {
                metrics.finished(state);
            }
            log.info("mail={} message-id={} attempt={} state={}", mail.id(), mail.messageId(), mail.attempt(), state);
            return true;
        } catch (MailRefused e) {
            giveUp(mail, e);
            return true;
        } catch (MailDelayed e) {
            if (box.age(mail).compareTo(properties.giveUpAfter()) > 0) {
                giveUp(mail, e);
            } else {
                postpone(mail, e);
            }
            return !e.outage();
        }
    }

    private void postpone(Mail mail, MailDelayed e) {
        Duration pause = backOff.after(mail.attempt());
        box.postpone(mail, pause, reason(e));
        metrics.delayed();
        log.warn("mail={} attempt={} next-in={} delayed: {}", mail.id(), mail.attempt(), pause, reason(e));
    }

    private void giveUp(Mail mail, Exception e) {
        if (box.finish(mail, MailState.GIVEN_UP, reason(e))) {
            metrics.finished(MailState.GIVEN_UP);
        }
        log.error("mail={} recipient={} attempt={} given up: {}", mail.id(), mail.recipient(), mail.attempt(), reason(e));
    }

    private static String reason(Exception e) {
        return Printable.cut(Printable.line(String.valueOf(e.getMessage())), LONGEST_ERROR);
    }
}
