package dev.syncline.kit.web;

import java.io.IOException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/// What is refused before a route is found is answered as a problem, too: without the server's version, a stack or anything of the request.
/// Made by Tomcat, by its class's name.
public final class ProblemValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus resolved = HttpStatus.resolve(response.getStatus());
        HttpStatus status = resolved == null ? HttpStatus.INTERNAL_SERVER_ERROR : resolved;
        if (failure != null && status.is5xxServerError()) {
            log.error("A request failed", failure);
        } else if (failure != null) {
            log.debug("A request was refused", failure); // whoever sends what cannot be read is not to fill the log
        }
        try {
            ProblemAnswer.write(response, Problem.of(status), advice(status));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            log.debug("Nobody waits for the answer any more", e);
        }
    }

    private static String advice(HttpStatus status) {
        if (status == HttpStatus.BAD_REQUEST) {
            return "The request cannot be read, or its path holds what no path here may hold: an empty part, or one of / \\ ; % . or a control character that is"
                    + " escaped. Names with such characters go into the query, where an operation takes them there; see the OpenAPI page of this service";
        }
        return status.is5xxServerError() ? "The log of this service has the details" : "See the OpenAPI page of this service for what can be asked, and how";
    }
}
