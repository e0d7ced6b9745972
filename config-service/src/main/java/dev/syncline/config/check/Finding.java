package dev.syncline.config.check;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Something that was found, for programs: what kind of thing it is and where it belongs, beside the sentence for people.
///
/// @param field of the request, such as `options.tls` or `tablePolicies[3].extraction.key`; null where it is about none
/// @param table which it is about; null where it is about none, or several
/// @param column which it is about
/// @param connectionId the connection whose database says so
/// @param parameters the names and numbers in the sentence, by name
public record Finding(
        FindingCode code,
        Severity severity,
        String message,
        @Nullable String field,
        @Nullable TableName table,
        @Nullable String column,
        @Nullable Long connectionId,
        Map<String, String> parameters) {

    /// How much it matters.
    public enum Severity {
        /// It cannot be saved so, or a run would fail.
        @JsonProperty("problem")
        PROBLEM,
        @JsonProperty("warning")
        WARNING,
        /// To be known, and no more.
        @JsonProperty("note")
        NOTE
    }

    public Finding {
        parameters = Map.copyOf(parameters);
    }

    /// What is wrong with a field.
    public static Finding of(String field, Flaw flaw) {
        String named = field.endsWith(":") ? field.substring(0, field.length() - 1) : field;
        return new Finding(flaw.code(), Severity.PROBLEM, field + ' ' + flaw.words(), named, flaw.table(), flaw.column(), null, flaw.parameters());
    }

    /// Something to be known, about no field.
    public static Finding note(Flaw flaw) {
        return of(Severity.NOTE, flaw);
    }

    /// Something about no field, whose words are a whole sentence.
    public static Finding of(Severity severity, Flaw flaw) {
        return new Finding(flaw.code(), severity, flaw.words(), null, flaw.table(), flaw.column(), null, flaw.parameters());
    }

    Finding about(TableName its) {
        return new Finding(code, severity, message, field, table == null ? its : table, column, connectionId, parameters);
    }

    /// The same, as the database of a connection says it.
    public Finding at(long connection) {
        return new Finding(code, severity, message, field, table, column, connection, parameters);
    }
}
