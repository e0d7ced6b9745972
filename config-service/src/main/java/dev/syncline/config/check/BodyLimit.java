package dev.syncline.config.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import dev.syncline.kit.message.Json;
import dev.syncline.kit.web.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses bodies that are larger than any of ours, before they are parsed. A project may list thousands of tables and gets more room.
@Component
class BodyLimit extends OncePerRequestFilter {

    private static final DataSize ORDINARY = DataSize.ofMegabytes(1);
    private static final DataSize PROJECT = DataSize.ofMegabytes(5);
    private static final Problem TOO_LARGE = new Problem("too-large", HttpStatus.CONTENT_TOO_LARGE, "The request is too large");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        DataSize limit = request.getRequestURI().startsWith("/api/v1/projects") ? PROJECT : ORDINARY;
        if (request.getContentLengthLong() > limit.toBytes()) {
            refuse(response, limit);
            return;
        }
        LimitedRequest limited = new LimitedRequest(request, limit.toBytes());
        try {
            chain.doFilter(limited, response);
        } finally {
            if (limited.exceeded() && !response.isCommitted()) {
                response.reset();
                refuse(response, limit);
            }
        }
    }

    private static void refuse(HttpServletResponse response, DataSize limit) throws IOException {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(
                TOO_LARGE.status(), "The body was not read: it is larger than %d MiB; send a smaller one".formatted(limit.toMegabytes()));
        detail.setType(TOO_LARGE.type());
        detail.setTitle(TOO_LARGE.title());
        response.setStatus(TOO_LARGE.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(Json.text(detail).getBytes(StandardCharsets.UTF_8));
    }

    /// Counts what is read; a body sent in pieces does not say its length beforehand.
    private static final class LimitedRequest extends HttpServletRequestWrapper {

        private final long limit;
        private boolean exceeded;

        LimitedRequest(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        boolean exceeded() {
            return exceeded;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream());
        }

        private final class LimitedStream extends ServletInputStream {

            private final ServletInputStream body;
            private long read;

            LimitedStream(ServletInputStream body) {
                this.body = body;
            }

            @Override
            public int read() throws IOException {
                int value = body.read();
                count(value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = body.read(bytes, offset, length);
                count(Math.max(count, 0));
                return count;
            }

            private void count(int more) throws IOException {
                read += more;
                if (read > limit) {
                    exceeded = true;
                    throw new IOException("The body is too large");
                }
            }

            @Override
            public boolean isFinished() {
                return body.isFinished();
            }

            @Override
            public boolean isReady() {
                return body.isReady();
            }

            @Override
            public void setReadListener(ReadListener listener) {
                body.setReadListener(listener);
            }
        }
    }
}
