package dev.syncline.cli.api;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NearestTest {

    private static final List<String> KNOWN = List.of("fieldChanges", "fullExtraction", "newTables", "syncTime");

    @Test
    void aWordThatWasMistypedIsFound() {
        assertThat(Nearest.of("feildchanges", KNOWN)).hasValue("fieldChanges");
        assertThat(Nearest.of("newTable", KNOWN)).hasValue("newTables");
        assertThat(Nearest.of("sync_time", KNOWN)).hasValue("syncTime");
    }

    @Test
    void aWordThatIsLikeNoneGetsNone() {
        assertThat(Nearest.of("colour", KNOWN)).isEmpty();
        assertThat(Nearest.of("x", List.of())).isEmpty();
    }
}
