package dev.syncline.scheduler;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;

import static org.assertj.core.api.Assertions.assertThat;

/// How a service's sessions with its own database are set, by the kit's settings.
class OwnDatabaseIT {

    private final RunningScheduler scheduler = RunningScheduler.shared();

    @Test
    void noQuestionIsCompiledBeforeItIsAnswered() throws Exception {
        assertThat(setting(scheduler.bean(DataSource.class), "jit")).isEqualTo("off");
        assertThat(setting(scheduler.bean("readerConnections", DataSource.class), "jit")).as("those who only look, too").isEqualTo("off");
    }

    /// A restart does not bring a database back.
    @Test
    void whoDoesNotReachItIsNotReadyButLives() {
        HealthEndpointGroups groups = scheduler.bean(HealthEndpointGroups.class);

        assertThat(groups.get("readiness").isMember("db")).isTrue();
        assertThat(groups.get("liveness").isMember("db")).isFalse();
    }

    private static String setting(DataSource connections, String name) throws SQLException {
        try (Connection session = connections.getConnection();
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
