package dev.syncline.dialect.greenplum;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.RowBatch;
import dev.syncline.dialect.load.VerificationFailed;
import dev.syncline.dialect.load.WorkerAddress;
import dev.syncline.dialect.postgresql.Staging;
import dev.syncline.dialect.postgresql.Transfer;

/// Rows that segments fetch from this worker, all at once, so that none passes through the coordinator. Where their order counts, a single segment fetches
/// them and sends each to where it belongs: from one sender to one receiver rows stay in order.
final class GpfdistTransfer implements Transfer {

    private static final String SHORT_WAIT = "SET LOCAL statement_timeout = '10s'";
    private static final String MOMENT = "2026-07-01 12:00:00";

    private final GreenplumFlavour variant;
    private final Staging staging;
    private final WorkerAddress worker;
    private final RowServer server;

    private GpfdistTransfer(GreenplumFlavour variant, Staging staging, WorkerAddress worker, RowServer server) {
        this.variant = variant;
        this.staging = staging;
        this.worker = worker;
        this.server = server;
    }

    /// Tries whether segments can fetch a row from this worker; where they cannot, a note says why.
    static Optional<Transfer> tried(GreenplumFlavour variant, Staging staging, WorkerAddress worker) throws SQLException {
        GpfdistTransfer transfer;
        try {
            transfer = new GpfdistTransfer(variant, staging, worker, RowServer.at(worker.port()));
        } catch (IOException _) {
            return without(staging, "port %d of this worker cannot be opened; free it, or set another".formatted(worker.port()));
        }
        boolean works = false;
        try {
            String hindrance = transfer.hindrance().orElse(null);
            if (hindrance != null) {
                return without(staging, hindrance);
            }
            works = true;
            return Optional.of(transfer);
        } finally {
            if (!works) {
                transfer.close();
            }
        }
    }

    private static Optional<Transfer> without(Staging staging, String hindrance) {
        staging.steps().note("Rows came by COPY through the coordinator and not by gpfdist: " + hindrance);
        return Optional.empty();
    }

    private Optional<String> hindrance() throws SQLException {
        try {
            return staging.steps().transaction("fetch a row by gpfdist for", this::wrongInOneRow);
        } catch (SyncException e) {
            return Optional.of(hindrance(e.getCause() instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : ""));
        }
    }

    private String hindrance(String state) {
        return switch (state) {
            case "42501" -> "the connection's user may not create external tables; ALTER ROLE … CREATEEXTTABLE (type = 'readable', protocol = 'gpfdist') allows it";
            case "42601", "0A000" -> "the server does not know external tables of gpfdist; leave the loader's address out";
            case "57014" -> "segments cannot reach %s within 10 s; open the port to them, or correct the address".formatted(address());
            default -> isOfConnection(state)
                    ? "segments cannot reach %s; open the port to them, or correct the address".formatted(address())
                    : "fetching a row from %s failed (SQLSTATE %s)".formatted(address(), state);
        };
    }

    /// What segments report is of the same class as what happens to the session: after either, the ledger says where to go on.
    private static boolean isOfConnection(String state) {
        return state.startsWith("08") || state.equals("58M01");
    }

    private String address() {
        return worker.at(server.port());
    }

    private ExternalTable external(List<String> columns, List<String> types) {
        return new ExternalTable(LoadNames.of(staging.plan().load()).beginning() + "rows", columns, types);
    }

    /// Has one row fetched, with a time as rows have them: of the session's zone, which segments have to know.
    private Optional<String> wrongInOneRow() throws SQLException {
        String wanted = UUID.randomUUID().toString();
        byte[] row = "%s\t%s\n".formatted(wanted, MOMENT).getBytes(StandardCharsets.US_ASCII);
        ExternalTable external = external(List.of("answer", "moment"), List.of("text", "timestamp with time zone"));
        try (ServedRows served = server.serve(new ByteArrayInputStream(row), false)) {
            staging.steps().execute(SHORT_WAIT);
            variant.attach(staging.steps(), external, address() + served.path());
            String got = GreenplumFlavour.text(staging.session(), """
                    SELECT pg_catalog.max(answer) || ' ' || pg_catalog.count(*) || ' ' || (pg_catalog.max(moment) = TIMESTAMP WITH TIME ZONE '%s+00')
                    FROM %s""".formatted(MOMENT, external.inSession()));
            variant.detach(staging.steps(), external);
            if ((wanted + " 1 false").equals(got)) {
                return Optional.of("segments read times otherwise than the session does");
            }
            return (wanted + " 1 true").equals(got) && served.hasGiven(1)
                    ? Optional.empty()
                    : Optional.of("another server answers segments at %s; correct the address".formatted(address()));
        }
    }

    @Override
    public long append(RowBatch batch) throws SQLException {
        ExternalTable external = external(staging.plan().shape().columnNames(), staging.types());
        try (ServedRows served = server.serve(batch.rows(), staging.inOrder()); Statement statement = staging.session().createStatement()) {
            variant.attach(staging.steps(), external, address() + served.path());
            long loaded = statement.executeLargeUpdate(external.insertInto(staging.table()));
            variant.detach(staging.steps(), external);
            if (!served.hasGiven(batch.count())) {
                throw VerificationFailed.of("The segments did not fetch the %d rows of a batch for table %s, each once".formatted(batch.count(), staging.plan().table()));
            }
            return loaded;
        } catch (SQLException e) {
            if (!isOfConnection(String.valueOf(e.getSQLState()))) {
                throw e;
            }
            throw new SyncException(
                    FailureCode.CONNECTION_LOST,
                    "Cannot append rows to table %s in the target: the connection to the server broke, or a segment's to this worker at %s"
                            .formatted(staging.plan().table(), address()),
                    e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
