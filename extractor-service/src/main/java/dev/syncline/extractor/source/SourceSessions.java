package dev.syncline.extractor.source;

import java.sql.Connection;
import java.util.List;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.ConnectionPools;
import dev.syncline.dialect.connect.FurtherSessions;
import dev.syncline.kit.connection.ConnectionDirectory;
import dev.syncline.kit.worker.Assignment;
import dev.syncline.kit.worker.WorkerNetworkProperties;
import dev.syncline.kit.worker.WorkerProperties;
import org.springframework.stereotype.Component;

/// Sessions by the id of a connection.
@Component
public final class SourceSessions {

    private final ConnectionDirectory directory;
    private final ConnectionPools pools;
    private final FurtherSessions further;

    /// @param network how many sessions a connection has
    /// @param worker how many of them each piece of work may rely on
    SourceSessions(ConnectionDirectory directory, ConnectionPools pools, WorkerNetworkProperties network, WorkerProperties worker) {
        this.directory = directory;
        this.pools = pools;
        this.further = new FurtherSessions(pools, Access.READ, network.sessions() - worker.slots());
    }

    /// How to reach a source, as the work's run knows it; waits for config-service.
    public ConnectionSettings await(long id, Assignment assignment) {
        return pools.retiringDeleted(id, () -> directory.await(id, assignment));
    }

    /// How to reach a database, as it is now; waits for config-service.
    public ConnectionSettings awaitNow(long id, Assignment assignment) {
        return pools.retiringDeleted(id, () -> directory.awaitNow(id, assignment));
    }

    /// A session for reading, given back by closing it.
    ///
    /// @throws SyncException where the database cannot be reached or refuses the login
    public Connection borrow(ConnectionSettings source) {
        try {
            return pools.borrow(source, Access.READ);
        } catch (SyncException e) {
            if (e.code() == FailureCode.LOGIN_REFUSED) {
                directory.forget(source.id()); // the password may have been corrected meanwhile
            }
            throw e;
        }
    }

    /// Sessions beside the one that a piece of work has; as many as are to be had now.
    public List<FurtherSessions.Further> borrowMore(ConnectionSettings source, int wanted) {
        return further.borrow(source, wanted);
    }
}
