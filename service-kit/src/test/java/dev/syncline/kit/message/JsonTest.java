package dev.syncline.kit.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.run.Alerting;
import dev.syncline.contracts.run.CloudEvent;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.contracts.run.RunEvent;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.WorkCommand;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonTest {

    @Test
    void newsOfARunComesBackAsItWasWritten() {
        RunEvent.TableFailure table = new RunEvent.TableFailure(
                new TableName("sales", "orders"), null, new Failure(FailureCode.LOCKED, "Cannot lock it"));
        CloudEvent news = CloudEvent.of(new RunEvent.RunFailed(
                UUID.randomUUID(), 7, "Nightly", null, 3, 1, List.of(table), Instant.parse("2026-11-22T03:04:05.123456Z"), new RunCause.Plan(3, "At night", Instant.parse("2026-11-22T03:00:00Z")), Alerting.DEFAULT, null));

        assertThat(Json.read(Json.bytes(news), CloudEvent.class)).isEqualTo(news);
        assertThat(Json.text(news)).contains("\"type\":\"run.failed\"", "\"time\":\"2026-11-22T03:04:05.123456Z\"");
    }

    @Test
    void unknownFieldsAreIgnored() {
        String command = "{\"type\":\"work.withdraw\",\"worker\":\"w\",\"workId\":\"%s\",\"fence\":3,\"colour\":\"red\"}".formatted(UUID.randomUUID());

        assertThat(Json.read(command, WorkCommand.class)).isInstanceOf(WorkCommand.Withdraw.class);
    }

    @Test
    void anUnknownFailureCodeIsAnInternalFailure() {
        assertThat(Json.read("{\"code\":\"FROM_THE_FUTURE\",\"message\":\"m\"}", Failure.class).code()).isEqualTo(FailureCode.INTERNAL);
    }

    @Test
    void whatCannotBeUnderstoodIsUnreadable() {
        String tooDeep = "[".repeat(60) + "]".repeat(60);
        List<String> messages = List.of("", "null", "{", "[]", "\"x\"", "{\"type\":\"work.dance\"}", "{\"type\":\"java.util.Timer\"}", tooDeep, "\u0000");

        assertThat(messages).allSatisfy(message ->
                assertThatThrownBy(() -> Json.read(message.getBytes(StandardCharsets.UTF_8), WorkCommand.class))
                        .isInstanceOf(UnreadableMessage.class));
    }

    @Test
    void aProblemIsWrittenAsRfc9457Says() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "because");
        problem.setProperty("hint", "try later");

        assertThat(Json.text(problem)).isEqualTo("{\"detail\":\"because\",\"status\":409,\"title\":\"Conflict\",\"hint\":\"try later\"}");
    }
}
