package dev.syncline.extractor.full;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.SourceDialect.RowSink;
import dev.syncline.dialect.connect.FurtherSessions;
import dev.syncline.dialect.read.FurtherReaders;
import dev.syncline.dialect.read.FurtherReaders.FurtherReader;
import dev.syncline.extractor.chunk.ChunkWriter;
import dev.syncline.extractor.source.SourceSessions;

/// Sessions that read one table beside the first, each with a writer of its own that gathers its rows into chunks of the one stream.
final class BorrowedReaders {

    private final ConnectionSettings source;
    private final SourceSessions sessions;
    private final StreamProperties properties;
    private final Dialect dialect;
    private final List<Reading> open = new CopyOnWriteArrayList<>();

    BorrowedReaders(ConnectionSettings source, SourceSessions sessions, StreamProperties properties, Dialect dialect) {
        this.source = source;
        this.sessions = sessions;
        this.properties = properties;
        this.dialect = dialect;
    }

    /// @param first takes the rows of the first session
    FurtherReaders writingBeside(ChunkWriter first) {
        return new FurtherReaders() {
            @Override
            public int wanted(long bytes) {
                return properties.helpers(source, bytes);
            }

            @Override
            public List<FurtherReader> open(int wanted) {
                List<FurtherReader> helpers = new ArrayList<>();
                for (FurtherSessions.Further session : sessions.borrowMore(source, wanted)) {
                    Reading helper = new Reading(session, first.beside());
                    open.add(helper);
                    helpers.add(helper);
                }
                return helpers;
            }
        };
    }

    /// Ends what all of them are doing.
    void interrupt() {
        open.forEach(Reading::interrupt);
    }

    private final class Reading implements FurtherReader {

        private final FurtherSessions.Further session;
        private final ChunkWriter rows;
        private boolean over;

        Reading(FurtherSessions.Further session, ChunkWriter rows) {
            this.session = session;
            this.rows = rows;
        }

        @Override
        public Connection session() {
            return session.session();
        }

        @Override
        public RowSink sink() {
            return rows;
        }

        /// Never once it is given back, when the session may be somebody else's.
        @Override
        public synchronized void interrupt() {
            if (!over) {
                dialect.interrupt(session.session());
            }
        }

        @Override
        public synchronized void close() {
            if (!over) {
                over = true;
                session.close();
            }
        }
    }
}
