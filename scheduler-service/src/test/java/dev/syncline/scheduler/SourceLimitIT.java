package dev.syncline.scheduler;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkerKind;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/// What a connection says of tables that are read at once holds for all runs together.
class SourceLimitIT extends WholeRuns {

    @Test
    void noMoreTablesAreReadAtOnceThanTheSourceAllows() throws InterruptedException {
        var held = new LinkedBlockingQueue<Work.ExtractTable>();
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, 8, (work, worker) -> {
            switch (work) {
                case Work.DiscoverTables discovery -> Scripts.discover(discovery, worker, 2);
                case Work.ExtractTable extraction -> held.add(extraction);
                default -> Scripts.well(work, worker);
            }
        });
        worker(WorkerKind.LOADER, Scripts::well);
        long source = nextProject() * 10;

        UUID first = run(project(source, "a", "b", "c"));
        List<Work.ExtractTable> reading = List.of(next(held), next(held));
        UUID second = run(project(source, "d"));
        for (Work.ExtractTable extraction : reading) {
            assertThat(beingRead(source)).as("tables being read").isLessThanOrEqualTo(2);
            finish(extraction, extractor);
            Work.ExtractTable another = next(held);
            assertThat(beingRead(source)).as("tables being read").isLessThanOrEqualTo(2);
            finish(another, extractor);
        }

        assertThat(Stream.of(first, second).map(run -> end(run).path("state").asString())).containsOnly("SUCCEEDED");
    }

    @Test
    void anotherSourceIsReadMeanwhile() throws InterruptedException {
        var held = new LinkedBlockingQueue<Work.ExtractTable>();
        FakeWorker extractor = worker(WorkerKind.EXTRACTOR, 8, (work, worker) -> {
            switch (work) {
                case Work.DiscoverTables discovery -> Scripts.discover(discovery, worker, 1);
                case Work.ExtractTable extraction -> held.add(extraction);
                default -> Scripts.well(work, worker);
            }
        });
        worker(WorkerKind.LOADER, Scripts::well);

        UUID first = run(project(nextProject() * 10, "a"));
        Work.ExtractTable ofFirst = next(held);
        UUID second = run(project(nextProject() * 10, "b"));
        Work.ExtractTable ofSecond = next(held);
        finish(ofFirst, extractor);
        finish(ofSecond, extractor);

        assertThat(Stream.of(first, second).map(run -> end(run).path("state").asString())).containsOnly("SUCCEEDED");
    }

    private static Work.ExtractTable next(LinkedBlockingQueue<Work.ExtractTable> held) throws InterruptedException {
        return assertThat(held.poll(SOON.toMillis(), TimeUnit.MILLISECONDS)).isNotNull().actual();
    }

    private static void finish(Work.ExtractTable extraction, FakeWorker extractor) {
        Scripts.started(extraction, extractor);
        Scripts.extracted(extraction, extractor);
    }

    private static long beingRead(long source) {
        return scheduler.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM work JOIN run ON run.id = work.run_id WHERE run.source_id = :source AND work.partition IS NOT NULL AND work.state <> 'DONE'")
                .param("source", source)
                .query(Long.class)
                .single();
    }

    private static long project(long source, String... tables) {
        long id = nextProject();
        publish(new ProjectRevision(
                id, "project " + id, 1, new ConnectionRef(source, "source", new DatabaseKind("mysql")),
                List.of(new ConnectionRef(id * 10 + 1, "target", new DatabaseKind("postgresql"))), new SchemaNaming.Original(),
                Stream.of(tables).map(table -> new TableName("shop", table)).toList()));
        return id;
    }
}
