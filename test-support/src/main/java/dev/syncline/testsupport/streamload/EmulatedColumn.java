package dev.syncline.testsupport.streamload;

import org.jspecify.annotations.Nullable;

/// @param fallback the DEFAULT: a literal's text or CURRENT_TIMESTAMP
record EmulatedColumn(String name, EmulatedType type, boolean nullable, @Nullable String fallback, String comment, boolean key) {

    static final String NOW = "CURRENT_TIMESTAMP";

    static EmulatedColumn read(Product product, SqlText sql) {
        String name = sql.name();
        EmulatedType type = EmulatedType.read(product, sql);
        boolean key = product == Product.DORIS && sql.skip("KEY");
        boolean nullable = !sql.skip("NOT", "NULL");
        if (nullable) {
            sql.skip("NULL");
        }
        String fallback = sql.skip("DEFAULT") ? fallback(product, sql) : null;
        String comment = sql.skip("COMMENT") ? sql.string() : "";
        return new EmulatedColumn(name, type, nullable, fallback, comment, key);
    }

    private static @Nullable String fallback(Product product, SqlText sql) {
        if (sql.skip("NULL")) {
            return null;
        }
        if (sql.skip(NOW)) {
            if (sql.skip("(")) {
                if (!sql.at(")")) {
                    sql.number();
                }
                sql.expect(")");
            }
            return NOW;
        }
        // Both products want a literal; StarRocks wants it in quotes (seen).
        String sign = sql.skip("-") ? "-" : "";
        SqlText.Token literal = sql.take();
        boolean isTaken = literal.kind() == SqlText.Kind.STRING || literal.kind() == SqlText.Kind.NUMBER && product == Product.DORIS;
        if (!isTaken) {
            throw Refusal.syntax(literal.text());
        }
        return sign + literal.text();
    }

    EmulatedColumn asKey(boolean isKey, boolean mayBeNull) {
        return new EmulatedColumn(name, type, mayBeNull, fallback, comment, isKey);
    }

    /// The declaration of the MySQL column.
    String mySql(boolean inRow) {
        String fallbackClause = switch (fallback) {
            case null -> "";
            case NOW -> type.kind() == EmulatedType.Kind.DATETIME ? " DEFAULT CURRENT_TIMESTAMP(%d)".formatted(type.length()) : " DEFAULT (CURRENT_DATE)";
            // In parentheses, because a LONGTEXT takes only an expression.
            default -> " DEFAULT (%s)".formatted(Quote.string(fallback));
        };
        return Quote.name(name) + " " + type.mySql(inRow) + (nullable ? " NULL" : " NOT NULL") + fallbackClause;
    }

    String ddl(Product product) {
        String fallbackClause = switch (fallback) {
            case null -> "";
            case NOW -> " DEFAULT CURRENT_TIMESTAMP";
            default -> " DEFAULT \"" + fallback + "\"";
        };
        return "`%s` %s %s%s%s".formatted(name, type.declared(product), nullable ? "NULL" : "NOT NULL", fallbackClause,
                comment.isEmpty() ? "" : " COMMENT " + Quote.string(comment));
    }
}
