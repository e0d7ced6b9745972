package dev.syncline.dialect.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowEncoderTest {

    private static final ColumnType TEXT = new ColumnType.Text(0, false);
    private static final ColumnType NUMBER = new ColumnType.Int(64, false);
    private static final ColumnType BYTES = new ColumnType.Binary(0);

    private static RowEncoder encoder(ColumnType... types) {
        List<Column> columns = Stream.of(types).map(type -> new Column("c", type, true, null)).toList();
        return new RowEncoder(new TableShape(MySqlDialect.KIND, columns, List.of()));
    }

    private static String encoded(RowEncoder encoder, byte[]... values) {
        encoder.begin();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                encoder.addNull();
            } else {
                encoder.add(i, values[i], 0, values[i].length);
            }
        }
        encoder.end();
        return new String(encoder.row(), 0, encoder.length(), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void separatesFieldsByTabsAndEndsTheRow() {
        assertThat(encoded(encoder(NUMBER, TEXT, NUMBER), bytes("-1"), bytes(""), bytes("2"))).isEqualTo("-1\t\t2\n");
    }

    @Test
    void tellsNullFromTheTextThatLooksLikeIt() {
        assertThat(encoded(encoder(TEXT, TEXT, BYTES), null, bytes("\\N"), null)).isEqualTo("\\N\t\\\\N\t\\N\n");
    }

    @Test
    void escapesFourCharactersAndNoOther() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            all.append(c);
        }
        String expected = all.toString().replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");

        assertThat(encoded(encoder(TEXT), bytes(all.toString()))).isEqualTo(expected + "\n");
    }

    @Test
    void writesBytesInHexadecimalDigits() {
        assertThat(encoded(encoder(BYTES, BYTES), new byte[] {0, 127, -128, -1, 0x5C}, new byte[0])).isEqualTo("\\\\x007f80ff5c\t\\\\x\n");
    }

    /// The EWKB is the one in PostGIS's manual for ST_AsEWKB.
    @Test
    void writesAShapeAsEwkb() {
        byte[] point = HexFormat.of().parseHex("e61000000101000000000000000000f03f0000000000000040");

        assertThat(encoded(encoder(new ColumnType.Geometry()), point))
                .isEqualTo("\\\\x0101000020e6100000000000000000f03f0000000000000040\n");
    }

    @Test
    void growsForLargeRowsAndIsUsableAfterwards() {
        RowEncoder encoder = encoder(TEXT, BYTES);
        byte[] tabs = new byte[3 << 20];
        Arrays.fill(tabs, (byte) '\t');

        assertThat(encoded(encoder, tabs, tabs)).hasSize(2 * tabs.length + 1 + 3 + 2 * tabs.length + 1);
        assertThat(encoded(encoder, bytes("a"), null)).isEqualTo("a\t\\N\n");
    }
}
