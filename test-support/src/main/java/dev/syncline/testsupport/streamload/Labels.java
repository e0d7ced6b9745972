package dev.syncline.testsupport.streamload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// The loads of all databases in their order, and who may use a label: it is free again only when its load was aborted.
final class Labels {

    /// The label has a load that runs or has been committed.
    static final class Taken extends RuntimeException {

        private final Load load;

        Taken(Product product, Load load) {
            super(product == Product.DORIS
                    ? "Label [%s] has already been used, relate to txn [%d]".formatted(load.label(), load.transaction())
                    : "Label [%s] has already been used.".formatted(load.label()));
            this.load = load;
        }

        Load load() {
            return load;
        }
    }

    /// A load that has been committed but cannot be seen, or runs elsewhere, until it has been asked for often enough.
    private static final class Pending {

        private final Runnable end;
        private int polls;

        Pending(int polls, Runnable end) {
            this.polls = polls;
            this.end = end;
        }
    }

    private final Product product;
    private final Map<Long, Load> loads = new LinkedHashMap<>();
    private final Map<Long, Pending> pending = new LinkedHashMap<>();
    private long nextTransaction = 1001;

    Labels(Product product) {
        this.product = product;
    }

    synchronized long begin(String database, String table, String label) {
        if (!product.label.matcher(label).matches()) {
            throw Refusal.meaning("Label format error. regex: ^%s$, label: %s", product.label, label);
        }
        Optional<Load> former = find(database, label);
        if (former.isPresent() && former.get().state() != EmulatedLoadState.ABORTED) {
            throw new Taken(product, former.get());
        }
        long transaction = nextTransaction++;
        loads.put(transaction, new Load(transaction, database, table, label, EmulatedLoadState.PREPARE, 0, ""));
        return transaction;
    }

    synchronized void commit(long transaction, EmulatedLoadState state, long rows) {
        Load load = Objects.requireNonNull(loads.get(transaction));
        loads.put(transaction, new Load(transaction, load.database(), load.table(), load.label(), state, rows, ""));
    }

    synchronized void abort(long transaction, @Nullable String reason) {
        Load load = Objects.requireNonNull(loads.get(transaction));
        loads.put(transaction, new Load(transaction, load.database(), load.table(), load.label(), EmulatedLoadState.ABORTED, 0, reason == null ? "" : reason));
    }

    /// Runs `end` at the given number of questions for the load's state.
    synchronized void endAfter(long transaction, int polls, Runnable end) {
        pending.put(transaction, new Pending(polls, end));
    }

    /// The state as a client asks for it, which brings a pending load nearer to its end.
    Optional<Load> poll(String database, String label) {
        Runnable end = null;
        synchronized (this) {
            Optional<Load> load = find(database, label);
            Pending waiting = load.map(found -> pending.get(found.transaction())).orElse(null);
            if (waiting != null && --waiting.polls <= 0) {
                pending.remove(load.orElseThrow().transaction());
                end = waiting.end;
            }
        }
        if (end != null) {
            end.run();
        }
        return find(database, label);
    }

    synchronized Optional<Load> find(String database, String label) {
        return all().reversed().stream().filter(load -> load.database().equals(database) && load.label().equals(label)).findFirst();
    }

    synchronized List<Load> all() {
        return new ArrayList<>(loads.values());
    }
}
