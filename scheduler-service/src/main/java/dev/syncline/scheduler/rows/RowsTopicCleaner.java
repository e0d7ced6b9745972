package dev.syncline.scheduler.rows;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.syncline.contracts.Topics;
import dev.syncline.scheduler.store.Columns;
import dev.syncline.scheduler.store.SchedulerTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Removes rows topics that were left behind: of runs that have ended, and of runs that nobody knows.
@Component
class RowsTopicCleaner {

    private static final Logger log = LoggerFactory.getLogger(RowsTopicCleaner.class);

    // Kafka does not say when a topic was made, so a topic of an unknown run has to have been seen for so long.
    private static final Duration UNKNOWN_FOR = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final SchedulerTransactions transactions;
    private final RowsTopics topics;
    private final Map<String, Instant> unknownSince = new HashMap<>();

    RowsTopicCleaner(JdbcClient jdbc, SchedulerTransactions transactions, RowsTopics topics) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.topics = topics;
    }

    @Scheduled(fixedDelayString = "${syncline.rows.clean-every:1m}")
    void clean() {
        Map<String, UUID> present = topics.names().stream().filter(RowsTopicCleaner::isOurs).collect(Collectors.toMap(name -> name, Topics::runOf));
        if (present.isEmpty()) {
            unknownSince.clear();
            return;
        }
        try {
            Set<String> abandoned = abandoned(present, transactions.now());
            if (!abandoned.isEmpty()) {
                topics.delete(abandoned);
            }
        } catch (DataAccessException e) {
            log.info("Cannot see which runs have ended, will look again: {}", e.toString());
        }
    }

    private Set<String> abandoned(Map<String, UUID> present, Instant now) {
        Map<UUID, Boolean> finished = finished(present, topics.endedBefore(now));
        unknownSince.keySet().retainAll(present.keySet());
        Set<String> abandoned = new HashSet<>();
        present.forEach((topic, run) -> {
            Boolean over = finished.get(run);
            if (over == null) {
                Instant since = unknownSince.computeIfAbsent(topic, _ -> now);
                if (since.isBefore(now.minus(UNKNOWN_FOR))) {
                    abandoned.add(topic);
                }
            } else if (over) {
                abandoned.add(topic);
            }
        });
        return abandoned;
    }

    private Map<UUID, Boolean> finished(Map<String, UUID> present, Instant before) {
        Map<UUID, Boolean> finished = new HashMap<>();
        jdbc.sql("SELECT id, coalesce(finished_at <= :before, false) AS over FROM run WHERE id = ANY(CAST(:ids AS uuid[]))")
                .param("ids", Columns.ids(present.values()))
                .param("before", Columns.time(before))
                .query(row -> {
                    finished.put(Columns.id(row, "id"), row.getBoolean("over"));
                });
        return finished;
    }

    private static boolean isOurs(String topic) {
        try {
            return Topics.runOf(topic) != null;
        } catch (IllegalArgumentException _) {
            return false; // somebody else's topic
        }
    }
}
