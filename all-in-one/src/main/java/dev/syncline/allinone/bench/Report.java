package dev.syncline.allinone.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.syncline.allinone.bench.Lane.Format;
import dev.syncline.allinone.bench.Selection.Workload;

/// The warm rounds of a workload, and the table of their medians.
final class Report {

    /// One copy by Syncline.
    ///
    /// @param cpu seconds by process
    /// @param peak MiB of extractor and loader together
    record Copy(double seconds, Map<String, Double> cpu, double peak) {}

    /// @param pipes seconds
    private record Rounds(Map<Format, List<Double>> pipes, List<Copy> copies) {

        Rounds() {
            this(new EnumMap<>(Format.class), new ArrayList<>());
        }

        double copySeconds() {
            return median(copies.stream().map(Copy::seconds).toList());
        }
    }

    private final Workload workload;
    private final Map<Lane, Rounds> lanes = new LinkedHashMap<>();

    Report(Workload workload) {
        this.workload = workload;
    }

    void add(Lane lane, Map<Format, Double> pipes, Copy copy) {
        Rounds rounds = lanes.computeIfAbsent(lane, _ -> new Rounds());
        pipes.forEach((format, seconds) -> rounds.pipes().computeIfAbsent(format, _ -> new ArrayList<>()).add(seconds));
        rounds.copies().add(copy);
    }

    /// @param processes whose CPU seconds are shown
    void print(PrintStream out, int rounds, List<String> processes) {
        out.printf("%n%,d rows of %s, %s, medians of %d, warm, in turns; native: text / binary COPY (for two targets: the slower one alone); goal: to the last%n",
                workload.rows(), workload.table().tableName(), workload.table().title(), rounds);
        out.printf("| lane | path | native s | Syncline s | ratio | goal | CPU s: %s | peak MiB: extractor + loader |%n", String.join(" / ", processes));
        out.println("|---|---|---|---|---|---|---|---|");
        lanes.forEach((lane, measured) -> {
            double seconds = measured.copySeconds();
            List<Double> limits = lane.pipes().isEmpty() ? slowerAlone(lane) : measured.pipes().values().stream().map(Report::median).toList();
            out.printf("| %s | %s | %s | %.2f | %s | %s | %s | %.0f |%n",
                    lane.name(), lane.title(), all(limits, limit -> "%.2f".formatted(limit)), seconds, all(limits, limit -> "%.2f".formatted(seconds / limit)),
                    lane.goal() > 0 ? "≤ %.2f".formatted(lane.goal()) : "",
                    all(processes, process -> "%.1f".formatted(median(measured.copies().stream().map(copy -> copy.cpu().getOrDefault(process, 0.0)).toList()))),
                    measured.copies().stream().mapToDouble(Copy::peak).max().orElse(0));
        });
    }

    /// Empty where its parts were not measured.
    private List<Double> slowerAlone(Lane lane) {
        return lanes.entrySet().stream()
                .filter(other -> other.getKey().isPartOf(lane))
                .map(other -> other.getValue().copySeconds())
                .max(Double::compare)
                .stream()
                .toList();
    }

    private static <T> String all(List<T> values, Function<T, String> text) {
        return values.stream().map(text).collect(Collectors.joining(" / "));
    }

    /// Below which this part of the values lies.
    static double part(List<Double> values, double part) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(part * sorted.size()) - (part < 1 ? 0 : 1)));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
