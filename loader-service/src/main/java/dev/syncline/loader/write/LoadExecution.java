package dev.syncline.loader.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.work.LoadReport;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.LogLine;
import dev.syncline.contracts.work.LogLine.Level;
import dev.syncline.contracts.work.LogLine.Step;
import dev.syncline.contracts.work.Pace;
import dev.syncline.contracts.work.Work.LoadTable;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.TargetDialect;
import dev.syncline.dialect.load.DividedLoad;
import dev.syncline.dialect.load.Ledger;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.LockWait;
import dev.syncline.dialect.load.LostFence;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.kit.worker.Assignment;
import dev.syncline.kit.worker.Interruption;
import dev.syncline.loader.intake.ReceivedRecord;
import dev.syncline.loader.intake.RowsReader;
import dev.syncline.loader.intake.RowsReaders;
import dev.syncline.loader.session.TargetSessions;
import dev.syncline.loader.session.Targets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/// One load by this holder, over as many sessions as it takes: when the connection breaks, the ledger says whether the last transaction
/// was committed, just as it does for another holder.
final class LoadExecution {

    private static final Logger log = LoggerFactory.getLogger(LoadExecution.class);
    private static final long RECONNECT_MILLIS = 500;

    private final LoadTable work;
    private final Assignment assignment;
    private ConnectionSettings target;
    private final Dialect dialect;
    private final TargetDialect writing;
    private final LoadPlan plan;
    private final TargetSessions sessions;
    private final RowsReaders readers;
    private final LargeRowGate largeRowGate;
    private final LoadProperties properties;
    private final LoadMetrics metrics;
    private final Batch.Size batchSize;
    private final List<String> statements = new ArrayList<>();
    private LoadReport report = new LoadReport(0, 0, 0, List.of());
    private boolean touched;
    private boolean disturbed;
    private int reconnects;
    private boolean takenOver;
    private final Outage outage;
    private long afterEnd;
    private int streams = 1;
    private long began;
    private long waitedForRows;

    LoadExecution(
            LoadTable work,
            Assignment assignment,
            ConnectionSettings target,
            Targets targets,
            TargetSessions sessions,
            RowsReaders readers,
            LargeRowGate largeRowGate,
            LoadProperties properties,
            LoadMetrics metrics) {
        this.work = work;
        this.assignment = assignment;
        this.target = target;
        this.dialect = Dialects.of(target.kind());
        this.writing = targets.of(target.kind());
        this.plan = new LoadPlan(work.id(), work.fence(), work.table(), work.shape(), work.rules(), LockWait.share(properties.lockWait(), Objects.requireNonNullElse(work.attempts(), 1)));
        this.sessions = sessions;
        this.readers = readers;
        this.largeRowGate = largeRowGate;
        this.properties = properties;
        this.metrics = metrics;
        this.outage = new Outage(properties.reconnectFor());
        assignment.countedBy(metrics.counters(target.kind()));
        this.batchSize = new Batch.Size(batchBytes(properties.largestStream()), batchBytes(properties.largestBatch()), properties.batchTime());
    }

    private long batchBytes(DataSize largest) {
        return Math.max(properties.batchBytes().toBytes(), Math.min(writing.worthwhileBatch(), largest.toBytes()));
    }

    /// Loads the table and swaps it in.
    ///
    /// @return what the target table now holds
    /// @throws SyncException where that cannot be done; the target table is then as it was
    /// @throws LostFence where another holder has the load
    Manifest run() throws InterruptedException {
        began = System.nanoTime();
        while (true) {
            try (Connection session = sessions.borrow(target);
                    Interruption _ = new Interruption(() -> dialect.interrupt(session), assignment);
                    TableLoad load = writing.load(session, plan)) {
                refuseOwnSource(session);
                touched = true;
                return replace(load, session);
            } catch (SQLException e) {
                reconnectAfter(dialect.failure("load table %s into connection '%s'".formatted(work.table(), target.name()), e));
            } catch (SyncException e) {
                reconnectAfter(e);
            }
        }
    }

    /// What became of the rows, once the load has been run; and what made it slow, for whoever looks for the cause.
    LoadReport report() {
        List<String> notes = new ArrayList<>();
        if (takenOver) {
            notes.add("Another loader had begun it and was lost or stopped; it went on from what the target had taken");
        }
        if (reconnects > 0) {
            notes.add("The connection to '%s' broke %s during the load and was opened again; the run's log says when".formatted(
                    target.name(), reconnects == 1 ? "once" : reconnects + " times"));
        }
        if (streams > 1) {
            notes.add("%s was written by %d sessions at once".formatted(work.table(), streams));
        }
        long broker = waitedForRows / 1_000_000;
        return report.noting(notes).at(new Pace(streams, 0, broker, Math.max(0, (System.nanoTime() - began) / 1_000_000 - broker)));
    }

    /// The DDL executed so far.
    List<String> statements() {
        return List.copyOf(statements);
    }

    /// Removes what this load has left in the target beside the table itself.
    ///
    /// @return whether nothing is left and nothing can come: what a broken session had begun may end after the look
    boolean forget() {
        if (!touched && work.fence() <= 1) {
            return true;
        }
        try {
            new LoadRemnants(target, plan, sessions).remove();
            return !disturbed;
        } catch (SyncException | LostFence e) {
            log.warn("run={} work={} fence={} table={} not cleaned up: {}", work.runId(), work.id(), work.fence(), work.table(), e.getMessage());
            return false;
        }
    }

    /// Asked of the very session that is going to write: the project may have been saved while a server was away, and a forwarder may lead elsewhere
    /// since.
    private void refuseOwnSource(Connection session) throws SQLException {
        if (work.notInto() != null && work.notInto().equals(dialect.identity(target, session).orAddressOf(target))) {
            throw new SyncException(
                    FailureCode.UNUSABLE_NAME,
                    ("Table %s was not loaded into %s of connection '%s': that is the database it is read from, and a table of the source "
                            + "would be overwritten; choose another target or schema naming (where it is a server of its own that was made of a copy of the source's files, set the option 'identity' of its connection to 'address')")
                            .formatted(work.source(), work.table(), target.name()));
        }
    }

    private Manifest replace(TableLoad load, Connection session) throws SQLException, InterruptedException {
        try {
            Ledger ledger = load.claim().orElse(null);
            outage.answered();
            if (ledger == null) {
                refuseToAppendAgain();
            } else {
                takenOver |= reconnects == 0;
            }
            if (ledger != null && ledger.published() != null) {
                // Final, whatever extraction the rows came from: they must not be written twice.
                say(Step.SWAPPED, "An earlier loader had made them the content of %s".formatted(work.table()));
                report = ledger.published();
                assignment.goesOnFrom(ledger.taken().rows(), ledger.taken().bytes());
                return ledger.taken();
            }
            Ledger found = ledger != null && isOfThisExtraction(ledger) ? ledger : null;
            Ledger taken = append(load, found, session);
            say(Step.LOADED, "%d rows in %d chunks have arrived for %s".formatted(taken.taken().rows(), taken.taken().chunks(), work.table()));
            load.complete(taken);
            say(Step.PROVEN, "They are those that were read of %s, checksum %s".formatted(work.source(), Long.toHexString(taken.taken().checksum())));
            report = load.publish(taken);
            say(Step.SWAPPED, "They are the content of %s".formatted(work.table()));
            assignment.progress(taken.taken().rows(), taken.taken().bytes(), afterEnd);
            return taken.taken();
        } finally {
            statements.addAll(load.statements());
        }
    }

    /// The result of an earlier holder may have come too late to count, and he has removed the ledger since. All other loads can be done again, but rows
    /// without a key would be there twice. The next attempt asks the target what it holds.
    private void refuseToAppendAgain() {
        if (work.fence() > 1 && appends(work)) {
            throw new SyncException(
                    FailureCode.UNPROVEN,
                    "An earlier loader may have appended the rows of %s to %s already, which has no key; it is tried again from what the target holds then"
                            .formatted(work.source(), work.table()));
        }
    }

    /// Whether rows would be in the target twice if the load were done twice.
    static boolean appends(LoadTable work) {
        return work.rules().mode() instanceof LoadMode.Merge && work.shape().primaryKey().isEmpty();
    }

    private void say(Step step, String text) {
        assignment.say(new LogLine(Instant.now(), Level.INFO, step, text));
    }

    private boolean isOfThisExtraction(Ledger ledger) {
        return ledger.extraction().equals(work.extraction()) && ledger.extractionFence() == work.extractionFence();
    }

    /// Takes all chunks from where the ledger stands.
    private Ledger append(TableLoad load, @Nullable Ledger found, Connection session) throws SQLException, InterruptedException {
        DividedLoad divided = load.divided().orElse(null);
        if (found != null && divided != null && !divided.lanes().isEmpty()) {
            try (RowsReader reader = readers.open(work, DividedAppend.leastFar(divided.lanes())); Lanes lanes = lanes(session)) {
                lanes.await(divided.lanes().size());
                return appendDivided(divided, found, divided.lanes(), reader, lanes);
            }
        }
        Ledger ledger = found != null ? found : Ledger.start(work.extraction(), work.extractionFence(), work.offset());
        assignment.goesOnFrom(ledger.taken().rows(), ledger.taken().bytes());
        show(ledger);
        try (RowsReader reader = readers.open(work, ledger); Lanes lanes = lanes(session)) {
            if (found == null) {
                load.begin(ledger);
            }
            while (true) {
                Ledger committed = ledger;
                try (Batch batch = new Batch(
                        work.source(), committed, taken -> next(reader, taken, committed), batchSize, () -> largeRowGate.acquire(assignment))) {
                    if (batch.take()) {
                        write(batch, load);
                        ledger = batch.after();
                    }
                    show(ledger);
                    if (batch.end() instanceof ReceivedRecord.End(Manifest sent, long offset)) {
                        prove(ledger.taken(), sent);
                        afterEnd = offset + 1;
                        return ledger;
                    }
                }
                if (divided != null && reader.isFull() && lanes.isWorthwhile(ledger) && lanes.open()) {
                    return appendDivided(divided, ledger, divided.divide(ledger, lanes.count()), reader, lanes);
                }
            }
        }
    }

    private Lanes lanes(Connection session) {
        return new Lanes(session, target, sessions, properties, assignment);
    }

    private Ledger appendDivided(DividedLoad load, Ledger main, List<Ledger> begun, RowsReader reader, Lanes lanes) throws SQLException, InterruptedException {
        DividedAppend append = new DividedAppend(work, assignment, dialect, load, main, begun, batchSize, properties, largeRowGate, this::expectTaken, this::achieved);
        DividedAppend.Taken taken = append.run(reader, lanes.first(), lanes.others());
        prove(taken.total().taken(), taken.end().manifest());
        load.unite(main, taken.total());
        streams = begun.size();
        waitedForRows += append.waitedForRows();
        afterEnd = taken.end().offset() + 1;
        return taken.total();
    }

    private Optional<ReceivedRecord> next(RowsReader reader, Manifest taken, Ledger committed) throws InterruptedException {
        assignment.progress(taken.rows(), taken.bytes(), committed.nextOffset());
        long asked = System.nanoTime();
        Optional<ReceivedRecord> next = reader.next(properties.batchWait(), assignment);
        waitedForRows += System.nanoTime() - asked;
        return next;
    }

    private void write(Batch batch, TableLoad load) throws SQLException, InterruptedException {
        long began = System.nanoTime();
        expectTaken(batch);
        try {
            load.append(batch);
            achieved(System.nanoTime() - began);
        } catch (Batch.GatheringInterrupted e) {
            throw (InterruptedException) e.getCause();
        }
    }

    private void achieved(long nanos) {
        outage.achieved();
        metrics.batch(target.kind(), nanos);
    }

    private void expectTaken(Batch batch) {
        if (!writing.takes(batch.format())) {
            throw new SyncException(
                    FailureCode.UNPROVEN,
                    "The rows of %s arrived in the form %s, which %s does not take; they are sent as text in the next attempt"
                            .formatted(work.source(), batch.format().word(), dialect.descriptor().title()));
        }
    }

    private void show(Ledger ledger) {
        assignment.keeps(ledger.taken().rows(), ledger.taken().bytes());
        assignment.progress(ledger.taken().rows(), ledger.taken().bytes(), ledger.nextOffset());
    }

    private void prove(Manifest taken, Manifest sent) {
        if (!taken.equals(sent)) {
            throw new SyncException(
                    FailureCode.UNPROVEN,
                    "The reader of %s sent %d rows in %d chunks of %d bytes, but %d rows in %d chunks of %d bytes arrived%s"
                            .formatted(
                                    work.source(),
                                    sent.rows(),
                                    sent.chunks(),
                                    sent.bytes(),
                                    taken.rows(),
                                    taken.chunks(),
                                    taken.bytes(),
                                    taken.checksum() == sent.checksum() ? "" : ", with another checksum"));
        }
    }

    /// Returns where another session may help: the load has begun, and the target has not been away for too long.
    private void reconnectAfter(SyncException failure) throws InterruptedException {
        // Also where we have ended the session ourselves: a statement that was under way may still be carried out.
        boolean broken = failure.code() == FailureCode.CONNECTION_LOST || failure.code() == FailureCode.UNREACHABLE;
        disturbed |= broken;
        assignment.check();
        if (!touched || !broken || !outage.mayGoOn(System.nanoTime())) {
            throw failure;
        }
        log.warn("run={} work={} fence={} connects again: {}", work.runId(), work.id(), work.fence(), failure.getMessage());
        assignment.say(new LogLine(Instant.now(), Level.WARN, "Connects again: " + failure.getMessage()));
        metrics.reconnected();
        reconnects++;
        for (long waited = 0; waited < RECONNECT_MILLIS; waited += 100) {
            Thread.sleep(100);
            assignment.check();
        }
        target = present();
    }

    /// It may have been edited meanwhile, such as to lead to the server's new address.
    private ConnectionSettings present() {
        try {
            return sessions.find(work.target(), work.runId());
        } catch (SyncException e) {
            if (e.code() == FailureCode.SERVICE_UNAVAILABLE) {
                return target;
            }
            throw e;
        }
    }
}
