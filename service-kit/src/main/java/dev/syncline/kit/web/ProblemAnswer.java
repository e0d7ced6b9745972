package dev.syncline.kit.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;

import dev.syncline.kit.message.Json;
import org.springframework.http.MediaType;

/// Answers with a problem where no controller does: in a filter, or in the server itself.
public final class ProblemAnswer {

    private ProblemAnswer() {}

    /// @param text what was attempted, on what, and what to do; never a secret
    public static void write(HttpServletResponse response, Problem problem, String text) throws IOException {
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(Json.bytes(problem.detail(text)));
    }
}
