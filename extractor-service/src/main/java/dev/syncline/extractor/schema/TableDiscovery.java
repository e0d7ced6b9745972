package dev.syncline.extractor.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.Work.DiscoverTables;
import dev.syncline.contracts.work.Work.ExtractTable;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.read.ParallelTables;
import dev.syncline.dialect.read.ValueRules;
import dev.syncline.extractor.chunk.RowsTopicCreation;
import dev.syncline.extractor.source.SourceSessions;
import dev.syncline.kit.worker.Assignment;
import dev.syncline.kit.worker.Interruption;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Finds out what a run will copy. Refuses a target that may not be written before anything is touched; whether a target can be reached
/// is each load's own fate.
@Component
public final class TableDiscovery {

    private static final Logger log = LoggerFactory.getLogger(TableDiscovery.class);
    private static final int PAGE = 200;

    private final SourceSessions sessions;
    private final RowsTopicCreation topics;
    private final Clock clock;

    TableDiscovery(SourceSessions sessions, RowsTopicCreation topics, Clock clock) {
        this.sessions = sessions;
        this.topics = topics;
        this.clock = clock;
    }

    /// @throws SyncException where the source cannot be asked, a target may not be written, or Kafka does not make the topic
    public WorkResult discover(DiscoverTables work, Assignment assignment) throws InterruptedException {
        long began = System.nanoTime();
        ConnectionSettings source = sessions.awaitNow(work.source(), assignment);
        Dialect dialect = dialect(source);
        work.targets().forEach(target -> refuseUnwritable(sessions.awaitNow(target, assignment)));
        KafkaFuture<Void> topic = topics.create(work.runId(), work.partitions());
        int tables = publish(work, source, dialect, assignment);
        topics.await(work.runId(), work.partitions(), topic, assignment);
        log.info("run={} work={} fence={} tables={} ms={}", work.runId(), work.id(), work.fence(), tables, (System.nanoTime() - began) / 1_000_000);
        return new WorkResult.DiscoveryFinished(work.runId(), work.id(), work.fence(), tables, ParallelTables.of(source), clock.instant());
    }

    private int publish(DiscoverTables work, ConnectionSettings source, Dialect dialect, Assignment assignment) {
        TableMessages messages = messages(work, assignment);
        ValueRules rules = new ValueRules(source.kind(), work.values(), work.targetKinds());
        try (Connection session = sessions.borrow(source); Interruption _ = new Interruption(() -> dialect.interrupt(session), assignment)) {
            List<TableName> tables = new ArrayList<>(work.tables());
            tables.addAll(NewTableSearch.find(dialect.source(), session, work.watched(), work.tables()));
            for (int from = 0; from < tables.size(); from += PAGE) {
                assignment.check();
                dialect.source()
                        .discover(session, tables.subList(from, Math.min(tables.size(), from + PAGE)))
                        .forEach(table -> messages.add(under(rules, table)));
            }
        } catch (SQLException e) {
            throw dialect.failure("read the catalogue of connection '%s'".formatted(source.name()), e);
        }
        messages.flush();
        return messages.tables();
    }

    /// Publishes what one table is now, in the midst of reading it.
    ///
    /// @throws SyncException where the source cannot be asked
    public void describe(ExtractTable work, ConnectionSettings source, Assignment assignment) {
        Dialect dialect = dialect(source);
        TableMessages messages = messages(work, assignment);
        ValueRules rules = new ValueRules(source.kind(), work.plan().values(), work.targetKinds());
        try (Connection session = sessions.borrow(source); Interruption _ = new Interruption(() -> dialect.interrupt(session), assignment)) {
            dialect.source().discover(session, List.of(work.table())).forEach(table -> messages.add(under(rules, table)));
        } catch (SQLException e) {
            throw dialect.failure("read the columns of table %s of connection '%s'".formatted(work.table(), source.name()), e);
        }
        messages.flush();
    }

    private TableMessages messages(Work work, Assignment assignment) {
        return new TableMessages(
                tables -> assignment.publish(new WorkResult.TablesDiscovered(work.runId(), work.id(), work.fence(), tables, clock.instant())));
    }

    private static DiscoveredTable under(ValueRules rules, DiscoveredTable table) {
        TableShape shape = table.shape();
        return shape == null
                ? table
                : new DiscoveredTable(table.table(), rules.applyTo(shape), table.estimatedRows(), table.estimatedBytes(), table.failure());
    }

    private static void refuseUnwritable(ConnectionSettings target) {
        dialect(target);
        if (!target.writable()) {
            throw new SyncException(
                    FailureCode.NOT_WRITABLE,
                    "Target connection '%s' does not allow write operations; allow them in the connection's settings, or choose another target"
                            .formatted(target.name()));
        }
    }

    private static Dialect dialect(ConnectionSettings connection) {
        DatabaseKind kind = connection.kind();
        try {
            return Dialects.of(kind);
        } catch (IllegalArgumentException e) {
            throw new SyncException(
                    FailureCode.MISCONFIGURED,
                    "Connection '%s' is of the kind '%s', which this worker does not know; update the worker".formatted(connection.name(), kind),
                    e);
        }
    }
}
