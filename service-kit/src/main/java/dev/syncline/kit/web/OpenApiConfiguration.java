package dev.syncline.kit.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The OpenAPI document of a service bears its name, and its operations have names that do not depend on the order in which controllers are found.
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    @Bean
    OpenApiCustomizer stableNames(@Value("${spring.application.name}") String service) {
        return api -> {
            api.getInfo().title("Syncline " + service).version("v1");
            api.getPaths().forEach((path, item) ->
                    item.readOperationsMap().forEach((method, operation) -> operation.setOperationId(name(method.name(), path))));
        };
    }

    /// `GET /api/v1/projects/{id}/revisions` as `getProjectsByIdRevisions`.
    static String name(String method, String path) {
        return Arrays.stream(path.replaceFirst("^/api/v1/", "").split("[/-]"))
                .filter(part -> !part.isEmpty())
                .map(part -> part.startsWith("{") ? "By" + capital(part.substring(1, part.length() - 1)) : capital(part))
                .collect(Collectors.joining("", method.toLowerCase(Locale.ROOT), ""));
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
