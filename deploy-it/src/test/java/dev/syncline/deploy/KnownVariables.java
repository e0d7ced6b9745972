package dev.syncline.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

import dev.syncline.allinone.installation.Service;

/// Whether an environment variable is one that a service or Spring Boot asks for: a typo would be ignored without a word.
final class KnownVariables {

    private static final Pattern PROPERTY = Pattern.compile("\"name\": ?\"([a-z0-9.-]+)\",\\s*\"type\": ?\"([^\"]+)\"");
    private static final Set<String> OF_BOOT = ofBoot();
    private static final Settings SETTINGS = new Settings();

    private final Set<String> names;

    private KnownVariables(Set<String> names) {
        this.names = names;
    }

    static KnownVariables ours(Service service) {
        Set<String> names = new HashSet<>(OF_BOOT);
        names.addAll(SETTINGS.variables(service));
        // OpenTelemetry's own, which every service asks for.
        names.add("OTEL_EXPORTER_OTLP_*");
        return new KnownVariables(names);
    }

    boolean contains(String variable) {
        return names.contains(variable) || names.stream().anyMatch(name -> name.endsWith("*") && variable.startsWith(name.substring(0, name.length() - 1)));
    }

    /// As the libraries on the class path describe their settings; a map takes any ending.
    private static Set<String> ofBoot() {
        Set<String> names = new HashSet<>();
        try {
            for (URL file : Collections.list(KnownVariables.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
                String text = new String(file.openStream().readAllBytes(), StandardCharsets.UTF_8);
                PROPERTY.matcher(text).results().forEach(found -> names.add(
                        Settings.variable(found.group(1)) + (found.group(2).startsWith("java.util.Map") ? "_*" : "")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
