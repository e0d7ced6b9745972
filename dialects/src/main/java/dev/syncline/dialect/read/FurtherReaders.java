package dev.syncline.dialect.read;

import java.sql.Connection;
import java.util.List;

import dev.syncline.dialect.SourceDialect.RowSink;

/// Further sessions that read one table beside the first, under its moment.
public interface FurtherReaders {

    /// None: the first session reads alone.
    FurtherReaders NONE = new FurtherReaders() {
        @Override
        public int wanted(long bytes) {
            return 0;
        }

        @Override
        public List<FurtherReader> open(int wanted) {
            return List.of();
        }
    };

    /// Rows of this mean size are read by one session: a driver holds the row that it reads several times, and each session its own.
    long LARGE_ROW = 65_536;

    /// How many a table is worth.
    ///
    /// @param bytes how large it is, as far as that is known
    int wanted(long bytes);

    /// The same where it is known how many rows that is.
    default int wanted(long bytes, long rows) {
        return bytes / Math.max(1, rows) >= LARGE_ROW ? 0 : wanted(bytes);
    }

    /// Opens them; as many as are to be had now.
    List<FurtherReader> open(int wanted);

    /// A session of the same source with a way for its rows. Closing it gives it back.
    interface FurtherReader extends AutoCloseable {

        Connection session();

        /// For the one thread that reads by this session.
        RowSink sink();

        /// Ends what the session is doing, and the session with it; from another thread.
        void interrupt();

        @Override
        void close();
    }
}
