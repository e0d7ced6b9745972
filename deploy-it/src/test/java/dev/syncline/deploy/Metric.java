package dev.syncline.deploy;

import java.util.Set;
import java.util.stream.Collectors;

import dev.syncline.allinone.installation.Service;

/// A metric of ours, as its page shows it.
///
/// @param meter its name in the code
/// @param kind `counter`, `timer`, `gauge` or `summary`
/// @param unit of a gauge or a counter; empty for pieces
/// @param labels beside those that Prometheus sets
record Metric(String meter, String kind, String unit, Set<String> labels, String sentence) {

    /// As Prometheus has it.
    String name() {
        String name = meter.replace('.', '_');
        String measured = unit.isEmpty() || name.endsWith("_" + unit) ? name : name + "_" + unit;
        return switch (kind) {
            case "counter" -> measured + "_total";
            case "timer" -> name + "_seconds";
            default -> measured;
        };
    }

    String row(Set<Service> owners) {
        return "| `%s` | %s | %s | %s | %s |\n".formatted(
                name(), kind,
                labels.stream().map(label -> "`" + label + "`").collect(Collectors.joining(", ")),
                owners.size() == Service.values().length ? "all" : owners.stream().map(Service::serviceName).collect(Collectors.joining(", ")),
                sentence);
    }
}
