package dev.syncline.cli.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.terminal.Surroundings;
import tools.jackson.databind.node.ObjectNode;

/// The projects and connections that some files define, each once, with nothing in them that nobody knows.
public final class Configuration {

    private final List<FileDocument> documents;
    /// Those too that are not meant now.
    private final List<FileDocument> all;

    private Configuration(List<FileDocument> documents, List<FileDocument> all) {
        this.documents = documents;
        this.all = all;
    }

    /// Reads and checks files, directories of `.yaml` files, and `-` for standard input.
    ///
    /// @throws ClientFailure with everything that is wrong with them, each with file, line and column
    public static Configuration read(Surroundings surroundings, List<String> names) {
        List<FileDocument> documents = new ArrayList<>();
        for (String name : names) {
            try {
                if (name.equals("-")) {
                    documents.addAll(YamlDocuments.read("standard input", new String(surroundings.in().readAllBytes(), StandardCharsets.UTF_8)));
                    continue;
                }
                for (Path file : files(surroundings.file(name))) {
                    documents.addAll(YamlDocuments.read(file.equals(surroundings.file(name)) ? name : Path.of(name).resolve(file.getFileName()).toString(), Files.readString(file)));
                }
            } catch (IOException _) {
                throw ClientFailure.usage("%s cannot be read; is it there?".formatted(name));
            }
        }
        List<String> flaws = new ArrayList<>();
        documents.forEach(document -> new FileWords(document, flaws).check());
        if (flaws.isEmpty()) {
            documents.forEach(document -> own(document, flaws));
            twice(documents, flaws);
        }
        if (!flaws.isEmpty()) {
            throw ClientFailure.usage(String.join("\n", flaws));
        }
        if (documents.isEmpty()) {
            throw ClientFailure.usage("There is neither a project nor a connection in %s".formatted(String.join(", ", names)));
        }
        return new Configuration(documents, documents);
    }

    private static List<Path> files(Path named) throws IOException {
        if (!Files.isDirectory(named)) {
            return List.of(named);
        }
        try (Stream<Path> files = Files.list(named)) {
            return files.filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml")).sorted().toList();
        }
    }

    private static void own(FileDocument document, List<String> flaws) {
        if (document.name().isBlank()) {
            flaws.add("%s: A %s needs a name".formatted(document.place("/metadata"), document.kind().toLowerCase(Locale.ROOT)));
        }
        if (document.kind().equals(FileDocument.PROJECT)) {
            ChosenTableForm.flaws(document.spec()).forEach((pointer, sentence) -> flaws.add("%s: %s".formatted(document.place(pointer), sentence)));
            PlanForm.flaws(document.spec(), document.name()).forEach((pointer, sentence) -> flaws.add("%s: %s".formatted(document.place(pointer), sentence)));
        }
    }

    private static void twice(List<FileDocument> documents, List<String> flaws) {
        Map<String, Place> seen = new HashMap<>();
        for (FileDocument document : documents) {
            Place other = seen.putIfAbsent(document.kind() + ' ' + document.name(), document.place("/metadata/name"));
            if (other != null) {
                flaws.add("%s: The %s '%s' is defined a second time; the first one is at %s".formatted(
                        document.place("/metadata/name"), document.kind().toLowerCase(Locale.ROOT), document.name(), other));
            }
        }
    }

    /// Only what has these labels.
    public Configuration labelled(Labels labels) {
        List<FileDocument> meant = documents.stream().filter(document -> labels.match(document.labels())).toList();
        if (meant.isEmpty()) {
            throw ClientFailure.usage("Nothing in the files is labelled %s".formatted(labels.text()));
        }
        return new Configuration(meant, all);
    }

    /// The same, managed by somebody where the files do not say by whom.
    public Configuration managedBy(String who) {
        return new Configuration(documents.stream().map(document -> document.managedBy(who)).toList(), all);
    }

    /// Whose things the files say they are.
    Set<String> managers() {
        return documents.stream().flatMap(document -> document.managedBy().stream()).filter(name -> !name.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
    }

    /// Also where it is not meant now.
    boolean has(String kind, String name) {
        return all.stream().anyMatch(document -> document.kind().equals(kind) && document.name().equals(name));
    }

    /// The same without projects.
    public Configuration onlyConnections() {
        return new Configuration(connections(), all);
    }

    List<FileDocument> projects() {
        return documents.stream().filter(document -> document.kind().equals(FileDocument.PROJECT)).toList();
    }

    List<FileDocument> connections() {
        return documents.stream().filter(document -> document.kind().equals(FileDocument.CONNECTION)).toList();
    }

    Optional<FileDocument> connection(String name) {
        return connections().stream().filter(document -> document.name().equals(name)).findFirst();
    }

    /// A project as the interface takes it.
    ///
    /// @param connection the number of a connection by its name
    public ObjectNode request(String project, ToLongFunction<String> connection) {
        FileDocument document = projects().stream().filter(one -> one.name().equals(project)).findFirst()
                .orElseThrow(() -> ClientFailure.usage("The project '%s' is not in the file".formatted(project)));
        return ProjectForm.request(document, connection);
    }

    /// How many there are, for people.
    public String size() {
        return "%d connection(s), %d project(s)".formatted(connections().size(), projects().size());
    }
}
