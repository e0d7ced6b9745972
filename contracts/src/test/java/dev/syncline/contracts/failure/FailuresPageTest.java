package dev.syncline.contracts.failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.syncline.contracts.policy.Remedy;
import dev.syncline.contracts.policy.ValueTrouble;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The page that every failure leads to: a section for each code, and each line that a message may name.
class FailuresPageTest {

    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "reference", "failures.md"));
    }

    @Test
    void everyCodeHasASectionWithItsCauseAndCure() throws IOException {
        List<String> sections = page().lines().filter(line -> line.startsWith("### ")).map(line -> line.substring(4)).toList();

        assertThat(sections).containsExactlyElementsOf(Arrays.stream(FailureCode.values()).map(Enum::name).toList());
        for (FailureCode code : FailureCode.values()) {
            String section = page().split("### " + code.name() + "\n", 2)[1].split("\n### ", 2)[0];
            assertThat(section).contains("Tried again: " + (code.retryable() ? "yes" : "no") + ". ", "**Cure.** ");
        }
    }

    @Test
    void everyLineThatAMessageNamesIsOnThePage() throws IOException {
        Stream<Remedy> remedies = Stream.concat(
                Stream.of(Remedy.pages(), Remedy.retaining(), Remedy.makingAnew(), Remedy.extractingInFull(), Remedy.droppingFirst(), Remedy.withoutUpdateTime(), Remedy.withoutKey()),
                Arrays.stream(ValueTrouble.values()).map(trouble -> Remedy.values(trouble, false)));

        assertThat(page()).contains(remedies.map(remedy -> "`" + remedy.line() + "`").toList());
    }
}
