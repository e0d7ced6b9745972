package dev.syncline.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.terminal.Shown;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

@Command(name = "status", description = "Everything at a glance; 1 where anything needs attention.")
final class StatusCommand extends ClientCommand {

    private static final int MOST = 5;

    @Override
    ExitCode run() {
        JsonNode health = api().get("/health");
        JsonNode overview = api().get("/overview");
        boolean attention = !health.path("up").asBoolean() || !overview.path("attention").isEmpty()
                || overview.path("workers").valueStream().anyMatch(workers -> workers.path("workers").asInt() == 0);
        if (screen().forPeople()) {
            lines(health, overview).forEach(screen()::line);
        } else {
            screen().one(overview, api().address(), List.of());
        }
        return attention ? ExitCode.FAILED : ExitCode.OK;
    }

    private List<String> lines(JsonNode health, JsonNode overview) {
        List<String> lines = new ArrayList<>();
        lines.add("%s, %s".formatted(api().address(), health.path("services").valueStream()
                .map(service -> "%s %s".formatted(service.path("service").asString(), service.path("up").asBoolean() ? "up" : "DOWN")).collect(Collectors.joining(", "))));
        lines.add("workers: " + overview.path("workers").valueStream()
                .map(kind -> "%d %s, %d of %d slots busy, %d queued".formatted(kind.path("workers").asInt(), kind.path("kind").asString(), kind.path("busy").asInt(), kind.path("slots").asInt(), kind.path("queued").asLong()))
                .collect(Collectors.joining("; ")));
        JsonNode day = overview.path("lastDay");
        lines.add("last day: %d succeeded, %d failed, %d cancelled".formatted(day.path("succeeded").asInt(), day.path("failed").asInt(), day.path("cancelled").asInt()));
        lines.add("now: %d running, %d queued, %d waiting".formatted(overview.path("runningInAll").asInt(), overview.path("queued").asInt(), overview.path("waiting").asInt()));
        JsonNode next = overview.path("next").path(0);
        lines.add("next: " + (next.isObject() ? "%s at %s".formatted(next.path("projectName").asString(), Shown.time(next.path("dueAt"))) : "nothing is due"));
        lines.add("stale: %s tables".formatted(Shown.number(overview.path("stale").path("tables").asLong())));
        JsonNode attention = overview.path("attention");
        lines.add(attention.isEmpty() ? "attention: nothing" : "attention: %d project(s)".formatted(attention.size()));
        attention.valueStream().limit(MOST).forEach(project -> lines.add("  %s: %d failures in a row, last success %s%s".formatted(
                project.path("projectName").asString(), project.path("failing").asInt(), Shown.time(project.path("lastSuccess")),
                project.path("lastRun").path("failure").isObject() ? ": " + project.path("lastRun").path("failure").path("message").asString() : "")));
        return lines;
    }
}
