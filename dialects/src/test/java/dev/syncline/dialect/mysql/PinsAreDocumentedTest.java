package dev.syncline.dialect.mysql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PinsAreDocumentedTest {

    private static final Pattern NAME = Pattern.compile("(?:SET|,)(?: /\\*!\\d+ ,)?(?: SESSION)? (\\w+) = ");

    @Test
    void everyPinStandsOnThePageOfSessions() throws IOException {
        String page = Files.readString(Path.of("../docs/reference/sessions.md"));

        assertThat(Stream.of(Access.values()).flatMap(access -> NAME.matcher(MySqlSessions.pins(access)).results())
                .map(MatchResult::group).count()).isGreaterThan(50);
        assertThat(Stream.of(Access.values()).flatMap(access -> NAME.matcher(MySqlSessions.pins(access)).results())
                .map(match -> match.group(1)).distinct()).allSatisfy(name -> assertThat(page).contains('`' + name + '`'));
    }
}
