package dev.syncline.dialect.streamload;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.dialect.Descriptor;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Encryption;
import dev.syncline.dialect.TargetDialect;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.MySqlProtocol;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.ServerIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A database that takes rows as stream loads.
public abstract class StreamLoadDialect implements Dialect {

    private static final Logger log = LoggerFactory.getLogger(StreamLoadDialect.class);

    private final StreamLoadEngine engine;
    private final NameLimit limit;
    private final StreamLoadTarget target;

    protected StreamLoadDialect(StreamLoadEngine engine, NameLimit limit) {
        this.engine = engine;
        this.limit = limit;
        this.target = new StreamLoadTarget(this);
    }

    StreamLoadEngine engine() {
        return engine;
    }

    @Override
    public Descriptor descriptor() {
        return engine.descriptor();
    }

    @Override
    public DataSource dataSource(ConnectionSettings settings, NetworkPolicy network, Access access) {
        return StreamLoadSessions.of(engine, settings, network);
    }

    /// Neither statements nor rows are.
    @Override
    public Encryption encryption(ConnectionSettings settings, Connection session) {
        return Encryption.PLAIN;
    }

    @Override
    public String quote(String name) {
        if (!limit.allows(name)) {
            throw new SyncException(
                    FailureCode.UNUSABLE_NAME,
                    "%s cannot have the name '%s': it is longer than %d characters; use another name".formatted(descriptor().title(), name, limit.characters()));
        }
        return StreamLoadNames.quote(name);
    }

    @Override
    public NameLimit nameLimit() {
        return limit;
    }

    @Override
    public FailureCode classify(SQLException e) {
        return StreamLoadErrors.classify(e);
    }

    @Override
    public String reason(SQLException e) {
        return StreamLoadErrors.reason(e);
    }

    @Override
    public Set<ValueTrouble> troubles(SQLException e) {
        return StreamLoadErrors.troubles(e);
    }

    @Override
    public boolean isFull(SQLException e) {
        return StreamLoadErrors.isFull(e);
    }

    @Override
    public ServerIdentity identity(Connection session) throws SQLException {
        return MySqlProtocol.ofFrontEnds(this, session);
    }

    /// Front ends greet as a MySQL does, with a number of MySQL's.
    @Override
    public String version(Connection session) throws SQLException {
        String said = MySqlProtocol.comment(session).replaceFirst("(?i)^(?:doris|starrocks) version (?:doris-)?", "");
        return said.isEmpty() ? descriptor().title() : descriptor().title() + ' ' + said;
    }

    @Override
    public Optional<String> impostor(Connection session) throws SQLException {
        return MySqlProtocol.impostor(session, kind().id());
    }

    /// A server ends a load whose sender is gone; a statement goes on until it ends, and its label tells whether it has.
    @Override
    public void interrupt(Connection session) {
        try {
            session.abort(Runnable::run);
        } catch (SQLException e) {
            log.debug("The session was over already", e);
        }
    }

    @Override
    public TargetDialect target() {
        return target;
    }
}
