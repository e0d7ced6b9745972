package dev.syncline.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

import dev.syncline.testkit.HelmDistribution;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The chart, as Helm sees it.
final class Helm {

    private static final Path CHART = Repository.ROOT.resolve("deploy/helm/syncline");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Helm() {}

    /// @param output what it has written, complaints behind answers where it has failed
    record Answer(int status, String output) {}

    static Answer lint(String values) {
        return run(true, "lint", CHART.toString(), "--strict", "--values", CHART.resolve("ci").resolve(values + ".yaml").toString());
    }

    /// @param arguments as of `helm template`
    static Answer render(String... arguments) {
        List<String> command = new ArrayList<>(List.of("template", "syncline", CHART.toString(), "--namespace", "syncline"));
        command.addAll(List.of(arguments));
        return run(false, command.toArray(String[]::new));
    }

    /// The text that a set of values makes of the chart.
    static String rendered(String values) {
        Answer answer = render("--values", CHART.resolve("ci").resolve(values + ".yaml").toString());
        if (answer.status() != 0) {
            throw new IllegalStateException(answer.output());
        }
        return answer.output();
    }

    static List<JsonNode> objects(String text) {
        return StreamSupport.stream(new Yaml().loadAll(text).spliterator(), false).filter(Objects::nonNull).<JsonNode>map(JSON::valueToTree).toList();
    }

    private static Answer run(boolean complaints, String... arguments) {
        List<String> command = new ArrayList<>(List.of(HelmDistribution.program().toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(complaints).start();
            process.getOutputStream().close();
            StringBuilder text = new StringBuilder();
            Thread errors = Thread.ofVirtual().start(() -> text.append(read(process.getErrorStream())));
            String output = read(process.getInputStream());
            int status = process.waitFor();
            errors.join();
            return new Answer(status, status == 0 ? output : output + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
