package dev.syncline.dialect;

import java.util.regex.Pattern;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;

/// Lets a source's declaration into a target's DDL only where it has the form of one: a source may be a hostile server.
public final class Declarations {

    private Declarations() {}

    /// @throws SyncException with `UNSUPPORTED_TYPE` where the declaration has another form
    public static String checked(Column column, Pattern form) {
        String declaration = String.valueOf(column.declaration());
        if (!form.matcher(declaration).matches()) {
            throw new SyncException(
                    FailureCode.UNSUPPORTED_TYPE,
                    "Column \"%s\" has a type that is not known here: %s; leave the table out, or copy a view with a cast"
                            .formatted(column.name(), declaration));
        }
        return declaration;
    }
}
