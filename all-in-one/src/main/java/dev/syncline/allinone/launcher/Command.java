package dev.syncline.allinone.launcher;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.syncline.allinone.bench.PlanBench;
import dev.syncline.allinone.bench.ScaleBench;
import dev.syncline.allinone.bench.Selection;
import dev.syncline.allinone.bench.WatchersBench;
import dev.syncline.allinone.compare.Engine;
import dev.syncline.allinone.demo.Demo;
import dev.syncline.allinone.installation.Service;

/// What the words of the command line ask for.
sealed interface Command {

    /// @param lines of the sample's largest table
    record ShowDemo(boolean exit, int lines, Engine target) implements Command {}

    record StartAll() implements Command {}

    record StopAll() implements Command {}

    /// @param settings each as `--key=value`
    /// @param oldWord whether it was asked for as `run`, which is the word for projects now
    record RunService(Service service, List<String> settings, boolean oldWord) implements Command {}

    record Measure(Selection selection) implements Command {}

    record MeasureWatchers(WatchersBench.Size size) implements Command {}

    record MeasurePlans(PlanBench.Size size) implements Command {}
    record MeasureScale(ScaleBench.Size size) implements Command {}

    record ShowHelp() implements Command {}

    /// The words cannot be understood; the message says which.
    final class Misunderstood extends RuntimeException {
        Misunderstood(String message) {
            super(message);
        }
    }

    /// @throws Misunderstood with a sentence
    static Command of(List<String> words) {
        List<String> rest = words.isEmpty() ? List.of() : words.subList(1, words.size());
        if (rest.contains("--help")) {
            return new ShowHelp();
        }
        return switch (words.isEmpty() ? "help" : words.getFirst()) {
            case "demo" -> demo(rest);
            case "up" -> nothingMore("up", rest, new StartAll());
            case "down" -> nothingMore("down", rest, new StopAll());
            case "service" -> service(rest, false);
            case "run" -> service(rest, true);
            case "bench" -> bench(rest);
            case "help", "--help", "-h" -> new ShowHelp();
            default -> throw new Misunderstood("There is no command '%s'.".formatted(words.getFirst()));
        };
    }

    private static Command demo(List<String> words) {
        ShowDemo demo = new ShowDemo(false, Demo.ORDER_LINES, Engine.POSTGRESQL);
        for (int at = 0; at < words.size(); at++) {
            String option = words.get(at);
            demo = switch (option) {
                case "--exit" -> new ShowDemo(true, demo.lines(), demo.target());
                case "--lines" -> new ShowDemo(demo.exit(), number(option, value(words, ++at)), demo.target());
                case "--target" -> new ShowDemo(demo.exit(), demo.lines(), target(value(words, ++at)));
                default -> throw new Misunderstood("The demo has no option '%s'; it has --exit, --lines and --target.".formatted(option));
            };
        }
        return demo;
    }

    private static String value(List<String> words, int at) {
        if (at >= words.size() || words.get(at).startsWith("--")) {
            throw new Misunderstood("The option %s needs a value behind it.".formatted(words.get(at - 1)));
        }
        return words.get(at);
    }

    private static int number(String what, String text) {
        try {
            int number = Integer.parseInt(text.replace("_", "").replace(",", ""));
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new Misunderstood("%s takes a number from 1 to 2,147,483,647, not '%s'.".formatted(what, text));
    }

    private static Engine target(String kind) {
        return Stream.of(Engine.POSTGRESQL, Engine.CLICKHOUSE)
                .filter(engine -> engine.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new Misunderstood("The demo's --target is postgresql or clickhouse, not '%s'.".formatted(kind)));
    }

    private static Command service(List<String> words, boolean oldWord) {
        if (words.isEmpty()) {
            throw new Misunderstood("Which service is to run? There are %s.".formatted(services()));
        }
        Service service = EnumSet.allOf(Service.class).stream()
                .filter(one -> one.serviceName().equals(words.getFirst()))
                .findFirst()
                .orElseThrow(() -> new Misunderstood("There is no service '%s'; there are %s.".formatted(words.getFirst(), services())));
        List<String> settings = words.subList(1, words.size());
        Optional<String> odd = settings.stream().filter(word -> !word.startsWith("--") || word.length() == 2).findFirst();
        if (odd.isPresent()) {
            throw new Misunderstood("A setting is written as --key=value, not '%s'.".formatted(odd.get()));
        }
        return new RunService(service, List.copyOf(settings), oldWord);
    }

    private static String services() {
        return EnumSet.allOf(Service.class).stream().map(Service::serviceName).collect(Collectors.joining(", "));
    }

    private static Command bench(List<String> words) {
        if (!words.isEmpty() && words.getFirst().equals("watchers")) {
            return new MeasureWatchers(WatchersBench.Size.of(numbers("bench watchers", words, WatchersBench.Size.NUMBERS)));
        }
        if (!words.isEmpty() && words.getFirst().equals("plan")) {
            return new MeasurePlans(PlanBench.Size.of(numbers("bench plan", words, PlanBench.Size.NUMBERS)));
        }
        if (!words.isEmpty() && words.getFirst().equals("scale")) {
            return new MeasureScale(ScaleBench.Size.of(numbers("bench scale", words, ScaleBench.Size.NUMBERS)));
        }
        List<Integer> rows = new ArrayList<>();
        List<String> lanes = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        int rounds = Selection.STANDARD.rounds();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            switch (word) {
                case "--lane" -> lanes.add(lane(value(words, ++at)));
                case "--rounds" -> rounds = number(word, value(words, ++at));
                case "--option" -> {
                    String[] option = option(value(words, ++at));
                    options.put(option[0], option[1]);
                }
                case String other when other.startsWith("--") ->
                    throw new Misunderstood("The benchmark has no option '%s'; it has --lane, --rounds and --option.".formatted(other));
                default -> rows.add(number("bench", word));
            }
        }
        return new Measure(new Selection(rows.isEmpty() ? Selection.STANDARD.rows() : rows, lanes, rounds, options));
    }

    private static String lane(String word) {
        if (!Selection.knows(word)) {
            throw new Misunderstood("There is no lane '%s'; a lane is one of these, or the first words of some: %s."
                    .formatted(word, String.join(", ", Selection.names())));
        }
        return word;
    }

    private static String[] option(String word) {
        String[] option = word.split("=", 2);
        if (option.length < 2 || option[0].isEmpty()) {
            throw new Misunderstood("An option of connections is written as --option NAME=VALUE, not '%s'.".formatted(word));
        }
        return option;
    }

    /// What follows the first word.
    private static List<Integer> numbers(String what, List<String> words, int most) {
        if (words.size() > most + 1) {
            throw new Misunderstood("The command '%s' does not know what to do with '%s'.".formatted(what, words.get(most + 1)));
        }
        return words.stream().skip(1).map(word -> number(what, word)).toList();
    }

    private static Command nothingMore(String name, List<String> rest, Command command) {
        if (!rest.isEmpty()) {
            throw new Misunderstood("The command '%s' does not know what to do with '%s'.".formatted(name, rest.getFirst()));
        }
        return command;
    }
}
