package dev.syncline.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs commands that end by themselves, and fails with their output if they fail.
final class ProcessCommand {

    private ProcessCommand() {}

    static String run(List<String> command) {
        return run(command, InputStream.nullInputStream());
    }

    static String run(List<String> command, InputStream input) {
        try {
            Path output = Files.createTempFile("syncline-", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                try (OutputStream stdin = process.getOutputStream()) {
                    input.transferTo(stdin);
                }
                int status = process.waitFor();
                String text = Files.readString(output, StandardCharsets.UTF_8);
                if (status != 0) {
                    throw new IllegalStateException("`%s` ended with %d: %s".formatted(String.join(" ", command), status, text));
                }
                return text;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run `" + String.join(" ", command) + "`", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running `" + String.join(" ", command) + "`", e);
        }
    }
}
