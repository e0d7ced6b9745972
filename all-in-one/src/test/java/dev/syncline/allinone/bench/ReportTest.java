package dev.syncline.allinone.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.syncline.allinone.bench.Lane.Format;
import dev.syncline.allinone.bench.Selection.Workload;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

public class ReportTest {

    private final Selection all = new Selection(List.of(1_000), List.of("postgresql-postgresql", "mysql"), 3, Map.of());
    private final Workload workload = all.workloads().getFirst();
    private final Report report = new Report(workload);

    @Test
    void aPathWithTwoNativePipesIsComparedWithBoth() {
        add("postgresql-postgresql", Map.of(Format.TEXT, 4.0, Format.BINARY, 2.0), 3);
        add("postgresql-postgresql", Map.of(Format.TEXT, 5.0, Format.BINARY, 2.5), 5);
        add("postgresql-postgresql", Map.of(Format.TEXT, 50.0, Format.BINARY, 30.0), 40);

        assertThat(printed()).contains("| postgresql-postgresql | PostgreSQL → PostgreSQL | 5.00 / 2.50 | 5.00 | 1.00 / 2.00 | ≤ 1.25 | 0.5 / 0.0 | 7 |");
    }

    @Test
    void twoTargetsAreComparedWithTheSlowerOneAlone() {
        add("mysql-postgresql", Map.of(Format.TEXT, 1.0), 2);
        add("mysql-mysql", Map.of(Format.TEXT, 1.0), 4);
        add("mysql-clickhouse", Map.of(Format.TEXT, 1.0), 9);
        add("mysql-both", Map.of(), 5);

        assertThat(printed()).contains("| mysql-both | MySQL → PostgreSQL + MySQL | 4.00 | 5.00 | 1.25 | ≤ 1.20 |");
    }

    @Test
    void whatCannotBeComparedHasNoRatio() {
        add("mysql-both", Map.of(), 5);

        assertThat(printed()).contains("| mysql-both | MySQL → PostgreSQL + MySQL |  | 5.00 |  |");
    }

    private void add(String name, Map<Format, Double> pipes, double seconds) {
        Lane lane = workload.lanes().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        report.add(lane, pipes, new Report.Copy(seconds, Map.of("extractor", 0.5), 7));
    }

    private String printed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), 3, List.of("extractor", "loader"));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
