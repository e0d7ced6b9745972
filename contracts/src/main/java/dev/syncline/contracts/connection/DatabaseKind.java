package dev.syncline.contracts.connection;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// A kind of database by its id, such as `mysql`. Which kinds there are, is known where the dialects are on the class path.
///
/// @param id lower-case letters and digits
public record DatabaseKind(@JsonValue String id) {

    @JsonCreator
    public DatabaseKind {
        if (!id.matches("[a-z0-9]{1,32}")) {
            throw new IllegalArgumentException("Not a kind of database: it is named by 1 to 32 lower-case letters and digits");
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
