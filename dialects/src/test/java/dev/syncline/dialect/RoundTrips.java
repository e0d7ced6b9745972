package dev.syncline.dialect;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.dialect.connect.Access;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Copies one table per type, with all values in one go, and compares what a plain session sees at both ends.
abstract class RoundTrips {

    private static int tables;

    abstract TestDatabase from();

    abstract TestDatabase to();

    /// A table `(id, c)` with the case's values from id 1 on.
    TableName fill(TypeCase type) throws SQLException {
        String table = "t" + ++tables;
        from().execute("CREATE TABLE %s (id INT PRIMARY KEY, c %s NULL)".formatted(table, type.type()));
        StringJoiner rows = new StringJoiner(", ", "INSERT INTO %s VALUES ".formatted(table), "");
        for (int i = 0; i < type.values().size(); i++) {
            rows.add("(%d, %s)".formatted(i + 1, type.values().get(i).literal()));
        }
        from().execute(rows.toString());
        return new TableName(from().schema(), table);
    }

    /// A table `(id, c0, c1, …)` with a column for each case, and null where one has fewer values than others.
    TableName fill(List<TypeCase> types) throws SQLException {
        String table = "t" + ++tables;
        StringJoiner columns = new StringJoiner(", ", "CREATE TABLE %s (id INT PRIMARY KEY, ".formatted(table), ")");
        for (int i = 0; i < types.size(); i++) {
            columns.add("c%d %s NULL".formatted(i, types.get(i).type()));
        }
        from().execute(columns.toString());
        int most = types.stream().mapToInt(type -> type.values().size()).max().orElse(0);
        for (int row = 0; row < most; row++) {
            StringJoiner values = new StringJoiner(", ", "INSERT INTO %s VALUES (%d, ".formatted(table, row + 1), ")");
            for (TypeCase type : types) {
                values.add(row < type.values().size() ? type.values().get(row).literal() : "NULL");
            }
            from().execute(values.toString());
        }
        return new TableName(from().schema(), table);
    }

    TableName copy(TableName source) throws SQLException, IOException {
        TableName target = new TableName(to().schema(), source.table() + "_copy");
        TableShape shape = LoadHarness.copy(from(), source, to(), target);
        try (Connection session = to().session(Access.WRITE)) {
            assertThat(to().dialect().target().inspect(session, target, shape, List.of()).changes()).as("field changes (A11)").isEmpty();
        }
        return target;
    }

    /// The target shows for each value what the case says, or what the source shows.
    void arrivesAsSaid(TypeCase type, String sourceShow, String targetShow) throws SQLException, IOException {
        TableName source = fill(type);

        TableName target = copy(source);

        List<@Nullable String> atSource = shown(from(), source, Objects.requireNonNullElse(type.show().source(), sourceShow));
        List<@Nullable String> expected = new ArrayList<>();
        for (int i = 0; i < type.values().size(); i++) {
            TypeCase.Value value = type.values().get(i);
            expected.add(value.written() ? value.shown() : atSource.get(i));
        }
        assertThat(shown(to(), target, Objects.requireNonNullElse(type.show().target(), targetShow))).as(type.type()).isEqualTo(expected);
    }

    /// Source and target, of the same kind, show the same.
    ///
    /// @return source and target
    List<TableName> arrivesUnchanged(TypeCase type, String show) throws SQLException, IOException {
        TableName source = fill(type);

        TableName target = copy(source);

        String same = Objects.requireNonNullElse(type.show().same(), show);
        assertThat(shown(to(), target, same)).as(type.type()).isEqualTo(shown(from(), source, same)).hasSize(type.values().size());
        return List.of(source, target);
    }

    void refusesACodeWithoutACharacter(TypeCase type) throws SQLException {
        TableName source = fill(type);

        assertThatThrownBy(() -> copy(source))
                .isInstanceOfSatisfying(SQLException.class, e -> {
                    assertThat(from().dialect().classify(e)).isEqualTo(FailureCode.UNUSABLE_VALUE);
                    assertThat(from().dialect().reason(e)).contains("column \"c\" holds a character of").endsWith("that Unicode lacks");
                });
    }

    static List<@Nullable String> shown(TestDatabase end, TableName table, String show) throws SQLException {
        return shown(end, table, "c", Integer.MAX_VALUE, show);
    }

    /// @param rows how many from the first on
    static List<@Nullable String> shown(TestDatabase end, TableName table, String column, int rows, String show) throws SQLException {
        return end.texts("SELECT %s FROM %s.%s WHERE id <= %d ORDER BY id".formatted(
                show.replace("%s", column), end.dialect().quote(table.schema()), end.dialect().quote(table.table()), rows));
    }
}
