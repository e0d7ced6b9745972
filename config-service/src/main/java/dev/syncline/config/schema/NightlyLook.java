package dev.syncline.config.schema;

import java.time.Clock;
import java.time.Duration;

import dev.syncline.contracts.failure.SyncException;
import dev.syncline.kit.web.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Looks at the sources of all projects once a night, one after the other. Of several instances each takes those that nobody has taken.
@Component
class NightlyLook {

    private static final Logger log = LoggerFactory.getLogger(NightlyLook.class);
    /// What somebody has just looked at need not be asked again, and what another instance has taken is not.
    private static final Duration RECENT = Duration.ofHours(1);

    private final SchemaRepository repository;
    private final SchemaChanges changes;
    private final Clock clock;

    NightlyLook(SchemaRepository repository, SchemaChanges changes, Clock clock) {
        this.repository = repository;
        this.changes = changes;
        this.clock = clock;
    }

    @Scheduled(cron = "${syncline.schema-changes.nightly:0 30 1 * * *}", zone = "UTC")
    void look() {
        int looked = 0;
        int failed = 0;
        for (long project : repository.projects()) {
            if (repository.claim(project, RECENT, clock.instant())) {
                looked++;
                failed += succeeds(project) ? 0 : 1;
            }
        }
        log.info("projects={} failed={} looked for schema changes", looked, failed);
    }

    private boolean succeeds(long project) {
        try {
            changes.check(project);
            return true;
        } catch (SyncException | ApiException e) { // it is kept with the project, or the project is gone
            log.info("project={} could not be looked at: {}", project, e.getMessage());
            return false;
        } catch (RuntimeException e) {
            log.error("project={} could not be looked at", project, e);
            return false;
        }
    }
}
