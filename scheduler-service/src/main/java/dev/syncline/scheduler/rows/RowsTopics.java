package dev.syncline.scheduler.rows;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.syncline.contracts.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeleteRecordsOptions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Deletes rows topics and records in them.
@Component
public class RowsTopics implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RowsTopics.class);
    private static final long PATIENCE_SECONDS = 20;

    // The client looks for a topic that has just been deleted until this time is over; meanwhile nothing else would be deleted.
    private static final int RECORDS_PATIENCE_MILLIS = 2_000;

    private final KafkaAdmin settings;
    private final Duration afterRun;
    private volatile boolean closed;
    private @Nullable Admin admin;

    /// @param afterRun how long a topic stays after its run: clients that have sent to it or read it ask for it for some seconds more, and a client that knows
    ///     a topic which is gone asks for it and warns (UNKNOWN_TOPIC_OR_PARTITION) every second
    RowsTopics(KafkaAdmin settings, @Value("${syncline.rows.delete-after:15s}") Duration afterRun) {
        this.settings = settings;
        this.afterRun = afterRun;
    }

    /// When a run whose topic may go now must have ended.
    Instant endedBefore(Instant now) {
        return now.minus(afterRun);
    }

    /// Deletes a run's topic a while after the transaction has committed in which the run ended; the janitor does what fails here.
    public void deleteAfterCommit(UUID run) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                Thread.ofVirtual().name("delete-rows-" + run).start(() -> deleteLater(run));
            }
        });
    }

    private void deleteLater(UUID run) {
        try {
            Thread.sleep(afterRun);
        } catch (InterruptedException _) {
            return;
        }
        if (!closed) {
            delete(List.of(Topics.rows(run)));
        }
    }

    void delete(Collection<String> topics) {
        try {
            admin().deleteTopics(topics).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                log.info("Cannot delete rows topics now, will try again later: {}", String.valueOf(e.getCause()));
            }
        } catch (TimeoutException | RuntimeException e) {
            log.info("Cannot delete rows topics now, will try again later: {}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The names of all rows topics; none where the broker does not answer.
    Set<String> names() {
        try {
            Set<String> names = new HashSet<>(admin().listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            names.removeIf(name -> !Topics.isRows(name));
            return names;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            log.info("Cannot list rows topics now, will try again later: {}", e.toString());
            return Set.of();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Set.of();
        }
    }

    /// Deletes the records before these offsets; what fails is tried again with the next round.
    ///
    /// @return the partitions where it was done
    Set<TopicPartition> deleteBefore(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
        offsets.forEach((partition, offset) -> before.put(partition, RecordsToDelete.beforeOffset(offset)));
        Set<TopicPartition> done = new HashSet<>();
        try {
            DeleteRecordsOptions options = new DeleteRecordsOptions().timeoutMs(RECORDS_PATIENCE_MILLIS);
            admin().deleteRecords(before, options).lowWatermarks().forEach((partition, answer) -> {
                try {
                    answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    done.add(partition);
                } catch (ExecutionException | TimeoutException e) {
                    log.debug("Cannot delete records of {} before {}: {}", partition, offsets.get(partition), e.toString());
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
        } catch (RuntimeException e) {
            log.debug("Cannot delete records now: {}", e.toString());
        }
        return done;
    }

    // Made when it is first needed: a broker that is away does not keep the service from starting.
    synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(settings.getConfigurationProperties());
        }
        return Objects.requireNonNull(admin);
    }

    @Override
    public synchronized void destroy() {
        closed = true;
        if (admin != null) {
            admin.close(Duration.ofSeconds(2));
        }
    }
}
