package dev.syncline.allinone;

import java.nio.file.Path;
import java.util.List;

import dev.syncline.allinone.installation.Service;
import dev.syncline.contracts.Topics;
import dev.syncline.testkit.KafkaServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Two of each service, each a process of its own, which are replaced one after the other while some runs are under way.
///
/// 14 processes at most, 4.4 GiB together; most of its 400 s of processor time go into the starts of 24 processes, so that more runs say little more.
@Tag("nightly")
class RollingRestartIT {

    private static final int RUNS = Integer.getInteger("syncline.restart.runs", 8);
    private static final Path DIRECTORY = Path.of("target", "rolling-" + ProcessHandle.current().pid());
    /// Workers first, as at an upgrade.
    private static final List<Service> ORDER = List.of(
            Service.EXTRACTOR, Service.LOADER, Service.SCHEDULER, Service.CONFIG, Service.NOTIFICATION, Service.CONSOLE);

    @Test
    void aRollingRestartOfEverythingUnderLoadFailsNoRunAndDoublesNoRow() throws Exception {
        String classPath = System.getProperty("java.class.path");
        try (KafkaServer kafka = KafkaServer.start(DIRECTORY.resolve("kafka"), 0);
                Fleet fleet = Fleet.start(DIRECTORY, Installed.settings(DIRECTORY.toString(), kafka.bootstrapServers()), 2, classPath);
                ManyRuns runs = new ManyRuns(Installed.of(fleet.settings()), RUNS)) {
            long began = System.nanoTime();

            int succeeded = runs.during(() -> ORDER.forEach(service -> fleet.replaceAll(service, classPath)));

            System.out.printf("rolling restart: %d runs succeeded, 0 failed, in %d s%n", succeeded, (System.nanoTime() - began) / 1_000_000_000);
            assertThat(Messages.with(kafka.bootstrapServers(), Topics.DEAD_LETTERS, "")).isEmpty();
        }
    }
}
