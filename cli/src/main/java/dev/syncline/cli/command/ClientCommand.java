package dev.syncline.cli.command;

import java.util.Objects;
import java.util.concurrent.Callable;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.api.Lookup;
import dev.syncline.cli.api.PublicApi;
import dev.syncline.cli.context.Contexts;
import dev.syncline.cli.context.UsedContext;
import dev.syncline.cli.terminal.OutputForm;
import dev.syncline.cli.terminal.Screen;
import dev.syncline.cli.terminal.Surroundings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What all commands have in common.
@Command(mixinStandardHelpOptions = true)
abstract class ClientCommand implements Callable<Integer> {

    @Option(names = "--context", paramLabel = "NAME", description = "The installation that is meant; see 'syncline context list'.")
    private @Nullable String context;

    @Option(names = {"-o", "--output"}, paramLabel = "FORM", defaultValue = "table", description = "table, wide, json, yaml or name.")
    private OutputForm output = OutputForm.TABLE;

    @Option(names = {"--token", "--password", "--secret"}, hidden = true, arity = "0..1")
    private @Nullable String secret;

    @Spec
    private @Nullable CommandSpec spec;

    private @Nullable PublicApi api;

    abstract ExitCode run();

    @Override
    public final Integer call() {
        if (spec != null && (spec.commandLine().getParseResult().hasMatchedOption("--token"))) {
            throw ClientFailure.usage("A token or a password is never an argument, since other programs can see it; use 'syncline login', SYNCLINE_TOKEN_FILE or secretFrom in a file");
        }
        return run().number();
    }

    final Surroundings surroundings() {
        return ((Root) Objects.requireNonNull(spec).root().userObject()).surroundings();
    }

    final UsedContext used() {
        return new Contexts(surroundings()).used(context);
    }

    final @Nullable String wantedContext() {
        return context;
    }

    final PublicApi api() {
        PublicApi present = api;
        if (present == null) {
            UsedContext used = used();
            present = new PublicApi(used.url(), used.token());
            api = present;
        }
        return present;
    }

    final Lookup lookup() {
        return new Lookup(api());
    }

    final Screen screen() {
        return new Screen(surroundings(), output);
    }
}
