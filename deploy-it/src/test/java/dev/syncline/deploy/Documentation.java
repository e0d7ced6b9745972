package dev.syncline.deploy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.syncline.allinone.installation.Service;

/// The sentences that records have for their parameters, read from the sources.
final class Documentation {

    private static final Pattern RECORD = Pattern.compile("((?:^ *///.*\\n)+)(?:^ *@.*\\n)*^ *(?:public |private )?record (\\w+)", Pattern.MULTILINE);
    private static final Pattern PARAMETER = Pattern.compile("@param (\\w+) ((?:(?!@param).)*)", Pattern.DOTALL);

    private final Map<String, Map<String, String>> parameters = new HashMap<>();

    Documentation() {
        Stream.concat(Stream.of("service-kit"), Stream.of(Service.values()).map(Service::serviceName))
                .map(Repository::sources)
                .flatMap(List::stream)
                .forEach(this::read);
    }

    private void read(Path file) {
        String name = file.getFileName().toString().replace(".java", "");
        Matcher records = RECORD.matcher(Repository.text(file));
        while (records.find()) {
            String comment = records.group(1).replaceAll("(?m)^ *///? ?", "").replace("\n", " ").replaceAll("\\s+", " ");
            Map<String, String> found = parameters.computeIfAbsent(key(name, records.group(2)), _ -> new HashMap<>());
            PARAMETER.matcher(comment).results().forEach(parameter -> found.put(parameter.group(1), parameter.group(2).strip()));
        }
    }

    /// @param type a record, of its own file or within another class
    Optional<String> of(Class<?> type, String parameter) {
        Class<?> file = type.getNestHost();
        return Optional.ofNullable(parameters.get(key(file.getSimpleName(), type.getSimpleName()))).map(found -> found.get(parameter));
    }

    private static String key(String file, String type) {
        return file + "/" + type;
    }
}
