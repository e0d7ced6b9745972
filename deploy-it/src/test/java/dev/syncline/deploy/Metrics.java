package dev.syncline.deploy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import dev.syncline.allinone.installation.Service;

/// The metrics of ours, read from the sources: a meter is there only once something has happened that it counts, so that no running service shows all.
final class Metrics {

    private static final Pattern CONSTANT = Pattern.compile("String (\\w+) = (\"syncline\\.[a-z0-9.]+\");");
    private static final Pattern BUILT = Pattern.compile("(Counter|FunctionCounter|Timer|Gauge|TimeGauge|MultiGauge|DistributionSummary)\\s*\\.builder\\(\\s*\"(syncline\\.[a-z0-9.]+)\"(.*?)\\.register\\(", Pattern.DOTALL);
    private static final Pattern ASKED = Pattern.compile("\\.(counter|timer|summary|gauge)\\(\\s*\"(syncline\\.[a-z0-9.]+)\"((?:[^;()]|\\([^()]*\\))*)\\)");
    private static final Pattern WORK = Pattern.compile("new WorkCounters\\([^\"]*\"(syncline\\.[a-z.]+)\"[^\"]*\"([^\"]*)\"");
    private static final Pattern DESCRIPTION = Pattern.compile("\\.description\\(\\s*\"([^\"]*)\"");
    private static final Pattern UNIT = Pattern.compile("\\.baseUnit\\(\\s*\"([^\"]*)\"");
    private static final Pattern TAG = Pattern.compile("(?:\\.tag\\(|Tags?\\.of\\()\\s*\"([a-z.]+)\"");

    private final Map<String, Metric> metrics = new TreeMap<>();
    private final Map<String, Set<Service>> shownBy = new TreeMap<>();

    Metrics() {
        for (Path file : Repository.sources("service-kit")) {
            read(file, file.toString().contains("/kit/worker/") ? EnumSet.of(Service.EXTRACTOR, Service.LOADER)
                    : file.toString().contains("/kit/outbox/") ? EnumSet.of(Service.CONFIG, Service.SCHEDULER, Service.NOTIFICATION) : EnumSet.allOf(Service.class));
        }
        for (Service service : Service.values()) {
            Repository.sources(service.serviceName()).forEach(file -> read(file, EnumSet.of(service)));
        }
    }

    Map<String, Metric> all() {
        return metrics;
    }

    Set<Service> shownBy(String meter) {
        return shownBy.get(meter);
    }

    private void read(Path file, Set<Service> owners) {
        String text = Repository.text(file);
        for (MatchResult constant : CONSTANT.matcher(text).results().toList()) {
            text = text.replaceAll("\\b" + constant.group(1) + "\\b(?! =)", constant.group(2));
        }
        String code = text;
        // The labels of a gauge of many stand where its rows are made.
        BUILT.matcher(code).results().forEach(found -> add(
                found.group(2), kind(found.group(1)), found.group(3), labels(found.group(1).equals("MultiGauge") ? code : found.group(3)), owners));
        WORK.matcher(code).results().forEach(found -> addWork(found.group(1), found.group(2), owners));
        ASKED.matcher(code).results().forEach(found -> add(found.group(2), found.group(1), "", every(found.group(3)), owners));
    }

    private void add(String meter, String kind, String rest, Set<String> labels, Set<Service> owners) {
        String sentence = DESCRIPTION.matcher(rest).results().map(found -> found.group(1)).findFirst().orElse("");
        String unit = UNIT.matcher(rest).results().map(found -> found.group(1)).findFirst().orElse("");
        metrics.merge(meter, new Metric(meter, kind, unit, labels, sentence), (one, other) -> {
            Set<String> both = new TreeSet<>(one.labels());
            both.addAll(other.labels());
            return new Metric(meter, one.kind(), one.unit().isEmpty() ? other.unit() : one.unit(), both, one.sentence().isEmpty() ? other.sentence() : one.sentence());
        });
        shownBy.computeIfAbsent(meter, _ -> EnumSet.noneOf(Service.class)).addAll(owners);
    }

    /// The counters of a worker, whose names are put together.
    private void addWork(String prefix, String done, Set<Service> owners) {
        add(prefix + ".rows", "counter", ".description(\"Rows %s, as it happens\"".formatted(done), Set.of("kind"), owners);
        add(prefix + ".bytes", "counter", ".description(\"Bytes %s, as it happens\").baseUnit(\"bytes\"".formatted(done), Set.of("kind"), owners);
        add(prefix + ".discarded.rows", "counter", ".description(\"Rows among them that did not count in the end\"", Set.of("kind"), owners);
        add(prefix + ".discarded.bytes", "counter", ".description(\"Bytes among them that did not count in the end\").baseUnit(\"bytes\"", Set.of("kind"), owners);
    }

    private static String kind(String builder) {
        return switch (builder) {
            case "FunctionCounter" -> "counter";
            case "MultiGauge", "TimeGauge" -> "gauge";
            case "DistributionSummary" -> "summary";
            default -> builder.toLowerCase(Locale.ROOT);
        };
    }

    private static Set<String> labels(String text) {
        Set<String> labels = new TreeSet<>();
        TAG.matcher(text).results().forEach(found -> labels.add(found.group(1)));
        return labels;
    }

    /// Names and values of labels take turns.
    private static Set<String> every(String arguments) {
        String[] words = arguments.replaceAll("\\([^()]*\\)", "").split(",");
        Set<String> labels = new TreeSet<>();
        IntStream.range(0, words.length).filter(i -> i % 2 == 1).mapToObj(i -> words[i].strip()).filter(word -> word.startsWith("\"")).forEach(word -> labels.add(word.replace("\"", "")));
        return labels;
    }
}
