package dev.syncline.dialect.mysql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RareEscapeFilterTest {

    private static final String ROWS = "a\\fb\\v\t\\\\f\\\\\\f\\N\\b\\n\\t\\r\n\\\\v\n";
    private static final String EXPECTED = "a\fb\u000B\t\\\\f\\\\\f\\N\\b\\n\\t\\r\n\\\\v\n";

    @Test
    void writesTheTwoEscapesRawAndLeavesTheOthers() throws IOException {
        assertThat(filtered(ROWS.getBytes(StandardCharsets.UTF_8), 8192)).isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void doesNotMindWhereReadsAreCut(int piece) throws IOException {
        assertThat(filtered(ROWS.getBytes(StandardCharsets.UTF_8), piece)).isEqualTo(EXPECTED);
    }

    @Test
    void anEscapeMayCrossItsOwnBuffer() throws IOException {
        String rows = "x".repeat((1 << 16) - 1) + "\\f\n";

        assertThat(filtered(rows.getBytes(StandardCharsets.UTF_8), 8192)).isEqualTo(rows.replace("\\f", "\f"));
    }

    /// Given and taken in pieces of the same size.
    private static String filtered(byte[] rows, int piece) throws IOException {
        InputStream pieces = new ByteArrayInputStream(rows) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, piece));
            }
        };
        try (InputStream filter = new RareEscapeFilter(pieces)) {
            StringBuilder found = new StringBuilder();
            byte[] buffer = new byte[piece];
            for (int read = filter.read(buffer); read >= 0; read = filter.read(buffer)) {
                found.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
            return found.toString();
        }
    }
}
