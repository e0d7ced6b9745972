package dev.syncline.scheduler.record;

import java.time.Duration;

import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.store.SchedulerTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Forgets what has been kept for long enough.
@Component
class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    // A run can have 10,000 tables, and all its rows go with it: few at a time, so that no transaction has to wait for long.
    private static final int RUNS_AT_ONCE = 20;

    private final JdbcClient jdbc;
    private final SchedulerTransactions transactions;
    private final RecordProperties properties;

    Retention(JdbcClient jdbc, SchedulerTransactions transactions, RecordProperties properties) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.properties = properties;
    }

    @Scheduled(fixedDelayString = "${syncline.records.clean-every:1h}")
    void clean() {
        try {
            int runs = 0;
            int some;
            do {
                some = forgetRuns();
                runs += some;
            } while (some == RUNS_AT_ONCE);
            delete("DELETE FROM leftover WHERE given_up AND looked_at < :before", properties.keep());
            delete("DELETE FROM table_state WHERE changed_at < :before AND project_id IN (SELECT id FROM project WHERE deleted)", Duration.ZERO);
            delete("DELETE FROM fire WHERE decided_at < :before", properties.keep());
            if (runs > 0) {
                log.info("forgotten runs={}", runs);
            }
        } catch (DataAccessException e) {
            log.info("Cannot remove old records, will try again: {}", e.toString());
        }
    }

    private int forgetRuns() {
        return delete(
                """
                        DELETE FROM run
                        WHERE id IN (
                            SELECT id
                            FROM run
                            WHERE finished_at < :before
                            ORDER BY finished_at
                            LIMIT %d)
                        """.formatted(RUNS_AT_ONCE),
                properties.keep());
    }

    private int delete(String statement, Duration keep) {
        return jdbc.sql(statement).param("before", Columns.time(transactions.now().minus(keep))).update();
    }
}
