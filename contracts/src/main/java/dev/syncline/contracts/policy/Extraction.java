package dev.syncline.contracts.policy;

import java.util.HashSet;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/// Which rows of a table a run reads (S34, S35).
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "mode")
@JsonSubTypes({@JsonSubTypes.Type(Extraction.Full.class), @JsonSubTypes.Type(Extraction.Incremental.class)})
public sealed interface Extraction {

    /// All rows, every time.
    @JsonTypeName("full")
    record Full() implements Extraction {}

    /// Rows whose key is greater than the greatest one that the target holds (S36, S39, A5 to A8).
    ///
    /// @param key columns whose values, compared one after the other, only grow; at least one
    /// @param lookBack how far below the greatest key to read again, for rows that were committed late: a whole number for
    ///     numeric keys, an ISO 8601 duration such as `PT10M` for dates and times; nothing (`0`, `PT0S`) reads the rows of that value again; null for strictly greater
    /// @param confirmedTextKey whether the user knows that a text key is compared byte by byte, as databases order texts differently
    @JsonTypeName("incremental")
    record Incremental(List<String> key, @Nullable String lookBack, boolean confirmedTextKey) implements Extraction {

        public Incremental {
            if (key.isEmpty()) {
                throw new IllegalArgumentException("An incremental extraction needs a key of at least one column");
            }
            key = List.copyOf(key);
            if (new HashSet<>(key).size() < key.size()) {
                throw new IllegalArgumentException("An incremental key names a column twice");
            }
        }
    }
}
