package dev.syncline.dialect.mysql;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/// Any bytes, written as neutral text and read back by the rules of the servers' manuals, are the same bytes.
class NeutralTextTest {

    @Property
    void aRowIsReadBackAsItWas(@ForAll @Size(min = 1, max = 5) List<@WithNull byte[]> values) {
        List<Column> columns = values.stream().map(_ -> new Column("c", new ColumnType.Text(0, false), true, null)).toList();
        RowEncoder encoder = new RowEncoder(new TableShape(MySqlDialect.KIND, columns, List.of()));

        encoder.begin();
        for (int i = 0; i < values.size(); i++) {
            byte[] value = values.get(i);
            if (value == null) {
                encoder.addNull();
            } else {
                encoder.add(i, value, 0, value.length);
            }
        }
        encoder.end();

        byte[] row = new byte[encoder.length()];
        System.arraycopy(encoder.row(), 0, row, 0, row.length);
        assertThat(read(row, "\0\b\n\r\t\u001a", "0bnrtZ")).usingRecursiveComparison().isEqualTo(values);
    }

    /// What PostgreSQL escapes, MySQL reads back after the filter.
    @Property
    void whatPostgreSqlEscapesIsReadBackByMySql(@ForAll @Size(min = 1, max = 5) List<byte[]> values) throws IOException {
        try (InputStream filter = new RareEscapeFilter(new ByteArrayInputStream(asPostgreSqlWrites(values)))) {
            assertThat(read(filter.readAllBytes(), "\0\b\n\r\t\u001a", "0bnrtZ")).usingRecursiveComparison().isEqualTo(values);
        }
    }

    /// PostgreSQL 17, COPY, "Text Format".
    private static byte[] asPostgreSqlWrites(List<byte[]> values) {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                row.write('\t');
            }
            for (byte b : values.get(i)) {
                int letter = "\b\f\n\r\t\u000b\\".indexOf(b);
                if (letter >= 0) {
                    row.write('\\');
                    row.write("bfnrtv\\".charAt(letter));
                } else {
                    row.write(b);
                }
            }
        }
        row.write('\n');
        return row.toByteArray();
    }

    /// Reference Manual 8.0, 13.2.9 "LOAD DATA Statement": the escapes `\0 \b \n \r \t \Z \N`; any other letter stands for itself.
    private static List<byte @Nullable []> read(byte[] row, String characters, String letters) {
        List<byte @Nullable []> values = new ArrayList<>();
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        boolean isNull = false;
        for (int i = 0; i < row.length; i++) {
            if (row[i] == '\t' || row[i] == '\n') {
                values.add(isNull ? null : value.toByteArray());
                value.reset();
                isNull = false;
            } else if (row[i] == '\\') {
                byte letter = row[++i];
                int known = letters.indexOf(letter);
                if (letter == 'N') {
                    isNull = true;
                } else {
                    value.write(known >= 0 ? characters.charAt(known) : letter);
                }
            } else {
                value.write(row[i]);
            }
        }
        return values;
    }
}
