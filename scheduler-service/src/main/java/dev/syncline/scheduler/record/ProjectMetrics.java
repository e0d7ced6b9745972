package dev.syncline.scheduler.record;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// When each project with a plan last succeeded. The number of series is bounded: the projects that have waited longest for a success come first.
@Component
class ProjectMetrics {

    private static final Logger log = LoggerFactory.getLogger(ProjectMetrics.class);
    private static final int MOST_PROJECTS = 500;

    private final JdbcClient jdbc;
    private final MultiGauge lastSuccess;

    ProjectMetrics(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        lastSuccess = MultiGauge.builder("syncline.projects.last.success")
                .description("When a project with an enabled plan last succeeded, in seconds since 1970; 0 where it never did")
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(fixedDelay = 15_000)
    void refresh() {
        try {
            lastSuccess.register(rows(), true);
        } catch (RuntimeException e) {
            log.debug("Cannot look for the projects' last successes: {}", e.toString());
        }
    }

    private List<MultiGauge.Row<?>> rows() {
        return jdbc.sql("""
                        SELECT plan.project_id,
                            coalesce(extract(epoch FROM (
                                SELECT max(finished_at)
                                FROM run
                                WHERE run.project_id = plan.project_id AND state = 'SUCCEEDED' AND NOT single_table AND chosen IS NULL)), 0) AS at
                        FROM (SELECT DISTINCT project_id FROM plan WHERE enabled) AS plan
                        ORDER BY at, plan.project_id
                        LIMIT :most
                        """)
                .param("most", MOST_PROJECTS)
                .<MultiGauge.Row<?>>query((row, _) ->
                        MultiGauge.Row.of(Tags.of("project", row.getString("project_id")), row.getDouble("at")))
                .list();
    }
}
