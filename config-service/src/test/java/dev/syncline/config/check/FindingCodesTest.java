package dev.syncline.config.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The page on findings has every code, and none that there is not.
class FindingCodesTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "findings.md");
    private static final Pattern CODE = Pattern.compile("`([a-z-]+)`");

    @Test
    void thePageHasEveryCode() throws IOException {
        Set<String> codes = Arrays.stream(FindingCode.values()).map(FindingCode::word).collect(Collectors.toSet());
        String table = Files.readString(PAGE);
        Set<String> written = Pattern.compile("(?m)^\\| (`[a-z-]+`.*?) \\|").matcher(table.substring(table.indexOf("| Code |"))).results()
                .flatMap(line -> CODE.matcher(line.group(1)).results())
                .map(code -> code.group(1))
                .collect(Collectors.toSet());

        assertThat(written).isEqualTo(codes);
    }
}
