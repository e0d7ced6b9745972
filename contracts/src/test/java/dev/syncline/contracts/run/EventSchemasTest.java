package dev.syncline.contracts.run;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.syncline.contracts.audit.AuditWay;
import dev.syncline.contracts.failure.FailureCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The schemas say of every record what the code says, and nothing else.
class EventSchemasTest {

    static List<Class<?>> records() {
        return EventRecords.all();
    }

    static Set<String> schemas() {
        return Schemas.names();
    }

    @Test
    void everyRecordHasASchemaAndNoSchemaIsLeftOver() {
        Set<String> needed = records().stream().map(EventRecords::file).collect(Collectors.toCollection(TreeSet::new));

        assertThat(Schemas.names()).isEqualTo(needed);
    }

    @ParameterizedTest
    @MethodSource("records")
    void aSchemaNamesExactlyTheFieldsOfItsRecord(Class<?> type) {
        Set<String> fields = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).collect(Collectors.toCollection(TreeSet::new));
        if (type.isAnnotationPresent(JsonTypeName.class)) {
            fields.add(discriminator(type));
        }

        JsonNode properties = EventRecords.schema(type).get("properties");

        assertThat(new TreeSet<>(properties.propertyNames())).isEqualTo(fields);
        properties.propertyStream().forEach(property ->
                assertThat(property.getValue().has("description") || property.getValue().has("const")).as(property.getKey()).isTrue());
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatIsNeverNullIsRequired(Class<?> type) {
        if (type == RunTrigger.class) {
            return; // it has not been checked when it is read
        }
        Set<String> required = new LinkedHashSet<>();
        Arrays.stream(type.getRecordComponents())
                .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .forEach(component -> required.add(component.getName()));
        if (EventData.class.isAssignableFrom(type)) {
            required.add(discriminator(type));
        }

        Stream<String> said = EventRecords.schema(type).path("required").valueStream().map(JsonNode::asString);

        assertThat(said).containsExactlyInAnyOrderElementsOf(required);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aSchemaIsOneOfItsDialectAndItsExamplesFitIt(String name) {
        JsonNode schema = Schemas.text(name);

        assertThat(Schemas.errorsOfSchema(name)).isEmpty();
        assertThat(schema.get("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.get("$id").asString()).isEqualTo("https://syncline.dev/schemas/" + name + ".json");
        assertThat(schema.get("examples").valueStream()).isNotEmpty().allSatisfy(example -> assertThat(Schemas.errors(name, example)).isEmpty());
    }

    @Test
    void noSchemaForbidsFieldsThatMayFollow() {
        assertThat(schemas()).allSatisfy(name ->
                assertThat(Schemas.text(name).toString()).doesNotContain("additionalProperties").doesNotContain("unevaluatedProperties"));
    }

    @Test
    void wordsAreThoseOfTheCode() {
        assertThat(Schemas.text("failure").at("/properties/code/examples").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(Arrays.stream(FailureCode.values()).map(FailureCode::name).toList());
        assertThat(Schemas.text("run-cause").at("/$defs/origin/examples").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(written(RunOrigin.values()));
        assertThat(Schemas.text("run.requested.v1").at("/properties/priority/enum").valueStream().filter(JsonNode::isString).map(JsonNode::asString))
                .containsExactlyElementsOf(written(Priority.values()));
        assertThat(Schemas.text("cloud-event").at("/properties/type/examples").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(EventRecords.news().stream().map(type -> "dev.syncline." + EventRecords.file(type)).toList());
        assertThat(Schemas.text("audit-record").at("/properties/way/examples").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(written(AuditWay.values()));
        assertThat(Schemas.text("run-trigger").at("/properties/type/const").asString()).isEqualTo(RunTrigger.TYPE);
    }

    private static List<String> written(Object[] values) {
        return Arrays.stream(values).map(value -> Schemas.JSON.valueToTree(value).asString()).toList();
    }

    private static String discriminator(Class<?> type) {
        return RunCause.class.isAssignableFrom(type) ? "origin" : "type";
    }
}
