package dev.syncline.dialect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An expression that a user writes and that becomes part of a statement: columns, literals, operators and the functions that a target allows
/// here. It is taken apart, and only what has been understood is printed again, each name in quotes: nothing else can come through, be it a second
/// statement, a subquery, a table function or a comment.
public final class GuardedExpression {

    private static final Pattern TOKEN = Pattern.compile("""
            \\s*(?:(?<number>\\d{1,18}(?:\\.\\d{1,18})?)
            |(?<text>'(?:[^'\\\\\\p{Cntrl}]|'')*')
            |(?<quoted>"(?:[^"\\\\\\p{Cntrl}]|"")+"|`(?:[^`\\\\\\p{Cntrl}]|``)+`)
            |(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)
            |(?<operator><>|!=|<=|>=|[-+*/%=<>])
            |(?<open>\\()|(?<close>\\))|(?<comma>,))""", Pattern.COMMENTS);
    private static final Set<String> CONNECTING = Set.of("AND", "OR", "NOT", "IN", "INTERVAL");
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", ">", "<=", ">=");
    private static final Set<String> WORDS = Set.of(
            "AND", "OR", "NOT", "IN", "INTERVAL", "SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "QUARTER", "YEAR");

    private final List<String> flaws = new ArrayList<>();
    private final Set<String> columns = new LinkedHashSet<>();
    private final List<Token> tokens = new ArrayList<>();

    private enum Kind { LITERAL, COLUMN, FUNCTION, WORD, OPERATOR, OPEN, CLOSE, COMMA }

    private record Token(Kind kind, String text) {}

    /// @param text as the user wrote it
    /// @param functions that may be called, as the engine writes them
    public GuardedExpression(String text, Set<String> functions) {
        Matcher matcher = TOKEN.matcher(text);
        String rest = text.stripTrailing();
        int at = 0;
        int depth = 0;
        while (at < rest.length()) {
            if (!matcher.region(at, rest.length()).lookingAt()) {
                flaws.add("has a character at position %d that is not part of an expression".formatted(at + 1));
                return;
            }
            at = matcher.end();
            boolean call = rest.substring(at).stripLeading().startsWith("(");
            Token token = token(matcher, call, functions);
            depth += token.kind == Kind.OPEN ? 1 : token.kind == Kind.CLOSE ? -1 : 0;
            if (depth < 0 || depth == 0 && token.kind == Kind.COMMA) {
                flaws.add("has a comma or parenthesis outside of any pair");
                return;
            }
            tokens.add(token);
        }
        if (depth != 0) {
            flaws.add("has a parenthesis that is not closed");
        }
        checkOrder();
    }

    private Token token(Matcher matcher, boolean call, Set<String> functions) {
        if (matcher.group("number") != null) {
            return new Token(Kind.LITERAL, matcher.group("number"));
        }
        if (matcher.group("text") != null) {
            return new Token(Kind.LITERAL, matcher.group("text"));
        }
        if (matcher.group("quoted") != null) {
            String quoted = matcher.group("quoted");
            String quote = quoted.substring(0, 1);
            return column(quoted.substring(1, quoted.length() - 1).replace(quote + quote, quote));
        }
        if (matcher.group("name") != null) {
            String name = matcher.group("name");
            if (WORDS.contains(name.toUpperCase(Locale.ROOT))) {
                return new Token(Kind.WORD, name.toUpperCase(Locale.ROOT));
            }
            return call ? function(name, functions) : column(name);
        }
        if (matcher.group("operator") != null) {
            return new Token(Kind.OPERATOR, matcher.group("operator"));
        }
        return matcher.group("open") != null
                ? new Token(Kind.OPEN, "(")
                : matcher.group("close") != null ? new Token(Kind.CLOSE, ")") : new Token(Kind.COMMA, ",");
    }

    private Token column(String name) {
        columns.add(name);
        return new Token(Kind.COLUMN, name);
    }

    private Token function(String name, Set<String> functions) {
        if (!functions.contains(name)) {
            flaws.add("calls %s, which is none of %s".formatted(name, functions.stream().sorted().toList()));
        }
        return new Token(Kind.FUNCTION, name);
    }

    /// Two operands in a row would be two expressions, or an alias; two operators a comment or an arrow.
    private void checkOrder() {
        for (int i = 1; i < tokens.size(); i++) {
            Kind before = tokens.get(i - 1).kind;
            Kind now = tokens.get(i).kind;
            boolean ended = before == Kind.LITERAL || before == Kind.COLUMN || before == Kind.CLOSE;
            boolean begins = now == Kind.LITERAL || now == Kind.COLUMN || now == Kind.FUNCTION || now == Kind.OPEN;
            if (ended && begins) {
                flaws.add("has two values in a row, \"%s\" and \"%s\"".formatted(tokens.get(i - 1).text, tokens.get(i).text));
            }
            boolean negative = tokens.get(i).text.equals("-") && COMPARISONS.contains(tokens.get(i - 1).text);
            if (before == Kind.OPERATOR && now == Kind.OPERATOR && !negative) {
                flaws.add("has two operators in a row, \"%s\" and \"%s\"".formatted(tokens.get(i - 1).text, tokens.get(i).text));
            }
        }
        if (tokens.isEmpty()) {
            flaws.add("is empty");
        } else if (isUnfinished(tokens.getLast()) || tokens.getFirst().kind == Kind.OPERATOR && !tokens.getFirst().text.equals("-")) {
            flaws.add("begins or ends in the middle");
        }
        checkLists();
    }

    private static boolean isUnfinished(Token token) {
        return token.kind == Kind.OPERATOR || token.kind == Kind.WORD && CONNECTING.contains(token.text);
    }

    /// What stands behind IN is a list of literals: a name there would be a table's.
    private void checkLists() {
        for (int i = 0; i < tokens.size(); i++) {
            if (!tokens.get(i).text.equals("IN") || tokens.get(i).kind != Kind.WORD) {
                continue;
            }
            int at = i + 1;
            boolean listed = at < tokens.size() && tokens.get(at).kind == Kind.OPEN;
            for (at++; listed && at < tokens.size() && tokens.get(at).kind != Kind.CLOSE; at++) {
                Token token = tokens.get(at);
                listed = token.kind == Kind.LITERAL || token.kind == Kind.COMMA || token.text.equals("-");
            }
            if (!listed) {
                flaws.add("has no list of literals behind IN");
            }
        }
    }

    /// What is wrong, as the ends of sentences; empty where nothing is.
    public List<String> flaws() {
        return List.copyOf(flaws);
    }

    /// The columns that it names, in the order of their first mention.
    public Set<String> columns() {
        return Collections.unmodifiableSet(columns);
    }

    /// The expression anew.
    ///
    /// @param quote of names
    /// @throws IllegalStateException where it has flaws
    public String sql(UnaryOperator<String> quote) {
        if (!flaws.isEmpty()) {
            throw new IllegalStateException("The expression " + flaws);
        }
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Kind before = i == 0 ? Kind.OPEN : tokens.get(i - 1).kind;
            boolean close = before == Kind.OPEN || before == Kind.FUNCTION || token.kind == Kind.CLOSE || token.kind == Kind.COMMA;
            sql.append(close ? "" : " ").append(token.kind == Kind.COLUMN ? quote.apply(token.text) : token.text);
        }
        return sql.toString();
    }
}
