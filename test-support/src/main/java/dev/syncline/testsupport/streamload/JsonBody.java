package dev.syncline.testsupport.streamload;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON as the back ends do: objects line by line, one after the other, or in one array.
final class JsonBody {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final BigInteger LARGEST_UNSIGNED = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger SMALLEST_SIGNED = BigInteger.valueOf(Long.MIN_VALUE);

    private final Product product;
    private final Rows rows;
    private final boolean exactNumbers;
    private final List<String[]> paths;

    private JsonBody(HttpRequest request, Rows rows) {
        this.product = rows.plan().product();
        this.rows = rows;
        this.exactNumbers = product == Product.DORIS && request.flag("num_as_string");
        this.paths = paths(request, rows.plan());
    }

    static void read(HttpRequest request, byte[] body, Rows rows) {
        JsonBody reader = new JsonBody(request, rows);
        boolean array = request.flag("strip_outer_array");
        boolean byLine = reader.product == Product.DORIS && (request.flag("read_json_by_line") || request.header("read_json_by_line") == null && !array);
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException _) {
            throw Refusal.execution("Parse json data failed. the body is not UTF-8");
        }
        if (byLine) {
            reader.lines(text, array);
        } else {
            reader.documents(text, array);
        }
    }

    // A line that is no JSON costs itself only.
    private void lines(String text, boolean array) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            try {
                JsonNode node = JSON.readTree(line);
                if (array && node.isArray()) {
                    node.forEach(this::row);
                } else {
                    row(node);
                }
            } catch (JacksonException e) {
                rows.filter("Parse json data for JsonDoc failed. " + e.getOriginalMessage());
            }
        });
    }

    private void documents(String text, boolean array) {
        try (JsonParser documents = JSON.createParser(text)) {
            while (documents.nextToken() != null) {
                JsonNode document = documents.readValueAsTree();
                if (array != document.isArray()) {
                    throw Refusal.execution(array
                            ? "JSON data is not an array-object, `strip_outer_array` must be FALSE."
                            : "The value is array type in json document stream, you can set strip_outer_array=true to parse each element of the array as individual rows");
                }
                if (array) {
                    document.forEach(this::row);
                } else {
                    row(document);
                }
            }
        } catch (JacksonException e) {
            throw Refusal.execution("Failed to parse json: %s", e.getOriginalMessage());
        }
    }

    private void row(JsonNode row) {
        if (!row.isObject()) {
            rows.filter("JSON data is not an object");
            return;
        }
        List<EmulatedPlan.Field> fields = rows.plan().fields();
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            JsonNode value = row;
            for (String key : paths.get(i)) {
                value = value == null ? null : value.get(key);
            }
            values.add(value == null ? Rows.MISSING : text(value, fields.get(i).column()));
        }
        rows.add(values);
    }

    private @Nullable String text(JsonNode value, @Nullable EmulatedColumn column) {
        boolean intoJson = column != null && column.type().kind() == EmulatedType.Kind.JSON;
        boolean intoText = column != null && column.type().kind().isText();
        return switch (value.getNodeType()) {
            case NULL, MISSING -> null;
            // Doris parses a string for a JSON column, StarRocks keeps it as a string of JSON.
            case STRING -> intoJson && product == Product.STARROCKS ? value.toString() : value.stringValue();
            case NUMBER -> intoJson ? value.toString() : number(value);
            case BOOLEAN -> intoText && product == Product.DORIS ? value.booleanValue() ? "1" : "0" : value.toString();
            case ARRAY, OBJECT, BINARY, POJO -> value.toString();
        };
    }

    // A number that is not an integer of 64 bits passes through a double on its way; a string does not.
    private String number(JsonNode value) {
        if (exactNumbers) {
            return value.decimalValue().toPlainString();
        }
        if (value.isIntegralNumber()) {
            BigInteger integer = value.bigIntegerValue();
            if (integer.compareTo(SMALLEST_SIGNED) >= 0 && integer.compareTo(LARGEST_UNSIGNED) <= 0) {
                return integer.toString();
            }
        }
        double number = value.decimalValue().doubleValue();
        return Double.isInfinite(number) ? value.toString() : BigDecimal.valueOf(number).toPlainString();
    }

    // `["$.a", "$.b.c"]`, in the order of the fields; without them a field is the key of its name.
    private static List<String[]> paths(HttpRequest request, EmulatedPlan plan) {
        String header = request.header("jsonpaths");
        if (header == null) {
            return plan.fields().stream().map(field -> new String[] {field.name()}).toList();
        }
        List<String[]> paths = new ArrayList<>();
        for (JsonNode path : JSON.readTree(header)) {
            if (!path.stringValue().startsWith("$.")) {
                throw Refusal.meaning("Invalid json path: %s", path);
            }
            paths.add(path.stringValue().substring(2).split("\\."));
        }
        if (paths.size() != plan.fields().size()) {
            throw Refusal.meaning("The number of jsonpaths is not that of the columns");
        }
        return paths;
    }
}
