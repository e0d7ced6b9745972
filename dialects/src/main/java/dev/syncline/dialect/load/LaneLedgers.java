package dev.syncline.dialect.load;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.dialect.load.TransactionalLedger.Row;

/// The ledger's rows of the lanes of a divided load. The load's own row says how many there are, and each is fenced as that one is. Every statement belongs to the
/// caller's transaction.
public final class LaneLedgers {

    private final TransactionalLedger ledger;
    private final LoadPlan plan;

    public LaneLedgers(TransactionalLedger ledger, LoadPlan plan) {
        this.ledger = ledger;
        this.plan = plan;
    }

    /// Under this name a lane has its row.
    private static UUID id(LoadPlan plan, int lane) {
        return UUID.nameUUIDFromBytes("%s/%d".formatted(plan.load(), lane).getBytes(StandardCharsets.US_ASCII));
    }

    /// The row of one lane, for the session that writes it.
    static TransactionalLedger of(TransactionalLedger ledger, LoadPlan plan, Connection session, int lane) {
        return ledger.by(session, id(plan, lane));
    }

    /// Takes the lanes for the holder who has just taken the load: it waits for transactions that are being committed, and afterwards none of an older holder is.
    ///
    /// @param mine the load's own row
    public List<Ledger> seize(Row mine) throws SQLException {
        List<Ledger> lanes = new ArrayList<>();
        for (int lane = 0; lane < mine.lanes(); lane++) {
            TransactionalLedger one = ledger.of(id(plan, lane));
            one.claim(plan.fence(), plan.table());
            Row row = one.find(true).orElseThrow(() -> new LostFence(plan));
            if (row.fence() != plan.fence()) {
                throw new LostFence(plan);
            }
            if (row.taken() == null) {
                throw VerificationFailed.ledger(plan);
            }
            lanes.add(row.taken());
        }
        return lanes;
    }

    /// @param at where the load stands
    /// @return where each lane begins
    List<Ledger> divide(Ledger at, int lanes) throws SQLException {
        Ledger start = new Ledger(at.extraction(), at.extractionFence(), at.nextOffset(), new Manifest(at.taken().chunks(), 0, 0, 0), 0, null);
        List<Ledger> all = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            TransactionalLedger one = ledger.of(id(plan, lane));
            one.claim(plan.fence(), plan.table());
            if (!one.begin(plan.fence(), start)) {
                throw new LostFence(plan);
            }
            all.add(start);
        }
        if (!ledger.divided(plan.fence(), lanes)) {
            throw new LostFence(plan);
        }
        return all;
    }

    /// Takes the lanes' rows into the load's own.
    void unite(Row mine, Ledger before, Ledger total) throws SQLException {
        delete(mine);
        if (!ledger.advance(plan.fence(), before, total) || !ledger.divided(plan.fence(), 0)) {
            throw VerificationFailed.ledger(plan);
        }
    }

    /// Removes the lanes' rows.
    public void delete(Row mine) throws SQLException {
        for (int lane = 0; lane < mine.lanes(); lane++) {
            ledger.of(id(plan, lane)).delete();
        }
    }
}
