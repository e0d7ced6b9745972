package dev.syncline.config.installation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import dev.syncline.contracts.project.Mark;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Numbers what is changed here, and notices that the database is older than what it has said (decision 18).
///
/// Witnesses are the topic of projects, which is read at the start and on, the scheduler when it asks, and this process itself. Once one of them has
/// heard of a change that the database does not know, a new epoch begins.
@Component
public class Installation {

    private static final Logger log = LoggerFactory.getLogger(Installation.class);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final AtomicReference<Mark> heard = new AtomicReference<>(Mark.NONE);
    private final AtomicBoolean witnessed = new AtomicBoolean();

    Installation(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// To be called first in each transaction that changes what is kept here: the others wait until it ends, so that marks are said in their order,
    /// and no two of them can wait for each other.
    @Transactional
    public Change change() {
        expectWitnessed();
        Mark latest = latest();
        Row row = lock();
        if (latest.isLaterThan(row.mark())) {
            row = beginEpoch(row, latest);
        }
        Change change = new Change(new Mark(row.mark().installation(), row.mark().epoch(), row.mark().change() + 1), row.first());
        jdbc.sql("UPDATE installation SET change = :change").param("change", change.mark().change()).update();
        hearAfterCommit(change.mark());
        return change;
    }

    /// The id of a new project; no other one has ever had it.
    public long nextProject(Change change) {
        return nextId("last_project", change);
    }

    /// The id of a new connection; no other one has ever had it.
    public long nextConnection(Change change) {
        return nextId("last_connection", change);
    }

    private long nextId(String column, Change change) {
        return jdbc.sql("UPDATE installation SET %1$s = greatest(%1$s + 1, :first) RETURNING %1$s".formatted(column))
                .param("first", change.first())
                .query(Long.class)
                .single();
    }

    private Mark latest() {
        return Objects.requireNonNull(heard.get()); // there is one from the beginning
    }

    /// How far the database has come. Where it is behind what was said, it is in a new epoch afterwards.
    @Transactional
    public Mark mark() {
        Mark latest = latest();
        Mark present = read();
        if (!latest.isLaterThan(present)) {
            return present;
        }
        Row locked = lock(); // somebody else may have noticed it too
        return latest.isLaterThan(locked.mark()) ? beginEpoch(locked, latest).mark() : locked.mark();
    }

    /// Begins an epoch, because a revision was shown that the database does not know: a part of it was restored.
    @Transactional
    public void beginEpoch() {
        Mark latest = latest();
        beginEpoch(lock(), latest);
    }

    /// Takes note of a mark that somebody has heard of. Another installation's says nothing of this one.
    public void heard(Mark mark) {
        if (mark.isOfSameInstallation(read())) {
            hear(mark);
        }
    }

    /// As [#heard], at the start: what another database has said on this installation's topic is what this one has to outrank, for it may stand for one
    /// that was lost.
    public void found(Mark mark) {
        hear(mark);
    }

    /// From here on it is known what the topic shows.
    public void witnessed() {
        witnessed.set(true);
    }

    /// What was said before this process began is known only to the topic: until that is read, a number might be handed out twice.
    ///
    /// @throws ApiException as long as it is not known
    public void expectWitnessed() {
        if (!witnessed.get()) {
            throw new ApiException(
                    Problem.UNAVAILABLE,
                    "Nothing is saved until config-service has read from Kafka what it has said before; check that the broker can be reached and try again");
        }
    }

    private Row beginEpoch(Row behind, Mark latest) {
        long epoch = Math.max(Math.max(behind.mark().epoch(), latest.epoch()) + 1, clock.millis());
        long change = Math.max(behind.mark().change(), latest.change()) + 1;
        Row begun = new Row(new Mark(behind.mark().installation(), epoch, change), change);
        jdbc.sql("UPDATE installation SET epoch = :epoch, change = :change, first = :change")
                .param("epoch", epoch)
                .param("change", change)
                .update();
        hearAfterCommit(begun.mark());
        log.warn("The database is older than what it has said: it was restored. From {} to {}, having said {}", behind.mark(), begun.mark(), latest);
        return begun;
    }

    private Row lock() {
        return jdbc.sql("SELECT id, epoch, change, first FROM installation FOR UPDATE").query(Installation::row).single();
    }

    private Mark read() {
        return jdbc.sql("SELECT id, epoch, change, first FROM installation").query(Installation::row).single().mark();
    }

    private void hear(Mark mark) {
        heard.accumulateAndGet(mark, Mark::latest);
    }

    // Not before: what is rolled back was never said.
    private void hearAfterCommit(Mark mark) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                hear(mark);
            }
        });
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        UUID id = Objects.requireNonNull(row.getObject("id", UUID.class));
        return new Row(new Mark(id, row.getLong("epoch"), row.getLong("change")), row.getLong("first"));
    }

    private record Row(Mark mark, long first) {}
}
