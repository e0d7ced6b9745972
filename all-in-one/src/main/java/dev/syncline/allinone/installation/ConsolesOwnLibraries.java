package dev.syncline.allinone.installation;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/// Keeps the console's libraries out of the services, which find them on the one class path that all share here: a service of its own image does not have them.
public final class ConsolesOwnLibraries implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final List<String> THEIRS = List.of("org.springframework.cloud.", "org.springframework.boot.session.", "org.springframework.boot.security.oauth2.client.");

    private boolean console;

    @Override
    public void setEnvironment(Environment environment) {
        console = Service.CONSOLE.serviceName().equals(environment.getProperty("spring.application.name"));
    }

    @Override
    public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            String candidate = candidates[i];
            wanted[i] = console || candidate == null || THEIRS.stream().noneMatch(candidate::startsWith);
        }
        return wanted;
    }
}
