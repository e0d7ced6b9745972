package dev.syncline.extractor.full;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import dev.syncline.contracts.chunk.ChunkHeader;
import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.LogLine.Level;
import dev.syncline.contracts.work.Pace;
import dev.syncline.contracts.work.ReadReport;
import dev.syncline.contracts.work.Work.ExtractTable;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.read.Packing;
import dev.syncline.dialect.read.ReadPlan;
import dev.syncline.extractor.chunk.ChunkWriter;
import dev.syncline.extractor.chunk.RowsProducer;
import dev.syncline.extractor.chunk.RowsProperties;
import dev.syncline.extractor.chunk.RowsStream;
import dev.syncline.extractor.chunk.RunBudget;
import dev.syncline.extractor.schema.TableDiscovery;
import dev.syncline.extractor.source.SourceSessions;
import dev.syncline.kit.worker.Assignment;
import dev.syncline.kit.worker.Interruption;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Reads one table and publishes its rows, once for all targets.
@Component
public final class TableExtraction {

    private static final Logger log = LoggerFactory.getLogger(TableExtraction.class);
    private static final Executor ON_ITS_OWN = action -> Thread.ofVirtual().name("extraction-started").start(action);

    private final SourceSessions sessions;
    private final RowsProducer producer;
    private final RunBudget budget;
    private final int chunkBytes;
    private final PageSizes pageSizes;
    private final StreamProperties streams;
    private final TableDiscovery discovery;
    private final ExtractMetrics metrics;
    private final Clock clock;

    TableExtraction(
            SourceSessions sessions,
            RowsProducer producer,
            RunBudget budget,
            RowsProperties rows,
            PageSizes pageSizes,
            StreamProperties streams,
            TableDiscovery discovery,
            ExtractMetrics metrics,
            Clock clock) {
        this.sessions = sessions;
        this.producer = producer;
        this.budget = budget;
        this.chunkBytes = (int) rows.chunkBytes().toBytes();
        this.pageSizes = pageSizes;
        this.streams = streams;
        this.discovery = discovery;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// @throws SyncException where the table cannot be read or its rows cannot be published
    public WorkResult extract(ExtractTable work, Assignment assignment) throws InterruptedException {
        long began = System.nanoTime();
        ConnectionSettings source = sessions.await(work.source(), assignment);
        assignment.countedBy(metrics.counters(source.kind()));
        budget.await(work, assignment);
        try (RowsStream stream = producer.open(work)) {
            CompletableFuture<@Nullable String> identity = new CompletableFuture<>();
            CompletableFuture<Void> started =
                    stream.firstOffset().thenAcceptBothAsync(identity, (offset, who) -> assignment.publish(started(work, offset, who)), ON_ITS_OWN);
            Published published = readOrDescribe(work, source, stream, identity, assignment);
            Manifest manifest = published.manifest();
            long read = System.nanoTime();
            stream.finish(manifest);
            Pace pace = published.pace(System.nanoTime() - read);
            started.join();
            report(work, published, pace, System.nanoTime() - began, assignment);
            return new WorkResult.TableExtracted(
                    work.runId(), work.id(), work.fence(), work.tableRunId(), manifest, told(work, published.report().at(pace)), clock.instant());
        }
    }

    /// Whoever looks for the cause of a slow night wants to know that it was read twice.
    private static ReadReport told(ExtractTable work, ReadReport report) {
        return work.fence() <= 1
                ? report
                : report.noting("Another extractor had begun to read it and was lost or stopped; this one read it from the beginning");
    }

    /// @param nanos that it took until all had been handed to Kafka
    private record Published(Manifest manifest, ReadReport report, Packing packing, Progress progress, int streams, long nanos) {

        /// @param acknowledged nanoseconds that Kafka took to acknowledge the last rows
        Pace pace(long acknowledged) {
            long source = nanos - progress.sending - progress.heldBack;
            return new Pace(Math.max(1, streams), millis(source), millis(progress.sending + acknowledged), millis(progress.heldBack));
        }

        private static long millis(long nanos) {
            return nanos / 1_000_000;
        }
    }

    /// A table that was altered is described anew before it fails, so that it is tried again with its new columns.
    private Published readOrDescribe(
            ExtractTable work, ConnectionSettings source, RowsStream stream, CompletableFuture<@Nullable String> identity, Assignment assignment) {
        try {
            return read(work, source, stream, identity, assignment);
        } catch (SyncException e) {
            if (e.code() == FailureCode.TABLE_CHANGED && assignment.stopReason() == null) {
                discovery.describe(work, source, assignment);
            }
            throw e;
        }
    }

    /// @param identity completed with who the source is, asked in the session that reads: it says so before any load may begin
    private Published read(
            ExtractTable work, ConnectionSettings source, RowsStream stream, CompletableFuture<@Nullable String> identity, Assignment assignment) {
        Dialect dialect = Dialects.of(source.kind());
        Progress progress = new Progress(assignment, metrics.chunks(source.kind()));
        int pageSize = pageSizes.of(work.plan(), source);
        BorrowedReaders helpers = new BorrowedReaders(source, sessions, streams, dialect);
        try (Connection session = sessions.borrow(source);
                Interruption _ = new Interruption(() -> { dialect.interrupt(session); helpers.interrupt(); }, assignment)) {
            identity.complete(work.plan().meetsSource() ? dialect.identity(source, session).orAddressOf(source) : null);
            ReadPlan plan = new ReadPlan(work.table(), work.shape(), work.plan(), work.after(), work.targetKinds(), pageSize);
            Packing packing = packing(work, dialect.source().packing(session, plan).as(source));
            ChunkWriter writer = new ChunkWriter(work.id(), work.fence(), chunkBytes, packing.format(), (header, rows) -> {
                assignment.check();
                long came = System.nanoTime();
                budget.await(work, assignment);
                long free = System.nanoTime();
                send(stream, header, rows);
                progress.add(header.rows(), rows.length, free - came, System.nanoTime() - free);
            });
            long began = System.nanoTime();
            ReadReport report = dialect.source().read(session, plan.in(packing.format()), writer, helpers.writingBeside(writer));
            Manifest manifest = writer.finish();
            return new Published(manifest, noted(work, packing, report), packing, progress, writer.writing(), System.nanoTime() - began);
        } catch (SQLException e) {
            throw failure(work, source, dialect, pageSize, e);
        } catch (IOException e) {
            throw new SyncException(FailureCode.INTERNAL, "Cannot publish the rows of %s".formatted(work.table()), e);
        }
    }

    /// What the scheduler leaves of what would be possible; an older one says nothing.
    private static Packing packing(ExtractTable work, Packing possible) {
        if (!possible.isPacked() || Boolean.TRUE.equals(work.packing())) {
            return possible;
        }
        return work.packing() == null ? Packing.NONE : Packing.hinderedBy("an earlier attempt has failed");
    }

    private static ReadReport noted(ExtractTable work, Packing packing, ReadReport report) {
        return packing.hindrance() == null
                ? report
                : report.noting("The rows of %s travelled as text, and not as PostgreSQL packs them: %s".formatted(work.table(), packing.hindrance()));
    }

    private static SyncException failure(ExtractTable work, ConnectionSettings source, Dialect dialect, int pageSize, SQLException e) {
        SyncException failure = dialect.failure("read table %s of connection '%s'".formatted(work.table(), source.name()), e);
        if (failure.code() != FailureCode.TIMED_OUT) {
            return failure;
        }
        if (dialect.isTransactionTooLong(e)) {
            String advice = "the source limits how long a transaction lasts; set transaction_timeout = 0 for its user, or extract the table incrementally";
            return new SyncException(FailureCode.TIMED_OUT, "%s; %s".formatted(failure.getMessage(), advice), e);
        }
        Remedy remedy = pageSize == 0 ? Remedy.pages() : Remedy.pagesBelow(pageSize);
        return new SyncException(
                FailureCode.TIMED_OUT,
                "%s; the source limits how long a query lasts: allow its user longer queries, or %s".formatted(failure.getMessage(), remedy.sentence()),
                e);
    }

    private static void send(RowsStream stream, ChunkHeader header, byte[] rows) throws InterruptedIOException {
        try {
            stream.send(header, rows);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for Kafka");
        }
    }

    private WorkResult started(ExtractTable work, long offset, @Nullable String identity) {
        return new WorkResult.ExtractionStarted(
                work.runId(), work.id(), work.fence(), work.tableRunId(), work.partition(), offset, clock.instant(), identity);
    }

    private void report(ExtractTable work, Published published, Pace pace, long nanos, Assignment assignment) {
        Manifest manifest = published.manifest();
        metrics.extracted(published.report(), pace, nanos);
        assignment.say(new LogLine(clock.instant(), Level.INFO, "%d rows of %s were read in %d chunks, %d bytes in %d ms%s"
                .formatted(manifest.rows(), work.table(), manifest.chunks(), manifest.bytes(), nanos / 1_000_000, published.packing().isPacked() ? ", as the database packs them" : "")));
        log.info(
                "run={} work={} fence={} table={} partition={} rows={} chunks={} bytes={} format={} streams={} sourceMs={} brokerMs={} targetMs={} ms={}",
                work.runId(),
                work.id(),
                work.fence(),
                work.table(),
                work.partition(),
                manifest.rows(),
                manifest.chunks(),
                manifest.bytes(),
                published.packing().format().word(),
                pace.streams(),
                pace.sourceMillis(),
                pace.brokerMillis(),
                pace.targetMillis(),
                nanos / 1_000_000);
    }

    private static final class Progress {

        private final Assignment assignment;
        private final Timer chunks;
        private long since = System.nanoTime();
        private long rows;
        private long bytes;
        private long heldBack;
        private long sending;

        Progress(Assignment assignment, Timer chunks) {
            this.assignment = assignment;
            this.chunks = chunks;
        }

        /// One chunk at a time, whoever has read it.
        void add(int moreRows, int moreBytes, long heldBackNanos, long sendingNanos) {
            heldBack += heldBackNanos;
            sending += sendingNanos;
            rows += moreRows;
            bytes += moreBytes;
            assignment.progress(rows, bytes, 0);
            long now = System.nanoTime();
            chunks.record(now - since, TimeUnit.NANOSECONDS);
            since = now;
        }
    }
}
