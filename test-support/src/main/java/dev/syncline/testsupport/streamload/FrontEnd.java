package dev.syncline.testsupport.streamload;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The front end's HTTP port: it never takes a body, only says where it belongs; and it knows the state of each label.
final class FrontEnd {

    private static final int DISCARD = 9; // nobody listens there

    private final Product product;
    private final EmulatedCatalog catalog;
    private final Labels labels;
    private final Logins logins;
    private final Faults faults;
    private final int backEndPort;

    FrontEnd(Product product, EmulatedCatalog catalog, Labels labels, Logins logins, Faults faults, int backEndPort) {
        this.product = product;
        this.catalog = catalog;
        this.labels = labels;
        this.logins = logins;
        this.faults = faults;
        this.backEndPort = backEndPort;
    }

    void serve(Socket connection) throws IOException {
        answer(HttpRequest.read(connection)).write(connection);
    }

    private HttpReply answer(HttpRequest request) {
        Optional<HttpRequest.Credentials> credentials = request.credentials();
        if (credentials.isEmpty() || !logins.isKnown(credentials.get())) {
            return unauthorized();
        }
        String[] path = request.pathParts();
        if (path.length == 4 && path[0].equals("api") && path[3].equals("_stream_load") && request.method().equals("PUT")) {
            return load(request, credentials.get(), new EmulatedTableName(path[1], path[2]));
        }
        if (path.length == 3 && path[0].equals("api") && path[2].equals("get_load_state") && request.method().equals("GET")) {
            return state(request, path[1]);
        }
        return HttpReply.text("404 Not Found", "Not Found");
    }

    private HttpReply unauthorized() {
        return switch (product) {
            case DORIS -> HttpReply.json(content("msg", "Unauthorized", "code", 401, "data", "Need auth information.", "count", 0));
            case STARROCKS -> HttpReply.text("401 Unauthorized", "Access denied").with("WWW-Authenticate", "Basic realm=\"\"");
        };
    }

    private HttpReply load(HttpRequest request, HttpRequest.Credentials credentials, EmulatedTableName table) {
        if (!request.expectsContinue()) {
            return refused("There is no 100-continue header");
        }
        // StarRocks leaves both to the back end (seen).
        if (product == Product.DORIS && !catalog.hasDatabase(table.database())) {
            return refused("Unknown database '%s'".formatted(table.database()));
        }
        if (product == Product.DORIS && catalog.find(table).isEmpty()) {
            return refused("Unknown table '%s'".formatted(table.table()));
        }
        if (catalog.find(table).isPresent() && !logins.mayLoad(credentials, table)) {
            return product == Product.DORIS
                    ? refused("Access denied; you need (at least one of) the (LOAD) privilege(s) for this operation")
                    : HttpReply.json("401 Unauthorized", content("status", "FAILED", "code", "1", "msg", "Access denied."));
        }
        Optional<Faults.Due> due = faults.take(true, table);
        Optional<Fault> fault = due.map(Faults.Due::fault);
        if (catalog.backEndsAlive() == 0 || fault.filter(Fault.NO_BACK_END::equals).isPresent()) {
            return refused("No backend alive.");
        }
        if (fault.filter(Fault.SENT_ELSEWHERE::equals).isPresent()) {
            return HttpReply.redirect(location(request, credentials, "127.0.0.2", due.get().polls()));
        }
        return HttpReply.redirect(location(request, credentials, "127.0.0.1", fault.isPresent() ? DISCARD : backEndPort));
    }

    // Doris writes the password into the address, and a question mark behind it.
    private String location(HttpRequest request, HttpRequest.Credentials credentials, String host, int port) {
        try {
            String user = product == Product.DORIS ? credentials.user() + ":" + credentials.password() : null;
            String end = new URI("http", user, host, port, "/", null, null).toASCIIString();
            return end.substring(0, end.length() - 1) + request.path() + (product == Product.DORIS ? "?" : "");
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private HttpReply state(HttpRequest request, String database) {
        Optional<String> label = request.parameter("label");
        if (label.isEmpty()) {
            return refused("No label specified");
        }
        if (!catalog.hasDatabase(database)) {
            return refused("Unknown database '%s'".formatted(database));
        }
        Optional<Load> load = labels.poll(database, label.get());
        String state = load.map(found -> found.state().name()).orElse("UNKNOWN");
        return HttpReply.json(switch (product) {
            case DORIS -> content("msg", "success", "code", 0, "data", state, "count", 0);
            case STARROCKS -> content("state", state, "reason", load.map(Load::reason).orElse(""), "status", "OK", "code", "0", "msg", "Success");
        });
    }

    private HttpReply refused(String message) {
        return HttpReply.json(switch (product) {
            case DORIS -> content("status", "FAILED", "msg", message);
            case STARROCKS -> content("Status", "FAILED", "Message", "class com.starrocks.common.DdlException: " + message);
        });
    }

    private static Map<String, Object> content(Object... pairs) {
        Map<String, Object> content = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            content.put((String) pairs[i], pairs[i + 1]);
        }
        return content;
    }
}
