package dev.syncline.allinone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.syncline.testsupport.Proves;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

import static org.assertj.core.api.Assertions.assertThat;

/// Every rule of the specification has an end-to-end test that names it, and the page that says which is up to date.
class SpecCoverageTest {

    private static final Path RULES = Path.of("..", "docs", "reference", "rules.md");
    private static final Path PAGE = Path.of("..", "docs", "reference", "spec-coverage.md");
    private static final Pattern RULE = Pattern.compile("^\\| ([SA]\\d+) \\| (.*) \\|$", Pattern.MULTILINE);

    @Test
    void everyRuleHasAnEndToEndTestThatNamesIt() {
        Map<String, List<String>> tests = tests();

        assertThat(rules()).hasSize(72 + 26).containsKeys(tests.keySet().toArray(String[]::new));
        assertThat(rules().keySet().stream().filter(rule -> tests.getOrDefault(rule, List.of()).isEmpty()))
                .as("rules without a test").isEmpty();
    }

    /// Run with `-Dcoverage.write=true` to write the page.
    @Test
    void thePageIsUpToDate() throws IOException {
        String page = page();
        if (Boolean.getBoolean("coverage.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).content(StandardCharsets.UTF_8).isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Which test proves which rule

                Made from [the rules](rules.md) and the annotations of the end-to-end tests in `all-in-one`, which run whole installations on real
                servers; the build fails when this page is not up to date. Of the systems of S72, MySQL, PostgreSQL and ClickHouse are real in these tests; Doris and StarRocks are emulated, and Greenplum has none here.

                | rule | what it says | tests |
                |---|---|---|
                """);
        Map<String, List<String>> tests = tests();
        rules().forEach((rule, text) -> page.append("| %s | %s | %s |\n".formatted(rule, text, String.join("<br>", tests.getOrDefault(rule, List.of())))));
        return page.toString();
    }

    private static Map<String, List<String>> tests() {
        Map<String, List<String>> tests = new LinkedHashMap<>();
        classes().sorted((one, other) -> one.getName().compareTo(other.getName())).forEach(type ->
                ReflectionSupport.findMethods(type, method -> method.isAnnotationPresent(Proves.class), HierarchyTraversalMode.TOP_DOWN).stream()
                        .sorted((one, other) -> one.getName().compareTo(other.getName()))
                        .forEach(method -> {
                            for (String rule : Objects.requireNonNull(method.getAnnotation(Proves.class)).value()) {
                                tests.computeIfAbsent(rule, _ -> new ArrayList<>()).add(type.getSimpleName() + "." + method.getName());
                            }
                        }));
        return tests;
    }

    private static Stream<Class<?>> classes() {
        return ReflectionSupport.streamAllClassesInPackage(
                SpecCoverageTest.class.getPackageName(), type -> type.getSimpleName().endsWith("IT"), name -> name.endsWith("IT"));
    }

    private static Map<String, String> rules() {
        Map<String, String> rules = new LinkedHashMap<>();
        try {
            RULE.matcher(Files.readString(RULES)).results().forEach(rule -> rules.put(rule.group(1), rule.group(2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rules;
    }
}
