package dev.syncline.dialect.mysql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testkit.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A target that keeps all names in small letters (`lower_case_table_names = 1`): what it says of a table, it says of another name than was asked for.
class MySqlFoldedNamesIT {

    @TempDir
    private static Path directory;

    private static MySqlServer server;
    private static TestDatabase end;

    @BeforeAll
    static void start() throws SQLException {
        server = MySqlServer.start(directory, 0, Map.of("lower_case_table_names", "1"));
        FreshDatabase fresh = server.freshDatabase("folded");
        end = TestDatabase.at(
                new TestDatabase.Place("127.0.0.1", server.port(), fresh.name(), fresh.jdbcUrl(), server.user(), server.password(), Map.of(), fresh),
                Dialects.of(new DatabaseKind("mysql")), null);
        end.execute("CREATE TABLE Orders (id INT PRIMARY KEY)");
        end.execute("CREATE TABLE Order_Lines (id INT PRIMARY KEY, order_id INT, CONSTRAINT of_order FOREIGN KEY (order_id) REFERENCES Orders (id))");
        end.execute("CREATE TRIGGER watches BEFORE INSERT ON Orders FOR EACH ROW SET NEW.id = NEW.id");
        end.execute("CREATE VIEW Open_Orders AS SELECT * FROM Orders");
        end.execute("CREATE TABLE Days (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2");
    }

    @AfterAll
    static void stop() throws SQLException {
        end.close();
        server.close();
    }

    @Test
    void aLoadSeesWhatItsTableWouldLose() throws SQLException {
        try (Connection session = end.session(Access.WRITE)) {
            MySqlTargetCatalog catalog = new MySqlTargetCatalog(session);
            assertThat(catalog.triggers(table("Orders"))).containsExactly("trigger watches");
            assertThat(catalog.incomingForeignKeys(table("Orders"))).singleElement().asString().startsWith("foreign key of_order of table ");
            assertThat(catalog.isPartitioned(table("Days"))).isTrue();
            assertThat(catalog.isPartitioned(table("Orders"))).isFalse();
        }
    }

    @Test
    void aPreviewSeesAllThatStopsItsLoads() throws SQLException {
        List<TableName> targets = List.of(table("Orders"), table("Open_Orders"), table("Days"), table("Nothing"));
        try (Connection session = end.session(Access.WRITE)) {
            List<String> problems = end.dialect().target().problems(session, targets);
            assertThat(problems).hasSize(4);
            assertThat(problems.get(0)).contains("foreign key of_order", end.schema() + ".Orders");
            assertThat(problems.get(1)).contains("would lose trigger watches", end.schema() + ".Orders");
            assertThat(problems.get(2)).contains(end.schema() + ".Open_Orders is a view");
            assertThat(problems.get(3)).contains(end.schema() + ".Days is partitioned");
        }
    }

    private static TableName table(String name) {
        return new TableName(end.schema(), name);
    }
}
