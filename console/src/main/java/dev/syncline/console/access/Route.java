package dev.syncline.console.access;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// An operation and the least role that may call it.
record Route(HttpMethod method, PathPattern path, Role role) {

    static Route of(HttpMethod method, String path, Role role) {
        return new Route(method, PathPatternParser.defaultInstance.parse(path), role);
    }

    boolean matches(HttpMethod asked, PathContainer at) {
        return method.equals(asked) && path.matches(at);
    }
}
