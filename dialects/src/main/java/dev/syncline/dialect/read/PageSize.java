package dev.syncline.dialect.read;

import java.util.List;
import java.util.OptionalInt;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.dialect.Descriptor.ConnectionOption;
import dev.syncline.dialect.Descriptor.OptionType;

/// How many rows of a source are read per query, as its connection says. A project that says something itself outranks it, and it outranks the workers' settings.
public final class PageSize {

    /// The option of connections to kinds that are read in pages.
    public static final ConnectionOption OPTION = new ConnectionOption(
            "pageSize",
            OptionType.NUMBER,
            List.of(""),
            "Rows per query, for a source that ends queries that last too long; 0 reads a table in one query; the extractor's own setting where it is empty",
            "Page size",
            "50000");

    private PageSize() {}

    /// What the connection says; nothing where it leaves it to the workers.
    public static OptionalInt of(ConnectionSettings settings) {
        String rows = OPTION.of(settings);
        return rows.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(rows));
    }
}
