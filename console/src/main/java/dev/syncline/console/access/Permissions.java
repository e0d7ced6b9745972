package dev.syncline.console.access;

import java.util.List;
import java.util.Optional;

import dev.syncline.console.access.Caller.Way;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

/// Every operation of the public interface and the least role that may call it. What has no line here is open to nobody.
public final class Permissions {

    private static final List<Route> ROUTES = List.of(
            Route.of(GET, "/api/v1/connection-kinds", Role.VIEWER),
            Route.of(GET, "/api/v1/connections", Role.VIEWER),
            Route.of(POST, "/api/v1/connections", Role.EDITOR),
            Route.of(POST, "/api/v1/connections/test", Role.EDITOR),
            Route.of(GET, "/api/v1/connections/{id}", Role.VIEWER),
            Route.of(PUT, "/api/v1/connections/{id}", Role.EDITOR),
            Route.of(DELETE, "/api/v1/connections/{id}", Role.ADMIN),
            Route.of(POST, "/api/v1/connections/{id}/test", Role.EDITOR),
            Route.of(GET, "/api/v1/connections/{id}/projects", Role.VIEWER),

            Route.of(GET, "/api/v1/catalogs/{connectionId}/schemas", Role.VIEWER),
            Route.of(GET, "/api/v1/catalogs/{connectionId}/schemas/{schema}/tables", Role.VIEWER),
            Route.of(GET, "/api/v1/catalogs/{connectionId}/schemas/{schema}/tables/{table}", Role.VIEWER),
            Route.of(GET, "/api/v1/catalogs/{connectionId}/tables", Role.VIEWER),
            Route.of(GET, "/api/v1/catalogs/{connectionId}/table", Role.VIEWER),

            Route.of(GET, "/api/v1/projects", Role.VIEWER),
            Route.of(POST, "/api/v1/projects", Role.EDITOR),
            Route.of(POST, "/api/v1/projects/validate", Role.VIEWER),
            Route.of(POST, "/api/v1/projects/names", Role.VIEWER),
            Route.of(POST, "/api/v1/projects/preview", Role.VIEWER),
            Route.of(POST, "/api/v1/projects/grants", Role.VIEWER),
            Route.of(GET, "/api/v1/projects/{id}", Role.VIEWER),
            Route.of(PUT, "/api/v1/projects/{id}", Role.EDITOR),
            Route.of(DELETE, "/api/v1/projects/{id}", Role.ADMIN),
            Route.of(GET, "/api/v1/projects/{id}/revisions", Role.VIEWER),
            Route.of(GET, "/api/v1/projects/{id}/revisions/{revision}", Role.VIEWER),
            Route.of(GET, "/api/v1/projects/{id}/revisions/{revision}/request", Role.VIEWER),
            Route.of(POST, "/api/v1/projects/{id}/revisions/{revision}/restore", Role.EDITOR),
            Route.of(GET, "/api/v1/projects/{id}/request", Role.VIEWER),
            Route.of(GET, "/api/v1/projects/{id}/difference", Role.VIEWER),
            Route.of(POST, "/api/v1/projects/{id}/difference", Role.VIEWER),
            Route.of(GET, "/api/v1/projects/{id}/tables", Role.VIEWER),
            Route.of(PATCH, "/api/v1/projects/{id}/table-policies", Role.EDITOR),
            Route.of(GET, "/api/v1/projects/{id}/schema-changes", Role.VIEWER),
            Route.of(POST, "/api/v1/projects/{id}/schema-changes/check", Role.OPERATOR),
            Route.of(POST, "/api/v1/projects/{id}/schema-changes/accept", Role.EDITOR),
            Route.of(POST, "/api/v1/projects/{id}/schema-changes/ignore", Role.EDITOR),
            Route.of(GET, "/api/v1/projects/{id}/preview", Role.VIEWER),
            Route.of(GET, "/api/v1/projects/{id}/grants", Role.VIEWER),
            Route.of(GET, "/api/v1/projects/{id}/grants/{connectionId}", Role.VIEWER),

            Route.of(GET, "/api/v1/runs", Role.VIEWER),
            Route.of(POST, "/api/v1/runs", Role.OPERATOR),
            Route.of(GET, "/api/v1/runs/{id}", Role.VIEWER),
            Route.of(GET, "/api/v1/runs/{id}/tables", Role.VIEWER),
            Route.of(GET, "/api/v1/runs/{id}/record", Role.VIEWER),
            Route.of(GET, "/api/v1/runs/{id}/log", Role.VIEWER),
            Route.of(GET, "/api/v1/runs/{id}/events", Role.VIEWER),
            Route.of(GET, "/api/v1/runs/histogram", Role.VIEWER),
            Route.of(GET, "/api/v1/runs/{id}/samples", Role.VIEWER),
            Route.of(GET, "/api/v1/runs/{id}/log/lines", Role.VIEWER),
            Route.of(POST, "/api/v1/runs/{id}/tables/{tableId}/retry", Role.OPERATOR),
            Route.of(POST, "/api/v1/runs/{id}/tables/{tableId}/cancel", Role.OPERATOR),
            Route.of(POST, "/api/v1/runs/{id}/repeat", Role.OPERATOR),
            Route.of(POST, "/api/v1/runs/{id}/cancel", Role.OPERATOR),
            Route.of(GET, "/api/v1/leftovers", Role.VIEWER),
            Route.of(GET, "/api/v1/events", Role.VIEWER),
            Route.of(GET, "/api/v1/overview", Role.VIEWER),
            Route.of(GET, "/api/v1/overview/projects", Role.VIEWER),
            Route.of(GET, "/api/v1/overview/projects/{id}/tables", Role.VIEWER),
            Route.of(GET, "/api/v1/overview/projects/{id}/tables/runs", Role.VIEWER),
            Route.of(GET, "/api/v1/workers", Role.VIEWER),

            Route.of(GET, "/api/v1/plans", Role.VIEWER),
            Route.of(POST, "/api/v1/plans", Role.EDITOR),
            Route.of(POST, "/api/v1/plans/preview", Role.VIEWER),
            Route.of(GET, "/api/v1/plans/calendar", Role.VIEWER),
            Route.of(GET, "/api/v1/plans/graph", Role.VIEWER),
            Route.of(PATCH, "/api/v1/plans/{id}", Role.OPERATOR),
            Route.of(GET, "/api/v1/plans/{id}", Role.VIEWER),
            Route.of(PUT, "/api/v1/plans/{id}", Role.EDITOR),
            Route.of(DELETE, "/api/v1/plans/{id}", Role.ADMIN),
            Route.of(GET, "/api/v1/plans/{id}/fires", Role.VIEWER),

            Route.of(GET, "/api/v1/alerts", Role.VIEWER),
            Route.of(GET, "/api/v1/alerts/settings", Role.VIEWER),
            Route.of(POST, "/api/v1/alerts/{id}/send-again", Role.OPERATOR),
            Route.of(POST, "/api/v1/alerts/test", Role.EDITOR),

            Route.of(GET, "/api/v1/about", Role.VIEWER),
            Route.of(GET, "/api/v1/health", Role.VIEWER),
            Route.of(GET, "/api/v1/sessions", Role.VIEWER),
            Route.of(DELETE, "/api/v1/sessions/{id}", Role.VIEWER),
            Route.of(GET, "/api/v1/tokens", Role.VIEWER),
            Route.of(POST, "/api/v1/tokens", Role.VIEWER),
            Route.of(DELETE, "/api/v1/tokens/{id}", Role.VIEWER),

            Route.of(GET, "/api/v1/users", Role.ADMIN),
            Route.of(POST, "/api/v1/users", Role.ADMIN),
            Route.of(PUT, "/api/v1/users/{id}", Role.ADMIN),
            Route.of(DELETE, "/api/v1/users/{id}", Role.ADMIN),
            Route.of(GET, "/api/v1/audit", Role.ADMIN),
            Route.of(GET, "/api/v1/audit/export", Role.ADMIN));

    /// For anybody who has signed in, also before the first password is changed.
    private static final List<Route> OWN = List.of(
            Route.of(GET, "/api/v1/me", Role.VIEWER),
            Route.of(PUT, "/api/v1/me/password", Role.VIEWER),
            Route.of(DELETE, "/api/v1/session", Role.VIEWER));

    /// For anybody, also who has not signed in.
    private static final List<Route> OPEN = List.of(
            Route.of(GET, "/api/v1/sign-on", Role.VIEWER),
            Route.of(POST, "/api/v1/session", Role.VIEWER));

    private Permissions() {}

    /// Whether anybody may call it.
    public static boolean isOpen(HttpMethod method, String path) {
        return find(OPEN, method, path).isPresent();
    }

    static boolean allow(Caller caller, HttpMethod method, String path) {
        if (find(OWN, method, path).isPresent()) {
            return true;
        }
        return caller.way() != Way.FIRST_SESSION && find(ROUTES, method, path).filter(route -> caller.role().includes(route.role())).isPresent();
    }

    /// The least role that may call an operation; nothing where nobody may, or everybody.
    public static Optional<Role> role(HttpMethod method, String path) {
        return find(OWN, method, path).or(() -> find(ROUTES, method, path)).map(Route::role);
    }

    /// The operation's line.
    static Optional<Route> find(HttpMethod method, String path) {
        return find(OPEN, method, path).or(() -> find(OWN, method, path)).or(() -> find(ROUTES, method, path));
    }

    /// Literal parts come before variables, so that `…/projects/preview` is not taken for a project.
    private static Optional<Route> find(List<Route> routes, HttpMethod method, String path) {
        PathContainer at = PathContainer.parsePath(path);
        return routes.stream().filter(route -> route.matches(method, at)).min((one, other) -> one.path().compareTo(other.path()));
    }
}
