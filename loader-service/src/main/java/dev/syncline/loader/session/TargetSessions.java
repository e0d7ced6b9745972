package dev.syncline.loader.session;

import java.sql.Connection;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.ConnectionPools;
import dev.syncline.dialect.connect.FurtherSessions;
import dev.syncline.dialect.connect.FurtherSessions.Further;
import dev.syncline.kit.connection.ConnectionDirectory;
import dev.syncline.kit.worker.Assignment;
import dev.syncline.kit.worker.WorkerNetworkProperties;
import dev.syncline.kit.worker.WorkerProperties;
import org.springframework.stereotype.Component;

/// Sessions for writing.
@Component
public final class TargetSessions {

    private final ConnectionDirectory directory;
    private final ConnectionPools pools;
    private final FurtherSessions further;

    /// @param network how many sessions a connection has
    /// @param worker how many of them each piece of work may rely on
    TargetSessions(ConnectionDirectory directory, ConnectionPools pools, WorkerNetworkProperties network, WorkerProperties worker) {
        this.directory = directory;
        this.pools = pools;
        this.further = new FurtherSessions(pools, Access.WRITE, network.sessions() - worker.slots());
    }

    /// How to reach a target, as the run knows it. For work that is asked for again, and must not hold anything up: config-service is not waited for.
    ///
    /// @throws SyncException with `MISCONFIGURED` where this worker does not know its kind of database
    public ConnectionSettings find(long id, UUID run) {
        return known(pools.retiringDeleted(id, () -> directory.find(id, run)));
    }

    /// The same for work that has to be done: waits for config-service.
    public ConnectionSettings await(long id, Assignment assignment) {
        return known(pools.retiringDeleted(id, () -> directory.await(id, assignment)));
    }

    private static ConnectionSettings known(ConnectionSettings target) {
        try {
            Dialects.of(target.kind());
        } catch (IllegalArgumentException e) {
            throw new SyncException(
                    FailureCode.MISCONFIGURED,
                    "Connection '%s' is of the kind '%s', which this worker does not know; update the worker"
                            .formatted(target.name(), target.kind()),
                    e);
        }
        return target;
    }

    /// A session for writing, given back by closing it.
    ///
    /// @throws SyncException with `NOT_WRITABLE`, or where the database cannot be reached or refuses the login
    public Connection borrow(ConnectionSettings target) {
        try {
            return pools.borrow(target, Access.WRITE);
        } catch (SyncException e) {
            if (e.code() == FailureCode.LOGIN_REFUSED || e.code() == FailureCode.NOT_WRITABLE) {
                directory.forget(target.id()); // it may have been corrected meanwhile
            }
            throw e;
        }
    }

    /// Sessions beside the one that a load has; as many as are to be had now.
    public List<Further> borrowMore(ConnectionSettings target, int wanted) {
        return further.borrow(target, wanted);
    }
}
