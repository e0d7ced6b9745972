package dev.syncline.testsupport.streamload;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import dev.syncline.testsupport.streamload.SqlText.Kind;
import dev.syncline.testsupport.streamload.SqlText.Token;
import org.jspecify.annotations.Nullable;

/// Puts into MySQL's words what a query says in the product's: variables, the version, the types of casts, tables_config.
final class Queries {

    private record Edit(int start, int end, String text) {}

    private final Product product;
    private final EmulatedCatalog catalog;

    Queries(Product product, EmulatedCatalog catalog) {
        this.product = product;
        this.catalog = catalog;
    }

    String inMySql(Session session, String query) {
        List<Token> tokens = new SqlText(query).tokens();
        List<Edit> edits = new ArrayList<>();
        Deque<Boolean> parentheses = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("(")) {
                parentheses.push(i > 0 && tokens.get(i - 1).is("CAST"));
            } else if (token.is(")")) {
                parentheses.poll();
            } else if (token.is("@") && tokens.get(i + 1).is("@")) {
                variable(session, tokens, i, edits);
            } else if (token.is("AS") && Boolean.TRUE.equals(parentheses.peek())) {
                cast(tokens, i + 1, edits);
            } else if (token.is("current_version") && product == Product.STARROCKS || token.is("version")) {
                if (tokens.get(i + 1).is("(") && tokens.get(i + 2).is(")")) {
                    String version = token.is("version") ? product.protocolVersion : product.version();
                    edits.add(new Edit(token.start(), tokens.get(i + 2).end(), Quote.string(version)));
                }
            } else if (token.is("information_schema") && tokens.get(i + 1).is(".") && tokens.get(i + 2).is("tables_config")) {
                boolean named = isName(tokens.get(i + 3)) && !tokens.get(i + 3).is("WHERE") && !tokens.get(i + 3).is("ORDER");
                edits.add(new Edit(token.start(), tokens.get(i + 2).end(), tablesConfig() + (named ? "" : " AS tables_config")));
            }
        }
        return applied(query, edits);
    }

    private static boolean isName(Token token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
    }

    private static void variable(Session session, List<Token> tokens, int at, List<Edit> edits) {
        int name = at + 2;
        if (tokens.get(name + 1).is(".")) {
            name += 2;
        }
        String value = session.variables().get(tokens.get(name).text().toLowerCase(Locale.ROOT));
        if (value != null) {
            edits.add(new Edit(tokens.get(at).start(), tokens.get(name).end(), Quote.string(value)));
        }
    }

    private void cast(List<Token> tokens, int type, List<Edit> edits) {
        Token name = tokens.get(type);
        @Nullable String mySql = switch (name.text().toUpperCase(Locale.ROOT)) {
            case "STRING", "VARCHAR" -> "CHAR";
            case "LARGEINT" -> "DECIMAL(39,0)";
            case "TINYINT", "SMALLINT", "INT", "INTEGER", "BIGINT", "BOOLEAN" -> "SIGNED";
            case "DATETIME" -> product == Product.STARROCKS ? "DATETIME(6)" : null;
            case "SIGNED", "UNSIGNED" -> throw Refusal.syntax(name.text());
            default -> null;
        };
        if (mySql != null) {
            if (product == Product.STARROCKS && name.is("DATETIME") && tokens.get(type + 1).is("(")) {
                throw Refusal.syntax("(");
            }
            edits.add(new Edit(name.start(), name.end(), mySql));
        }
    }

    private String tablesConfig() {
        Map<EmulatedTableName, Table> tables = catalog.tables();
        String columns = "SELECT '' AS TABLE_SCHEMA, '' AS TABLE_NAME, '' AS TABLE_ENGINE, '' AS TABLE_MODEL, '' AS PRIMARY_KEY, 0 AS TABLE_ID FROM DUAL WHERE FALSE";
        return tables.entrySet().stream()
                .map(entry -> "SELECT %s, %s, 'OLAP', '%s', %s, %d".formatted(
                        Quote.string(entry.getKey().database()), Quote.string(entry.getKey().table()), model(entry.getValue()),
                        Quote.string(entry.getValue().keys().stream().map(EmulatedColumn::name).map(Quote::name).collect(Collectors.joining(", "))),
                        entry.getValue().id()))
                .collect(Collectors.joining(" UNION ALL ", "(" + columns + (tables.isEmpty() ? "" : " UNION ALL "), ")"));
    }

    private static String model(Table table) {
        return switch (table.model()) {
            case DUPLICATE -> "DUP_KEYS";
            case UNIQUE -> "UNIQUE_KEYS";
            case PRIMARY -> "PRIMARY_KEYS";
        };
    }

    private static String applied(String text, List<Edit> edits) {
        StringBuilder changed = new StringBuilder();
        int from = 0;
        for (Edit edit : edits) {
            changed.append(text, from, edit.start()).append(edit.text());
            from = edit.end();
        }
        return changed.append(text.substring(from)).toString();
    }
}
