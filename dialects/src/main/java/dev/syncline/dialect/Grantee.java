package dev.syncline.dialect;

import dev.syncline.contracts.connection.ConnectionSettings;
import org.jspecify.annotations.Nullable;

/// Who is to get rights.
///
/// @param host from where MySQL's account may log in, which is a part of its name; [#ANYWHERE] where that is not known or there are no such parts
/// @param database the database inside the server; null where there is none
public record Grantee(String user, String host, @Nullable String database) {

    public static final String ANYWHERE = "%";

    /// Of a server that was not asked, or does not tell accounts of one name apart.
    public static Grantee of(ConnectionSettings settings) {
        return new Grantee(settings.user(), ANYWHERE, settings.database());
    }
}
