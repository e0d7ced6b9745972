package dev.syncline.config.check;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses bodies that are larger than any of ours while they are read. A project may list thousands of tables and gets more room.
@Component
class BodyLimit extends OncePerRequestFilter {

    private static final DataSize ORDINARY = DataSize.ofMegabytes(1);
    private static final DataSize PROJECT = DataSize.ofMegabytes(5);
    private static final Problem TOO_LARGE = new Problem("too-large", HttpStatus.CONTENT_TOO_LARGE, "The request is too large");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new LimitedRequest(request, request.getRequestURI().startsWith("/api/v1/projects") ? PROJECT : ORDINARY), response);
    }

    private static final class LimitedRequest extends HttpServletRequestWrapper {

        private final DataSize limit;

        LimitedRequest(HttpServletRequest request, DataSize limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            LimitedStream body = new LimitedStream(super.getInputStream(), limit);
            body.check(getContentLengthLong());
            return body;
        }
    }

    /// Counts what is read: a body that is sent in pieces does not say its length beforehand.
    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream body;
        private final DataSize limit;
        private long read;

        LimitedStream(ServletInputStream body, DataSize limit) {
            this.body = body;
            this.limit = limit;
        }

        void check(long bytes) {
            if (bytes > limit.toBytes()) {
                throw new ApiException(TOO_LARGE, "The body was not read: it is larger than %d MiB; send a smaller one".formatted(limit.toMegabytes()));
            }
        }

        @Override
        public int read() throws IOException {
            int value = body.read();
            read += value < 0 ? 0 : 1;
            check(read);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = body.read(bytes, offset, length);
            read += Math.max(count, 0);
            check(read);
            return count;
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
