package dev.syncline.kit.web;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemHandlerTest {

    private final ProblemHandler handler = new ProblemHandler();

    /// Whoever asks may wait then: a service without its database is as one that is restarted.
    @Test
    void aServiceWhoseDatabaseIsAwayIsUnavailableAndNotBroken() {
        assertThat(handler.unexpected(new DataAccessResourceFailureException("away")).getStatusCode().value()).isEqualTo(503);
        assertThat(handler.unexpected(new IllegalStateException("broken")).getStatusCode().value()).isEqualTo(500);
    }
}
