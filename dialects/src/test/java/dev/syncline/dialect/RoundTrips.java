package dev.syncline.dialect;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/// Copies one table per type and compares what a plain session sees at both ends.
abstract class RoundTrips {

    private static int tables;

    abstract End from();

    abstract End to();

    /// A table `(id, c)` with the case's values from id 1 on.
    TableName fill(TypeCase type) throws SQLException {
        String table = "t" + ++tables;
        from().execute("CREATE TABLE %s (id INT PRIMARY KEY, c %s NULL)".formatted(table, type.type()));
        for (int i = 0; i < type.values().size(); i++) {
            from().execute("INSERT INTO %s VALUES (%d, %s)".formatted(table, i + 1, type.values().get(i).literal()));
        }
        return new TableName(from().schema(), table);
    }

    TableName copy(TableName source) throws SQLException, IOException {
        TableName target = new TableName(to().schema(), source.table() + "_copy");
        Copy.copy(from(), source, to(), target);
        return target;
    }

    /// The target shows for each value what the case says.
    void arrivesAsSaid(TypeCase type, String show) throws SQLException, IOException {
        TableName target = copy(fill(type));

        List<@Nullable String> expected = new ArrayList<>();
        type.values().forEach(value -> expected.add(value.shown()));
        assertThat(shown(to(), target, show)).as(type.type()).isEqualTo(expected);
    }

    /// Source and target, of the same kind, show the same.
    void arrivesUnchanged(TypeCase type, String show) throws SQLException, IOException {
        TableName source = fill(type);

        TableName target = copy(source);

        assertThat(shown(to(), target, show)).as(type.type()).isEqualTo(shown(from(), source, show)).hasSize(type.values().size());
    }

    static List<@Nullable String> shown(End end, TableName table, String show) throws SQLException {
        return end.texts("SELECT %s FROM %s.%s ORDER BY id".formatted(
                show.formatted("c"), end.dialect().quote(table.schema()), end.dialect().quote(table.table())));
    }
}
