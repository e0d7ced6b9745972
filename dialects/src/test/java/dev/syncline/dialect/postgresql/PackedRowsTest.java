package dev.syncline.dialect.postgresql;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Rows are found in what a server packs wherever the bytes are cut, and what no server sends is refused.
class PackedRowsTest {

    private static final int COLUMNS = 3;

    private final List<byte[]> found = new ArrayList<>();
    private PackedRows rows = rows();

    private PackedRows rows() {
        found.clear();
        return new PackedRows(new boolean[COLUMNS], (bytes, offset, length, _) -> found.add(Arrays.copyOfRange(bytes, offset, offset + length)));
    }

    @Provide
    static Arbitrary<List<List<byte @Nullable []>>> tables() {
        Arbitrary<byte @Nullable []> field = Arbitraries.bytes().array(byte[].class).ofMaxSize(40).injectNull(0.2);
        return field.list().ofSize(COLUMNS).list().ofMaxSize(20);
    }

    @Provide
    static Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 60).list().ofMinSize(1).ofMaxSize(30);
    }

    @Property(tries = 300)
    void rowsAreFoundWhereverTheBytesAreCut(@ForAll("tables") List<List<byte @Nullable []>> table, @ForAll("cuts") List<Integer> cuts) throws IOException {
        rows = rows();
        List<byte[]> packed = new ArrayList<>();
        for (List<byte @Nullable []> row : table) {
            packed.add(row(row));
        }
        byte[] sent = sent(packed);
        int next = 0;
        for (int from = 0; from < sent.length; ) {
            int to = Math.min(sent.length, from + cuts.get(next++ % cuts.size()));
            rows.take(Arrays.copyOfRange(sent, from, to));
            from = to;
        }

        assertThat(rows.end()).isEqualTo(table.size());
        assertThat(found).usingElementComparator(Arrays::compare).containsExactlyElementsOf(packed);
    }

    /// One bit of a length, of a count or of the frame: either refused, or (where it makes other fields of the same bytes) never more rows than there are bytes for.
    @Property(tries = 300)
    void aFlippedBitNeverYieldsRowsBeyondTheEnd(@ForAll("tables") List<List<byte @Nullable []>> table, @ForAll int bit) throws IOException {
        rows = rows();
        List<byte[]> packed = new ArrayList<>();
        for (List<byte @Nullable []> row : table) {
            packed.add(row(row));
        }
        byte[] sent = sent(packed);
        int at = Math.floorMod(bit, sent.length * 8);
        sent[at / 8] ^= (byte) (1 << at % 8);
        try {
            rows.take(sent);
            rows.end();
            assertThat(found.stream().mapToInt(row -> row.length).sum()).isEqualTo(sent.length - 19 - 2);
        } catch (SyncException e) {
            assertThat(e.code()).isEqualTo(FailureCode.UNPROVEN);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, Integer.MIN_VALUE, 0x4000_0000, Integer.MAX_VALUE})
    void aLengthThatNoFieldHasIsRefused(int length) throws IOException {
        byte[] sent = sent(List.of(written(out -> {
            out.writeShort(COLUMNS);
            out.writeInt(length);
        })));

        refuses(sent, "length");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, -2, Short.MAX_VALUE})
    void anotherNumberOfFieldsIsRefused(int fields) throws IOException {
        refuses(sent(List.of(written(out -> out.writeShort(fields)))), "fields");
    }

    @Test
    void rowsWithoutTheirEndAreRefused() throws IOException {
        byte[] sent = sent(List.of(row(Arrays.asList(null, new byte[3], null))));

        rows.take(Arrays.copyOf(sent, sent.length - 2));

        assertThatThrownBy(rows::end).isInstanceOf(SyncException.class).hasMessageContaining("break off");
    }

    @Test
    void aLengthBeyondTheEndIsRefused() throws IOException {
        byte[] sent = sent(List.of(written(out -> {
            out.writeShort(COLUMNS);
            out.writeInt(1000);
        })));

        rows.take(sent);

        assertThat(found).isEmpty();
        assertThatThrownBy(rows::end).isInstanceOf(SyncException.class).hasMessageContaining("break off");
    }

    @Test
    void somethingBehindTheEndIsRefused() throws IOException {
        byte[] sent = sent(List.of());

        refuses(Arrays.copyOf(sent, sent.length + 1), "behind");
    }

    @Test
    void anotherBeginningIsRefused() throws IOException {
        byte[] sent = sent(List.of());
        sent[15] = 1; // rows with object ids

        refuses(sent, "begin otherwise");
        refuses("1\ttext\t\\N\n".getBytes(StandardCharsets.UTF_8), "begin otherwise");
    }

    /// A length is told anew, and what stands behind moves up; blanks of other columns are the user's.
    @Test
    void paddingIsTakenOff() throws IOException {
        PackedRows trimming = new PackedRows(new boolean[] {true, false, true}, (bytes, offset, length, _) -> found.add(Arrays.copyOfRange(bytes, offset, offset + length)));

        trimming.take(sent(List.of(row("a  ", "b ", "  "), row(" c", "", "d "), row("e", "  ", "f"))));

        assertThat(trimming.end()).isEqualTo(3);
        assertThat(found).usingElementComparator(Arrays::compare).containsExactly(row("a", "b ", ""), row(" c", "", "d"), row("e", "  ", "f"));
    }

    private static byte[] row(String... values) {
        return row(Arrays.stream(values).map(value -> value.getBytes(StandardCharsets.UTF_8)).toList());
    }

    private static void refuses(byte[] sent, String why) {
        assertThatThrownBy(() -> new PackedRows(new boolean[COLUMNS], (_, _, _, _) -> { }).take(sent))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNPROVEN))
                .hasMessageContaining(why);
    }

    private static byte[] sent(List<byte[]> packed) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] row : packed) {
            all.write(row);
        }
        return PackedRows.framed(new ByteArrayInputStream(all.toByteArray())).readAllBytes();
    }

    private static byte[] row(List<byte @Nullable []> fields) {
        return written(out -> {
            out.writeShort(fields.size());
            for (byte[] field : fields) {
                out.writeInt(field == null ? -1 : field.length);
                if (field != null) {
                    out.write(field);
                }
            }
        });
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
