package dev.syncline.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.syncline.allinone.installation.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The chart under `deploy/helm`, rendered by Helm: no cluster is there to take it, so that it is compared with what Kubernetes' interface describes, and with files that a person has read.
class HelmChartIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /// Of operators; their descriptions are not at hand.
    private static final Set<String> OF_OPERATORS = Set.of("ServiceMonitor", "PrometheusRule", "ScaledObject");

    /// Run with `-Dgolden.write=true` to write the files anew, and read the difference. What is taken from other files of `deploy` is left out.
    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full"})
    void whatIsMadeIsWhatWasRead(String values) {
        StringBuilder kept = new StringBuilder();
        for (String object : Helm.rendered(values).split("(?m)^---\\n")) {
            kept.append(object.contains("kind: PrometheusRule") ? object.replaceAll("(?s)\\nspec:.*", "\nspec: … syncline-rules.yml\n")
                    : object.contains("-dashboard-") ? object.replaceAll("(?s)\\ndata:.*", "\ndata: … of deploy/grafana\n") : object).append("---\n");
        }
        Repository.check(Path.of("src/test/resources/golden", values + ".yaml"), kept.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full"})
    void everyObjectIsOneThatKubernetesKnows(String values) {
        List<JsonNode> objects = Helm.objects(Helm.rendered(values));

        assertThat(objects).hasSizeGreaterThan(20);
        assertThat(objects).filteredOn(object -> !OF_OPERATORS.contains(object.get("kind").asString())).allSatisfy(object ->
                assertThat(KubernetesObjects.complaint(object)).as(object.at("/metadata/name").asString()).isEmpty());
        assertThat(objects.stream().map(object -> object.get("kind").asString() + " " + object.at("/metadata/name").asString())).doesNotHaveDuplicates();
        assertThat(Helm.lint(values).output()).contains("0 chart(s) failed");
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsFound() {
        String text = Helm.rendered("minimal").replaceFirst("terminationGracePeriodSeconds", "terminationGracePeriod");

        assertThat(Helm.objects(text).stream().map(KubernetesObjects::complaint).flatMap(Optional::stream)).singleElement().asString().contains("terminationGracePeriod");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full"})
    void everySettingIsOneOfTheService(String values) {
        List<JsonNode> deployments = of(Helm.objects(Helm.rendered(values)), "Deployment");

        assertThat(deployments).hasSameSizeAs(Service.values());
        for (Service service : Service.values()) {
            JsonNode container = deployments.stream().map(deployment -> deployment.at("/spec/template/spec/containers/0"))
                    .filter(one -> one.get("name").asString().equals(service.serviceName())).findFirst().orElseThrow();
            assertThat(container.get("env").valueStream().map(variable -> variable.get("name").asString()))
                    .as(service.serviceName()).doesNotHaveDuplicates().allMatch(KnownVariables.ours(service)::contains);
        }
    }

    @Test
    void onlyTheConsoleIsReachedFromOutside() {
        List<JsonNode> objects = Helm.objects(Helm.rendered("full"));

        assertThat(of(objects, "Service")).hasSize(6).allSatisfy(service -> assertThat(service.at("/spec/type").asString()).isEqualTo("ClusterIP"));
        assertThat(of(objects, "Ingress")).singleElement().satisfies(ingress ->
                assertThat(ingress.findValues("service")).singleElement().satisfies(service -> assertThat(service.get("name").asString()).isEqualTo("syncline-console")));
        assertThat(of(objects, "NetworkPolicy")).anySatisfy(policy -> {
            assertThat(policy.at("/spec/podSelector/matchLabels").propertyNames()).containsExactlyInAnyOrder("app.kubernetes.io/name", "app.kubernetes.io/instance");
            assertThat(policy.at("/spec/policyTypes").valueStream().map(JsonNode::asString)).containsExactly("Ingress", "Egress");
            assertThat(policy.at("/spec/ingress").isMissingNode()).isTrue();
        });
    }

    @Test
    void rulesAndDashboardsAreTheFilesOfDeploy() {
        List<JsonNode> objects = Helm.objects(Helm.rendered("full"));

        assertThat(of(objects, "PrometheusRule")).singleElement().satisfies(rule -> assertThat(rule.get("spec"))
                .isEqualTo(JSON.valueToTree(new Yaml().load(Repository.text(Repository.ROOT.resolve("deploy/prometheus/syncline-rules.yml"))))));
        Set<String> dashboards = new TreeSet<>();
        of(objects, "ConfigMap").forEach(map -> map.get("data").forEachEntry((file, content) -> {
            dashboards.add(file);
            assertThat(content.asString()).isEqualTo(Repository.text(Repository.ROOT.resolve("deploy/grafana").resolve(file)).stripTrailing());
        }));
        assertThat(dashboards).isEqualTo(files(Repository.ROOT.resolve("deploy/grafana")));
    }

    @Test
    void whatMustBeGivenIsAskedFor() {
        Helm.Answer answer = Helm.render();

        assertThat(answer.status()).isNotZero();
        assertThat(answer.output()).contains("/database/host", "/kafka/bootstrapServers", "/secrets/tokens/existingSecret", "/secrets/masterKeys/existingSecret", "/kafka/users/loader");
    }

    /// What the example for Strimzi and the one for CloudNativePG make, the example's values name; the rest is made by hand, as they say.
    @Test
    void theExamplesFitTogether() {
        Path examples = Repository.ROOT.resolve("deploy/helm/examples");
        List<JsonNode> kafka = Helm.objects(Repository.text(examples.resolve("strimzi.yaml")));
        List<JsonNode> database = Helm.objects(Repository.text(examples.resolve("cloudnative-pg.yaml")));
        Helm.Answer answer = Helm.render("--values", examples.resolve("values.yaml").toString());

        assertThat(answer.status()).as(answer.output()).isZero();
        Set<String> secrets = new TreeSet<>();
        Helm.objects(answer.output()).forEach(object -> {
            object.findValues("secretKeyRef").forEach(reference -> secrets.add(reference.get("name").asString()));
            object.findValues("secretName").forEach(name -> secrets.add(name.asString()));
        });
        Set<String> made = new TreeSet<>(Set.of("syncline-tokens", "syncline-master-keys", "syncline-cluster-ca-cert", "syncline-db-ca"));
        of(kafka, "KafkaUser").forEach(user -> made.add(user.at("/metadata/name").asString()));
        database.getFirst().findValues("passwordSecret").forEach(secret -> made.add(secret.get("name").asString()));
        assertThat(secrets).isEqualTo(made);
        assertThat(of(database, "Database").stream().map(one -> one.at("/spec/name").asString())).containsExactlyInAnyOrder(
                "syncline_config", "syncline_scheduler", "syncline_notification", "syncline_console");
    }

    /// An installation runs with the rights of `acls.csv` in SecuredBrokerIT; the operator is told the same.
    @Test
    void theOperatorGivesTheRightsThatAreListed() {
        Set<String> listed = new TreeSet<>();
        Repository.text(Repository.ROOT.resolve("deploy/kafka/acls.csv")).lines().filter(line -> !line.startsWith("#")).map(line -> line.split(",")).forEach(line ->
                Stream.of(line[4].split(" ")).forEach(operation -> listed.add(right(line[0], line[1], line[2], line[3], operation))));
        Set<String> given = new TreeSet<>();
        of(Helm.objects(Repository.text(Repository.ROOT.resolve("deploy/helm/examples/strimzi.yaml"))), "KafkaUser").forEach(user ->
                user.at("/spec/authorization/acls").forEach(rule -> rule.get("operations").forEach(operation -> given.add(right(
                        user.at("/metadata/name").asString().replaceFirst("^syncline-", ""),
                        rule.at("/resource/type").asString(),
                        rule.at("/resource/patternType").asString().equals("prefix") ? "prefixed" : rule.at("/resource/patternType").asString(),
                        rule.at("/resource/name").asString(),
                        operation.asString())))));

        assertThat(given).isEqualTo(listed);
    }

    private static String right(String principal, String resource, String pattern, String name, String operation) {
        return "%s may %s %s %s (%s)".formatted(principal, operation, resource, name, pattern);
    }

    @Test
    void workersAreMoreOrFewerByEitherWay() {
        List<JsonNode> objects = Helm.objects(Helm.render("--values", "../deploy/helm/syncline/ci/full.yaml", "--set", "autoscaling.kind=hpa").output());

        assertThat(of(objects, "HorizontalPodAutoscaler")).hasSize(2).allSatisfy(scaler -> assertThat(KubernetesObjects.complaint(scaler)).isEmpty());
        assertThat(of(objects, "Deployment")).filteredOn(deployment -> deployment.at("/spec/replicas").isMissingNode()).hasSize(2);
    }

    private static List<JsonNode> of(List<JsonNode> objects, String kind) {
        return objects.stream().filter(object -> object.get("kind").asString().equals(kind)).toList();
    }

    private static Set<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return new TreeSet<>(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json")).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
