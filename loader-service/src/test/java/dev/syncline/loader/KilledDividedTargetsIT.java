package dev.syncline.loader;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// The same where several sessions write the table.
class KilledDividedTargetsIT extends KilledTargetsIT {

    @Override
    List<String> settings() {
        List<String> settings = new ArrayList<>(super.settings());
        settings.removeIf(setting -> setting.contains("batch-bytes"));
        settings.addAll(List.of("syncline.loader.write.batch-bytes=1B", "syncline.loader.write.divide-after=1B", "syncline.loader.write.streams=3"));
        return settings;
    }

    @Override
    RowsPublisher publish(int first) {
        RowsPublisher publication = begin();
        for (int row = first; row < first + 20; row += 2) {
            publication.rows(row, row + 1);
        }
        return publication;
    }

    /// All of them take ten minutes; `-Dsyncline.kills.every=1` has them.
    @Override
    List<Integer> some(List<Integer> chosen) {
        int every = Integer.getInteger("syncline.kills.every", 5);
        return IntStream.range(0, chosen.size()).filter(i -> i % every == 0).mapToObj(chosen::get).toList();
    }

    /// Sessions answer in no order, so that a number says not exactly which statement it was.
    @Override
    void expectAllFates(List<String> fates) {
        assertThat(fates).anyMatch(fate -> fate.contains("failed"));
    }

    /// It is written by one session.
    @Override
    void nothingStaysInAClickHouseThatDiesAfterAnyStatement() throws SQLException {}
}
