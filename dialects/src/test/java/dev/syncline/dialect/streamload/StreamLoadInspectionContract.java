package dev.syncline.dialect.streamload;

import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.DialectGoldenContract;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.TargetInspectionContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import dev.syncline.testsupport.streamload.StreamLoadServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Where what is found in Doris or StarRocks is unlike others.
public abstract class StreamLoadInspectionContract extends TargetInspectionContract {

    protected StreamLoadServer server() {
        return EmulatedServer.of(end());
    }

    @Override
    protected void make(String columns) throws SQLException {
        end().execute(StreamLoadTables.create(end(), quoted(), columns));
    }

    @Override
    @Test
    protected void textsAreComparedByteByByte() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40)");
        fill("(1, 1, 'a'), (2, 1, 'B'), (3, 1, '_')");

        assertThat(inspect(SHAPE, "name").maximum()).isEqualTo(new Bound(List.of("a")));
    }

    @Override
    @Test
    protected void everyChangeIsNamedWithColumnAndTypes() throws Exception {
        make("id bigint PRIMARY KEY, seen int NOT NULL, name varchar(20), gone date, hs_sync_time int");
        TableShape wanted = shape(List.of("id"), ID, SEEN, NAME, column("extra", new ColumnType.Decimal(5, 1), true));

        List<String> changes = inspect(wanted, "id").changes();

        assertThat(changes).hasSize(4).allSatisfy(change -> assertThat(change).contains(table().toString()));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"extra\"", "DECIMAL(5,1)"));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"gone\"", "date"));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"name\"", "varchar(20)", "VARCHAR(160)"));
        assertThat(changes).anySatisfy(change -> assertThat(change).contains("\"seen\"", "null"));
    }

    @Override
    @Test
    protected void whatHoldsEveryValueIsNoChange() throws Exception {
        make("id decimal(30,2) NOT NULL, seen bigint DEFAULT 7, name varchar(1000)");

        assertThat(inspect(shape(List.of(), ID, SEEN, NAME), "id").changes()).isEmpty();
        assertThat(inspect(shape(List.of("id"), column("id", ID.type(), true), SEEN, NAME), "id").changes()).isEmpty();
    }

    @Override
    @Test
    protected void aKeyThatIsNotKeptExactlyHasNoMaximum() throws Exception {
        make("id bigint PRIMARY KEY, at float");
        fill("(1, 1.5)");
        TableShape shape = shape(List.of("id"), ID, column("at", new ColumnType.Decimal(20, 6), true), column("other", new ColumnType.Date(), true));

        for (String key : List.of("at", "other")) {
            assertThat(inspect(shape, key).maximum()).isNull();
            assertThat(inspect(shape, key).notes()).singleElement().asString().contains('"' + key + '"');
        }
    }

    /// What a DESC prints of each type is what was declared.
    @Override
    @Test
    protected void aTableThatWasJustMadeHasNotChanged() throws Exception {
        load(DialectGoldenContract.EVERYTHING, LoadRules.CREATE, "");

        assertThat(inspect(DialectGoldenContract.EVERYTHING).changes()).isEmpty();
    }

    /// The catalogue lists nothing that the user may not see, and its name is taken all the same.
    @Test
    void whatTheUserMayNotSeeIsToldBeforeALoad() throws Exception {
        server().hiddenView(table().schema(), table().table(), true);
        try {
            for (LoadRules rules : List.of(LoadRules.CREATE, clear(), mergeAfter())) {
                assertThatThrownBy(() -> load(SHAPE, rules, "1\t1\ta\n"))
                        .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                        .hasMessageContainingAll(table().toString(), "may not see");
            }
            assertThat(problems()).singleElement().asString().contains(table().toString(), "may not see");
            assertThat(leftOvers()).isEmpty();
        } finally {
            server().hiddenView(table().schema(), table().table(), false);
        }
        assertThat(problems()).isEmpty();
    }

    /// The front end greets as a MySQL.
    @Test
    void theServerIsCalledByItsOwnName() throws Exception {
        try (Connection session = end().session(Access.READ)) {
            assertThat(end().dialect().version(session)).isEqualTo(StreamLoadTables.isDoris(end()) ? "Apache Doris 3.0.6" : "StarRocks 4.1.0-711c6c2");
        }
    }

    /// Without the right to list the back ends, the server's default of three copies is asked for, which one back end refuses: of every table of ours.
    @Test
    void whereNobodyTellsHowManyBackEndsThereAreTheConnectionOrThePropertiesDo() throws Exception {
        String kind = end().dialect().kind().id();
        LoadRules own = new LoadRules(new LoadMode.Create(false), List.of("seen"), true, null, Map.of(kind, new TableProperties(Map.of("properties", List.of("replication_num = 1")))));
        use(new TableName(end().schema() + "_copies", "copies"));
        server().backEndsShown(false);
        try {
            assertThatThrownBy(() -> load(SHAPE, create(List.of("seen"), true), "1\t1\ta\n"))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED))
                    .hasMessageContaining("set the connection's option replicas");
            try (Connection session = end().session(Access.WRITE)) {
                assertThat(end().dialect().target().warnings(session)).singleElement().asString().contains("option replicas");
            }
            load(SHAPE, own, "1\t1\ta\n");
            assertThat(rows("id")).containsExactly("1");

            end().execute("DROP DATABASE `%s`".formatted(table().schema()));
            try (Connection session = end().dialect().dataSource(withOption("replicas", "1"), TestDatabase.LOCAL, Access.WRITE).getConnection()) {
                LoadHarness.load(end(), session, LoadHarness.plan(UUID.randomUUID(), 1, table(), SHAPE, create(List.of("seen"), true)), List.of(text("2\t1\ta\n")));
                assertThat(end().dialect().target().warnings(session)).isEmpty();
            }
            assertThat(rows("id")).containsExactly("2");
        } finally {
            server().backEndsShown(true);
            end().execute("DROP DATABASE IF EXISTS `%s`".formatted(table().schema()));
        }
    }

    private ConnectionSettings withOption(String name, String value) {
        ConnectionSettings settings = end().settings();
        Map<String, String> options = new HashMap<>(settings.options());
        options.put(name, value);
        return new ConnectionSettings(
                settings.id(), settings.name(), settings.version(), settings.kind(), settings.host(), settings.port(), settings.database(), settings.user(), settings.secret(), options,
                settings.writable());
    }

    /// The front end of StarRocks says 401 of a missing right, too.
    @Test
    void aMissingRightToLoadIsNoWrongPassword() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40)");
        String user = "unloading_" + end().dialect().kind().id();
        server().behind().execute("", "CREATE USER IF NOT EXISTS %1$s@'%%' IDENTIFIED WITH mysql_native_password BY 'r'".formatted(user));
        server().behind().execute("", "GRANT SELECT ON `%s`.* TO %s@'%%'".formatted(end().schema(), user));
        try (Connection session = end().sessionAs(user, "r")) {
            StreamLoadHttp http = session.unwrap(StreamLoadHttp.class);
            JsonRows rows = new JsonRows(new ByteArrayInputStream(new byte[0]), List.of(), null, null, ((StreamLoadDialect) end().dialect()).engine().framing(), 0);

            assertThatThrownBy(() -> {
                LoadReply reply = http.load(table(), "label-" + UUID.randomUUID(), rows);
                throw new SQLException(reply.message(), "HY000");
            }).isInstanceOfSatisfying(SQLException.class, e -> assertThat(end().dialect().classify(e)).as(e.getMessage()).isEqualTo(FailureCode.PERMISSION_DENIED));
        }
    }

    @Override
    @Test
    protected void aViewIsNoTarget() throws Exception {
        server().behind().execute(table().schema(), "CREATE VIEW %s AS SELECT 1 AS id".formatted(quoted()));

        assertThatThrownBy(() -> inspect(SHAPE, "id"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContaining("view");
        assertThat(problems()).singleElement().asString().contains("view");
    }
}
