package dev.syncline.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Sees to the shared libraries that a server program expects from the system.
final class SystemLibraries {

    private static final Pattern MISSING = Pattern.compile("(\\S+) => not found");
    private static final String MEND = "apt-get update && apt-get install -y libaio1 libnuma1";

    // Debian 13 and Ubuntu 24.04 renamed the library; the content serves as before.
    private static final Path RENAMED_AIO = Path.of("/usr/lib/x86_64-linux-gnu/libaio.so.1t64");

    private SystemLibraries() {}

    /// Installs what is missing if this is root on Debian or one of its kin; otherwise fails with the command that does.
    static void provideFor(Path program, Path privateLibraries) {
        if (missing(program).isEmpty()) {
            return;
        }
        linkRenamedAio(privateLibraries);
        if (!missing(program).isEmpty() && "root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            ProcessCommand.run(List.of("/bin/sh", "-c", "export DEBIAN_FRONTEND=noninteractive; " + MEND));
            linkRenamedAio(privateLibraries);
        }
        List<String> stillMissing = missing(program);
        if (!stillMissing.isEmpty()) {
            throw new IllegalStateException("%s needs %s; as root run `%s`".formatted(program.getFileName(), String.join(", ", stillMissing), MEND));
        }
    }

    private static List<String> missing(Path program) {
        return MISSING.matcher(ProcessCommand.run(List.of("ldd", program.toString()))).results().map(match -> match.group(1)).toList();
    }

    private static void linkRenamedAio(Path privateLibraries) {
        Path link = privateLibraries.resolve("libaio.so.1");
        if (!Files.exists(RENAMED_AIO) || Files.exists(link)) {
            return;
        }
        try {
            Files.createSymbolicLink(link, RENAMED_AIO);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot link " + link, e);
        }
    }
}
