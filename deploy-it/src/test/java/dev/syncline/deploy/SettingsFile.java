package dev.syncline.deploy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.Yaml;

/// What a settings file says: properties and their values, among them those that stand in the environment.
///
/// @param values by property, the words of the file
record SettingsFile(Map<String, String> values) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):?([^}]*)}");

    /// @param modules the later ones outrank those before
    static SettingsFile of(List<String> modules) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String module : modules) {
            Path file = Repository.ROOT.resolve(module).resolve("src/main/resources").resolve(module + ".yml");
            for (Object document : new Yaml().loadAll(Repository.text(file))) {
                flatten("", document, values);
            }
        }
        return new SettingsFile(values);
    }

    private static void flatten(String name, Object value, Map<String, String> values) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, inner) -> flatten(name.isEmpty() ? String.valueOf(key) : name + "." + key, inner, values));
            case null -> values.put(name, "");
            default -> values.put(name, value.toString());
        }
    }

    /// The properties that an environment variable of ours stands for.
    Map<String, Variable> variables() {
        Map<String, Variable> variables = new LinkedHashMap<>();
        values.forEach((property, value) -> Variable.of(value).ifPresent(variable -> variables.put(property, variable)));
        return variables;
    }

    /// @param name as in the environment
    /// @param standard where it is not set
    record Variable(String name, String standard) {

        static Optional<Variable> of(String value) {
            Matcher found = VARIABLE.matcher(value);
            return found.matches() ? Optional.of(new Variable(found.group(1), found.group(2))) : Optional.empty();
        }
    }
}
