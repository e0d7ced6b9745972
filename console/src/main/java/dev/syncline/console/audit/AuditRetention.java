package dev.syncline.console.audit;

import java.time.Clock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Forgets what has been kept for long enough.
@Component
class AuditRetention {

    private static final Logger log = LoggerFactory.getLogger(AuditRetention.class);

    private final AuditRepository repository;
    private final AuditProperties properties;
    private final Clock clock;

    AuditRetention(AuditRepository repository, AuditProperties properties, Clock clock) {
        this.repository = repository;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H")
    void clean() {
        try {
            boolean more;
            do {
                more = repository.forget(clock.instant().minus(properties.keep()));
            } while (more);
        } catch (DataAccessException e) {
            log.info("Cannot remove old records of the audit, will try again: {}", e.toString());
        }
    }
}
