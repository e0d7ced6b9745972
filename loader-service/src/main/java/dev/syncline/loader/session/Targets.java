package dev.syncline.loader.session;

import java.util.Optional;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.TargetDialect;
import dev.syncline.dialect.load.WorkerAddress;

/// How this worker writes to each kind of database.
public final class Targets {

    private final Optional<WorkerAddress> worker;

    /// @param worker where databases reach this worker, where they do
    public Targets(Optional<WorkerAddress> worker) {
        this.worker = worker;
    }

    /// @throws IllegalArgumentException where there is no dialect for the kind
    public TargetDialect of(DatabaseKind kind) {
        TargetDialect target = Dialects.of(kind).target();
        return worker.map(target::reachableAt).orElse(target);
    }
}
