package dev.syncline.dialect.streamload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.syncline.dialect.streamload.StreamLoadEngine.Framing;
import org.jspecify.annotations.Nullable;

/// Neutral text as the JSON of a stream load, one object a row. In CSV a text of the two characters of a null could not be told from one, and a row of
/// one empty text would be skipped.
///
/// A value that the target would not keep, or another number of rows than announced, ends the stream before it is complete, so that nothing of it is kept.
final class JsonRows extends InputStream {

    private static final int MEGABYTE = 1 << 20;

    private final InputStream rows;
    private final List<JsonField> fields;
    private final byte[][] names;
    private final byte[] end;
    private final byte[] between;
    private final byte @Nullable [] numbered;
    private final long numberedFrom;
    private final Framing framing;
    private final long announced;
    private final byte[] in = new byte[1 << 16];
    private final Bytes out = new Bytes(1 << 16);
    private byte[] field = new byte[1 << 10];
    private int inAt;
    private int inEnd;
    private int outAt;
    private long count;
    private boolean ended;
    private @Nullable String complaint;
    private @Nullable Longest longest;

    /// @param number a column that gets the number of its row, the first one has this and one more
    /// @param last what every row has besides, as a member of its object; null for nothing
    JsonRows(InputStream rows, List<JsonField> fields, @Nullable RowNumber number, @Nullable String last, Framing framing, long announced) {
        this.rows = rows;
        this.fields = fields;
        this.numbered = number == null ? null : utf8(',' + member(number.column));
        this.numberedFrom = number == null ? 0 : number.before;
        this.end = utf8(last == null ? "}" : ',' + last + '}');
        this.framing = framing;
        this.between = utf8(framing.between());
        this.announced = announced;
        this.names = new byte[fields.size()][];
        for (int i = 0; i < names.length; i++) {
            names[i] = utf8((i == 0 ? "{" : ",") + member(fields.get(i).column().name()));
        }
        out.add(utf8(framing.before()));
    }

    /// @param before how many rows came before the stream's first
    record RowNumber(String column, long before) {}

    /// The beginning of a member of an object: its name.
    static String member(String name) {
        byte[] text = utf8(name);
        Bytes bytes = new Bytes(text.length + 2);
        bytes.quote(text, 0, text.length);
        return new String(bytes.array(), 0, bytes.length(), StandardCharsets.UTF_8) + ':';
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// What stopped the stream: a value, with its column; null where nothing did.
    @Nullable String complaint() {
        return complaint;
    }

    /// A text of which only the server knows whether it is too long.
    record Longest(String column, int bytes) {}

    /// The longest of them; null where there is none of a megabyte.
    @Nullable Longest longest() {
        return longest;
    }

    boolean hasAnotherCount() {
        return ended && complaint == null && count != announced;
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (outAt == out.length()) {
            if (ended) {
                return -1;
            }
            out.clear();
            outAt = 0;
            fill();
        }
        int taken = Math.min(length, out.length() - outAt);
        System.arraycopy(out.array(), outAt, buffer, offset, taken);
        outAt += taken;
        return taken;
    }

    /// A row or several, about as many as a buffer holds.
    private void fill() throws IOException {
        do {
            if (!hasMore()) {
                ended = true;
                if (count != announced) {
                    throw new IOException("Another number of rows than announced");
                }
                out.add(utf8(framing.after()));
                return;
            }
            row();
        } while (out.length() < in.length / 2);
    }

    private boolean hasMore() throws IOException {
        if (inAt == inEnd) {
            inEnd = Math.max(0, rows.read(in, 0, in.length));
            inAt = 0;
        }
        return inAt < inEnd;
    }

    private void row() throws IOException {
        if (count > 0) {
            out.add(between);
        }
        for (int i = 0; i < names.length; i++) {
            int length = next(i == names.length - 1 ? '\n' : '\t');
            out.add(names[i]);
            JsonField into = fields.get(i);
            String wrong = length >= 0 ? into.write(field, length, out) : into.nullable() ? none() : "a null stands where none is allowed";
            if (wrong != null) {
                throw refuse("column \"%s\": %s".formatted(into.column().name(), wrong));
            }
            if (into.longest() == 0 && length > (longest == null ? MEGABYTE : longest.bytes)) {
                longest = new Longest(into.column().name(), length);
            }
        }
        if (numbered != null) {
            out.add(numbered);
            out.add(utf8(Long.toString(numberedFrom + count)));
        }
        out.add(end);
        count++;
    }

    private @Nullable String none() {
        out.add(new byte[] {'n', 'u', 'l', 'l'});
        return null;
    }

    private IOException refuse(String what) {
        complaint = what;
        ended = true;
        return new IOException("A value is refused");
    }

    /// The next field without its escapes.
    ///
    /// @return its length; -1 for a null
    private int next(char end) throws IOException {
        int length = 0;
        boolean isNull = false;
        while (true) {
            byte b = raw();
            if (b == '\t' || b == '\n') {
                if (b != end) {
                    throw refuse("a row has another number of columns");
                }
                return isNull ? -1 : length;
            }
            if (b == '\\') {
                byte escaped = raw();
                isNull |= escaped == 'N' && length == 0;
                b = unescaped(escaped);
            }
            if (length == field.length) {
                field = java.util.Arrays.copyOf(field, length + Math.min(length, 4 << 20));
            }
            field[length++] = b;
        }
    }

    private byte raw() throws IOException {
        if (!hasMore()) {
            throw refuse("a row breaks off");
        }
        return in[inAt++];
    }

    private static byte unescaped(byte letter) {
        return switch (letter) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'v' -> 0x0B;
            default -> letter;
        };
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
