package dev.syncline.dialect.greenplum;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.syncline.dialect.greenplum.RowBlocks.Block;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RowBlocksTest {

    private static List<String> blocks(String text, int blockBytes) throws IOException {
        RowBlocks blocks = new RowBlocks(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), blockBytes);
        List<String> found = new ArrayList<>();
        for (Block block = blocks.next(); block != null; block = blocks.next()) {
            String rows = new String(block.bytes(), 0, block.length(), StandardCharsets.UTF_8);
            String before = String.join("", found);
            assertThat(block.offset()).isEqualTo(before.getBytes(StandardCharsets.UTF_8).length);
            assertThat(block.row()).isEqualTo(before.chars().filter(c -> c == '\n').count() + 1);
            assertThat(block.begins()).isEqualTo(before.isEmpty() || before.endsWith("\n"));
            assertThat(block.ends()).isEqualTo(rows.endsWith("\n"));
            assertThat(block.ends() || !rows.contains("\n")).isTrue();
            found.add(rows);
        }
        assertThat(blocks.taken()).isEqualTo(text.lines().count());
        return found;
    }

    @Test
    void blocksHoldAsManyWholeRowsAsFit() throws IOException {
        assertThat(blocks("1\n2\n3\n4\n5\n", 4)).containsExactly("1\n2\n", "3\n4\n", "5\n");
        assertThat(blocks("1\n22\n3\n", 4)).containsExactly("1\n", "22\n", "3\n");
        assertThat(blocks("long row\n1\n", 9)).containsExactly("long row\n", "1\n");
        assertThat(blocks("\n\n\n", 2)).containsExactly("\n\n", "\n");
        assertThat(blocks("", 2)).isEmpty();
    }

    @Test
    void aRowLargerThanABlockComesInPieces() throws IOException {
        assertThat(blocks("12345678\n1\n2\n", 4)).containsExactly("1234", "5678", "\n1\n", "2\n");
        assertThat(blocks("1\n23456\n", 4)).containsExactly("1\n", "2345", "6\n");
    }

    @Test
    void nothingIsLostOrDoubledWhateverTheSizes() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int row = random.nextInt(12); row > 0; row--) {
                text.append("a".repeat(random.nextInt(19))).append('\n');
            }

            List<String> blocks = blocks(text.toString(), 1 + random.nextInt(20));

            assertThat(String.join("", blocks)).isEqualTo(text.toString());
        }
    }

    @Test
    void aRowWithoutItsEndIsRefused() {
        assertThatThrownBy(() -> blocks("1\n2", 16)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> blocks("123456", 2)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> blocks("1\n23456", 4)).isInstanceOf(IOException.class);
    }
}
