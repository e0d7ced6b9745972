package dev.syncline.allinone;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Ports;
import dev.syncline.allinone.installation.Service;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Runs that cannot succeed: each says why and what to do, and leaves the target's old content (S9, S69, A26).
class RefusalIT {

    private static final String CANARY = "c4n4ry-s3cret";

    private final Installed installed = Installed.shared();
    private FreshDatabase source;
    private FreshDatabase target;

    @BeforeEach
    void databases() {
        source = SharedServers.mySql().freshDatabase("source");
        target = SharedServers.postgreSql().freshDatabase("target");
        source.execute("CREATE TABLE orders (id int PRIMARY KEY, name varchar(20))");
        source.execute("INSERT INTO orders VALUES (1, 'new')");
        target.execute("CREATE SCHEMA shop");
        target.execute("CREATE TABLE shop.orders (id int PRIMARY KEY, name varchar(20))");
        target.execute("INSERT INTO shop.orders VALUES (7, 'old')");
    }

    @AfterEach
    void drop() {
        source.close();
        target.close();
    }

    @Test
    void aSourceThatDoesNotAnswerIsNamedWithItsAddress() throws SQLException {
        int nobody = Ports.free();
        long unreachable = installed.connection(source.server(), null, false, Map.of("port", nobody));

        JsonNode run = execute(unreachable, writable());

        assertThat(run.get("failure").get("code").asString()).isEqualTo("UNREACHABLE");
        assertThat(run.get("failure").get("message").asString()).contains("127.0.0.1").contains(Integer.toString(nobody));
        assertOldContent();
    }

    @Test
    void aWrongPasswordIsSaidAndNeverShown() throws SQLException {
        long wrong = installed.connection(source.server(), null, false, Map.of("secret", CANARY));

        JsonNode run = execute(wrong, writable());

        assertThat(run.get("failure").get("code").asString()).isEqualTo("LOGIN_REFUSED");
        assertThat(run.toString()).doesNotContain(CANARY);
        assertOldContent();
    }

    @Test
    void aWrongPasswordAtTheTargetFailsItsLoads() throws SQLException {
        long wrong = installed.connection(target.server(), target.name(), true, Map.of("secret", CANARY));

        JsonNode run = execute(installed.connection(source.server(), null, false), wrong);

        assertThat(run.get("state").asString()).isEqualTo("FAILED");
        JsonNode load = installed.loads(run.get("id").asString()).getFirst();
        assertThat(load.get("failure").get("code").asString()).isEqualTo("LOGIN_REFUSED");
        assertThat(load.toString()).doesNotContain(CANARY);
        assertOldContent();
    }

    @Test
    @Proves({"S9"})
    void aTargetWithoutAllowWriteOperationsCannotBeChosen() {
        long readOnly = installed.connection(target.server(), target.name(), false);
        long from = installed.connection(source.server(), null, false);

        var answer = installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects"),
                installed.configuration(from, List.of(readOnly), source.name(), List.of("orders"), "shop"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("detail").asString()).containsIgnoringCase("allow write");
    }

    @Test
    @Proves({"S9", "A26"})
    void allowWriteOperationsTakenAwayLaterStopsTheRunBeforeAnythingIsTouched() throws SQLException {
        long to = writable();
        long project = installed.project(installed.connection(source.server(), null, false), List.of(to), source.name(), List.of("orders"), "shop");
        String url = installed.url(Service.CONFIG, "/api/v1/connections/" + to);
        var before = installed.api.get(url);
        Map<String, Object> body = new java.util.HashMap<>();
        before.ok().properties().forEach(field -> body.put(field.getKey(), field.getValue()));
        body.keySet().retainAll(List.of("name", "kind", "host", "port", "database", "user", "options"));
        body.put("allowWriteOperations", false);
        installed.api.put(url, body, String.valueOf(before.etag())).ok();

        JsonNode run = installed.execute(project);

        assertThat(run.get("state").asString()).isEqualTo("FAILED");
        assertThat(run.get("failure").get("code").asString()).isEqualTo("NOT_WRITABLE");
        assertOldContent();
    }

    @Test
    void aTargetTableThatAnotherSessionHoldsFailsAsLocked() throws SQLException {
        // The project first: the rights that come with it make its user the table's owner, which waits for the lock.
        long project = installed.project(installed.connection(source.server(), null, false), List.of(writable()), source.name(), List.of("orders"), "shop");
        JsonNode run;
        try (Connection holder = target.connect(); Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE shop.orders IN ACCESS SHARE MODE");
            run = installed.finished(installed.start(Map.of("projectId", project, "retry", Map.of("attempts", 1))));
            holder.rollback();
        }

        assertThat(run.get("state").asString()).isEqualTo("FAILED");
        assertThat(installed.loads(run.get("id").asString()).getFirst().get("failure").get("code").asString()).isEqualTo("LOCKED");
        assertOldContent();
    }

    @Test
    void aTableThatIsNotThereIsNamed() throws SQLException {
        long project = installed.project(
                installed.connection(source.server(), null, false), List.of(writable()), source.name(), List.of("orders", "no_such"), "shop");

        JsonNode run = installed.execute(project);

        assertThat(run.get("state").asString()).isEqualTo("FAILED");
        assertThat(installed.tables(run.get("id").asString()).toString()).contains("no_such").contains("NOT_FOUND");
        assertThat(content()).isEqualTo("1new");
    }

    @Test
    void aTableWithoutColumnsFailsBeforeAnythingIsTouched() throws SQLException {
        try (FreshDatabase empty = SharedServers.postgreSql().freshDatabase("source")) {
            empty.execute("CREATE TABLE orders ()");
            long project = installed.project(
                    installed.connection(empty.server(), empty.name(), false), List.of(writable()), "public", List.of("orders"), "shop");

            JsonNode run = installed.execute(project);

            assertThat(run.get("state").asString()).isEqualTo("FAILED");
            assertThat(installed.tables(run.get("id").asString()).toString()).contains("UNSUPPORTED_TYPE").contains("has no columns");
            assertOldContent();
        }
    }

    /// Properties are for the four analysts' databases, and for no other target.
    @Test
    @Proves("S48")
    void tableCreationPropertiesAreNotTakenForTheseTargets() {
        Map<String, Object> project = new java.util.HashMap<>(installed.configuration(
                installed.connection(source.server(), null, false), List.of(writable()), source.name(), List.of("orders"), "shop"));
        project.put("tablePolicies", List.of(Map.of(
                "table", Map.of("schema", source.name(), "table", "orders"), "properties", Map.of("distributedBy", List.of("id")))));

        var answer = installed.api.post(installed.url(Service.CONFIG, "/api/v1/projects"), project);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().toString()).contains("properties");
    }

    @Test
    @Proves({"A20"})
    void twoRunsOfOneProjectAtOnceAreRefused() throws SQLException {
        long project = installed.project(installed.connection(source.server(), null, false), List.of(writable()), source.name(), List.of("orders"), "shop");
        try (Connection holder = target.connect(); Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE shop.orders IN ACCESS SHARE MODE");
            String first = installed.start(project);

            var second = installed.api.post(installed.url(Service.SCHEDULER, "/api/v1/runs"), Map.of("projectId", project));

            assertThat(second.status()).isEqualTo(409);
            assertThat(second.body().toString()).contains(first);
            holder.rollback();
            assertThat(installed.finished(first).get("state").asString()).isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void withoutATokenNothingIsShown() {
        var answer = new Api("no-such-token-at-all-of-this-length").get(installed.url(Service.SCHEDULER, "/api/v1/runs"));

        assertThat(answer.status()).isEqualTo(401);
    }

    private long writable() {
        return installed.connection(target.server(), target.name(), true);
    }

    private JsonNode execute(long from, long to) {
        long project = installed.project(from, List.of(to), source.name(), List.of("orders"), "shop");
        return installed.finished(installed.start(Map.of("projectId", project, "retry", Map.of("attempts", 1))));
    }

    private void assertOldContent() throws SQLException {
        assertThat(content()).isEqualTo("7old");
        CopyIT.assertNothingLeft(target);
    }

    private String content() throws SQLException {
        try (Connection session = target.connect(); Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("SELECT string_agg(id || name, ',') FROM shop.orders")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
