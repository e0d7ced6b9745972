package dev.syncline.dialect.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.read.RareEscapes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CopyRowTest {

    private final CopyRow texts = new CopyRow(shape(false, false));
    private final CopyRow padded = new CopyRow(shape(true, false, true));

    private static TableShape shape(boolean... fixed) {
        List<Column> columns = new ArrayList<>();
        for (boolean one : fixed) {
            columns.add(new Column("c" + columns.size(), new ColumnType.Text(20, one), true, one ? "character(20)" : "character varying(20)"));
        }
        return new TableShape(PostgreSqlDialect.KIND, columns, List.of());
    }

    private static int escapes(CopyRow row, String text) {
        row.take(text.getBytes(StandardCharsets.UTF_8));
        return row.escapes();
    }

    private String trimmed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        padded.take(bytes);
        return new String(bytes, 0, padded.length(), StandardCharsets.UTF_8);
    }

    @Test
    void findsTheRareEscapes() {
        assertThat(escapes(texts, "a\\bc\n")).isEqualTo(RareEscapes.BACKSPACE);
        assertThat(escapes(texts, "\\f\t\\v\n")).isEqualTo(RareEscapes.FORM_FEED | RareEscapes.VERTICAL_TAB);
        assertThat(escapes(padded, "\\f  \t\\v\ta\n")).isEqualTo(RareEscapes.FORM_FEED | RareEscapes.VERTICAL_TAB);
    }

    @Test
    void isNotDeceivedByBackslashes() {
        assertThat(escapes(texts, "\\\\b\\\\f\\\\\\\\v\\N\\n\\t\\r\n")).isZero();
        assertThat(escapes(texts, "\\\\\\f\n")).isEqualTo(RareEscapes.FORM_FEED);
        assertThat(escapes(padded, "\\\\b\t\\\\f\\\\\\\\v\\N\t\\n\\t\\r\n")).isZero();
    }

    @Test
    void takesThePaddingOff() {
        assertThat(trimmed("a   \tb\tc  \n")).isEqualTo("a\tb\tc\n");
        assertThat(trimmed("a\tb\tc\n")).isEqualTo("a\tb\tc\n");
        assertThat(trimmed("  é  \t\t ü   \n")).isEqualTo("  é\t\t ü\n");
        assertThat(trimmed("    \t\\N\t    \n")).isEqualTo("\t\\N\t\n");
    }

    @Test
    void leavesBlanksThatAreNoPadding() {
        assertThat(trimmed(" a b \t  b  \t\\N\n")).isEqualTo(" a b\t  b  \t\\N\n");
        assertThat(trimmed("\t   \t\n")).isEqualTo("\t   \t\n");
    }

    @Test
    void knowsEscapesFromSeparators() {
        assertThat(trimmed("a\\t  \t\\n \t\\\\   \n")).isEqualTo("a\\t\t\\n \t\\\\\n");
    }
}
