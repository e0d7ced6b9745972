package dev.syncline.cli.follow;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import dev.syncline.cli.terminal.Surroundings;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// What is shown of a run under way: a table on a terminal, lines elsewhere.
class ProgressTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Surroundings surroundings = new Surroundings(
            Map.of(), Path.of("/"), Path.of("/"), InputStream.nullInputStream(), new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8), true);

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static JsonNode table(String state, long read, long loaded) {
        return json("{'source':{'schema':'shop','table':'orders'},'state':'%s','rowsRead':%d,'estimatedRows':100000,'startedAt':'2026-01-01T00:00:00Z','loads':[{'rows':%d}]}"
                .formatted(state, read, loaded));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aRowSaysHowFastAndHowLongStill() {
        assertThat(LiveTable.row(table("LOADING", 60_000, 20_000), NOW).split(" +")).containsExactly("shop.orders", "loading", "60,000", "20,000", "2,000", "40s");
        assertThat(LiveTable.row(table("EXTRACTING", 60_000, 0), NOW).split(" +")).containsExactly("shop.orders", "extracting", "60,000", "0", "-", "-");
    }

    @Test
    void theTableIsDrawnAnewAndWhatIsOverStaysAboveIt() {
        LiveTable live = new LiveTable(surroundings);
        live.run(json("{'state':'RUNNING','settled':0,'tables':1,'rowsRead':0,'rows':0}"));
        live.table(table("LOADED", 100_000, 100_000));
        live.ended(json("{'state':'SUCCEEDED','settled':1,'tables':1,'rowsRead':100000,'rows':100000}"));

        assertThat(said()).contains("\u001b[1F\u001b[J", "loaded, 100,000 rows", "succeeded: 1 of 1 tables, 100,000 rows read, 100,000 loaded");
    }

    @Test
    void elsewhereEachStepIsOneLine() {
        PlainProgress plain = new PlainProgress(surroundings, true);
        for (int i = 0; i < 3; i++) {
            plain.run(json("{'state':'RUNNING','finishedAt':null}"));
            plain.table(table("LOADING", i, i));
        }
        plain.table(table("LOADED", 3, 3));

        assertThat(said().lines()).containsExactly("running", "shop.orders loading", "shop.orders loaded, 3 rows");
    }
}
