package dev.syncline.allinone;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.ToolProvider;

/// The services as a next version of them could be, made of copies of this version's sources: with one field more in events, one kind of command more, and
/// one column more.
final class NextVersion {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String CONTRACTS = "contracts/src/main/java/dev/syncline/contracts/";

    private final Path directory;
    private final List<String> sources = new ArrayList<>();

    private NextVersion(Path directory) {
        this.directory = directory;
    }

    /// @return its class path
    static String build(Path directory) {
        NextVersion next = new NextVersion(directory);
        next.copy(CONTRACTS + "work/WorkCommand.java",
                "@JsonSubTypes.Type(WorkCommand.Withdraw.class)", "@JsonSubTypes.Type(WorkCommand.Withdraw.class), @JsonSubTypes.Type(WorkCommand.Perform.class)",
                "    /// Do this work.", """
                            @JsonTypeName("work.perform")
                            record Perform(String worker, Work work, String since) implements WorkCommand {}

                            /// Do this work.""");
        next.copy(CONTRACTS + "run/RunEvent.java",
                "    long projectId();", """
                            @com.fasterxml.jackson.annotation.JsonProperty("since")
                            default String since() {
                                return "the next version";
                            }

                            long projectId();""");
        next.copy("service-kit/src/main/java/dev/syncline/kit/worker/Worker.java",
                "            case WorkCommand.Withdraw(", """
                                    case WorkCommand.Perform(_, Work work, _) -> begin(work);
                                    case WorkCommand.Withdraw(""");
        next.copy("scheduler-service/src/main/java/dev/syncline/scheduler/work/Assigner.java",
                "new WorkCommand.Assign(assignment.worker(), assignment.work())",
                "new WorkCommand.Perform(assignment.worker(), assignment.work(), \"the next version\")",
                "SET state = 'ASSIGNED'", "SET next_version = true, state = 'ASSIGNED'");
        next.compile();
        next.write("db/migration/scheduler/V9000__next_version.sql", "ALTER TABLE work ADD COLUMN next_version boolean;");
        return directory.resolve("classes").toAbsolutePath() + File.pathSeparator + System.getProperty("java.class.path");
    }

    /// @param changes what is replaced, each followed by what it is replaced with
    private void copy(String source, String... changes) {
        try {
            String text = Files.readString(ROOT.resolve(source));
            for (int i = 0; i < changes.length; i += 2) {
                if (!text.contains(changes[i])) {
                    throw new IllegalStateException("The next version is made of %s, which has no %s any more".formatted(source, changes[i]));
                }
                text = text.replace(changes[i], changes[i + 1]);
            }
            Path copy = directory.resolve("sources").resolve(source);
            Files.createDirectories(copy.getParent());
            sources.add(Files.writeString(copy, text).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile() {
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-parameters", "-nowarn", "-d", directory.resolve("classes").toString(), "-cp", System.getProperty("java.class.path")));
        arguments.addAll(sources);
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("The next version does not compile; see above");
        }
    }

    private void write(String resource, String text) {
        try {
            Path file = directory.resolve("classes").resolve(resource);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
