package dev.syncline.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.syncline.allinone.installation.Service;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// The public interface is what the checked-in documents say, of which others make their clients. Run with `-Dgolden.write=true` to write them anew, and read
/// the difference; CONTRIBUTING.md has the command.
class OpenApiIT {

    private static final Installed INSTALLED = Installed.shared();
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    /// Lists without an order.
    private static final Set<String> SETS = Set.of("required", "tags");

    @ParameterizedTest
    @EnumSource(value = Service.class, names = {"CONFIG", "SCHEDULER", "NOTIFICATION", "CONSOLE"})
    void theDocumentIsTheOneThatIsCheckedIn(Service service) throws IOException {
        Path file = Path.of("..", "openapi", service.serviceName() + ".json");
        ObjectNode document = (ObjectNode) INSTALLED.api.get(INSTALLED.url(service, "/v3/api-docs")).ok();
        // They name the port of this installation.
        document.remove("servers");
        String present = JSON.writeValueAsString(ordered("", document)).replace("\r\n", "\n") + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, present);
        }

        assertThat(file).as("%s has changed what it offers: write the document anew (CONTRIBUTING.md) and read the difference", service.serviceName()).exists();
        assertThat(file).as("%s has changed what it offers: write the document anew (CONTRIBUTING.md) and read the difference", service.serviceName()).content().isEqualTo(present);
    }

    /// With the names of each object in the order of the alphabet: the order in which classes are found says nothing.
    private static Object ordered(String name, JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> sorted = new TreeMap<>();
            node.propertyStream().forEach(property -> sorted.put(property.getKey(), ordered(property.getKey(), property.getValue())));
            return sorted;
        }
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.valueStream().forEach(item -> items.add(ordered("", item)));
            if (SETS.contains(name)) {
                items.sort(Comparator.comparing(Object::toString));
            }
            return items;
        }
        return node;
    }
}
