package dev.syncline.kit.security;

import java.util.Locale;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The secrets that open the REST interface. A service does not start without them.
///
/// @param apiToken for people and other systems, as `Authorization: Bearer …`; at least 24 characters
/// @param serviceToken between services; opens `/internal` too; at least 24 characters and not the API token
/// @param openDocumentation whether the OpenAPI page can be read without a token; it shows no data
@ConfigurationProperties("syncline.security")
public record SecurityProperties(
        @DefaultValue("") String apiToken, @DefaultValue("") String serviceToken, @DefaultValue("false") boolean openDocumentation) {

    private static final int SHORTEST = 24;
    private static final Set<String> EXAMPLES = Set.of("changeme", "example", "secret", "token", "password", "syncline");

    public SecurityProperties {
        check("syncline.security.api-token (SYNCLINE_API_TOKEN)", apiToken);
        check("syncline.security.service-token (SYNCLINE_SERVICE_TOKEN)", serviceToken);
        if (apiToken.equals(serviceToken)) {
            throw new IllegalArgumentException("syncline.security.service-token must differ from syncline.security.api-token");
        }
    }

    private static void check(String name, String token) {
        if (token.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "%s is missing or shorter than %d characters; make one with: openssl rand -hex 32".formatted(name, SHORTEST));
        }
        String lower = token.toLowerCase(Locale.ROOT);
        if (EXAMPLES.stream().anyMatch(lower::contains) || token.chars().distinct().count() < 8) {
            throw new IllegalArgumentException(
                    "%s looks like an example; make one with: openssl rand -hex 32".formatted(name));
        }
    }

    @Override
    public String toString() {
        return "SecurityProperties[tokens hidden]";
    }
}
