package dev.syncline.dialect.read;

import java.util.stream.Collectors;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.Advice;
import dev.syncline.dialect.Dialect;
import dev.syncline.dialect.Dialects;

/// What to do about a JSON document that a target would change. The key of its row is a value of a row, which no message has; a query of the source finds it.
public final class Documents {

    private Documents() {}

    /// @param reason names the column
    public static String advice(TableShape rows, String reason) {
        return rows.columns().stream()
                .filter(column -> column.type() instanceof ColumnType.Json && Advice.names(reason, column.name()))
                .findFirst()
                .flatMap(column -> Dialects.find(rows.origin()).map(source -> advice(source, rows, column)))
                .orElse("");
    }

    /// Exactly what the target would do is asked of the source, and only where documents have numbers that their text does not give back (MySQL).
    private static String advice(Dialect source, TableShape rows, Column column) {
        if (!Dialects.facts(rows.origin()).documentsKeepNumbersAsTyped()) {
            return "";
        }
        String text = "CAST(%s AS CHAR)".formatted(source.quote(column.name()));
        String key = rows.primaryKey().isEmpty() ? "*" : rows.primaryKey().stream().map(source::quote).collect(Collectors.joining(", "));
        return "; SELECT %s of the source's table WHERE CAST(CAST(%s AS JSON) AS CHAR) <> %s shows the rows; or copy a view that has %s in the column's place, which arrives as it is"
                .formatted(key, text, text, text);
    }
}
