package dev.syncline.dialect.read;

import java.util.List;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.dialect.Descriptor.ConnectionOption;
import dev.syncline.dialect.Descriptor.OptionType;
import org.jspecify.annotations.Nullable;

/// How many tables of a source are read at once by all runs together, as its connection says: a source that serves others is to be left some of its strength.
public final class ParallelTables {

    /// The option of connections to kinds that are read.
    public static final ConnectionOption OPTION = new ConnectionOption(
            "parallelTables",
            OptionType.NUMBER,
            List.of(""),
            "Tables that all runs together read at once from this source, 1 or more; as many as each run may where it is empty",
            "Tables at once",
            "2");

    private ParallelTables() {}

    /// What the connection says; null where it says nothing.
    ///
    /// @return 1 or more
    public static @Nullable Integer of(ConnectionSettings settings) {
        String tables = OPTION.of(settings);
        return tables.isEmpty() ? null : Math.max(1, Integer.parseInt(tables));
    }
}
