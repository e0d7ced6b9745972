package dev.syncline.config.connection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.syncline.config.RunningService;
import dev.syncline.config.connection.TrialCheck.State;
import dev.syncline.config.connection.TrialCheck.Subject;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aConnectionTo;
import static dev.syncline.config.Bodies.aMySqlConnection;
import static dev.syncline.config.Bodies.create;
import static dev.syncline.config.Bodies.post;
import static dev.syncline.config.Bodies.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/// A test of a connection says thing by thing what it has found.
class ConnectionChecksIT {

    private final RestTestClient api = RunningService.shared().api();

    @Test
    void looksAtEachThingInTurn() {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("checks")) {
            ConnectionTrial trial = trial(aConnectionTo(database));

            assertThat(trial.checks()).extracting(TrialCheck::check).containsExactly(
                    Subject.REACHED, Subject.TLS, Subject.LOGIN, Subject.DATABASE, Subject.VERSION, Subject.MAY_CREATE, Subject.BULK_LOAD);
            assertThat(trial.checks()).allSatisfy(check -> assertThat(check.message()).isNotBlank());
            assertThat(states(trial)).contains(entry(Subject.REACHED, State.OK), entry(Subject.LOGIN, State.OK), entry(Subject.MAY_CREATE, State.OK));
            assertThat(of(trial, Subject.VERSION).message()).startsWith("PostgreSQL 17");
        }
    }

    @Test
    void asksNothingAboutWritingWhereNothingMayBeWritten() {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("checks")) {
            assertThat(trial(with(aConnectionTo(database), "allowWriteOperations", false)).checks())
                    .extracting(TrialCheck::check).doesNotContain(Subject.MAY_CREATE, Subject.BULK_LOAD);
        }
    }

    @Test
    void saysWhetherTheSessionIsEncrypted() {
        ConnectionTrial encrypted = trial(aMySqlConnection("options", Map.of("tls", "require")));
        ConnectionTrial plain = trial(aMySqlConnection("options", Map.of("tls", "disable")));

        assertThat(of(encrypted, Subject.TLS).state()).isEqualTo(State.OK);
        assertThat(of(plain, Subject.TLS)).satisfies(check -> {
            assertThat(check.state()).isEqualTo(State.WARNING);
            assertThat(check.message()).contains("is not encrypted");
            assertThat(check.remedy()).contains("option tls");
        });
    }

    @Test
    void aUserOfFewRightsLearnsWhereTablesCanBeMade() {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("checks")) {
            database.execute("CREATE ROLE few_rights LOGIN PASSWORD 'few'");
            database.execute("CREATE SCHEMA ods");
            try {
                Map<String, Object> few = with(aConnectionTo(database), "user", "few_rights", "secret", "few");
                assertThat(of(trial(few), Subject.MAY_CREATE)).satisfies(check -> {
                    assertThat(check.state()).isEqualTo(State.WARNING);
                    assertThat(check.message()).contains("no tables yet");
                    assertThat(check.remedy()).contains("grants");
                });

                database.execute("GRANT USAGE, CREATE ON SCHEMA ods TO few_rights");
                assertThat(of(trial(few), Subject.MAY_CREATE).message()).contains("schemas only: ods");

                database.execute("GRANT CREATE ON DATABASE \"" + database.name() + "\" TO few_rights");
                assertThat(of(trial(few), Subject.MAY_CREATE).state()).isEqualTo(State.OK);
            } finally {
                database.execute("DROP OWNED BY few_rights");
                database.execute("DROP ROLE few_rights");
            }
        }
    }

    @Test
    void whatFailedHidesWhatCouldNotBeAskedAfterIt() {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("checks")) {
            assertThat(states(trial(with(aConnectionTo(database), "secret", "wrong-canary")))).containsExactlyInAnyOrderEntriesOf(Map.of(
                    Subject.REACHED, State.OK, Subject.TLS, State.UNKNOWN, Subject.LOGIN, State.FAILED, Subject.DATABASE, State.SKIPPED,
                    Subject.VERSION, State.SKIPPED, Subject.MAY_CREATE, State.SKIPPED, Subject.BULK_LOAD, State.SKIPPED));
            ConnectionTrial missing = trial(with(aConnectionTo(database), "database", "no such database"));
            assertThat(states(missing)).contains(entry(Subject.LOGIN, State.OK), entry(Subject.DATABASE, State.FAILED));
            assertThat(of(missing, Subject.DATABASE).remedy()).startsWith("check the name");
            assertThat(states(trial(with(aConnectionTo(database), "kind", "greenplum")))).contains(entry(Subject.VERSION, State.FAILED), entry(Subject.BULK_LOAD, State.SKIPPED));
        }
        assertThat(states(trial(aConnection("host", "no-such-host.invalid")))).contains(entry(Subject.REACHED, State.FAILED), entry(Subject.LOGIN, State.SKIPPED));
    }

    @Test
    void anEditedConnectionIsTestedWithTheSecretThatIsStored() {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("checks")) {
            Map<String, Object> body = aConnectionTo(database);
            long id = create(api, "/api/v1/connections", with(body, "database", "no such database"));
            Map<String, Object> edited = new HashMap<>(body);
            edited.remove("secret");

            assertThat(trial("/api/v1/connections/" + id + "/test", edited).loggedIn()).isTrue();
            api.get().uri("/api/v1/connections/" + id).exchange().expectBody().jsonPath("$.lastTest").doesNotExist();
        }
    }

    @Test
    void theStoredSecretGoesNowhereElse() {
        try (FreshDatabase database = SharedServers.postgreSql().freshDatabase("checks")) {
            Map<String, Object> body = aConnectionTo(database);
            long id = create(api, "/api/v1/connections", body);
            Map<String, Object> edited = new HashMap<>(body);
            edited.remove("secret");

            for (Map<String, Object> elsewhere : List.of(with(edited, "host", "evil.example"), with(edited, "port", 5433), with(edited, "user", "root"))) {
                post(api, "/api/v1/connections/" + id + "/test", elsewhere).expectStatus().isBadRequest().expectBody()
                        .jsonPath("$.detail").value(String.class, detail -> assertThat(detail).contains("was not tested", "gives its secret again"));
            }
            post(api, "/api/v1/connections/987654321/test", edited).expectStatus().isNotFound();
        }
    }

    private ConnectionTrial trial(Map<String, Object> body) {
        return trial("/api/v1/connections/test", body);
    }

    private ConnectionTrial trial(String uri, Object body) {
        return post(api, uri, body).expectStatus().isOk().expectBody(ConnectionTrial.class).returnResult().getResponseBody();
    }

    private static TrialCheck of(ConnectionTrial trial, Subject subject) {
        return trial.checks().stream().filter(check -> check.check() == subject).findFirst().orElseThrow();
    }

    private static Map<Subject, State> states(ConnectionTrial trial) {
        return trial.checks().stream().collect(Collectors.toMap(TrialCheck::check, TrialCheck::state, (first, _) -> first));
    }
}
