package dev.syncline.scheduler.store;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.syncline.kit.message.DatabaseAway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Lets everything that changes runs or work happen one at a time, whichever instance does it.
///
/// A transaction takes some milliseconds and handles a whole batch of messages; one lock for all of them is cheaper than the many row locks
/// that dispatching needs otherwise, and cannot deadlock.
@Component
public final class SchedulerTransactions {

    private static final long LOCK = 0x53594e435455524eL;

    // An instance that is stopped in its transaction (a suspended machine, SIGSTOP) would keep all others waiting for ever: PostgreSQL ends its session,
    // which undoes the transaction. Between two statements of a transaction there is nothing that takes long.
    private static final String LONGEST_PAUSE = "10s";

    // Of one instance only one session waits for the transaction: stopped, it holds the others up once, not once for each of its threads. A transaction is always
    // the outermost transaction, so whoever waits here holds nothing.
    private final ReentrantLock own = new ReentrantLock(true);
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final TransactionTemplate parts;

    SchedulerTransactions(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        parts = new TransactionTemplate(transactions);
        parts.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /// Runs a decision in a transaction, after those that came before it.
    public <T> T decide(Function<SchedulerTransaction, T> decision) {
        own.lock();
        try {
            return Objects.requireNonNull(transactions.execute(_ -> decision.apply(begin())));
        } finally {
            own.unlock();
        }
    }

    /// As [#decide], for decisions without an answer.
    public void take(Consumer<SchedulerTransaction> decision) {
        own.lock();
        try {
            transactions.executeWithoutResult(_ -> decision.accept(begin()));
        } finally {
            own.unlock();
        }
    }

    /// Does a part of a transaction that may fail without the rest: then nothing of it is stored.
    ///
    /// @return why it failed; what passes once the database is back is thrown
    public Optional<RuntimeException> attempt(Runnable part) {
        return DatabaseAway.attempt(() -> parts.executeWithoutResult(_ -> part.run()));
    }

    // The time is read behind the lock: the transaction's own now() is from before the wait.
    private SchedulerTransaction begin() {
        return jdbc.sql("""
                        SELECT nextval('turn') AS number, clock_timestamp() AS time,
                            set_config('idle_in_transaction_session_timeout', :pause, true)
                        FROM pg_advisory_xact_lock(:lock)
                        """)
                .param("pause", LONGEST_PAUSE)
                .param("lock", LOCK)
                .query((row, _) -> new SchedulerTransaction(row.getLong("number"), Columns.moment(row, "time")))
                .single();
    }

    /// For tests and readers: the present time by the database's clock.
    public Instant now() {
        return jdbc.sql("SELECT clock_timestamp() AS time")
                .query((row, _) -> Columns.moment(row, "time"))
                .single();
    }
}
