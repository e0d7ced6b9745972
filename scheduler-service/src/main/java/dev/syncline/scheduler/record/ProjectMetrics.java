package dev.syncline.scheduler.record;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// How each project with a plan stands. The number of series is bounded: the projects that have waited longest for a success come first.
@Component
class ProjectMetrics {

    private static final Logger log = LoggerFactory.getLogger(ProjectMetrics.class);
    private static final int MOST_PROJECTS = 500;

    private final JdbcClient jdbc;
    private final MultiGauge lastSuccess;
    private final MultiGauge lastDuration;
    private final MultiGauge lastRows;
    private final MultiGauge failures;

    ProjectMetrics(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        lastSuccess = MultiGauge.builder("syncline.projects.last.success")
                .description("When a project with an enabled plan last succeeded, in seconds since 1970; 0 where it never did")
                .baseUnit("seconds")
                .register(meters);
        lastDuration = MultiGauge.builder("syncline.projects.last.duration").description("How long its last run took").baseUnit("seconds").register(meters);
        lastRows = MultiGauge.builder("syncline.projects.last.rows").description("Rows that its last run loaded").register(meters);
        failures = MultiGauge.builder("syncline.projects.failures").description("How many of its last ten runs failed").register(meters);
    }

    @Scheduled(fixedDelay = 15_000)
    void refresh() {
        try {
            List<Standing> standings = standings();
            show(lastSuccess, standings, Standing::success);
            show(lastDuration, standings, Standing::seconds);
            show(lastRows, standings, Standing::rows);
            show(failures, standings, Standing::failures);
        } catch (RuntimeException e) {
            log.debug("Cannot look for the projects' last successes: {}", e.toString());
        }
    }

    private static void show(MultiGauge gauge, List<Standing> standings, ToDoubleFunction<Standing> value) {
        gauge.register(standings.stream().<MultiGauge.Row<?>>map(it -> MultiGauge.Row.of(Tags.of("project", it.project()), it, value)).collect(Collectors.toList()), true);
    }

    private record Standing(String project, double success, double seconds, double rows, double failures) {}

    private List<Standing> standings() {
        return jdbc.sql("""
                        SELECT standing.*, coalesce(extract(epoch FROM latest.finished_at - latest.began_at), 0) AS seconds, coalesce(latest.rows, 0) AS rows,
                            (SELECT count(*) FROM (SELECT state FROM run WHERE run.project_id = standing.project_id AND finished_at IS NOT NULL ORDER BY number DESC LIMIT 10) AS ten
                                WHERE state = 'FAILED') AS failures
                        FROM (
                            SELECT plan.project_id,
                                coalesce(extract(epoch FROM (
                                    SELECT max(finished_at)
                                    FROM run
                                    WHERE run.project_id = plan.project_id AND state = 'SUCCEEDED' AND NOT single_table AND chosen IS NULL)), 0) AS at
                            FROM (SELECT DISTINCT project_id FROM plan WHERE enabled) AS plan
                            ORDER BY at, plan.project_id
                            LIMIT :most) AS standing
                        LEFT JOIN LATERAL (
                            SELECT began_at, finished_at, rows FROM run WHERE run.project_id = standing.project_id AND finished_at IS NOT NULL ORDER BY number DESC LIMIT 1
                        ) AS latest ON true
                        """)
                .param("most", MOST_PROJECTS)
                .query((row, _) -> new Standing(
                        row.getString("project_id"), row.getDouble("at"), row.getDouble("seconds"), row.getDouble("rows"), row.getDouble("failures")))
                .list();
    }
}
