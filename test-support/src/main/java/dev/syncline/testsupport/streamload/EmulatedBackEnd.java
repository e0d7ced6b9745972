package dev.syncline.testsupport.streamload;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/// The back end's HTTP port, which takes the bodies.
final class EmulatedBackEnd {

    private static final long JSON_LIMIT = 100L << 20;
    private static final String TOO_LONG_KEY = "primary key size exceed the limit.";
    private static final String ERROR_LOG = "/api/_load_error_log";

    /// A load between its head and its reply.
    private record Running(HttpRequest request, Socket connection, EmulatedPlan plan, long transaction, String label, Optional<Faults.Due> fault, Instant began) {

        boolean suffers(Fault kind) {
            return fault.filter(due -> due.fault() == kind).isPresent();
        }

        int polls() {
            return fault.orElseThrow().polls();
        }
    }

    private final Product product;
    private final EmulatedCatalog catalog;
    private final Labels labels;
    private final Logins logins;
    private final Faults faults;
    private final RowWriter writer;
    private final int port;
    private final Map<String, List<String>> errorLogs = new ConcurrentHashMap<>();

    EmulatedBackEnd(Product product, EmulatedCatalog catalog, Labels labels, Logins logins, Faults faults, RowWriter writer, int port) {
        this.product = product;
        this.catalog = catalog;
        this.labels = labels;
        this.logins = logins;
        this.faults = faults;
        this.writer = writer;
        this.port = port;
    }

    void serve(Socket connection) throws IOException {
        HttpRequest request = HttpRequest.read(connection);
        String[] path = request.pathParts();
        if (request.method().equals("GET") && request.path().equals(ERROR_LOG)) {
            errorLog(request).write(connection);
        } else if (path.length == 4 && path[0].equals("api") && path[3].equals("_stream_load") && request.method().equals("PUT")) {
            load(request, connection, new EmulatedTableName(path[1], path[2]));
        } else {
            HttpReply.text("404 Not Found", "Not Found").write(connection);
        }
    }

    private HttpReply errorLog(HttpRequest request) {
        List<String> lines = errorLogs.get(request.parameter("file").orElse(""));
        return lines == null ? HttpReply.text("404 Not Found", "no such file") : HttpReply.text("200 OK", String.join("\n", lines));
    }

    // Whatever is wrong with the head is said before the body is read; closing then resets a client that sends it blindly.
    private void load(HttpRequest request, Socket connection, EmulatedTableName name) throws IOException {
        Instant began = Instant.now();
        String label = request.header("label", UUID.randomUUID().toString());
        EmulatedReply reply = new EmulatedReply(product, name, label, began);
        Optional<Faults.Due> fault = Optional.empty();
        EmulatedPlan plan;
        long transaction;
        try {
            checkAccess(request, name);
            checkFraming(request);
            Table table = table(name);
            fault = faults.take(false, name);
            transaction = labels.begin(name.database(), name.table(), label);
            plan = plan(request, name, table, transaction);
        } catch (Refusal refusal) {
            reply.failed(refusal.getMessage()).write(connection);
            return;
        } catch (Labels.Taken taken) {
            reply.labelExists(taken).write(connection);
            return;
        }
        if (request.expectsContinue()) {
            connection.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().flush();
        }
        run(new Running(request, connection, plan, transaction, label, fault, began), reply);
    }

    private Table table(EmulatedTableName name) {
        return product == Product.STARROCKS
                ? catalog.find(name).orElseThrow(() -> Refusal.execution("unknown table \"%s.%s\"", name.database(), name.table()))
                : catalog.table(name);
    }

    private void checkAccess(HttpRequest request, EmulatedTableName name) {
        Optional<HttpRequest.Credentials> credentials = request.credentials();
        if (credentials.isEmpty()) {
            throw Refusal.execution("no valid Basic authorization");
        }
        if (!logins.isKnown(credentials.get()) || catalog.find(name).isPresent() && !logins.mayLoad(credentials.get(), name)) {
            throw Refusal.execution("Access denied for %s@127.0.0.1", credentials.get().user());
        }
    }

    private void checkFraming(HttpRequest request) {
        boolean known = request.contentLength() >= 0;
        if (!known && !request.isChunked()) {
            throw Refusal.execution("content-length is empty and transfer-encoding is not chunked, please set content-length or transfer-encoding=chunked");
        }
        if (known && request.isChunked()) {
            throw Refusal.execution("please do not set both content_length and transfer-encoding");
        }
        checkSize(request, request.contentLength());
    }

    private void checkSize(HttpRequest request, long length) {
        boolean limited = product == Product.STARROCKS && "json".equalsIgnoreCase(request.header("format")) && !request.flag("ignore_json_size");
        if (limited && length > JSON_LIMIT) {
            throw Refusal.execution("The size of this batch exceed the max size [%d]  of json type data  data [ %d ]. Set ignore_json_size to skip the check, "
                    + "although it may lead enormous memory consuming.", JSON_LIMIT, length);
        }
    }

    private EmulatedPlan plan(HttpRequest request, EmulatedTableName name, Table table, long transaction) {
        try {
            if (product == Product.DORIS) {
                catalog.checkNoSchemaChange(name);
            }
            EmulatedPlan plan = EmulatedPlan.of(product, name, table, request);
            if (!plan.json()) {
                CsvBody.check(request, product);
            }
            return plan;
        } catch (Refusal refusal) {
            labels.abort(transaction, refusal.getMessage());
            throw refusal;
        }
    }

    private void run(Running load, EmulatedReply reply) throws IOException {
        Rows rows = new Rows(load.plan());
        byte[] body;
        try {
            body = load.request().body();
        } catch (IOException e) {
            labels.abort(load.transaction(), "the body did not come to its end");
            throw e;
        }
        if (load.suffers(Fault.HANG)) {
            faults.awaitRelease();
        }
        try {
            checkSize(load.request(), body.length);
            if (load.plan().json()) {
                JsonBody.read(load.request(), body, rows);
            } else {
                CsvBody.read(load.request(), body, rows);
            }
        } catch (Refusal refusal) {
            labels.abort(load.transaction(), refusal.getMessage());
            reply.failed(refusal.getMessage()).write(load.connection());
            return;
        }
        reply.counted(load.transaction(), rows, body.length);
        if (rows.hasTooLongKey()) {
            labels.abort(load.transaction(), TOO_LONG_KEY);
            reply.failed(TOO_LONG_KEY).write(load.connection());
        } else if (rows.isTooBad()) {
            fail(load, reply, "too many filtered rows", rows.errors());
        } else {
            end(load, rows, reply);
        }
    }

    private void fail(Running load, EmulatedReply reply, String message, List<String> errors) throws IOException {
        String file = "error_log_" + load.transaction();
        errorLogs.put(file, errors);
        labels.abort(load.transaction(), message);
        String url = "http://127.0.0.1:%d%s?file=%s".formatted(port, ERROR_LOG, file);
        reply.withErrorUrl(url, errors.isEmpty() ? null : errors.getFirst());
        reply.failed(product == Product.DORIS ? "[DATA_QUALITY_ERROR]" + message : message).write(load.connection());
    }

    private void end(Running load, Rows rows, EmulatedReply reply) throws IOException {
        Fault fault = load.fault().map(Faults.Due::fault).orElse(null);
        switch (fault) {
            case null -> succeed(load, rows, reply);
            case HANG -> succeed(load, rows, reply);
            case REPLY_LOST_AFTER_COMMIT -> {
                commit(load, rows);
                reset(load.connection());
            }
            case TRUNCATED_JSON -> {
                commit(load, rows);
                reply.succeeded().cutOff().write(load.connection());
            }
            case RESET_BEFORE_COMMIT -> {
                labels.abort(load.transaction(), "the client went away");
                reset(load.connection());
            }
            case HTTP_500 -> {
                labels.abort(load.transaction(), "internal error");
                HttpReply.text("500 Internal Server Error", "<html>Internal Server Error</html>").write(load.connection());
            }
            case FAIL_WITH_ERROR_URL -> fail(load, reply, "too many filtered rows", List.of("Reason: this load was to fail."));
            case PUBLISH_TIMEOUT, PUBLISH_TIMEOUT_FOREVER -> {
                labels.commit(load.transaction(), EmulatedLoadState.COMMITTED, rows.all().size());
                if (fault == Fault.PUBLISH_TIMEOUT) {
                    labels.endAfter(load.transaction(), load.polls(), () -> commit(load, rows));
                }
                reply.publishTimeout().write(load.connection());
            }
            case RUNNING_ELSEWHERE_THEN_COMMITTED, RUNNING_ELSEWHERE_THEN_ABORTED -> {
                boolean commits = fault == Fault.RUNNING_ELSEWHERE_THEN_COMMITTED;
                Load running = labels.find(load.plan().name().database(), load.label()).orElseThrow();
                labels.endAfter(load.transaction(), load.polls(),
                        commits ? () -> commit(load, rows) : () -> labels.abort(load.transaction(), "the other client went away"));
                new EmulatedReply(product, load.plan().name(), load.label(), load.began()).labelExists(new Labels.Taken(product, running)).write(load.connection());
            }
            case NO_BACK_END, BACK_END_DOWN, SENT_ELSEWHERE -> throw new IllegalStateException("A fault of the front end: " + fault);
        }
    }

    private void succeed(Running load, Rows rows, EmulatedReply reply) throws IOException {
        String failure = write(load, rows);
        (failure == null ? reply.succeeded() : reply.failed(failure)).write(load.connection());
    }

    private void commit(Running load, Rows rows) {
        String failure = write(load, rows);
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    /// The reason why the rows could not be written; null if they are visible now.
    private @Nullable String write(Running load, Rows rows) {
        try {
            writer.write(load.plan(), rows.all());
        } catch (SQLException e) {
            labels.abort(load.transaction(), e.getMessage());
            return "MySQL behind the emulator: " + e.getMessage();
        }
        labels.commit(load.transaction(), EmulatedLoadState.VISIBLE, rows.all().size());
        return null;
    }

    private static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }
}
