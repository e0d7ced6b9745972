package dev.syncline.contracts.work;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.TableProperties;
import org.jspecify.annotations.Nullable;

/// How rows become the content of a target table.
///
/// @param incrementalKey columns by which the newest of several rows of one key is found, and which get an index where the table is made;
///     empty for a table that is always extracted in full
/// @param deduplicate whether several rows may have the same primary key, of which the newest is kept
/// @param syncTime what the column [dev.syncline.contracts.policy.SyncTime] gets; null where there is none
/// @param properties by kind of target, how a table is made there; what is missing in a document stands for none
public record LoadRules(
        LoadMode mode,
        List<String> incrementalKey,
        boolean deduplicate,
        @Nullable Instant syncTime,
        Map<String, TableProperties> properties) {

    /// A full copy that takes the table's place.
    public static final LoadRules CREATE = new LoadRules(new LoadMode.Create(false), List.of(), false, null);

    public LoadRules {
        incrementalKey = List.copyOf(incrementalKey);
        properties = properties == null ? Map.of() : Map.copyOf(properties);
    }

    /// Rules that leave the making of the table to the target's defaults.
    public LoadRules(LoadMode mode, List<String> incrementalKey, boolean deduplicate, @Nullable Instant syncTime) {
        this(mode, incrementalKey, deduplicate, syncTime, Map.of());
    }

    /// How a table is made in a target of this kind.
    public TableProperties propertiesIn(DatabaseKind kind) {
        return properties.getOrDefault(kind.id(), TableProperties.NONE);
    }

    /// What happens to the rows that the table has.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "mode")
    @JsonSubTypes({
        @JsonSubTypes.Type(LoadMode.Create.class),
        @JsonSubTypes.Type(LoadMode.Clear.class),
        @JsonSubTypes.Type(LoadMode.Merge.class)
    })
    public sealed interface LoadMode {

        /// A new table takes the old one's place.
        ///
        /// @param dropFirst whether the old one goes before the load
        @JsonTypeName("create")
        record Create(boolean dropFirst) implements LoadMode {}

        /// The table stays and gets these rows in place of its own.
        @JsonTypeName("clear")
        record Clear() implements LoadMode {}

        /// The table stays and gets these rows beside its own: by its primary key a row takes the place of the one it had, without one all are appended.
        ///
        /// @param after rows whose key is not greater are left out, for they may have been read for another target (A5); null takes all
        @JsonTypeName("merge")
        record Merge(@Nullable Bound after) implements LoadMode {}
    }
}
