package dev.syncline.contracts.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.syncline.contracts.Topics;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// `asyncapi.yaml` names every message of the topics for other systems, and can be followed.
class AsyncApiTest {

    private static final JsonNode API = Schemas.asyncApi();

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = API.findValues("$ref").stream().map(JsonNode::asString).toList();

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(API.at(reference.substring(1)).isMissingNode()).isFalse();
            } else {
                assertThat(reference).startsWith("./schemas/");
                assertThat(Schemas.names()).contains(reference.substring("./schemas/".length()).replaceFirst("\\.json$", ""));
            }
        });
    }

    @Test
    void theChannelsAreTheTopics() {
        assertThat(API.at("/channels/triggers/address").asString()).isEqualTo(Topics.TRIGGERS);
        assertThat(API.at("/channels/runs/address").asString()).isEqualTo(Topics.RUNS);
        assertThat(types("triggers")).containsExactly(RunTrigger.TYPE);
        assertThat(types("runs")).isEqualTo(
                EventRecords.news().stream().map(type -> "dev.syncline." + EventRecords.file(type)).collect(Collectors.toCollection(TreeSet::new)));
        assertThat(API.at("/operations/receiveTriggers/messages").size()).isEqualTo(API.at("/channels/triggers/messages").size());
        assertThat(API.at("/operations/sendNews/messages").size()).isEqualTo(API.at("/channels/runs/messages").size());
        assertThat(API.at("/channels/audit/address").asString()).isEqualTo(Topics.AUDIT);
        assertThat(messages()).hasSize(EventRecords.news().size() + 2);
    }

    @Test
    void everyExampleFitsItsMessage() {
        assertThat(messages().values()).allSatisfy(message -> assertThat(message.get("examples").valueStream()).isNotEmpty().allSatisfy(example ->
                assertThat(Schemas.errorsOfMessage(message.get("payload"), example.get("payload"))).isEmpty()));
    }

    @Test
    void whatIsWrittenFitsItsMessageAndNoOther() {
        assertThat(EventSamples.all()).allSatisfy(news -> {
            JsonNode written = Schemas.JSON.valueToTree(CloudEvent.of(news));
            Stream<String> fitting = messages().entrySet().stream()
                    .filter(message -> Schemas.errorsOfMessage(message.getValue().get("payload"), written).isEmpty())
                    .map(Map.Entry::getKey);

            assertThat(fitting).containsExactly(written.get("type").asString());
        });
    }

    /// By the type of the event.
    private static Map<String, JsonNode> messages() {
        return API.at("/components/messages").valueStream().collect(Collectors.toMap(message -> message.get("name").asString(), message -> message));
    }

    private static Set<String> types(String channel) {
        return API.at("/channels/" + channel + "/messages").valueStream()
                .map(message -> API.at(message.get("$ref").asString().substring(1)).get("name").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
