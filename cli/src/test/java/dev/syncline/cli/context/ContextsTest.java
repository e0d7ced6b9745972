package dev.syncline.cli.context;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import dev.syncline.cli.api.ClientFailure;
import dev.syncline.cli.terminal.Surroundings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

/// Which installation is meant: the order of docs/reference/command-line.md.
class ContextsTest {

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private Path inside;

    @BeforeEach
    void makePlaces() throws IOException {
        inside = Files.createDirectories(directory.resolve("checkout/deep/inside"));
    }

    private Contexts contexts() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Contexts(new Surroundings(environment, inside, directory.resolve("home"), InputStream.nullInputStream(), nowhere, nowhere, false));
    }

    private void installation() throws IOException {
        Path home = Files.createDirectories(directory.resolve("checkout/.syncline"));
        Files.writeString(home.resolve("config.yaml"), "current: local\ncontexts: {local: {url: 'http://here', tokenFile: api-token}}\n");
        Files.writeString(home.resolve("api-token"), "of here\n");
    }

    @Test
    void whoeverSaysItMoreExactlyIsHeard() throws IOException {
        assertThatExceptionOfType(ClientFailure.class).isThrownBy(() -> contexts().used(null)).withMessageContaining("syncline login")
                .satisfies(failure -> assertThat(failure.code().number()).isEqualTo(3));

        contexts().keep("far", "https://far", "of far");
        assertThat(contexts().used(null)).isEqualTo(new UsedContext("far", "https://far", "of far", directory.resolve("home/.config/syncline/config.yaml").toString()));

        installation();
        assertThat(contexts().used(null)).extracting(UsedContext::name, UsedContext::url, UsedContext::token).containsExactly("local", "http://here", "of here");
        assertThat(contexts().all(null)).extracting(Contexts.Known::name, Contexts.Known::used).containsExactly(
                tuple("local", true), tuple("far", false));

        environment.put("SYNCLINE_URL", "http://said/");
        environment.put("SYNCLINE_TOKEN", "said");
        assertThat(contexts().used(null)).extracting(UsedContext::url, UsedContext::token).containsExactly("http://said", "said");
        environment.remove("SYNCLINE_TOKEN");
        assertThatExceptionOfType(ClientFailure.class).isThrownBy(() -> contexts().used(null)).withMessageContaining("neither SYNCLINE_TOKEN_FILE nor SYNCLINE_TOKEN");

        assertThat(contexts().used("far").url()).isEqualTo("https://far");
        assertThat(contexts().used("local").url()).isEqualTo("http://here");
        assertThatExceptionOfType(ClientFailure.class).isThrownBy(() -> contexts().used("nowhere")).withMessageContaining("there are far")
                .satisfies(failure -> assertThat(failure.code().number()).isEqualTo(2));
    }

    @Test
    void anAddressHasNoSecretsInIt() {
        assertThat(Contexts.address("https://syncline.example.com/")).isEqualTo("https://syncline.example.com");
        for (String wrong : new String[] {"syncline.example.com", "ftp://x", "https://me:secret@x", "https://x?token=1", "https:// x"}) {
            assertThatExceptionOfType(ClientFailure.class).as(wrong).isThrownBy(() -> Contexts.address(wrong)).satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("secret@"));
        }
    }

    /// What opens an installation is in no text of it.
    @Test
    void aContextDoesNotShowItsToken() {
        assertThat(new UsedContext("a", "http://a", "hidden", "b").toString()).doesNotContain("hidden");
    }
}
