package dev.syncline.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What the pages of the repository point at is there: files that they link, and classes that they name.
class PagesTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum) (\\w+)");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z][A-Za-z]*[A-Z][A-Za-z]*)`");

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        for (Path page : pages()) {
            assertThat(found(LINK, page)).as(page.toString())
                    .allSatisfy(link -> assertThat(page.resolveSibling(link).normalize()).exists());
        }
    }

    /// Decisions are left out: they tell what was, in the words of their day.
    @Test
    void everyClassThatThePagesOnTheCodeNameIsThere() throws IOException {
        Set<String> types = types();
        for (String page : List.of("CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md", "docs/reference/reliability.md", "docs/how-to/add-a-target.md", "docs/how-to/add-a-source.md")) {
            assertThat(found(CLASS, ROOT.resolve(page))).as(page).filteredOn(name -> !name.startsWith("SQL")).isSubsetOf(types);
        }
    }

    private static Set<String> types() throws IOException {
        Set<String> types = new HashSet<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                types.addAll(found(TYPE, file));
            }
        }
        return types;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(docs.filter(file -> file.toString().endsWith(".md")), Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md").map(ROOT::resolve)).toList();
        }
    }

    private static List<String> found(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page)).results().map((MatchResult result) -> result.group(1)).toList();
    }
}
