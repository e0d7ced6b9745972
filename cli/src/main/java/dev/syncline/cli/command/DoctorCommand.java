package dev.syncline.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.context.UsedContext;
import dev.syncline.cli.terminal.Field;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Command(name = "doctor", description = "Look for what is wrong: the way to the installation, versions, clocks, services, workers, and with --connections each database.")
final class DoctorCommand extends ClientCommand {

    private static final Duration SKEW = Duration.ofSeconds(30);

    @Option(names = "--connections", description = "Test every connection, too.")
    private boolean connections;

    private final List<JsonNode> checks = new ArrayList<>();

    @Override
    ExitCode run() {
        check("context", () -> {
            UsedContext used = used();
            return "%s, %s, by %s".formatted(used.name(), used.url(), used.origin());
        });
        if (well()) {
            Instant before = Instant.now();
            check("console", () -> {
                JsonNode about = api().get("/about");
                return "%s %s, Java %s; this client is %s".formatted(about.path("name").asString(), about.path("version").asString(), about.path("java").asString(), ClientVersion.text());
            });
            check("sign-in", () -> {
                JsonNode me = api().get("/me");
                return "%s, %s".formatted(me.path("name").asString(), me.path("role").asString());
            });
            check("services", this::services);
            check("clock", () -> clock(before));
            check("workers", this::workers);
            check("leftovers", () -> {
                int left = api().get("/leftovers").path("items").size();
                return left == 0 ? "nothing is left in targets" : "%d loads have left something in targets that could not be removed yet".formatted(left);
            });
        }
        if (connections && well()) {
            api().all("/connections?sort=name").forEach(one -> check("connection " + one.path("name").asString(), () -> connection(one)));
        }
        screen().list(checks, check -> check.path("check").asString(), List.of(Field.of("CHECK", "check"), Field.of("STATE", "state"), Field.of("", "words")), "");
        return checks.stream().allMatch(check -> check.path("state").asString().equals("ok")) ? ExitCode.OK : ExitCode.FAILED;
    }

    private boolean well() {
        return checks.stream().allMatch(check -> check.path("state").asString().equals("ok"));
    }

    private void check(String name, Supplier<String> question) {
        String state = "ok";
        String words;
        try {
            words = question.get();
        } catch (ClientFailure e) {
            state = "failed";
            words = String.valueOf(e.getMessage());
        }
        checks.add(JsonMapper.shared().createObjectNode().put("check", name).put("state", state).put("words", words));
    }

    private String services() {
        JsonNode health = api().get("/health");
        if (!health.path("up").asBoolean()) {
            throw new ClientFailure(ExitCode.FAILED, String.join("; ", health.path("services").valueStream().filter(service -> !service.path("up").asBoolean())
                    .map(service -> "%s is away: %s".formatted(service.path("service").asString(), service.path("withoutIt").asString())).toList()));
        }
        return "all of them answer";
    }

    private String clock(Instant before) {
        Instant there = Instant.parse(api().get("/overview").path("at").asString());
        Duration skew = there.isBefore(before) ? Duration.between(there, before) : there.isAfter(Instant.now()) ? Duration.between(Instant.now(), there) : Duration.ZERO;
        if (skew.compareTo(SKEW) > 0) {
            throw new ClientFailure(ExitCode.FAILED, "the clocks here and there differ by %d s; times of plans are the installation's".formatted(skew.toSeconds()));
        }
        return "the clocks here and there agree";
    }

    private String workers() {
        List<String> all = new ArrayList<>();
        for (JsonNode kind : api().get("/overview").path("workers")) {
            if (kind.path("workers").asInt() == 0) {
                throw new ClientFailure(ExitCode.FAILED, "no %s is there, or none reaches the broker: runs wait".formatted(kind.path("kind").asString()));
            }
            all.add("%d %s".formatted(kind.path("workers").asInt(), kind.path("kind").asString()));
        }
        return String.join(", ", all) + " (they speak by the broker)";
    }

    private String connection(JsonNode connection) {
        JsonNode trial = api().send("POST", "/connections/%d/test".formatted(connection.path("id").asLong()), null, Map.of()).body();
        if (!trial.path("problems").isEmpty()) {
            throw new ClientFailure(ExitCode.FAILED, String.join("; ", trial.path("problems").valueStream().map(JsonNode::asString).toList()));
        }
        return trial.path("version").asString("answers");
    }
}
