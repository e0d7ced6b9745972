package dev.syncline.contracts.run;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// What is really written fits the schemas, and what is a little different does not.
class EventsFitSchemasTest {

    private static final String TRIGGER = """
            {"specversion": "1.0", "id": "e-1", "source": "/erp", "type": "dev.syncline.run.requested.v1", "subject": "project/7"}
            """;

    static Stream<EventData> news() {
        return EventSamples.all();
    }

    static Stream<Arguments> fields() {
        return EventSamples.all().flatMap(news -> written(news).get("data").propertyNames().stream().map(field -> Arguments.of(news, field)));
    }

    @Test
    void everyKindOfNewsIsAmongTheSamples() {
        assertThat(news().map(Object::getClass).collect(Collectors.toSet())).containsExactlyInAnyOrderElementsOf(EventRecords.news());
    }

    @ParameterizedTest
    @MethodSource("news")
    void whatIsWrittenFits(EventData news) {
        assertThat(Schemas.errors("cloud-event", written(news))).isEmpty();
        assertThat(Schemas.errors(EventRecords.file(news.getClass()), written(news).get("data"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("news")
    void aFieldOfALaterVersionFits(EventData news) {
        ObjectNode later = written(news);
        later.put("traceparent", "00-1-2-01");
        data(later).put("addedLater", 1);

        assertThat(Schemas.errors("cloud-event", later)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldOfAnotherTypeDoesNotFit(EventData news, String field) {
        ObjectNode wrong = written(news);
        data(wrong).putArray(field).add(true);

        assertThat(Schemas.errors("cloud-event", wrong)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldMayBeMissingOnlyWhereItIsNotRequired(EventData news, String field) {
        boolean required = EventRecords.schema(news.getClass()).get("required").valueStream().anyMatch(name -> name.asString().equals(field));
        ObjectNode without = written(news);
        data(without).remove(field);
        ObjectNode withNull = written(news);
        data(withNull).putNull(field);

        assertThat(Schemas.errors("cloud-event", without).isEmpty()).isEqualTo(!required);
        assertThat(Schemas.errors("cloud-event", withNull).isEmpty()).isEqualTo(!required);
    }

    static Stream<Arguments> wrongValues() {
        return Stream.of(
                Arguments.of("projectId", 0), Arguments.of("projectId", 1.5), Arguments.of("projectId", "7"), Arguments.of("runId", "42"),
                Arguments.of("at", "yesterday"), Arguments.of("at", 1_774_749_599), Arguments.of("tables", -1), Arguments.of("rows", -1),
                Arguments.of("bytes", "many"), Arguments.of("projectName", ""), Arguments.of("recovered", "yes"), Arguments.of("type", "run.failed"));
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void aValueOutOfRangeDoesNotFit(String field, Object value) {
        ObjectNode wrong = written(news().filter(RunEvent.RunSucceeded.class::isInstance).findFirst().orElseThrow());
        data(wrong).set(field, Schemas.JSON.valueToTree(value));

        assertThat(Schemas.errors("cloud-event", wrong)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{\"origin\": \"plan\"}", "{\"origin\": \"plan\", \"planId\": 3, \"planName\": \"n\", \"dueAt\": \"soon\"}", "{\"origin\": \"repeat\", \"runId\": \"x\", \"failedOnly\": true}",
        "{\"origin\": \"event\", \"source\": \"/erp\"}", "{\"origin\": 1}", "{\"origin\": \"\"}", "[]", "\"manual\"", "{\"origin\": \"manual\", \"key\": 1}"
    })
    void aCauseWithoutItsParticularsDoesNotFit(String cause) {
        assertThat(Schemas.errors("run-cause", Schemas.JSON.readTree(cause))).isNotEmpty();
    }

    @Test
    void aCauseOfALaterVersionFits() {
        assertThat(Schemas.errors("run-cause", Schemas.JSON.readTree("{\"origin\": \"file-arrived\", \"path\": \"/in/a\"}"))).isEmpty();
    }

    static Stream<RunTrigger> triggers() {
        return Stream.of(
                trigger(null),
                trigger(new RunTrigger.Wish(null, null, null, null)),
                trigger(new RunTrigger.Wish(List.of(new TableName("sales", "orders")), null, Priority.HIGH, true)),
                trigger(new RunTrigger.Wish(null, new TableName("a\"b", "漢字"), Priority.LOW, false)));
    }

    @ParameterizedTest
    @MethodSource("triggers")
    void aTriggerFitsAndComesBackAsItWas(RunTrigger trigger) {
        JsonNode written = Schemas.JSON.valueToTree(trigger);

        assertThat(Schemas.errors("run-trigger", written)).isEmpty();
        assertThat(Schemas.JSON.treeToValue(written, RunTrigger.class)).isEqualTo(trigger);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"specversion\": \"0.3\"}", "{\"specversion\": null}", "{\"id\": \"\"}", "{\"id\": null}", "{\"id\": 5}", "{\"id\": \"a\\u0000b\"}",
        "{\"id\": \"a\\nb\"}", "{\"source\": \"\"}", "{\"source\": \"two words\"}", "{\"source\": [\"/erp\"]}", "{\"type\": \"dev.syncline.run.requested.v2\"}",
        "{\"type\": \"run.requested\"}", "{\"subject\": \"project/0\"}", "{\"subject\": \"project/-7\"}", "{\"subject\": \"project/7 \"}", "{\"subject\": \"project/../7\"}",
        "{\"subject\": \"7\"}", "{\"subject\": \"project/７\"}", "{\"subject\": \"project/7\\n\"}", "{\"subject\": \"project/99999999999999999999\"}", "{\"time\": \"now\"}",
        "{\"data\": []}", "{\"data\": \"all\"}", "{\"data\": {\"tables\": []}}", "{\"data\": {\"tables\": [\"sales.orders\"]}}", "{\"data\": {\"tables\": [{\"schema\": \"sales\"}]}}",
        "{\"data\": {\"tables\": [{\"schema\": \"\", \"table\": \"orders\"}]}}", "{\"data\": {\"tables\": {\"schema\": \"sales\", \"table\": \"orders\"}}}",
        "{\"data\": {\"priority\": \"urgent\"}}", "{\"data\": {\"full\": \"yes\"}}", "{\"data\": {\"full\": 1}}", "{\"data\": {\"priority\": 1}}", "{\"data\": {\"table\": \"orders\"}}",
        "{\"data\": {\"tables\": [{\"schema\": \"s\", \"table\": \"t\"}], \"table\": {\"schema\": \"s\", \"table\": \"t\"}}}"
    })
    void aTriggerThatIsWrongDoesNotFit(String different) {
        ObjectNode trigger = (ObjectNode) Schemas.JSON.readTree(TRIGGER);
        trigger.setAll((ObjectNode) Schemas.JSON.readTree(different));

        assertThat(Schemas.errors("run-trigger", Schemas.JSON.readTree(TRIGGER))).isEmpty();
        assertThat(Schemas.errors("run-trigger", trigger)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"specversion", "id", "source", "type", "subject"})
    void aTriggerWithoutWhatItNeedsDoesNotFit(String attribute) {
        ObjectNode trigger = (ObjectNode) Schemas.JSON.readTree(TRIGGER);
        trigger.remove(attribute);

        assertThat(Schemas.errors("run-trigger", trigger)).isNotEmpty();
    }

    private static RunTrigger trigger(RunTrigger.@Nullable Wish wish) {
        return new RunTrigger("1.0", UUID.randomUUID().toString(), "/erp", RunTrigger.TYPE, "project/7", null, wish);
    }

    private static ObjectNode written(EventData news) {
        return (ObjectNode) Schemas.JSON.readTree(Schemas.JSON.writeValueAsBytes(CloudEvent.of(news)));
    }

    private static ObjectNode data(ObjectNode event) {
        return (ObjectNode) Objects.requireNonNull(event.get("data"));
    }
}
