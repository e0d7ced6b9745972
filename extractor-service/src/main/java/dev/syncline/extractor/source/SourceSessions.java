package dev.syncline.extractor.source;

import java.sql.Connection;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.ConnectionPools;
import dev.syncline.kit.connection.ConnectionDirectory;
import dev.syncline.kit.worker.Assignment;
import org.springframework.stereotype.Component;

/// Sessions by the id of a connection.
@Component
public final class SourceSessions {

    private final ConnectionDirectory directory;
    private final ConnectionPools pools;

    SourceSessions(ConnectionDirectory directory, ConnectionPools pools) {
        this.directory = directory;
        this.pools = pools;
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
}
