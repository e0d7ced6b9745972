package dev.syncline.deploy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.syncline.allinone.installation.Service;

/// Which services have a class or a settings file.
final class Owners {

    private static final String KIT = "service-kit";

    private Owners() {}

    /// The modules whose code and settings a service has; the later ones outrank those before.
    static List<String> modules(Service service) {
        return List.of(KIT, service.serviceName());
    }

    /// Whom a class belongs to. What the kit has for workers and for those who ask config-service is the workers'.
    static Set<Service> of(Class<?> type) {
        String feature = type.getPackageName().replaceFirst("^dev\\.syncline\\.", "");
        if (feature.startsWith("kit.worker") || feature.startsWith("kit.connection")) {
            return EnumSet.of(Service.EXTRACTOR, Service.LOADER);
        }
        if (feature.startsWith("kit.")) {
            return EnumSet.allOf(Service.class);
        }
        return Stream.of(Service.values())
                .filter(service -> feature.split("\\.")[0].equals(service.serviceName().replace("-service", "")))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Service.class)));
    }
}
