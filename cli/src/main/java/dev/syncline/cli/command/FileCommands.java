package dev.syncline.cli.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.file.Configuration;
import dev.syncline.cli.file.Export;
import dev.syncline.cli.file.Labels;
import dev.syncline.cli.file.PlannedRun;
import dev.syncline.cli.file.PlannedStep;
import dev.syncline.cli.file.Pruning;
import dev.syncline.cli.file.Rollout;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Projects and connections as files.
final class FileCommands {

    private FileCommands() {}

    /// A command about files and what they say.
    abstract static class OfFiles extends ClientCommand {

        @Mixin
        private FileOptions files = new FileOptions();

        Configuration files() {
            return files.read(surroundings());
        }

        final Labels labels() {
            return files.labels();
        }

        final void show(List<PlannedStep> steps) {
            List<PlannedStep> changing = steps.stream().filter(PlannedStep::changes).toList();
            if (screen().forPeople()) {
                changing.forEach(step -> screen().line(step.text()));
                return;
            }
            List<JsonNode> documents = changing.stream().map(PlannedStep::json).toList();
            screen().list(documents, step -> step.path("kind").asString() + '/' + step.path("name").asString(), List.of(), "");
        }
    }

    @Command(name = "validate", description = "Check files: words that nobody knows, and what a save would refuse. Nothing is stored.")
    static final class Validate extends OfFiles {

        @Option(names = "--offline", description = "Only what can be checked without an installation.")
        private boolean offline;

        @Override
        ExitCode run() {
            Configuration files = files();
            if (!offline) {
                new Rollout(api(), surroundings(), files, false, null).validate();
            }
            screen().hint("%s: nothing is wrong with them.".formatted(files.size()));
            return ExitCode.OK;
        }
    }

    @Command(name = "diff", description = "What 'apply' would do; 0 where that is nothing, 4 otherwise.")
    static final class Diff extends OfFiles {

        @Option(names = "--secrets", description = "As with 'apply'.")
        private boolean secrets;

        @Option(names = "--prune", description = "As with 'apply'.")
        private boolean prune;

        @Override
        ExitCode run() {
            List<PlannedStep> steps = new Rollout(api(), surroundings(), files(), secrets, prune ? new Pruning(labels()) : null).steps();
            show(steps);
            boolean differs = steps.stream().anyMatch(PlannedStep::changes);
            if (!differs) {
                screen().hint("Everything is as the files say.");
            }
            return differs ? ExitCode.CONFLICT : ExitCode.OK;
        }
    }

    @Command(name = "apply", description = "Bring the installation to what files say: connections first, then projects, then plans.")
    static class Apply extends OfFiles {

        @Option(names = "--dry-run", description = "Check everything and show what would be done.")
        private boolean dry;

        @Option(names = "--message", paramLabel = "TEXT", description = "Why; kept with each project's revision.")
        private @Nullable String message;

        @Option(names = "--secrets", description = "Send the secrets of connections also where nothing else changes: nobody can compare them.")
        private boolean secrets;

        @Option(names = "--prune", description = "Delete projects and connections that are managed by the same name and not in the files any more. 'diff --prune' shows which.")
        private boolean prune;

        /// What is deleted beside; null for nothing.
        @Nullable Pruning pruning() {
            return prune ? new Pruning(labels()) : null;
        }

        @Override
        ExitCode run() {
            Rollout rollout = new Rollout(api(), surroundings(), files(), secrets, pruning());
            if (dry) {
                rollout.validate();
                show(rollout.steps());
                return ExitCode.OK;
            }
            List<PlannedStep> taken = new ArrayList<>();
            rollout.apply(message, step -> {
                taken.add(step);
                if (screen().forPeople()) {
                    screen().line(step.text());
                }
            });
            if (!screen().forPeople()) {
                show(taken);
            }
            if (taken.isEmpty()) {
                screen().hint("Everything is as the files say.");
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "apply", description = "Bring connections to what files say, and leave projects as they are.")
    static final class ApplyConnections extends Apply {
        @Override
        Configuration files() {
            return super.files().onlyConnections();
        }

        @Override
        @Nullable Pruning pruning() {
            if (super.pruning() != null) {
                throw ClientFailure.usage("Connections are pruned together with the projects that use them: syncline apply --prune");
            }
            return null;
        }
    }

    @Command(name = "plan", description = "What a run of the projects in files would do: names, statements, types, bounds, rows. Source and targets are only read; nothing is stored.")
    static final class Plan extends OfFiles {

        @Option(names = "--look", paramLabel = "DURATION", description = "At most how long rows are looked at for values that a target cannot hold (${DEFAULT-VALUE}); PT0S for not at all.")
        private Duration look = Duration.ofSeconds(2);

        @Override
        ExitCode run() {
            List<JsonNode> previews = PlannedRun.of(api(), files(), look);
            if (screen().forPeople()) {
                previews.forEach(preview -> PlannedRun.text(preview, screen()::line));
            } else {
                screen().list(previews, preview -> preview.path("project").asString(), List.of(), "");
            }
            return previews.stream().allMatch(preview -> preview.path("runnable").asBoolean()) ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    @Command(name = "export", description = "Projects with their plans and connections, as a file that 'apply' takes. Secrets are never in it.")
    static final class ExportAll extends ClientCommand {

        @Parameters(paramLabel = "PROJECT", arity = "0..*", description = "All without any.")
        private List<String> projects = List.of();

        @Override
        ExitCode run() {
            surroundings().out().print(new Export(api()).of(projects));
            return ExitCode.OK;
        }
    }

    @Command(name = "schema", description = "The JSON Schema of files, for editors.")
    static final class Schema extends ClientCommand {
        @Override
        ExitCode run() {
            surroundings().out().print(Export.schema());
            return ExitCode.OK;
        }
    }
}
