package dev.syncline.cli.context;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.api.ExitCode;
import dev.syncline.cli.terminal.Surroundings;
import org.jspecify.annotations.Nullable;

/// Finds the installation that is meant: what the command says, else the environment, else the installation in whose directory one stands, else the context
/// that was chosen last.
public final class Contexts {

    private static final String HERE = ".syncline";
    private static final String FILE = "config.yaml";

    private final Surroundings surroundings;
    private final ContextFile own;

    public Contexts(Surroundings surroundings) {
        this.surroundings = surroundings;
        Path settings = surroundings.variable("XDG_CONFIG_HOME").map(Path::of).orElse(surroundings.home().resolve(".config"));
        this.own = ContextFile.read(settings.resolve("syncline").resolve(FILE));
    }

    /// A context in a list.
    public record Known(String name, String url, String from, boolean used) {}

    public UsedContext used(@Nullable String wanted) {
        Optional<ContextFile> here = here();
        if (wanted != null) {
            return here.filter(file -> file.contexts().containsKey(wanted)).orElse(own).use(wanted, "--context");
        }
        Optional<String> url = surroundings.variable("SYNCLINE_URL");
        if (url.isPresent()) {
            return new UsedContext("SYNCLINE_URL", address(url.get()), tokenOfEnvironment(), "the environment");
        }
        String chosen = own.current();
        if (here.isPresent()) {
            ContextFile file = here.get();
            return file.use(file.current() == null ? "local" : file.current(), file.file().toString());
        }
        if (chosen != null) {
            return own.use(chosen, own.file().toString());
        }
        throw new ClientFailure(ExitCode.UNREACHABLE,
                "No installation is known here: start one with 'syncline up', or name one with 'syncline login ADDRESS' or SYNCLINE_URL");
    }

    private String tokenOfEnvironment() {
        return surroundings.variable("SYNCLINE_TOKEN").orElseGet(() -> ContextFile.token(surroundings.file(surroundings.variable("SYNCLINE_TOKEN_FILE")
                .orElseThrow(() -> new ClientFailure(ExitCode.UNREACHABLE, "SYNCLINE_URL is set, but neither SYNCLINE_TOKEN_FILE nor SYNCLINE_TOKEN")))));
    }

    /// What `up` has left in the directory in which one stands, or in one above it.
    private Optional<ContextFile> here() {
        Optional<Path> named = surroundings.variable("SYNCLINE_HOME").map(surroundings::file).filter(home -> Files.exists(home.resolve(FILE)));
        if (named.isPresent()) {
            return named.map(home -> ContextFile.read(home.resolve(FILE)));
        }
        for (Path directory = surroundings.directory(); directory != null; directory = directory.getParent()) {
            Path file = directory.resolve(HERE).resolve(FILE);
            if (Files.exists(file)) {
                return Optional.of(ContextFile.read(file));
            }
        }
        return Optional.empty();
    }

    public List<Known> all(@Nullable String wanted) {
        String used = "";
        try {
            used = used(wanted).name();
        } catch (ClientFailure _) {
            // then none of them is
        }
        List<Known> known = new ArrayList<>();
        for (ContextFile file : here().map(found -> List.of(found, own)).orElse(List.of(own))) {
            String chosen = used;
            file.contexts().forEach((name, entry) -> {
                if (known.stream().noneMatch(other -> other.name.equals(name))) {
                    known.add(new Known(name, entry.url(), file.file().toString(), name.equals(chosen)));
                }
            });
        }
        return known;
    }

    /// Chooses the context that is meant where nothing else says so.
    public void choose(String name) {
        own.use(name, "");
        own.write(name);
    }

    /// Keeps an address and what opens it, in a file that only its owner may read.
    public void keep(String name, String url, String token) {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw ClientFailure.usage("A context's name has letters, digits and . _ -, not '%s'".formatted(name));
        }
        Path file = own.file().resolveSibling("tokens").resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, token);
        } catch (IOException e) {
            throw ClientFailure.usage("The token cannot be kept in %s: %s".formatted(file, e.getMessage()));
        }
        own.contexts().put(name, new ContextFile.Entry(url, "tokens/" + name));
        own.write(name);
    }

    /// The console's address without a slash behind it.
    public static String address(String text) {
        URI address;
        try {
            address = URI.create(text.strip());
        } catch (IllegalArgumentException _) {
            throw ClientFailure.usage("'%s' is no address; write it as https://syncline.example.com".formatted(text));
        }
        if (address.getHost() == null || !List.of("http", "https").contains(String.valueOf(address.getScheme()))) {
            throw ClientFailure.usage("'%s' is no address; write it as https://syncline.example.com".formatted(text));
        }
        if (address.getUserInfo() != null || address.getQuery() != null) {
            throw ClientFailure.usage("An address has neither user nor token in it: other programs can see it");
        }
        return text.strip().replaceAll("/+$", "");
    }
}
