package dev.syncline.kit.web;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PreconditionsTest {

    @Test
    void takesTheTagOfThePresentStateAndTheStar() {
        assertThatCode(() -> Preconditions.check("Project 1", "\"3\"", 3)).doesNotThrowAnyException();
        assertThatCode(() -> Preconditions.check("Project 1", "\"2\", \"3\"", 3)).doesNotThrowAnyException();
        assertThatCode(() -> Preconditions.check("Project 1", "*", 3)).doesNotThrowAnyException();
    }

    @Test
    void refusesAMissingTag() {
        assertThatThrownBy(() -> Preconditions.check("Project 1", null, 3)).satisfies(PreconditionsTest::isRequired);
        assertThatThrownBy(() -> Preconditions.check("Project 1", " ", 3)).satisfies(PreconditionsTest::isRequired);
    }

    @Test
    void refusesTheTagOfAnotherState() {
        for (String tag : new String[] {"\"2\"", "3", "W/\"3\"", "\"33\""}) {
            assertThatThrownBy(() -> Preconditions.check("Project 1", tag, 3)).satisfies(PreconditionsTest::isStale);
        }
    }

    private static void isRequired(Throwable e) {
        assertThat(((ApiException) e).problem()).isEqualTo(Problem.PRECONDITION_REQUIRED);
    }

    private static void isStale(Throwable e) {
        assertThat(((ApiException) e).problem()).isEqualTo(Problem.STALE);
    }
}
