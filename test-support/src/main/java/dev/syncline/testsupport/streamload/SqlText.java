package dev.syncline.testsupport.streamload;

import java.util.ArrayList;
import java.util.List;

/// A statement cut into tokens, read from left to right; what does not fit is a syntax error.
final class SqlText {

    enum Kind { WORD, QUOTED, STRING, NUMBER, SYMBOL, END }

    /// @param text without quotes
    record Token(Kind kind, String text, int start, int end) {

        boolean is(String word) {
            return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
        }
    }

    private final String text;
    private final List<Token> tokens;
    private int next;

    SqlText(String text) {
        this.text = text;
        this.tokens = tokens(text);
    }

    List<Token> tokens() {
        return tokens;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    boolean at(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (next + i >= tokens.size() || !tokens.get(next + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean skip(String... words) {
        boolean there = at(words);
        next += there ? words.length : 0;
        return there;
    }

    void expect(String... words) {
        if (!skip(words)) {
            throw unexpected();
        }
    }

    /// A name, quoted or not.
    String name() {
        Token token = take();
        if (token.kind() != Kind.WORD && token.kind() != Kind.QUOTED) {
            throw Refusal.syntax(token.text());
        }
        return token.text();
    }

    String string() {
        Token token = take();
        if (token.kind() != Kind.STRING) {
            throw Refusal.syntax(token.text());
        }
        return token.text();
    }

    int number() {
        Token token = take();
        if (token.kind() != Kind.NUMBER) {
            throw Refusal.syntax(token.text());
        }
        return Integer.parseInt(token.text());
    }

    List<String> namesInParentheses() {
        List<String> names = new ArrayList<>();
        expect("(");
        do {
            names.add(name());
        } while (skip(","));
        expect(")");
        return names;
    }

    void end() {
        skip(";");
        if (peek().kind() != Kind.END) {
            throw unexpected();
        }
    }

    boolean atEnd() {
        return peek().kind() == Kind.END || at(";");
    }

    /// Everything that has not been read yet, as it was written.
    String rest() {
        String rest = text.substring(peek().start()).strip();
        return rest.endsWith(";") ? rest.substring(0, rest.length() - 1) : rest;
    }

    Refusal unexpected() {
        return Refusal.syntax(peek().text());
    }

    /// As StarRocks reads it: back quotes inside of a quoted name are dropped without a word, so that `a``b` is `ab` (seen).
    static String withoutInnerBackQuotes(String text) {
        StringBuilder read = new StringBuilder();
        int from = 0;
        for (Token token : new SqlText(text).tokens()) {
            if (token.kind() == Kind.QUOTED && token.text().contains("`")) {
                read.append(text, from, token.start()).append('`').append(token.text().replace("`", "")).append('`');
                from = token.end();
            }
        }
        return read.append(text.substring(from)).toString();
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int start = at;
            if (Character.isWhitespace(c)) {
                at++;
            } else if (text.startsWith("/*", at)) {
                int close = text.indexOf("*/", at + 2);
                at = close < 0 ? text.length() : close + 2;
            } else if (c == '#' || text.startsWith("-- ", at)) {
                int close = text.indexOf('\n', at);
                at = close < 0 ? text.length() : close;
            } else if (c == '\'' || c == '"' || c == '`') {
                StringBuilder content = new StringBuilder();
                at = quoted(text, at, content);
                tokens.add(new Token(c == '`' ? Kind.QUOTED : Kind.STRING, content.toString(), start, at));
            } else if (Character.isDigit(c)) {
                while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                    at++;
                }
                tokens.add(new Token(Kind.NUMBER, text.substring(start, at), start, at));
            } else if (Character.isLetter(c) || c == '_') {
                while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_' || text.charAt(at) == '$')) {
                    at++;
                }
                tokens.add(new Token(Kind.WORD, text.substring(start, at), start, at));
            } else {
                at++;
                tokens.add(new Token(Kind.SYMBOL, String.valueOf(c), start, at));
            }
        }
        tokens.add(new Token(Kind.END, "<EOF>", text.length(), text.length()));
        return tokens;
    }

    private static int quoted(String text, int open, StringBuilder content) {
        char quote = text.charAt(open);
        int at = open + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == quote) {
                if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                    at++;
                } else {
                    return at + 1;
                }
            } else if (c == '\\' && quote != '`' && at + 1 < text.length()) {
                at++;
                c = unescaped(text.charAt(at));
            }
            content.append(c);
            at++;
        }
        throw Refusal.syntax(String.valueOf(quote));
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '0' -> '\0';
            default -> c;
        };
    }
}
