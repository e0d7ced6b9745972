package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.dialect.TargetReplaceContract;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MySqlReplaceIT extends TargetReplaceContract {

    @Override
    protected TestDatabase open() throws SQLException {
        return TestDatabase.mySql();
    }

    @Test
    void computedColumnsTakeNoValues() throws Exception {
        expectThatComputedColumnsTakeNoValues("varchar(40) GENERATED ALWAYS AS ('x') STORED");
    }

    @Test
    void partitionsThatSomebodyMadeAreNotLost() throws Exception {
        make("id bigint PRIMARY KEY, seen int, name varchar(40)");
        end().execute("ALTER TABLE %s PARTITION BY HASH (id) PARTITIONS 3".formatted(quoted()));
        fill("(1, 1, 'one')");
        assertThat(problems()).singleElement().asString().contains("is partitioned").contains("retain and clear");

        assertThatThrownBy(() -> load(SHAPE, create(List.of(), false), "2\t2\ttwo\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.IN_USE))
                .hasMessageContaining("its partitions");

        assertThat(rows("id, name")).containsExactly("1|one");
        load(SHAPE, clear(), "2\t2\ttwo\n");
        load(SHAPE, mergeAfter("2"), "3\t3\tthree\n");
        assertThat(rows("id, name")).containsExactly("2|two", "3|three");
        assertThat(end().text("SELECT COUNT(*) FROM information_schema.partitions WHERE table_schema = '%s' AND table_name = '%s' AND partition_name IS NOT NULL"
                .formatted(table().schema(), table().table()))).isEqualTo("3");
    }

    /// Members are appended or put between others: old values keep their texts.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            enum('x','y') | enum('x','y','z')     | x   | y   | z
            enum('x','y') | enum('w','x','z','y') | x   | y   | z
            set('x','y')  | set('x','y','z')      | x,y | x   | x,z
            set('x','y')  | set('x','z','y')      | x,y | y   | x,z,y
            enum('x','y') | varchar(3)            | x   | y   | new
            """)
    void aListOfValuesIsMadeLongerWithoutALoss(String before, String after, String first, String second, String added) throws Exception {
        load(listed(before), create(List.of(), false), "1\t%s\n2\t%s\n".formatted(first, second));
        String order = rowsByValue();

        load(listed(after), new LoadRules(new LoadMode.Merge(null), List.of(), true, null), "3\t%s\n".formatted(added));

        assertThat(rows("id, c")).containsExactly("1|" + first, "2|" + second, "3|" + added);
        assertThat(rowsByValue()).isEqualTo(order);
        assertThat(inspect(listed(after)).changes()).isEmpty();
        load(listed(after), clear(), "4\t%s\n".formatted(added));
        load(listed(before), clear(), "5\t%s\n".formatted(first));
        assertThat(rows("id, c")).containsExactly("5|" + first);
    }

    private String rowsByValue() throws SQLException {
        return String.join(",", end().texts("SELECT id FROM %s WHERE id < 3 ORDER BY c".formatted(quoted())));
    }

    @Test
    void aListOfOtherValuesIsRefused() throws Exception {
        load(listed("enum('x','y')"), create(List.of(), false), "1\tx\n");

        assertThatThrownBy(() -> load(listed("enum('y','x')"), clear(), "2\ty\n"))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE))
                .hasMessageContaining("enum('x','y')")
                .hasMessageContaining("enum('y','x')")
                .hasMessageContaining("policy.fullMode: \"delete-and-create\"");
        assertThat(rows("id, c")).containsExactly("1|x");
    }

    private static TableShape listed(String declaration) {
        Column c = new Column("c", new ColumnType.Text(20, false), true, declaration);
        return new TableShape(new DatabaseKind("mysql"), List.of(new Column("id", ID.type(), false, "bigint"), c), List.of("id"));
    }

    /// The server gives a table without a key one of its own, which nobody asked for: it is neither new nor gone, and nothing is extracted anew for it.
    @Test
    void aKeyThatTheServerMakesIsNoChange() throws Exception {
        TableShape keyless = shape(List.of(), ID, SEEN, NAME);
        end().execute("SET GLOBAL sql_generate_invisible_primary_key = ON");
        try {
            load(keyless, create(List.of("seen"), false), "1\t1\tone\n1\t1\tone\n");
            assertThat(end().text("SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = '%s' AND table_name = '%s' AND column_name = 'my_row_id'"
                    .formatted(table().schema(), table().table()))).isEqualTo("1");

            assertThat(inspect(keyless, "seen").changes()).isEmpty();
            load(keyless, clear(), "2\t2\ttwo\n2\t2\ttwo\n");
            load(keyless, mergeAfter("2"), "3\t3\tthree\n");
            load(keyless, create(List.of("seen"), false), "4\t4\tfour\n");

            assertThat(rows("id, name")).containsExactly("4|four");
            assertThat(inspect(keyless, "seen").changes()).isEmpty();
        } finally {
            end().execute("SET GLOBAL sql_generate_invisible_primary_key = OFF");
        }
    }

    /// Found by random tables: the server would give the staging table a second column of that name.
    @Test
    void aColumnWithTheNameOfTheServersOwnKeyIsRefusedBeforeTheServerDoes() throws Exception {
        TableShape taken = shape(List.of(), ID, new Column("MY_ROW_ID", SEEN.type(), false, "int"));
        end().execute("SET GLOBAL sql_generate_invisible_primary_key = ON");
        try (Connection session = end().session(Access.WRITE)) {
            assertThat(end().dialect().target().refusals(session).of(taken, TableProperties.NONE)).singleElement().asString().contains("my_row_id").contains("key fields");
            assertThat(end().dialect().target().refusals(session).of(shape(List.of("id"), ID, SEEN), TableProperties.NONE)).isEmpty();
            assertThatThrownBy(() -> load(taken, create(List.of(), false), "1\t1\n"))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.MISCONFIGURED));
        } finally {
            end().execute("SET GLOBAL sql_generate_invisible_primary_key = OFF");
        }
    }
}
