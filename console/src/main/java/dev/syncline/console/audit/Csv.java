package dev.syncline.console.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.syncline.contracts.audit.AuditRecord;
import org.jspecify.annotations.Nullable;

/// The audit as comma-separated values (RFC 4180).
final class Csv {

    static final String HEAD = "at,service,who,way,role,address,operation,object,before,after,outcome,status,problem,request,id\r\n";

    private Csv() {}

    static String line(AuditRecord record) {
        return Stream.of(
                        record.at().toString(), record.service(), record.who(), word(record.way()), record.role(), record.address(), record.operation(), record.object(),
                        record.before(), record.after(), word(record.outcome()), Integer.toString(record.status()), record.problem(), record.request(),
                        record.id().toString())
                .map(Csv::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    /// A spreadsheet takes what begins so for a formula, and names and paths are others' words: an apostrophe makes it a text
    /// (OWASP, "CSV Injection").
    private static String cell(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String harmless = Arrays.asList("=", "+", "-", "@", "\t", "\r").contains(text.isEmpty() ? "" : text.substring(0, 1)) ? "'" + text : text;
        return harmless.matches("[^\",\r\n]*") ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }

    private static String word(Enum<?> value) {
        return Objects.requireNonNull(value).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
