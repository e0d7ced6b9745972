package dev.syncline.notification.alert;

import java.net.URI;
import java.util.Locale;
import java.util.UUID;

import dev.syncline.contracts.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/// Where people can read on.
final class Links {

    private final String base;
    private final String failures;

    Links(AlertProperties properties) {
        this(properties.linkBase(), properties.failuresPage());
    }

    /// @param failures the page of the failures' codes, or null where it can be read in the documentation only
    Links(URI base, @Nullable URI failures) {
        this.base = base.toString().replaceAll("/+$", "");
        this.failures = failures == null ? "" : failures.toString();
    }

    /// The section of a code on the page of failures; null where nobody has said where the page is.
    @Nullable String failure(FailureCode code) {
        return failures.isEmpty() ? null : failures + '#' + code.name().toLowerCase(Locale.ROOT);
    }

    String runs() {
        return base + "/api/v1/runs";
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
