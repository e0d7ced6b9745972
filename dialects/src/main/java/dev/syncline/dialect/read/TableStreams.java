package dev.syncline.dialect.read;

import java.util.List;
import java.util.OptionalInt;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.dialect.Descriptor.ConnectionOption;
import dev.syncline.dialect.Descriptor.OptionType;

/// How many sessions read or write one large table at once, as its connection says. It outranks the workers' settings.
public final class TableStreams {

    /// The option of connections to kinds whose tables are divided.
    public static final ConnectionOption OPTION = new ConnectionOption(
            "streams",
            OptionType.NUMBER,
            List.of(""),
            "Sessions that read or write one large table at once, at most 16; 1 keeps to one; the workers' own setting where it is empty",
            "Streams per table",
            "4");

    /// The most that any connection may have.
    public static final int MOST = 16;

    private TableStreams() {}

    /// What the connection says, 1 to [#MOST]; nothing where it leaves it to the workers.
    public static OptionalInt of(ConnectionSettings settings) {
        String streams = OPTION.of(settings);
        return streams.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Math.clamp(Long.parseLong(streams), 1, MOST));
    }
}
