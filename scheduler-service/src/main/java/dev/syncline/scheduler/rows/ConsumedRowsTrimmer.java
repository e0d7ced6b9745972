package dev.syncline.scheduler.rows;

import java.util.HashMap;
import java.util.Map;

import dev.syncline.contracts.Topics;
import dev.syncline.scheduler.store.Columns;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes the records that every target has taken, so that the rows of a run need little room, and readers that wait for room go on.
///
/// What a load may need is kept even if its loader dies now: a load needs everything from the offset that its ledger held at the last
/// announcement, or from its extraction's first record; work that was recalled or never announced has no ledger to rely on.
/// Where no load of a partition is unfinished, everything up to the end of the last finished extraction has been taken; records behind
/// it belong to an extraction that has not been heard of yet.
@Component
class ConsumedRowsTrimmer {

    private static final Logger log = LoggerFactory.getLogger(ConsumedRowsTrimmer.class);

    private final JdbcClient jdbc;
    private final RowsTopics topics;
    private final Map<TopicPartition, Long> deleted = new HashMap<>();

    ConsumedRowsTrimmer(JdbcClient jdbc, RowsTopics topics) {
        this.jdbc = jdbc;
        this.topics = topics;
    }

    @Scheduled(fixedDelayString = "${syncline.rows.delete-taken-every:1s}")
    void delete() {
        try {
            delete(find());
        } catch (DataAccessException e) {
            log.debug("Cannot see which rows were taken, will look again: {}", e.toString()); // others say that the database is away
        }
    }

    private void delete(Map<TopicPartition, Long> found) {
        Map<TopicPartition, Long> taken = new HashMap<>(found);
        deleted.keySet().retainAll(taken.keySet());
        taken.entrySet().removeIf(entry -> deleted.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
        if (!taken.isEmpty()) {
            topics.deleteBefore(taken).forEach(partition -> deleted.put(partition, taken.get(partition)));
        }
    }

    private Map<TopicPartition, Long> find() {
        Map<TopicPartition, Long> taken = new HashMap<>();
        jdbc.sql(query()).query(row -> {
            taken.put(new TopicPartition(Topics.rows(Columns.id(row, "run_id")), row.getInt("partition")), row.getLong("taken"));
        });
        return taken;
    }

    // One record more than chunks: the manifest. What loads still need is looked for among those that are given, of which there are few, and not for each
    // table that has been read, of which a run may have thousands.
    static String query() {
        return """
                SELECT run_id, partition, taken
                FROM (
                    SELECT run_id, partition, coalesce(needed.record_offset, complete.record_offset) AS taken
                    FROM (
                        SELECT table_run.run_id, table_run.partition,
                            max(table_run.record_offset
                                + CASE WHEN table_run.extraction <> 'DONE' THEN 0
                                    WHEN jsonb_typeof(table_run.manifest -> 'chunks') = 'number' THEN CAST(table_run.manifest ->> 'chunks' AS bigint) + 1 END)
                                AS record_offset
                        FROM table_run
                        JOIN run ON run.id = table_run.run_id
                        WHERE run.state = 'RUNNING'
                        AND table_run.record_offset IS NOT NULL
                        GROUP BY table_run.run_id, table_run.partition
                    ) AS complete
                    LEFT JOIN (
                        SELECT table_run.run_id, table_run.partition,
                            min(CASE
                                WHEN work.state IN ('QUEUED', 'ASSIGNED') THEN greatest(table_run.record_offset, work.next_offset)
                                ELSE table_run.record_offset
                            END) AS record_offset
                        FROM load
                        JOIN run ON run.id = load.run_id
                        JOIN table_run ON table_run.id = load.table_run_id
                        LEFT JOIN work ON work.id = load.work_id
                        WHERE run.state = 'RUNNING'
                        AND load.state = 'GIVEN'
                        AND table_run.record_offset IS NOT NULL
                        GROUP BY table_run.run_id, table_run.partition
                    ) AS needed USING (run_id, partition)
                ) AS partitions
                WHERE taken > 0
                """;
    }
}
