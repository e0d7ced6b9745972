package dev.syncline.deploy;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.syncline.allinone.installation.Service;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The page of all settings is made of the services.
class SettingsPageTest {

    private final Map<Setting, Set<Service>> settings = new Settings().all();

    @Test
    void everySettingSaysWhatItIsFor() {
        assertThat(settings.keySet()).filteredOn(setting -> setting.sentence().isBlank()).isEmpty();
        assertThat(settings.keySet().stream().map(Setting::property)).contains("syncline.worker.slots", "syncline.runs.retry.attempts", "syncline.network.own-servers");
    }

    /// Run with `-Dgolden.write=true` to write the page.
    @Test
    void thePageIsUpToDate() {
        Repository.check(Repository.ROOT.resolve("docs/reference/settings.md"), page());
    }

    private String page() {
        StringBuilder page = new StringBuilder("""
                # All settings

                Made of the services' code; the build fails when this page is not up to date. [Tune](../operate/tune.md) says which of them are worth a thought.

                A setting is given in the environment (`SYNCLINE_EXTRACTOR_SLOTS=8`), as an argument (`--syncline.worker.slots=8`) or in a file of properties that `SPRING_CONFIG_ADDITIONALLOCATION`
                names. A service that gets a value that cannot be does not start and says which. Times are written as `500ms`, `30s`, `5m`, `2h`, `7d`, sizes as `1000KB`, `4MB`, `1GB`; KB, MB and GB are
                powers of 1024. `<KEY>` in a variable stands for a name of yours.

                All settings of Spring Boot 4.1 are there as well: `SPRING_KAFKA_…` and `SPRING_DATASOURCE_HIKARI_…` reach Kafka's clients and the pools of connections, `SERVER_…` the HTTP server, `LOGGING_LEVEL_…` the log.
                """);
        Map<Set<Service>, List<Setting>> groups = settings.entrySet().stream()
                .collect(Collectors.groupingBy(Map.Entry::getValue, LinkedHashMap::new, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        groups.entrySet().stream()
                .sorted(Comparator.<Map.Entry<Set<Service>, List<Setting>>>comparingInt(group -> -group.getKey().size()).thenComparing(group -> title(group.getKey())))
                .forEach(group -> {
                    page.append("\n## %s\n\n| setting | in the environment | what it takes | where nothing is said | what for |\n|---|---|---|---|---|\n".formatted(title(group.getKey())));
                    group.getValue().forEach(setting -> page.append(setting.row()));
                });
        return page.toString();
    }

    private static String title(Set<Service> owners) {
        return owners.size() == Service.values().length ? "All services"
                : Arrays.stream(Service.values()).filter(owners::contains).map(Service::serviceName).collect(Collectors.joining(", "));
    }
}
