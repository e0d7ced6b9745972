package dev.syncline.deploy;

import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import dev.syncline.allinone.installation.Service;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.junit.platform.commons.support.ReflectionSupport;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// All settings of the services: those of their records, and those that only a settings file or code before any record asks for.
final class Settings {

    private static final Pattern OWN = Pattern.compile("\"(syncline\\.[a-z.-]+)\"");

    private final Documentation documentation = new Documentation();
    private final Map<Service, SettingsFile> files = new EnumMap<>(Service.class);
    private final Map<Service, Map<String, Setting>> settings = new EnumMap<>(Service.class);

    Settings() {
        for (Service service : Service.values()) {
            files.put(service, SettingsFile.of(Owners.modules(service)));
            settings.put(service, new TreeMap<>());
        }
        ReflectionSupport.streamAllClassesInPackage("dev.syncline", type -> type.isAnnotationPresent(ConfigurationProperties.class), _ -> true)
                .sorted(Comparator.comparing(Class::getName))
                .forEach(type -> Owners.of(type).forEach(service ->
                        addRecord(service, Objects.requireNonNull(type.getAnnotation(ConfigurationProperties.class)).value(), type)));
        files.forEach((service, file) -> file.variables().keySet().forEach(property -> add(service, property, "text", "", "", "")));
        // Asked for by the environment itself, which has underscores for hyphens, too.
        readBeforeAnyRecord().forEach(property -> settings.values().forEach(own -> own.putIfAbsent(property, new Setting(
                property, variable(property.replace('-', '.')), "text", "", "", Sentences.OTHER.getOrDefault(property, "")))));
    }

    /// By name; what is the same for several services is there once.
    Map<Setting, Set<Service>> all() {
        Map<Setting, Set<Service>> all = new TreeMap<>(Comparator.comparing(Setting::property).thenComparing(Setting::toString));
        settings.forEach((service, own) -> own.values().forEach(setting -> all.computeIfAbsent(setting, _ -> EnumSet.noneOf(Service.class)).add(service)));
        return all;
    }

    /// What a service can be told in the environment by names of ours; a star stands for any ending.
    Set<String> variables(Service service) {
        Set<String> variables = new TreeSet<>();
        settings.get(service).values().forEach(setting -> {
            variables.add(setting.variable().replaceAll("<KEY>.*", "*"));
            variables.add(variable(setting.property()).replaceAll("<KEY>.*", "*"));
        });
        return variables;
    }

    private void addRecord(Service service, String prefix, Class<?> type) {
        Parameter[] parameters = type.getDeclaredConstructors()[0].getParameters();
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            String property = prefix + "." + hyphenated(components[i].getName());
            Class<?> of = components[i].getType();
            String sentence = documentation.of(type, components[i].getName()).orElse("");
            if (of.isRecord() && of.getNestHost() == type) {
                addRecord(service, property, of);
            } else if (Map.class.isAssignableFrom(of)) {
                files.get(service).values().keySet().stream().filter(name -> name.startsWith(property + ".")).forEach(name -> add(service, name, "text", "", "", sentence));
                Class<?> value = (Class<?>) Stream.of(((ParameterizedType) components[i].getGenericType()).getActualTypeArguments()[1])
                        .filter(Class.class::isInstance).findFirst().orElse(String.class);
                if (value.isRecord()) {
                    addRecord(service, property + ".<key>", value);
                } else {
                    add(service, property + ".<key>", type(value), "", "", sentence);
                }
            } else {
                add(service, property, type(of), standard(parameters[i]), bounds(parameters[i]), sentence);
            }
        }
    }

    /// With what the settings files say: the variable that stands for it, and another standard.
    private void add(Service service, String property, String type, String standard, String bounds, String sentence) {
        String said = files.get(service).values().get(property);
        Optional<SettingsFile.Variable> variable = Optional.ofNullable(said).flatMap(SettingsFile.Variable::of);
        settings.get(service).putIfAbsent(property, new Setting(
                property,
                variable.map(SettingsFile.Variable::name).orElseGet(() -> variable(property)),
                type,
                said == null ? standard : variable.map(SettingsFile.Variable::standard).orElse(said),
                bounds,
                sentence.isEmpty() ? Sentences.OTHER.getOrDefault(property, "") : sentence));
    }

    /// What is asked of the environment before there are records.
    private static Set<String> readBeforeAnyRecord() {
        return Repository.sources("service-kit").stream()
                .map(Repository::text)
                .filter(text -> text.contains("implements EnvironmentPostProcessor"))
                .flatMap(text -> OWN.matcher(text).results().map(match -> match.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// As Spring Boot asks the environment for a property.
    static String variable(String property) {
        return property.replace("-", "").replace(".", "_").toUpperCase(Locale.ROOT);
    }

    private static String hyphenated(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String type(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(constant -> "`" + constant.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`").collect(Collectors.joining(", "));
        }
        if (type == Duration.class) {
            return "time";
        }
        if (type == DataSize.class) {
            return "size";
        }
        if (type == boolean.class) {
            return "`true` or `false`";
        }
        if (type == int.class || type == short.class || type == long.class) {
            return "number";
        }
        return type == URI.class ? "address" : List.class.isAssignableFrom(type) ? "list" : "text";
    }

    private static String standard(Parameter parameter) {
        DefaultValue standard = parameter.getAnnotation(DefaultValue.class);
        return standard == null ? "" : String.join(",", standard.value());
    }

    private static String bounds(Parameter parameter) {
        List<String> bounds = new ArrayList<>();
        for (Annotation annotation : parameter.getAnnotations()) {
            switch (annotation) {
                case Min min -> bounds.add("from " + min.value());
                case Max max -> bounds.add("to " + max.value());
                case DurationMin min -> bounds.add("from " + time(min.seconds(), min.millis()));
                case DurationMax max -> bounds.add("to " + time(max.seconds(), max.millis()));
                case jakarta.validation.constraints.Pattern pattern -> bounds.add("`" + pattern.regexp().replace("|", "`, `") + "`");
                default -> { }
            }
        }
        return String.join(" ", bounds);
    }

    private static String time(long seconds, long millis) {
        return millis > 0 ? millis + "ms" : seconds + "s";
    }
}
