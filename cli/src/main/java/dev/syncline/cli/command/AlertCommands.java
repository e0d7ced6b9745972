package dev.syncline.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.terminal.Field;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(name = "alerts", description = "Who was told of what.", synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true,
        subcommands = {AlertCommands.Listing.class, AlertCommands.Test.class})
final class AlertCommands {

    private static final List<Field> FIELDS = List.of(
            Field.number("ID", "id").onlyWide(), Field.time("AT", "at"), Field.of("KIND", alert -> alert.path("kind").asString().toLowerCase(Locale.ROOT)), Field.of("PROJECT", "projectName"),
            Field.of("DELIVERIES", alert -> alert.path("deliveries").valueStream().collect(Collectors.groupingBy(
                    delivery -> delivery.path("state").asString().toLowerCase(Locale.ROOT), TreeMap::new, Collectors.counting()))
                    .entrySet().stream().map(state -> state.getValue() + " " + state.getKey()).collect(Collectors.joining(", "))),
            Field.of("SUBJECT", "subject"));

    @Command(name = "list", description = "Alerts, the latest first.")
    static final class Listing extends ClientCommand {

        @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many; 20 without it.")
        private int limit = 20;

        @Override
        ExitCode run() {
            JsonNode page = api().get("/alerts?limit=" + limit);
            screen().list(page.path("items").valueStream().toList(), () -> page, alert -> alert.path("id").asString(), FIELDS, "Nobody was told of anything yet");
            return ExitCode.OK;
        }
    }

    @Command(name = "test", description = "Send a test mail.")
    static final class Test extends ClientCommand {

        @Parameters(paramLabel = "RECIPIENT", arity = "1..*", description = "Mail addresses.")
        private List<String> recipients = List.of();

        @Override
        ExitCode run() {
            ObjectNode request = JsonMapper.shared().createObjectNode();
            recipients.forEach(request.putArray("recipients")::add);
            JsonNode alert = api().post("/alerts/test", request);
            screen().one(alert, alert.path("id").asString(), FIELDS);
            return ExitCode.OK;
        }
    }
}
