package dev.syncline.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// Writes answers on standard output in the form that was asked for; progress and hints go to standard error.
public final class Screen {

    private final Surroundings surroundings;
    private final OutputForm form;

    public Screen(Surroundings surroundings, OutputForm form) {
        this.surroundings = surroundings;
        this.form = form;
    }

    /// Whether people read it, rather than programs.
    public boolean forPeople() {
        return form == OutputForm.TABLE || form == OutputForm.WIDE;
    }

    public void line(String text) {
        surroundings.out().println(text);
    }

    /// Progress and hints.
    public void hint(String text) {
        surroundings.err().println(text);
    }

    /// A list.
    ///
    /// @param document the interface's own, of all pages
    public void list(List<JsonNode> items, Supplier<JsonNode> document, Function<JsonNode, String> name, List<Field> fields, String none) {
        switch (form) {
            case TABLE, WIDE -> {
                if (items.isEmpty()) {
                    hint(none);
                } else {
                    table(items, fields);
                }
            }
            case JSON, YAML -> document(document.get());
            case NAME -> items.forEach(item -> line(name.apply(item)));
        }
    }

    /// A list of the usual kind: with items, page by page.
    public void list(List<JsonNode> items, Function<JsonNode, String> name, List<Field> fields, String none) {
        list(items, () -> JsonMapper.shared().createObjectNode().set("items", JsonMapper.shared().valueToTree(items)), name, fields, none);
    }

    /// One thing, a line for each field.
    public void one(JsonNode item, String name, List<Field> fields) {
        switch (form) {
            case TABLE, WIDE -> {
                int width = fields.stream().mapToInt(field -> field.title().length()).max().orElse(0);
                fields.stream()
                        .filter(field -> form == OutputForm.WIDE || !field.wide())
                        .forEach(field -> line(padded(field.title(), width) + "  " + field.value().apply(item)));
            }
            case JSON, YAML -> document(item);
            case NAME -> line(name);
        }
    }

    public void document(JsonNode document) {
        line(mapper(form == OutputForm.YAML).writeValueAsString(document).stripTrailing());
    }

    private static ObjectMapper mapper(boolean yaml) {
        return yaml
                ? YAMLMapper.builder().disable(YAMLWriteFeature.WRITE_DOC_START_MARKER).enable(YAMLWriteFeature.MINIMIZE_QUOTES).build()
                : JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    }

    /// Rows under titles.
    public void table(List<JsonNode> items, List<Field> fields) {
        List<Field> shown = fields.stream().filter(field -> form == OutputForm.WIDE || !field.wide()).toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(shown.stream().map(Field::title).toList());
        items.forEach(item -> rows.add(shown.stream().map(field -> field.value().apply(item)).toList()));
        int[] widths = new int[shown.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        rows.forEach(row -> {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(i == 0 ? "" : "  ").append(shown.get(i).number() ? " ".repeat(widths[i] - row.get(i).length()) + row.get(i) : padded(row.get(i), widths[i]));
            }
            line(line.toString().stripTrailing());
        });
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
