package dev.syncline.scheduler;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;

import javax.sql.DataSource;

import dev.syncline.scheduler.project.KnownProjects;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.ScheduledTaskHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// No timer waits for another.
class TimersIT extends WholeRuns {

    /// What loads have taken cannot be read while somebody locks them; a plan needs to know nothing of it.
    @Test
    void aCleanerThatWaitsDoesNotDelayPlans() throws Exception {
        JdbcClient jdbc = scheduler.bean(JdbcClient.class);
        long project = project(List.of("a"), 1);
        await().atMost(SOON).until(() -> scheduler.bean(KnownProjects.class).find(project).isPresent());
        long plan = sleepingPlan(project, "medium");
        try (Connection other = scheduler.bean(DataSource.class).getConnection(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE load IN ACCESS EXCLUSIVE MODE");
            await().atMost(SOON).until(() -> jdbc.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%complete.record_offset%'")
                            .query(Long.class)
                            .single()
                    > 0);

            makeDue(new Long[] {plan});

            await().atMost(SOON).until(() -> jdbc.sql("SELECT count(*) FROM fire WHERE plan_id = :plan").param("plan", plan).query(Long.class).single() == 1);
        }
    }

    @Test
    void thereIsAThreadForEachTimer() {
        int timers = scheduler.bean(ScheduledTaskHolder.class).getScheduledTasks().size();

        assertThat(timers).isPositive().isLessThanOrEqualTo(Timers.THREADS);
    }
}
