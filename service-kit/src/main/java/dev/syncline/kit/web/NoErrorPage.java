package dev.syncline.kit.web;

import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/// Leaves out Spring Boot's page for errors, which answers in a form of its own: what no route has answered, [ProblemValve] does. Not by the property
/// `spring.autoconfigure.exclude`, of which a service's own list would take the place.
final class NoErrorPage implements AutoConfigurationImportFilter {

    private static final String ERROR_PAGE = "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration";

    @Override
    public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[candidates.length];
        IntStream.range(0, candidates.length).forEach(i -> wanted[i] = !ERROR_PAGE.equals(candidates[i]));
        return wanted;
    }
}
