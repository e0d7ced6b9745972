package dev.syncline.dialect.read;

import java.util.List;

import dev.syncline.contracts.chunk.RowFormat;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.dialect.Descriptor.ConnectionOption;
import org.jspecify.annotations.Nullable;

/// In which form a table's rows can travel to all targets of a project, decided for the table as a whole.
///
/// @param format the tightest that all of them take
/// @param hindrance why it is text although the targets take rows as the source packs them, a part of a sentence; null where it is not
public record Packing(RowFormat format, @Nullable String hindrance) {

    /// Text, as no other form would do for such targets.
    public static final Packing NONE = new Packing(RowFormat.TEXT, null);

    /// The option of connections to kinds whose rows can travel packed.
    public static final ConnectionOption OPTION = new ConnectionOption(
            "rowFormat",
            List.of("packed", "text"),
            "Whether rows travel as the database packs them where every target takes them so, or always as text",
            "Form of rows");

    /// Text for a reason.
    public static Packing hinderedBy(String hindrance) {
        return new Packing(RowFormat.TEXT, hindrance);
    }

    /// What the source's connection leaves of it.
    public Packing as(ConnectionSettings source) {
        boolean allowed = OPTION.of(source).equals(OPTION.standard());
        return allowed || !isPacked() ? this : hinderedBy("the connection's rowFormat is text");
    }

    public boolean isPacked() {
        return format != RowFormat.TEXT;
    }
}
