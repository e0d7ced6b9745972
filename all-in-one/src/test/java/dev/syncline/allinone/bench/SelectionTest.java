package dev.syncline.allinone.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import dev.syncline.allinone.bench.Selection.Workload;
import org.junit.jupiter.api.Test;

import static dev.syncline.allinone.bench.Site.CLICKHOUSE;
import static dev.syncline.allinone.bench.Site.LOGGED_MYSQL;
import static dev.syncline.allinone.bench.Site.MYSQL;
import static dev.syncline.allinone.bench.Site.POSTGRESQL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

public class SelectionTest {

    @Test
    void withoutAWordEverythingIsMeasured() {
        List<Workload> workloads = Selection.STANDARD.workloads();

        assertThat(workloads).extracting(Workload::table, Workload::rows, Workload::more).containsExactly(
                tuple(BenchTable.LINEITEM, 1_000_000, List.of("incremental", "small")),
                tuple(BenchTable.LINEITEM, 4_000_000, List.of()),
                tuple(BenchTable.MANY_TYPES, 500_000, List.of()));
        assertThat(workloads.stream().flatMap(workload -> workload.lanes().stream()).distinct()).hasSameElementsAs(Lane.ALL);
        assertThat(workloads.get(1).lanes()).extracting(Lane::throttled).containsOnly(false);
        assertThat(Selection.STANDARD.sites()).containsExactly(MYSQL, LOGGED_MYSQL, POSTGRESQL, CLICKHOUSE);
    }

    @Test
    void theFirstWordsOfLanesChooseThem() {
        Selection throttled = select(200_000, "throttled");

        assertThat(throttled.workloads()).singleElement().satisfies(workload -> {
            assertThat(workload.rows()).isEqualTo(200_000);
            assertThat(workload.lanes()).extracting(Lane::name).containsExactly("throttled-mysql-postgresql", "throttled-postgresql-postgresql");
            assertThat(workload.more()).isEmpty();
        });
        assertThat(throttled.sites()).containsExactly(MYSQL, POSTGRESQL);
    }

    @Test
    void onlyServersThatTakePartAreStarted() {
        assertThat(select(10, "postgresql-clickhouse").sites()).containsExactly(POSTGRESQL, CLICKHOUSE);
        assertThat(select(10, "types-logged").sites()).containsExactly(MYSQL, LOGGED_MYSQL, POSTGRESQL);
        assertThat(select(10, "types-logged-postgresql").sites()).containsExactly(LOGGED_MYSQL, POSTGRESQL);
    }

    /// Rows are written in MySQL, though they may go nowhere else.
    @Test
    void whatFollowsTheCopiesCanBeMeasuredAlone() {
        Selection small = select(10, "small");

        assertThat(small.workloads()).containsExactly(new Workload(BenchTable.LINEITEM, 10, List.of(), List.of("small")));
        assertThat(small.sites()).containsExactly(MYSQL, POSTGRESQL);
    }

    @Test
    void aPartOfAWordChoosesNothing() {
        assertThat(Selection.knows("types")).isTrue();
        assertThat(Selection.knows("small")).isTrue();
        assertThat(Selection.knows("typ")).isFalse();
        assertThat(Selection.knows("")).isFalse();
    }

    @Test
    void namesAreNotGivenTwice() {
        assertThat(new HashSet<>(Selection.names())).hasSameSizeAs(Selection.names());
    }

    @Test
    void theDocumentationNamesEachLane() throws Exception {
        String page = Files.readString(Path.of("../docs/performance.md"));

        assertThat(Selection.names()).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    private static Selection select(int rows, String... lanes) {
        return new Selection(List.of(rows), Arrays.asList(lanes), 1, Map.of());
    }
}
