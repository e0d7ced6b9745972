package dev.syncline.kit.web;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemHandlerTest {

    private final ProblemHandler handler = new ProblemHandler();

    /// Whoever asks may wait then: a service without its database is as one that is restarted.
    @Test
    void aServiceWhoseDatabaseIsAwayIsUnavailableAndNotBroken() {
        assertThat(handler.unexpected(new DataAccessResourceFailureException("away"))).extracting(answer -> answer.getStatusCode().value()).isEqualTo(503);
        assertThat(handler.unexpected(new IllegalStateException("broken"))).extracting(answer -> answer.getStatusCode().value()).isEqualTo(500);
    }

    /// A browser that leaves a page while its files are fetched is no failure of ours.
    @Test
    void whoHasGoneIsAnsweredNothing() {
        assertThat(handler.unexpected(new IOException("Broken pipe"))).isNull();
    }
}
