package dev.syncline.dialect;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.ServerIdentity;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.read.Documents;

/// What is particular to one kind of database. Found through `META-INF/services`, see [Dialects].
public interface Dialect {

    /// What people need to know to describe a connection to such a database.
    Descriptor descriptor();

    default DatabaseKind kind() {
        return descriptor().kind();
    }

    /// How to reach the database; every session it opens has its time zone, character set and text formats pinned. Opens nothing yet;
    /// opening a session throws a [SyncException] with `UNREACHABLE` where the network policy denies the address or the name does not resolve.
    DataSource dataSource(ConnectionSettings settings, NetworkPolicy network, Access access);

    /// Sessions that only read.
    default DataSource dataSource(ConnectionSettings settings, NetworkPolicy network) {
        return dataSource(settings, network, Access.READ);
    }

    /// The name in the database's quotes, quotes inside doubled.
    ///
    /// @throws dev.syncline.contracts.failure.SyncException with `UNUSABLE_NAME` where the database can have no such name
    ///     (a NUL, too long, …): a name is never cut
    String quote(String name);

    /// How long a name may be here.
    NameLimit nameLimit();

    /// The failure code of an error that this database or its driver reported.
    FailureCode classify(SQLException e);

    /// Why the database or its driver refused, in its words but without any value of a row.
    String reason(SQLException e);

    /// The failure to report for an error.
    ///
    /// @param attempted what could not be done and on what, as in `read table sales.orders`
    default SyncException failure(String attempted, SQLException e) {
        FailureCode code = classify(e);
        return new SyncException(code, "Cannot %s: %s%s".formatted(attempted, reason(e), Advice.after(code)), e);
    }

    /// The failure to report for an error of a load; it names the policies that cure it.
    ///
    /// @param attempted what could not be done and on what
    default SyncException failure(String attempted, LoadPlan plan, SQLException e) {
        SyncException failure = failure(attempted, e);
        String remedies = Remedy.after(Advice.remedies(this, plan, e))
                + (failure.code() == FailureCode.UNUSABLE_VALUE ? Advice.missing(plan.shape(), reason(e)) + Documents.advice(plan.shape(), reason(e)) : "");
        return remedies.isEmpty() ? failure : new SyncException(failure.code(), failure.getMessage() + remedies, e);
    }

    /// What kinds of values an error that is `UNUSABLE_VALUE` may be about, as far as a project has a policy for them; the columns' types say which of them
    /// there can be.
    default Set<ValueTrouble> troubles(SQLException e) {
        return Set.of();
    }

    /// Whether an error that is `TIMED_OUT` is about the whole transaction, so that shorter queries do not help.
    default boolean isTransactionTooLong(SQLException e) {
        return false;
    }

    /// Whether an error that is `EXHAUSTED` says that there is no room for the rows, and not that memory or sessions lack.
    default boolean isFull(SQLException e) {
        return false;
    }

    /// Who the server behind a session says it is. Only asks, in a session that is in auto-commit; throws where the session is broken.
    ServerIdentity identity(Connection session) throws SQLException;

    /// As [#identity(Connection)], unless the connection's owner has chosen otherwise.
    default ServerIdentity identity(ConnectionSettings settings, Connection session) throws SQLException {
        ServerIdentity chosen = ServerIdentity.chosen(settings);
        return chosen == null ? identity(session) : chosen;
    }

    /// What answers instead, where it is known to be another kind of database than this one: kinds that speak one protocol let each other in, and fail later.
    ///
    /// @return its title, such as `Apache Doris`
    default Optional<String> impostor(Connection session) throws SQLException {
        return Optional.empty();
    }

    /// What the server calls itself, and its version.
    default String version(Connection session) throws SQLException {
        DatabaseMetaData server = session.getMetaData();
        return "%s %s".formatted(server.getDatabaseProductName(), server.getDatabaseProductVersion());
    }

    /// Whether a session of a connection is encrypted, as the server says. Only asks.
    default Encryption encryption(ConnectionSettings settings, Connection session) throws SQLException {
        return Encryption.UNKNOWN;
    }

    /// The account under which a session of a connection runs. Only asks.
    default Grantee grantee(ConnectionSettings settings, Connection session) throws SQLException {
        return Grantee.of(settings);
    }

    /// Ends what a session is doing, from another thread, so that it holds no lock afterwards. The session is not usable then.
    void interrupt(Connection session);

    /// Reading from such a database.
    ///
    /// @throws SyncException with `MISCONFIGURED` where it can only be written
    default SourceDialect source() {
        throw new SyncException(FailureCode.MISCONFIGURED, "%s can be a target only; choose another source".formatted(descriptor().title()));
    }

    /// Writing to such a database.
    TargetDialect target();
}
