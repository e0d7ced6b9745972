package dev.syncline.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

import dev.syncline.dialect.MayCreate.Extent;
import dev.syncline.dialect.connect.Access;
import dev.syncline.testkit.ClickHouseServer;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What a user of few rights may make, and whether others can read what is sent, as real servers say it.
class MayCreateIT {

    private final String user = "few_" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void mySqlKnowsRightsEverywhereInDatabasesAndNowhere() throws SQLException {
        try (TestDatabase end = TestDatabase.mySql()) {
            end.execute("CREATE USER %s IDENTIFIED BY 'pw'".formatted(user));
            try {
                assertThat(mayCreate(end).extent()).isEqualTo(Extent.NOWHERE);
                end.execute("GRANT SELECT ON *.* TO " + user);
                assertThat(mayCreate(end).extent()).isEqualTo(Extent.NOWHERE);
                end.execute("GRANT CREATE ON %s.* TO %s".formatted(end.schema(), user));
                assertThat(mayCreate(end)).isEqualTo(MayCreate.in(List.of(end.schema())));
                end.execute("GRANT CREATE ON *.* TO " + user);
                assertThat(mayCreate(end)).isEqualTo(MayCreate.EVERYWHERE);
            } finally {
                end.execute("DROP USER " + user);
            }
        }
    }

    @Test
    void clickHouseKnowsThemAsWell() throws SQLException {
        ClickHouseServer server = SharedServers.clickHouse();
        try (TestDatabase end = TestDatabase.clickHouse()) {
            server.createUser(user, "pw");
            assertThat(mayCreate(end).extent()).isEqualTo(Extent.NOWHERE);
            server.grant(user, List.of("GRANT SELECT, INSERT ON *.* TO `%s`".formatted(user), "GRANT CREATE TABLE ON `%s`.* TO `%s`".formatted(end.schema(), user)));
            assertThat(mayCreate(end)).isEqualTo(MayCreate.in(List.of(end.schema())));
            try (Connection session = end.sessionAs(server.user(), server.password())) {
                assertThat(end.dialect().target().mayCreate(session)).isEqualTo(MayCreate.EVERYWHERE);
            }
        }
    }

    @Test
    void whatSaysNothingIsNotKnown() throws SQLException {
        try (TestDatabase doris = TestDatabase.doris(); Connection session = doris.session(Access.READ)) {
            assertThat(doris.dialect().target().mayCreate(session)).isEqualTo(MayCreate.UNKNOWN);
            assertThat(doris.dialect().encryption(doris.settings(), session)).isEqualTo(Encryption.PLAIN);
        }
    }

    private MayCreate mayCreate(TestDatabase end) throws SQLException {
        try (Connection session = end.sessionAs(user, "pw")) {
            return end.dialect().target().mayCreate(session);
        }
    }
}
