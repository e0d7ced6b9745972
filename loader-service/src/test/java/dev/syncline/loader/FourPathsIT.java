package dev.syncline.loader;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.Work.ExtractTable;
import dev.syncline.contracts.work.Work.LoadTable;
import dev.syncline.contracts.work.WorkResult;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FourPathsIT {

    private Workers workers;

    @BeforeAll
    void start() {
        workers = new Workers();
    }

    @AfterAll
    void stop() {
        workers.close();
    }

    static Stream<Arguments> paths() {
        DatabaseServer mySql = SharedServers.mySql();
        DatabaseServer postgreSql = SharedServers.postgreSql();
        return Stream.of(
                Arguments.of(mySql, postgreSql), Arguments.of(postgreSql, postgreSql), Arguments.of(postgreSql, mySql), Arguments.of(mySql, mySql));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("paths")
    void aTableArrivesAsItIs(DatabaseServer from, DatabaseServer to) throws SQLException {
        try (FreshDatabase source = from.freshDatabase("source"); FreshDatabase target = to.freshDatabase("target")) {
            source.execute("CREATE TABLE orders (id int PRIMARY KEY, name varchar(100), amount decimal(12,3) NOT NULL, note text)");
            source.execute("""
                    INSERT INTO orders VALUES
                        (1, 'tab\there', 1.500, NULL),
                        (2, 'ünïcödé 😀', -0.001, 'back\\\\slash'),
                        (3, '', 999999999.999, 'line\nbreak')""");
            UUID run = UUID.randomUUID();
            TableName sourceTable = table(source);
            long sourceId = workers.connection(source);

            TableShape shape = workers.discover(run, sourceId, sourceTable);
            ExtractTable extraction = Workers.extraction(run, sourceId, sourceTable, shape);
            workers.assign(extraction);
            WorkResult.ExtractionStarted started = workers.first(extraction, WorkResult.ExtractionStarted.class);
            LoadTable load = Workers.loading(extraction, workers.connection(target), table(target), started.offset());
            workers.assign(load);

            assertThat(workers.end(extraction, WorkResult.TableExtracted.class).manifest().rows()).isEqualTo(3);
            assertThat(workers.end(load, WorkResult.TableLoaded.class).rows()).isEqualTo(3);
            assertThat(rows(target)).isEqualTo(rows(source));
            Leftovers.areGoneFrom(target);
        }
    }

    /// Rows larger than a chunk among them; who has no use for them says so.
    @Test
    void packedRowsArriveAsTheyAreOrAreRefused() throws SQLException {
        DatabaseServer postgreSql = SharedServers.postgreSql();
        try (FreshDatabase source = postgreSql.freshDatabase("source");
                FreshDatabase target = postgreSql.freshDatabase("target");
                FreshDatabase other = SharedServers.mySql().freshDatabase("target")) {
            source.execute("CREATE TYPE mood AS ENUM ('well')");
            source.execute("CREATE TABLE orders (id int PRIMARY KEY, name varchar(100), amount numeric(12,3), at timestamptz, how mood, tags text[], image text)");
            source.execute("""
                    INSERT INTO orders
                    SELECT i, 'row ' || i, i / 7.0, now(), 'well', ARRAY['a', NULL], CASE i WHEN 500 THEN repeat(md5('x'), 100000) END FROM generate_series(1, 5000) AS i""");
            UUID run = UUID.randomUUID();
            long sourceId = workers.connection(source);
            ExtractTable extraction = Workers.packed(Workers.extraction(run, sourceId, table(source), workers.discover(run, sourceId, table(source))));
            workers.assign(extraction);
            WorkResult.ExtractionStarted started = workers.first(extraction, WorkResult.ExtractionStarted.class);
            LoadTable load = Workers.loading(extraction, workers.connection(target), table(target), started.offset());
            LoadTable refused = Workers.loading(extraction, workers.connection(other), table(other), started.offset());
            workers.assign(load);
            workers.assign(refused);

            assertThat(workers.end(extraction, WorkResult.TableExtracted.class).manifest().rows()).isEqualTo(5000);
            assertThat(workers.end(load, WorkResult.TableLoaded.class).rows()).isEqualTo(5000);
            assertThat(rows(target)).isEqualTo(rows(source));
            assertThat(workers.end(refused, WorkResult.WorkFailed.class).failure())
                    .satisfies(failure -> assertThat(failure.code()).as("which is tried again, as text").isEqualTo(FailureCode.UNPROVEN))
                    .satisfies(failure -> assertThat(failure.message()).contains("postgresql-binary/1", "MySQL"));
            Leftovers.areGoneFrom(target);
            Leftovers.areGoneFrom(other);
        }
    }

    static TableName table(FreshDatabase database) {
        return new TableName(database.server() instanceof MySqlServer ? database.name() : "public", "orders");
    }

    static List<String> rows(FreshDatabase database) throws SQLException {
        try (Connection session = database.connect();
                Statement statement = session.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM orders ORDER BY id")) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(result.getString(i)).append('|');
                }
                rows.add(row.toString());
            }
            return rows;
        }
    }
}
