package dev.syncline.testsupport.streamload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// Reads CSV as the back ends do. It works on bytes, one to a character, and makes text of each field at the end.
final class CsvBody {

    private static final String NULL = "\\N";
    private static final char NONE = '\uffff';

    private final Product product;
    private final String text;
    private final String separator;
    private final String delimiter;
    private final char enclose;
    private final char escape;
    private final boolean cutsCarriageReturn;
    private final int skipped;
    private int at;

    private CsvBody(HttpRequest request, Product product, byte[] body) {
        this.product = product;
        this.text = new String(body, StandardCharsets.ISO_8859_1);
        this.separator = unescaped(request.header("column_separator", "\\t"));
        this.delimiter = unescaped(request.header(product == Product.DORIS ? "line_delimiter" : "row_delimiter", "\\n"));
        this.enclose = character(request, "enclose");
        this.escape = character(request, "escape");
        // Doris takes CR LF for the default delimiter.
        this.cutsCarriageReturn = product == Product.DORIS && delimiter.equals("\n") && !request.flag("keep_carriage_return");
        this.skipped = Integer.parseInt(request.header(product == Product.DORIS ? "skip_lines" : "skip_header", "0"));
    }

    /// Refuses what a back end refuses before it takes the body.
    static void check(HttpRequest request, Product product) {
        new CsvBody(request, product, new byte[0]);
    }

    static void read(HttpRequest request, byte[] body, Rows rows) {
        new CsvBody(request, rows.plan().product(), body).read(rows);
    }

    private char character(HttpRequest request, String header) {
        String value = request.header(header);
        if (value == null || value.isEmpty()) {
            return NONE;
        }
        String plain = unescaped(value);
        if (product == Product.DORIS && plain.length() != 1) {
            throw Refusal.meaning("%s must be single-char, actually is %s", header, value);
        }
        return plain.charAt(0);
    }

    // `\x01` and the like are bytes in hexadecimal, `\t` and `\n` what they usually are.
    private static String unescaped(String value) {
        String bytes = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        if (bytes.toLowerCase(Locale.ROOT).startsWith("\\x")) {
            return new String(HexFormat.of().parseHex(bytes.substring(2).replace("\\x", "")), StandardCharsets.ISO_8859_1);
        }
        return bytes.replace("\\t", "\t").replace("\\n", "\n").replace("\\r", "\r").replace("\\\\", "\\");
    }

    private void read(Rows rows) {
        int line = 0;
        while (at < text.length()) {
            List<String> fields = line();
            boolean blank = fields.size() == 1 && fields.getFirst().isEmpty();
            if (line++ < skipped || blank && product == Product.STARROCKS) {
                continue;
            }
            add(fields, rows);
        }
    }

    private static void add(List<String> fields, Rows rows) {
        List<@Nullable String> decoded = new ArrayList<>();
        try {
            for (String field : fields) {
                String value = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(field.getBytes(StandardCharsets.ISO_8859_1))).toString();
                decoded.add(value.equals(NULL) ? null : value);
            }
        } catch (CharacterCodingException _) {
            rows.filter("Unable to display, the row is not UTF-8");
            return;
        }
        rows.add(decoded);
    }

    /// The fields of the next line; moves behind its delimiter.
    private List<String> line() {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean enclosed = false;
        boolean started = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == escape && at + 1 < text.length() && (enclosed || product == Product.STARROCKS)) {
                field.append(text.charAt(at + 1));
                at += 2;
                started = true;
            } else if (enclosed && c == enclose && at + 1 < text.length() && text.charAt(at + 1) == enclose) {
                field.append(c);
                at += 2;
            } else if (enclosed && c == enclose) {
                enclosed = false;
                at++;
            } else if (enclosed) {
                field.append(c);
                at++;
            } else if (c == enclose && !started) {
                enclosed = true;
                started = true;
                at++;
            } else if (text.startsWith(separator, at)) {
                fields.add(field.toString());
                field.setLength(0);
                started = false;
                at += separator.length();
            } else if (text.startsWith(delimiter, at)) {
                at += delimiter.length();
                break;
            } else {
                field.append(c);
                started = true;
                at++;
            }
        }
        if (cutsCarriageReturn && !field.isEmpty() && field.charAt(field.length() - 1) == '\r') {
            field.setLength(field.length() - 1);
        }
        fields.add(field.toString());
        return fields;
    }
}
