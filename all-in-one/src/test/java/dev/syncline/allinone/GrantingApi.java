package dev.syncline.allinone;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.ServiceSettings;
import dev.syncline.testkit.DatabaseServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// As a user whose administrator pastes what the product prints for a project, before it is saved or executed. So all users of databases in these tests
/// have the documented rights and no others.
final class GrantingApi extends Api {

    private final ServiceSettings settings;
    private final Map<Long, Place> places = new HashMap<>();
    private final Set<String> pasted = new HashSet<>();
    private final Map<Place, String> users = new HashMap<>();

    /// Where somebody administers a database.
    private record Place(DatabaseServer server, @Nullable String database) {}

    GrantingApi(ServiceSettings settings) {
        super(settings.installation().apiToken());
        this.settings = settings;
    }

    /// One for all connections to a database: what one user's loads have made belongs to it.
    String user(DatabaseServer server, @Nullable String database) {
        return users.computeIfAbsent(new Place(server, database), place -> Accounts.without(place.server(), place.database()));
    }

    void administers(long connection, DatabaseServer server, @Nullable String database) {
        places.put(connection, new Place(server, database));
    }

    @Override
    public Answer post(String url, Object body) {
        if (url.startsWith(settings.url(Service.CONFIG) + "/api/v1/projects")) {
            grant(body);
        } else if (body instanceof Map<?, ?> run && run.get("configuration") != null) {
            grant(run.get("configuration"));
        }
        return super.post(url, body);
    }

    @Override
    public Answer put(String url, Object body, String ifMatch) {
        if (url.startsWith(settings.url(Service.CONFIG) + "/api/v1/projects")) {
            grant(body);
        }
        return super.put(url, body, ifMatch);
    }

    private void grant(Object project) {
        Answer printed = super.post(settings.url(Service.CONFIG) + "/api/v1/projects/grants", project);
        if (printed.status() != 200) {
            return; // no project of which anything could be done
        }
        for (JsonNode connection : printed.body().get("connections")) {
            Place place = places.get(connection.get("connectionId").asLong());
            String sql = connection.get("sql").asString();
            if (place != null && pasted.add(sql)) {
                Accounts.paste(place.server(), place.database(), sql);
            }
        }
    }
}
