package dev.syncline.extractor.source;

import java.sql.Connection;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.Access;
import dev.syncline.dialect.ConnectionPools;
import dev.syncline.kit.connection.ConnectionDirectory;
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

    /// How to reach a source, as it was within the last minute.
    public ConnectionSettings find(long id) {
        return directory.find(id);
    }

    /// How to reach a database, as it is now.
    public ConnectionSettings readNow(long id) {
        return directory.readNow(id);
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
