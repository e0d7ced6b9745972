package dev.syncline.deploy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is deployed: the five services and the console, each with a settings file of its name.
enum Program {
    CONFIG("config-service"),
    SCHEDULER("scheduler-service"),
    EXTRACTOR("extractor-service"),
    LOADER("loader-service"),
    NOTIFICATION("notification-service"),
    CONSOLE("console");

    private static final String KIT = "service-kit";

    final String module;

    Program(String module) {
        this.module = module;
    }

    /// The modules whose code and settings it has.
    List<String> modules() {
        return List.of(KIT, module);
    }

    /// Whom a class belongs to. What the kit has for workers and for those who ask config-service is the workers'.
    static Set<Program> owners(Class<?> type) {
        String feature = type.getPackageName().replaceFirst("^dev\\.syncline\\.", "");
        if (feature.startsWith("kit.worker") || feature.startsWith("kit.connection")) {
            return EnumSet.of(EXTRACTOR, LOADER);
        }
        if (feature.startsWith("kit.")) {
            return EnumSet.allOf(Program.class);
        }
        return Stream.of(values())
                .filter(program -> feature.split("\\.")[0].equals(program.module.replace("-service", "")))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Program.class)));
    }
}
