package dev.syncline.scheduler.run;

import java.time.Duration;

import dev.syncline.scheduler.store.SchedulerTransactions;
import dev.syncline.scheduler.work.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Lets time pass for runs.
@Component
class RunTimer {

    private static final Logger log = LoggerFactory.getLogger(RunTimer.class);
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final RunCommands commands;
    private final SchedulerTransactions transactions;
    private final Workers workers;
    private boolean failing;

    RunTimer(RunCommands commands, SchedulerTransactions transactions, Workers workers) {
        this.commands = commands;
        this.transactions = transactions;
        this.workers = workers;
    }

    @Scheduled(fixedDelayString = "${syncline.runs.look-every:1s}")
    void tick() {
        try {
            commands.timePassed();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.warn("Cannot look for leases that have ended, will go on trying", e);
                failing = true;
            }
        }
    }

    @Scheduled(fixedDelay = 3_600_000)
    void forgetWorkers() {
        transactions.take(transaction -> workers.forget(transaction.now().minus(FORGOTTEN)));
    }
}
