package dev.syncline.dialect;

import java.sql.SQLException;

/// Another way into the same server than the driver's, for what the driver cannot do. Each session has its own, see [DoorSession].
public interface Door extends AutoCloseable {

    boolean isOpen();

    /// Ends what goes through it, in the server too, from another thread. It is closed then.
    void interrupt() throws SQLException;

    @Override
    void close();
}
