package dev.syncline.notification.alert;

import java.net.URI;
import java.util.UUID;

/// Where people can read on.
final class Links {

    private final String base;

    Links(URI base) {
        this.base = base.toString().replaceAll("/+$", "");
    }

    String run(UUID id) {
        return base + "/api/v1/runs/" + id;
    }

    String runsOf(long projectId) {
        return base + "/api/v1/runs?project=" + projectId;
    }

    String plan(long id) {
        return base + "/api/v1/plans/" + id;
    }
}
