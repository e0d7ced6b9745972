package dev.syncline.dialect.streamload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.streamload.JsonRows.RowNumber;
import dev.syncline.dialect.streamload.StreamLoadEngine.Framing;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Rows as they are sent, read back by a parser that is not ours.
class JsonRowsTest {

    private static final ColumnTypes TYPES = new ColumnTypes("A server", "STRING", 0, 65_533, true, true);
    private static final Framing LINES = new Framing("", "\n", "\n");
    private static final Framing ARRAY = new Framing("[", ",\n", "]\n");
    private static final List<Column> TWO = List.of(text("a"), text("b"));

    private static Column text(String name) {
        return new Column(name, new ColumnType.Text(0, false), true, null);
    }

    private static JsonRows of(String neutral, List<Column> columns, long announced) {
        return new JsonRows(new ByteArrayInputStream(neutral.getBytes(StandardCharsets.UTF_8)), fields(columns), null, null, LINES, announced);
    }

    private static List<JsonField> fields(List<Column> columns) {
        TableShape shape = new TableShape(new DatabaseKind("mysql"), columns, List.of());
        return columns.stream().map(column -> JsonField.of(TYPES, shape, column)).toList();
    }

    private static List<JsonNode> parsed(InputStream rows) throws IOException {
        return new String(rows.readAllBytes(), StandardCharsets.UTF_8).lines().map(JsonMapper.shared()::readTree).toList();
    }

    private static @Nullable String single(String neutral) throws IOException {
        JsonNode value = parsed(of(neutral + "\n", List.of(text("c")), 1)).getFirst().get("c");
        return value.isNull() ? null : value.stringValue();
    }

    /// As the sources write a text.
    private static String neutral(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange('\u0001', '\ud7ff').withCharRange('\ue000', '\uffff').withChars("\\\"\t\n\r\u007f\u2028N").ofMaxLength(60)
                .injectDuplicates(0.2)
                .map(text -> text + "😀".repeat(text.length() % 3));
    }

    @Property
    void anyTextComesBackEqual(@ForAll("texts") String first, @ForAll("texts") String second) throws IOException {
        List<JsonNode> rows = parsed(of(neutral(first) + '\t' + neutral(second) + '\n', TWO, 1));

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.get("a").stringValue()).isEqualTo(first);
            assertThat(row.get("b").stringValue()).isEqualTo(second);
        });
    }

    @Test
    void everyControlCharacterIsEscaped() throws IOException {
        for (int c = 1; c <= 0x7F; c = c == 0x1F ? 0x7F : c + 1) {
            String text = "a" + (char) c + "b";
            byte[] sent = of(neutral(text) + "\n", List.of(text("c")), 1).readAllBytes();

            assertThat(sent).as("character %d", c).endsWith((byte) '\n').doesNotContain((byte) 0x7F);
            assertThat(new String(sent, StandardCharsets.UTF_8).strip()).doesNotMatch("(?s).*\\p{Cntrl}.*");
            assertThat(JsonMapper.shared().readTree(sent).get("c").stringValue()).as("character %d", c).isEqualTo(text);
        }
    }

    @Test
    void theCharacterNulIsRefused() {
        JsonRows rows = of("a\0b\n", List.of(text("c")), 1);

        assertThatThrownBy(rows::readAllBytes).isInstanceOf(IOException.class);
        assertThat(rows.complaint()).isEqualTo("column \"c\": a text has the character NUL");
    }

    @Test
    void everyEscapeIsReadAsTheSourcesWriteIt() throws IOException {
        assertThat(single("\\t\\n\\r\\b\\f\\v\\\\")).isEqualTo("\t\n\r\b\f\u000b\\");
        assertThat(single("\\\\N")).isEqualTo("\\N");
        assertThat(single("\\\\\\\\")).isEqualTo("\\\\");
        assertThat(single("\\x\\\"\\'")).isEqualTo("x\"'");
        assertThat(single("a\\\tb\\\nc")).isEqualTo("a\tb\nc");
        assertThat(single("\\N")).isNull();
        assertThat(single("N")).isEqualTo("N");
        assertThat(single("")).isEmpty();
        assertThat(single("\\\\x00ff")).isEqualTo("\\x00ff");
    }

    @Test
    void charactersOfFourBytesArriveWhole() throws IOException {
        assertThat(single("😀𝔘\udbff\udfff👩‍👩‍👧")).isEqualTo("😀𝔘\udbff\udfff👩‍👩‍👧");
    }

    @Test
    void aRowThatBreaksOffIsRefused() {
        for (String neutral : List.of("a", "a\tb", "a\tb\\", "a\tb\nc", "a\tb\nc\td")) {
            assertStopped(neutral, "a row breaks off");
        }
    }

    @Test
    void aRowWithAnotherNumberOfColumnsIsRefused() {
        for (String neutral : List.of("a\tb\tc\n", "a\n", "\n", "a\tb\nc\n", "a\\tb\n")) {
            assertStopped(neutral, "a row has another number of columns");
        }
    }

    private static void assertStopped(String neutral, String complaint) {
        JsonRows rows = of(neutral, TWO, neutral.lines().count());

        assertThatThrownBy(rows::readAllBytes).as(neutral).isInstanceOf(IOException.class);
        assertThat(rows.complaint()).as(neutral).isEqualTo(complaint);
        assertThat(rows.hasAnotherCount()).isFalse();
    }

    @Test
    void anotherNumberOfRowsThanAnnouncedIsToldFromAWrongValue() {
        for (long announced : List.of(0L, 1L, 3L)) {
            JsonRows rows = of("a\tb\nc\td\n", TWO, announced);

            assertThatThrownBy(rows::readAllBytes).isInstanceOf(IOException.class);
            assertThat(rows.complaint()).isNull();
            assertThat(rows.hasAnotherCount()).isTrue();
            assertThat(rows.count()).isEqualTo(2);
        }
    }

    /// Nothing of an unfinished stream may be a whole body.
    @Test
    void aStreamThatIsStoppedHasNoEnd() {
        JsonRows rows = new JsonRows(new ByteArrayInputStream("1\nx\n".getBytes(StandardCharsets.UTF_8)),
                fields(List.of(new Column("n", new ColumnType.Int(32, false), true, null))), null, null, ARRAY, 2);
        List<Integer> sent = new ArrayList<>();

        assertThatThrownBy(() -> {
            for (int b = rows.read(); b >= 0; b = rows.read()) {
                sent.add(b);
            }
        }).isInstanceOf(IOException.class);
        assertThat(sent).doesNotContain((int) ']');
        assertThat(rows.complaint()).isEqualTo("column \"n\": a number is not one of the type");
    }

    @Test
    void aNullIsRefusedWhereNoneIsAllowed() {
        JsonRows rows = of("\\N\n", List.of(new Column("c", new ColumnType.Text(0, false), false, null)), 1);

        assertThatThrownBy(rows::readAllBytes).isInstanceOf(IOException.class);
        assertThat(rows.complaint()).isEqualTo("column \"c\": a null stands where none is allowed");
    }

    @Test
    void rowsAreNumberedAndHaveWhatAllOfThemHave() throws IOException {
        JsonRows rows = new JsonRows(new ByteArrayInputStream("x\ny\n".getBytes(StandardCharsets.UTF_8)), fields(List.of(text("say \"c\"\n"))),
                new RowNumber("row", 40), JsonRows.member("at") + "\"2026-01-01\"", ARRAY, 2);

        JsonNode array = JsonMapper.shared().readTree(rows.readAllBytes());

        assertThat(array).hasSize(2);
        assertThat(array.get(1).get("say \"c\"\n").stringValue()).isEqualTo("y");
        assertThat(array.get(1).get("row").longValue()).isEqualTo(array.get(0).get("row").longValue() + 1).isGreaterThan(40);
        assertThat(array.get(0).get("at").stringValue()).isEqualTo("2026-01-01");
    }

    @Test
    void noRowsAreAnEmptyArray() throws IOException {
        JsonRows rows = new JsonRows(InputStream.nullInputStream(), fields(TWO), null, null, ARRAY, 0);

        assertThat(JsonMapper.shared().readTree(rows.readAllBytes()).isEmpty()).isTrue();
    }

    /// Larger than every buffer on the way, and cut anywhere by what reads it.
    @Test
    void largeValuesAndManyRowsArriveWhole() throws IOException {
        String large = "漢\n\"😀".repeat(100_000);
        String neutral = IntStream.range(0, 3_000).mapToObj(i -> "%d\tx\n".formatted(i)).reduce("", String::concat) + "large\t" + neutral(large) + '\n';

        List<JsonNode> rows = parsed(of(neutral, TWO, 3_001));

        assertThat(rows).hasSize(3_001);
        assertThat(rows.get(2_999).get("a").stringValue()).isEqualTo("2999");
        assertThat(rows.getLast().get("b").stringValue()).isEqualTo(large);
    }

    @Test
    void theLongestTextWithoutABoundIsRemembered() throws IOException {
        JsonRows rows = of("x\t%s\n%s\tx\n".formatted("y".repeat((1 << 20) + 1), "z".repeat((1 << 20) + 9)), TWO, 2);
        rows.readAllBytes();
        JsonRows short_ = of("x\t%s\n".formatted("y".repeat(1 << 20)), TWO, 1);
        short_.readAllBytes();

        assertThat(rows.longest()).isEqualTo(new JsonRows.Longest("a", (1 << 20) + 9));
        assertThat(short_.longest()).isNull();
    }
}
