package dev.syncline.allinone;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.ServiceSettings;
import dev.syncline.contracts.Topics;
import dev.syncline.testkit.KafkaServer;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// From this version to a next one and back, two of each service, while 20 runs are under way. The version to begin with is this one, or that of another
/// class path: `-Dsyncline.upgrade.from=…`.
@Tag("nightly")
class UpgradeIT {

    private static final int RUNS = Integer.getInteger("syncline.upgrade.runs", 20);
    private static final Path DIRECTORY = Path.of("target", "upgrade-" + ProcessHandle.current().pid());
    private static final List<Service> WORKERS = List.of(Service.EXTRACTOR, Service.LOADER);
    private static final List<Service> OTHERS = List.of(Service.CONFIG, Service.SCHEDULER, Service.NOTIFICATION, Service.CONSOLE);

    @Test
    void anUpgradeAndTheWayBackFailNoRunAndDoubleNoRow() throws Exception {
        String present = System.getProperty("syncline.upgrade.from", System.getProperty("java.class.path"));
        String next = NextVersion.build(DIRECTORY.resolve("next"));
        try (KafkaServer kafka = KafkaServer.start(DIRECTORY.resolve("kafka"), 0)) {
            ServiceSettings settings = Installed.settings(DIRECTORY.toString(), kafka.bootstrapServers());
            try (Fleet fleet = Fleet.start(DIRECTORY, settings, 2, present); ManyRuns runs = new ManyRuns(Installed.of(fleet.settings()), RUNS)) {
                long began = System.nanoTime();

                int succeeded = runs.during(() -> {
                    WORKERS.forEach(service -> fleet.replaceAll(service, next));
                    OTHERS.forEach(service -> fleet.replaceAll(service, next));
                    // The way back, for once in the wrong order: workers that do not know what the scheduler sends them.
                    WORKERS.forEach(service -> fleet.replaceOne(service, present));
                    OTHERS.forEach(service -> fleet.replaceAll(service, present));
                    WORKERS.forEach(service -> fleet.replaceOne(service, present));
                });

                List<JsonNode> refused = Messages.with(kafka.bootstrapServers(), Topics.RESULTS, "\"work-refused\"");
                System.out.printf("upgrade and back: %d runs succeeded, 0 failed, %d pieces of work refused and given to others, in %d s%n",
                        succeeded, refused.size(), (System.nanoTime() - began) / 1_000_000_000);
                assertThat(Messages.with(kafka.bootstrapServers(), Topics.WORK, "\"work.perform\"")).as("the next version's command").isNotEmpty();
                assertThat(refused).as("by workers that went back first").isNotEmpty();
                assertThat(Messages.with(kafka.bootstrapServers(), Topics.RUNS, "\"the next version\"")).as("the next version's field").isNotEmpty();
                assertThat(Messages.with(kafka.bootstrapServers(), Topics.DEAD_LETTERS, "")).isEmpty();
                assertThatTheColumnIsThere(settings);
            }
        }
    }

    private static void assertThatTheColumnIsThere(ServiceSettings settings) throws SQLException {
        try (Connection database = SharedServers.postgreSql().connect(settings.database(Service.SCHEDULER).orElseThrow());
                var columns = database.getMetaData().getColumns(null, null, "work", "next_version")) {
            assertThat(columns.next()).isTrue();
        }
    }
}
