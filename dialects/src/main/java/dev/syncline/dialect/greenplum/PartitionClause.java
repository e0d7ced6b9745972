package dev.syncline.dialect.greenplum;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.syncline.dialect.load.LoadNames;
import org.jspecify.annotations.Nullable;

/// The partitions of a table in the words that Greenplum 6 and 7 both read: `RANGE (column) (START … END … EVERY …, DEFAULT PARTITION name)` or
/// `LIST (column) (PARTITION name VALUES (…), …)`. What a user writes is taken apart, and only what has been understood is printed again: names in
/// quotes, literals, and the words of this grammar. Nothing else can come through, be it a second statement, a function or a comment.
final class PartitionClause {

    private static final Pattern TOKEN = Pattern.compile("""
            \\s*(?:(?<number>-?\\d{1,18}(?:\\.\\d{1,18})?)(?![\\p{L}\\p{N}_.])
            |(?<text>'(?:[^'\\\\\\p{Cntrl}]|'')*')
            |(?<quoted>"(?:[^"\\\\\\p{Cntrl}]|"")+")
            |(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)
            |(?<sign>[(),]))""", Pattern.COMMENTS);
    private static final Pattern SPAN = Pattern.compile("'\\d{1,6} (second|minute|hour|day|week|month|year)s?'", Pattern.CASE_INSENSITIVE);
    static final int LONGEST_NAME = 63;
    /// What the server writes between the name of a table and that of its partition.
    static final String BETWEEN = "_1_prt_";
    /// What the longest staging table leaves of a name, whose fence has three digits: the server would cut the table's name, and not find the partition when
    /// the table gets its own.
    private static final int LONGEST_PARTITION =
            LONGEST_NAME - LoadNames.of(new UUID(0, 0)).shortened().staging(100).length() - BETWEEN.length();

    private final PartitionOverlaps overlaps = new PartitionOverlaps();
    private final PartitionNames names = new PartitionNames();
    private final List<String> tokens = new ArrayList<>();
    private int at;
    private String column = "";
    private String sql = "";
    private String flaw = "";

    /// A text that is none of the grammar.
    private static final class Misread extends RuntimeException {
        Misread(String flaw) {
            super(flaw, null, false, false);
        }
    }

    PartitionClause(String text) {
        try {
            split(text.strip());
            sql = clause();
            refuse(PartitionNames.bytes(names.longest()) <= LONGEST_PARTITION
                    ? ""
                    : "has a partition that is called \"%s\", a name of %d bytes; there can be %d"
                            .formatted(names.longest(), PartitionNames.bytes(names.longest()), LONGEST_PARTITION));
        } catch (Misread e) {
            flaw = String.valueOf(e.getMessage());
        }
    }

    private void split(String text) {
        Matcher matcher = TOKEN.matcher(text);
        for (int from = 0; from < text.length(); from = matcher.end()) {
            if (!matcher.region(from, text.length()).useTransparentBounds(true).lookingAt()) {
                throw new Misread("has a character at position %d that is not part of partitions".formatted(from + 1));
            }
            tokens.add(matcher.group().strip());
        }
    }

    private String clause() {
        if (skip("PARTITION")) {
            expect("BY");
        }
        boolean range = skip("RANGE");
        if (!range) {
            expect("LIST");
        }
        expect("(");
        column = name();
        expect(")");
        expect("(");
        List<String> elements = new ArrayList<>();
        do {
            elements.add(element(range));
        } while (skip(","));
        expect(")");
        if (at < tokens.size()) {
            throw new Misread("goes on after its end with \"%s\"".formatted(tokens.get(at)));
        }
        return "PARTITION BY %s (%s)\n(\n    %s\n)"
                .formatted(range ? "RANGE" : "LIST", GreenplumFlavour.quote(column), String.join(",\n    ", elements));
    }

    private String element(boolean range) {
        if (skip("DEFAULT")) {
            expect("PARTITION");
            refuse(overlaps.ofDefault());
            String name = partitionName();
            names.one(name);
            return "DEFAULT PARTITION " + GreenplumFlavour.quote(name);
        }
        String name = skip("PARTITION") ? partitionName() : "";
        String named = name.isEmpty() ? "" : "PARTITION " + GreenplumFlavour.quote(name) + ' ';
        if (range) {
            return named + bounds(name);
        }
        names.one(name);
        return named + values();
    }

    private String partitionName() {
        String name = name();
        refuse(overlaps.ofName(name));
        return name;
    }

    private static void refuse(String flaw) {
        if (!flaw.isEmpty()) {
            throw new Misread(flaw);
        }
    }

    private String values() {
        expect("VALUES");
        expect("(");
        List<String> literals = new ArrayList<>();
        do {
            literals.add(literal());
        } while (skip(","));
        expect(")");
        literals.forEach(literal -> refuse(overlaps.ofValue(literal)));
        return literals.stream().collect(Collectors.joining(", ", "VALUES (", ")"));
    }

    private String bounds(String name) {
        List<String> parts = new ArrayList<>();
        PartitionOverlaps.Bound start = bound("START", parts);
        PartitionOverlaps.Bound end = bound("END", parts);
        if (parts.isEmpty()) {
            throw misread("START or END");
        }
        if (skip("EVERY")) {
            expect("(");
            String step = step();
            parts.add("EVERY (%s)".formatted(step));
            expect(")");
            names.several(name, start, end, step);
        } else {
            names.one(name);
        }
        refuse(overlaps.ofRange(start, end));
        return String.join(" ", parts);
    }

    private PartitionOverlaps.@Nullable Bound bound(String word, List<String> parts) {
        if (!skip(word)) {
            return null;
        }
        expect("(");
        String literal = literal();
        expect(")");
        String reach = skip("INCLUSIVE") ? " INCLUSIVE" : skip("EXCLUSIVE") ? " EXCLUSIVE" : "";
        parts.add("%s (%s)%s".formatted(word, literal, reach));
        // What nothing is said of belongs to the range that it begins, and not to the one that it ends.
        return new PartitionOverlaps.Bound(literal, reach.isEmpty() ? word.equals("START") : reach.equals(" INCLUSIVE"));
    }

    private String step() {
        if (!skip("INTERVAL")) {
            String number = number();
            if (new BigDecimal(number).signum() <= 0) {
                throw new Misread("has an EVERY that leads nowhere; give it a step above 0");
            }
            return number;
        }
        String span = next();
        if (!SPAN.matcher(span).matches()) {
            throw new Misread("has an INTERVAL that is not of the form '1 month'");
        }
        if (span.matches("'0+ .*")) {
            throw new Misread("has an EVERY that leads nowhere; give it a step above 0");
        }
        return "INTERVAL " + span;
    }

    private String literal() {
        String typed = skip("DATE") ? "DATE " : skip("TIMESTAMP") ? "TIMESTAMP " : "";
        if (!typed.isEmpty() || peek().startsWith("'")) {
            String text = next();
            if (!text.startsWith("'")) {
                throw new Misread("has no text in quotes where a literal should be");
            }
            if (!typed.isEmpty() && !PartitionOverlaps.isDay(text)) {
                throw new Misread("has %s, which is no day of the calendar; write it as '2025-01-31'".formatted(text));
            }
            return typed + text;
        }
        return number();
    }

    private String number() {
        String number = next();
        if (!number.matches("-?\\d.*")) {
            throw new Misread("has \"%s\" where a literal should be".formatted(number));
        }
        return number;
    }

    private String name() {
        String token = next();
        boolean quoted = token.startsWith("\"");
        if (!quoted && !Character.isLetter(token.codePointAt(0)) && !token.startsWith("_")) {
            throw new Misread("has \"%s\" where a name should be".formatted(token));
        }
        String name = quoted ? token.substring(1, token.length() - 1).replace("\"\"", "\"") : token;
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new Misread("has a name that is longer than 63 bytes");
        }
        return name;
    }

    private String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private String next() {
        if (at == tokens.size()) {
            throw new Misread("ends in the middle");
        }
        return tokens.get(at++);
    }

    private boolean skip(String word) {
        boolean found = peek().toUpperCase(Locale.ROOT).equals(word);
        at += found ? 1 : 0;
        return found;
    }

    private void expect(String word) {
        if (!skip(word)) {
            throw misread(word);
        }
    }

    private Misread misread(String wanted) {
        return new Misread(at == tokens.size() ? "ends where %s should be".formatted(wanted) : "has \"%s\" where %s should be".formatted(peek(), wanted));
    }

    /// What is wrong, as the end of a sentence; empty where nothing is.
    List<String> flaws() {
        return flaw.isEmpty() ? List.of() : List.of(flaw);
    }

    /// By which rows are partitioned.
    String column() {
        return column;
    }

    /// What the partitions are called.
    PartitionNames names() {
        return names;
    }

    /// The clause anew.
    ///
    /// @throws IllegalStateException where it has flaws
    String sql() {
        if (!flaw.isEmpty()) {
            throw new IllegalStateException("The partitions " + flaw);
        }
        return sql;
    }
}
