package dev.syncline.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.syncline.allinone.launcher.CommandTest;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Every command line that the pages show is called, page by page, in a directory with the files that they show.
class PagesCommandsIT {

    private static final Path ROOT = Path.of("..");
    /// Programs to which the word is a name of theirs.
    private static final Pattern OTHERS = Pattern.compile("^\\s*(?:kubectl|helm|docker) ");
    private static final Pattern CALL = Pattern.compile("(?:^|[\\s\"])(?:\\./)?syncline ([a-z].*)$");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Set<String> OF_THE_MACHINE = Set.of("demo", "up", "down", "bench", "service");

    @TempDir
    private Path directory;

    /// @param line as the page has it
    /// @param words of it, without what a shell would do with them
    /// @param target where its answer goes, or nothing
    /// @param codes with which it may end
    private record Shown(Path page, String line, List<String> words, String target, Set<Integer> codes) {}

    @Test
    void whatThePagesShowWorks() throws IOException {
        try (FreshDatabase shop = SharedServers.postgreSql().freshDatabase("shop"); FreshDatabase warehouse = SharedServers.postgreSql().freshDatabase("dw")) {
            shop.execute("CREATE SCHEMA shop");
            shop.execute("CREATE TABLE shop.orders (id int PRIMARY KEY, changed_at timestamp NOT NULL DEFAULT now())");
            shop.execute("CREATE INDEX ON shop.orders (changed_at)");
            shop.execute("INSERT INTO shop.orders SELECT n FROM generate_series(1, 100) n");
            shop.execute("CREATE TABLE shop.customers (id int PRIMARY KEY)");
            Client client = Client.of(Installed.shared().settings, directory, Map.of("SHOP_PASSWORD", shop.password(), "WAREHOUSE_PASSWORD", warehouse.password()));
            String connections = connection("shop", shop, "SHOP_PASSWORD", false) + connection("warehouse", warehouse, "WAREHOUSE_PASSWORD", true);
            String stock = project("stock", "stock_");
            Files.createDirectories(directory.resolve("projects"));
            client.file("world.yaml", connections + stock);
            assertThat(client.call("apply -f world.yaml").code()).isZero();
            // The README makes its own.
            assertThat(client.call("projects delete stock --yes").code()).isZero();
            assertThat(client.call("connections delete shop --yes").code()).isZero();
            assertThat(client.call("connections delete warehouse --yes").code()).isZero();
            List<String> called = new ArrayList<>();
            try {
                for (Path page : pages()) {
                    files(page, connections);
                    for (Shown shown : commands(page)) {
                        call(client, shown);
                        called.add(shown.line);
                    }
                    if (page.endsWith("README.md")) {
                        assertThat(client.call("apply -f world.yaml").code()).isZero();
                    }
                }
            } finally {
                client.call("projects delete nightly --yes");
                client.call("projects delete stock --yes");
                client.call("connections delete shop --yes");
                client.call("connections delete warehouse --yes");
            }
            assertThat(called).hasSizeGreaterThan(25);
        }
    }

    private void call(Client client, Shown shown) throws IOException {
        if (OF_THE_MACHINE.contains(shown.words.getFirst())) {
            CommandTest.expectUnderstood(shown.words);
            return;
        }
        Client.Said said = client.call(shown.words.toArray(String[]::new));
        assertThat(shown.codes).as("%s: %s%n%d %s%s", shown.page, shown.line, said.code(), said.out(), said.err()).contains(said.code());
        if (!shown.target.isEmpty()) {
            client.file(shown.target, said.out());
        }
    }

    private static String connection(String name, FreshDatabase database, String variable, boolean write) {
        return """
                ---
                apiVersion: syncline.dev/v1
                kind: Connection
                metadata: {name: %s}
                spec: {kind: postgresql, host: 127.0.0.1, port: %d, database: %s, user: %s, secretFrom: {env: %s}, write: %s}
                """.formatted(name, database.server().port(), database.name(), database.user(), variable, write);
    }

    private static String project(String name, String prefix) {
        return """
                ---
                apiVersion: syncline.dev/v1
                kind: Project
                metadata: {name: %s}
                spec: {source: shop, targets: [warehouse], naming: {schema: {prefix: %s}}, tables: [shop.customers]}
                """.formatted(name, prefix);
    }

    /// Blocks that begin with a comment that names a file, with connections to databases that are there.
    private void files(Path page, String connections) throws IOException {
        Matcher blocks = Pattern.compile("```yaml\\n# (\\S+\\.yaml)\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(page));
        while (blocks.find()) {
            List<String> documents = Stream.of(blocks.group(2).split("(?m)^---\\n")).filter(document -> document.contains("kind: Project")).toList();
            String own = blocks.group(2).contains("kind: Connection") ? connections : "";
            String content = own + "---\n" + String.join("---\n", documents);
            Files.writeString(directory.resolve(blocks.group(1)), content);
            Files.writeString(directory.resolve("projects").resolve(blocks.group(1)), content.substring(own.length()));
            Files.deleteIfExists(directory.resolve("projects/shop.yaml"));
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.filter(file -> file.toString().endsWith(".md") && !file.toString().contains("decisions")).sorted()).toList();
        }
    }

    /// In blocks of code, also those of other languages.
    private static List<Shown> commands(Path page) throws IOException {
        List<Shown> commands = new ArrayList<>();
        boolean fenced = false;
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                fenced = !fenced;
            }
            Matcher call = CALL.matcher(line);
            if ((fenced || line.startsWith("    ")) && !OTHERS.matcher(line).find() && call.find()) {
                commands.add(shown(page, line.strip(), call.group(1)));
            }
        }
        return commands;
    }

    private static Shown shown(Path page, String line, String call) {
        Set<Integer> codes = new TreeSet<>(Set.of(0));
        Pattern.compile("(\\d) where|-eq (\\d)").matcher(call).results().forEach(code -> codes.add(Integer.valueOf(code.group(1) == null ? code.group(2) : code.group(1))));
        // What stands behind a gap explains.
        String rest = call.replaceAll("\\s+#.*$|\\s{3,}.*$", "").replaceAll("\\s*\\|\\|.*$", "").replaceAll("\\$\\([^)]*\\)|\\{\\{.*?}}", "x").replaceAll("\",$", "");
        String target = "";
        Matcher into = Pattern.compile("\\s+>>?\\s*(\\S+).*$").matcher(rest);
        if (into.find()) {
            target = into.group(1).startsWith("/") ? "" : into.group(1);
            rest = rest.substring(0, into.start());
        }
        List<String> words = WORD.matcher(rest).results().map(word -> word.group(1) == null ? word.group(2) : word.group(1)).toList();
        return new Shown(page, line, words, target, codes);
    }
}
