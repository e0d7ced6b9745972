package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.dialect.LoadHarness;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The largest table of a kind that the real server makes is the largest that we say it does.
class InnoDbLimitsIT {

    private static final int MOST = 1_200;

    private TestDatabase end;
    private int tables;

    @BeforeEach
    void open() throws SQLException {
        end = TestDatabase.mySql();
    }

    @AfterEach
    void close() throws Exception {
        end.close();
    }

    /// In COMPACT a key has 767 bytes: the table says its format, and is not made in the server's.
    @Test
    void limitsAreTheSameWhateverFormatTheServerHas() throws Exception {
        Column key = new Column("k", new ColumnType.Text(768, false), false, "varchar(768)");
        end.execute("SET GLOBAL innodb_default_row_format = 'COMPACT'");
        try (Connection session = end.session(Access.WRITE)) {
            TableName table = new TableName(end.schema(), "format");
            TableShape shape = new TableShape(new DatabaseKind("elsewhere"), List.of(key), List.of("k"));

            LoadHarness.load(end, session, table, shape, List.of());

            assertThat(end.text("SELECT row_format FROM information_schema.tables WHERE table_schema = '%s' AND table_name = 'format'".formatted(end.schema())))
                    .isEqualTo("Dynamic");
        } finally {
            end.execute("SET GLOBAL innodb_default_row_format = DEFAULT");
        }
    }

    /// The key of a table of thingsboard: four texts and two uuids.
    @Test
    void aKeyThatIsTooLongIsSaidWithWhatToChoose() throws Exception {
        List<Column> columns = Stream.concat(
                        IntStream.range(0, 4).mapToObj(i -> new Column("t" + i, new ColumnType.Text(255, false), false, null)),
                        IntStream.range(0, 2).mapToObj(i -> new Column("u" + i, new ColumnType.Uuid(), false, null)))
                .toList();
        TableShape shape = new TableShape(new DatabaseKind("postgresql"), columns, columns.stream().map(Column::name).toList());
        TableShape keyless = new TableShape(shape.origin(), columns, List.of());
        TableName table = new TableName(end.schema(), "relation");

        assertThatThrownBy(() -> end.dialect().target().preview(table, shape, LoadRules.CREATE))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE))
                .hasMessageContaining("takes 6 columns and 4,152 bytes, and there can be 16 and 3,072")
                .hasMessageContaining("name other keyFields that tell its rows apart, or set tablePolicies[].keyFields: []");
        assertThat(InnoDbLimits.keyFlaw(new TableShape(shape.origin(), columns, List.of("t0", "t1")), InnoDbLimits.LONGEST_KEY)).isEmpty();
        assertThat(InnoDbLimits.keyFlaw(new TableShape(shape.origin(), columns, List.of("t0", "t1")), 1_536)).as("a server of pages of 8 KiB").isPresent();
        try (Connection session = end.session(Access.WRITE)) {
            byte[] row = "a\tb\tc\td\t%1$s\t%1$s\n".formatted(new UUID(0, 7)).getBytes(UTF_8);
            LoadHarness.load(end, session, table, keyless, List.of(new LoadHarness.Batch(row, 1, 0)));
        }
        assertThat(end.text("SELECT CONCAT(t0, t3, u1) FROM relation")).isEqualTo("ad" + new UUID(0, 7));
    }

    /// As many columns of one type as go.
    ///
    /// @param keyColumns how many of them are its key
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            longtext                                             | true  | 0
            longtext                                             | false | 0
            json                                                 | true  | 0
            varchar(9)                                           | true  | 0
            varchar(10)                                          | true  | 0
            varchar(10)                                          | false | 1
            varchar(255)                                         | true  | 0
            varchar(255) CHARACTER SET latin1 COLLATE latin1_bin | true  | 0
            varchar(39) CHARACTER SET ascii COLLATE ascii_bin    | true  | 0
            char(36) CHARACTER SET ascii COLLATE ascii_bin       | true  | 0
            char(10)                                             | true  | 0
            char(9)                                              | false | 2
            varbinary(30)                                        | true  | 0
            binary(200)                                          | true  | 0
            decimal(65,30)                                       | true  | 0
            decimal(9,2)                                         | false | 0
            bigint                                               | true  | 0
            int unsigned                                         | false | 1
            datetime(6)                                          | true  | 0
            datetime                                             | true  | 0
            time(3)                                              | true  | 0
            bit(64)                                              | true  | 0
            bit(7)                                               | true  | 0
            point SRID 4326                                      | true  | 0
            tinyint(1)                                           | true  | 0
            """)
    void asManyColumnsAsWeSay(String type, boolean nullable, int keyColumns) {
        expectSame(count -> shape(count, type, nullable, Math.min(count, keyColumns)), MOST);
    }

    /// A key of as many columns of one type as go.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            varchar(255)
            varchar(256)
            varchar(191)
            varchar(1000) CHARACTER SET latin1 COLLATE latin1_bin
            varchar(300) CHARACTER SET utf8mb3 COLLATE utf8mb3_bin
            char(255)
            varbinary(1024)
            binary(255)
            longtext
            blob
            json
            point SRID 4326
            int
            decimal(65,30)
            enum('x','y') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
            """)
    void asManyKeyColumnsAsWeSay(String type) {
        expectSame(count -> shape(count, type, false, count), 20);
    }

    /// A key of one column as long as goes.
    @ParameterizedTest
    @CsvSource({"varchar(%d)", "varbinary(%d)", "varchar(%d) CHARACTER SET latin1 COLLATE latin1_bin"})
    void asLongAKeyAsWeSay(String type) {
        expectSame(length -> shape(1, type.formatted(length), false, 1), 4_000);
    }

    private void expectSame(IntFunction<TableShape> table, int most) {
        int server = largest(most, size -> isMade(table.apply(size)));
        assertThat(largest(most, size -> isSaidToBeMakeable(table.apply(size)))).isEqualTo(server);
        assertThat(server).isLessThan(most);
    }

    /// @param fits true up to some size
    private static int largest(int most, IntPredicate fits) {
        int least = 0;
        int greatest = most;
        while (least < greatest) {
            int middle = (least + greatest + 1) / 2;
            if (fits.test(middle)) {
                least = middle;
            } else {
                greatest = middle - 1;
            }
        }
        return least;
    }

    private boolean isSaidToBeMakeable(TableShape shape) {
        try {
            end.dialect().target().createTable(new TableName(end.schema(), "t"), shape, TableProperties.NONE);
            return true;
        } catch (SyncException _) {
            return false;
        }
    }

    private boolean isMade(TableShape shape) {
        String name = MySqlNames.quote(new TableName(end.schema(), "t" + tables++));
        List<String> columns = shape.columns().stream()
                .map(column -> "%s %s %s".formatted(MySqlNames.quote(column.name()), column.declaration(), column.nullable() ? "NULL" : "NOT NULL"))
                .toList();
        String key = shape.primaryKey().isEmpty() ? "" : ", " + MySqlTarget.primaryKey(shape);
        try {
            end.execute("CREATE TABLE %s (%s%s) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin".formatted(name, String.join(", ", columns), key));
            end.execute("DROP TABLE " + name);
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private static TableShape shape(int count, String type, boolean nullable, int keyColumns) {
        List<Column> columns = IntStream.range(0, count).mapToObj(i -> new Column("c" + i, new ColumnType.Text(0, false), nullable, type)).toList();
        return new TableShape(MySqlDialect.KIND, columns, columns.subList(0, keyColumns).stream().map(Column::name).toList());
    }
}
